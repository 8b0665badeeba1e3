"""Layers: solutions of the exercises, and their checks."""

# --8<-- [start:setup]
import torch


def activation(x):
    return torch.sigmoid(x)


torch.manual_seed(7)
features = torch.randn(1, 3)
n_input, n_hidden, n_output = features.shape[1], 2, 1
W1 = torch.randn(n_input, n_hidden)
W2 = torch.randn(n_hidden, n_output)
B1 = torch.randn(1, n_hidden)
B2 = torch.randn(1, n_output)
# --8<-- [end:setup]

# --8<-- [start:hidden_units]
def network_output(n_hidden):
    torch.manual_seed(7)
    features = torch.randn(1, 3)
    W1 = torch.randn(3, n_hidden)
    W2 = torch.randn(n_hidden, 1)
    B1 = torch.randn(1, n_hidden)
    B2 = torch.randn(1, 1)
    h = activation(features @ W1 + B1)    # (1, 3) -> (1, n_hidden)
    return activation(h @ W2 + B2)        # (1, n_hidden) -> (1, 1)


counts = [3 * n + n + n * 1 + 1 for n in [1, 3, 4]]
outputs = [network_output(n) for n in [1, 3, 4]]
print(counts, *outputs, sep="\n")
# --8<-- [end:hidden_units]

# --8<-- [start:hidden_units_check]
assert list(counts) == [6, 16, 21], (
    "Each hidden unit has three weights, one bias, and one weight toward "
    "the output unit. The output unit adds one bias."
)
assert len(outputs) == 3, "`outputs` should hold one output per network."
for found, expected in zip(outputs, [0.4575, 0.9742, 0.9896], strict=True):
    assert abs(float(found) - expected) < 0.001, (
        "Before each network set seed 7 again, "
        "and draw features, W1, W2, B1, B2 in this order."
    )
# --8<-- [end:hidden_units_check]

# --8<-- [start:digits]
hidden_layer = 784 * 128 + 128
output_layer = 128 * 10 + 10
n_parameters = hidden_layer + output_layer
print(hidden_layer, output_layer, n_parameters)
# --8<-- [end:digits]

# --8<-- [start:digits_check]
assert n_parameters != 784 * 128 + 128 * 10, (
    "These are the weights alone: every unit has a bias as well."
)
assert n_parameters == 101770, (
    "Each layer has inputs times units weights, and one bias per unit. "
    "The input is no layer: it has neither."
)
# --8<-- [end:digits_check]

# --8<-- [start:other_activations]
z1 = features @ W1 + B1    # its second entry is negative
unused_column = 1
output_relu = activation(torch.relu(z1) @ W2 + B2)
output_tanh = activation(torch.tanh(z1) @ W2 + B2)
print(output_relu, output_tanh)
# --8<-- [end:other_activations]

# --8<-- [start:other_activations_check]
assert W1.shape == (3, 2), (
    "`W1` is still another exercise's: run the setup again, then your answer."
)
assert unused_column == 1, (
    "ReLU gives 0 for a negative number: which entry of z1 is negative?"
)
assert abs(float(output_relu) - 0.2616) < 0.0001, (
    "Use torch.relu for the hidden layer only; the output keeps the sigmoid."
)
assert abs(float(output_tanh) - 0.2853) < 0.001, (
    "Use torch.tanh for the hidden layer only; the output keeps the sigmoid."
)
# --8<-- [end:other_activations_check]
