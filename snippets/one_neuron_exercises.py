"""One neuron, forward: solutions of the exercises, and their checks."""

# --8<-- [start:setup]
import torch

torch.manual_seed(7)
features = torch.randn(1, 5)            # (1, 5)
weights = torch.randn_like(features)    # (1, 5)
bias = torch.randn(1, 1)                # (1, 1)
# --8<-- [end:setup]

# --8<-- [start:stronger_weight]
stronger = weights.clone()                   # (1, 5), a copy
stronger[0, 4] = stronger[0, 4] + 1
z_stronger = features @ stronger.T + bias    # (1, 1)
y_stronger = torch.sigmoid(z_stronger)       # (1, 1)
print(z_stronger, y_stronger)
# --8<-- [end:stronger_weight]

# --8<-- [start:stronger_weight_check]
assert abs(float(weights[0, 4]) + 1.6822) < 0.001, (
    "The fifth entry of `weights` itself has changed. "
    "Run the setup again, and change a copy: `weights.clone()`."
)
assert torch.as_tensor(z_stronger).numel() == 1, (
    "z_stronger should hold one number: add the five products up."
)
assert abs(float(z_stronger) - 0.0289) < 0.001, (
    "Only one product changes: z_stronger is the old z plus features[0, 4]."
)
assert abs(float(y_stronger) - 0.5072) < 0.001, (
    "z_stronger is right; y_stronger should be its sigmoid."
)
# --8<-- [end:stronger_weight_check]

# --8<-- [start:one_or_two_axes]
def neuron(features):
    row = features.view(1, 5)    # (5,) or (1, 5) -> (1, 5)
    return torch.sigmoid(torch.mm(row, weights.T) + bias)    # (1, 1)


print(neuron(features[0]), neuron(features))
# --8<-- [end:one_or_two_axes]

# --8<-- [start:one_or_two_axes_check]
assert abs(float(weights[0, 4]) + 1.6822) < 0.001, (
    "`weights` still has the change of another exercise: run the setup again."
)
assert neuron(features).shape == (1, 1), (
    "For features of shape (1, 5), neuron should return shape (1, 1)."
)
assert neuron(features[0]).shape == (1, 1), (
    "For features of shape (5,), neuron should return shape (1, 1) too."
)
assert torch.allclose(neuron(features[0]), neuron(features)), (
    "The same five numbers should give the same y, in either shape."
)
assert torch.allclose(neuron(torch.zeros(5)), torch.sigmoid(bias)), (
    "With five zeros only the bias is left: y should be its sigmoid."
)
assert abs(float(neuron(features)) - 0.1595) < 0.001, (
    "The features of this page should give the y of this page."
)
# --8<-- [end:one_or_two_axes_check]

# --8<-- [start:one_output]
predicted_shape = (1, 5)
y_five = torch.sigmoid(features * weights + bias)             # (1, 5)
y_fixed = torch.sigmoid((features * weights).sum() + bias)    # (1, 1)
print(y_five.shape, y_fixed)
# --8<-- [end:one_output]

# --8<-- [start:one_output_check]
assert abs(float(weights[0, 4]) + 1.6822) < 0.001, (
    "`weights` still has the change of another exercise: run the setup again."
)
assert predicted_shape in [(1, 5), [1, 5]], (
    "* keeps the shape of its two operands, and the bias is stretched to it."
)
assert torch.as_tensor(y_fixed).numel() == 1, (
    "y_fixed should hold one number: add the five products up."
)
assert abs(float(y_fixed) - 0.1595) < 0.001, (
    "Mind the order: add up the products, add the bias once, then squash."
)
# --8<-- [end:one_output_check]
