"""Solutions to the exercises of "Two networks in thirty lines"."""

# --8<-- [start:setup]
import torch

torch.manual_seed(7)
features = torch.randn(1, 5)
weights = torch.randn_like(features)
bias = torch.randn(1, 1)
y = torch.sigmoid(features @ weights.T + bias)    # (1, 1)
# --8<-- [end:setup]

# --8<-- [start:zero_bias]
zero_bias = torch.zeros(1, 1)
y_without_bias = torch.sigmoid(features @ weights.T + zero_bias)
print(y_without_bias)
# --8<-- [end:zero_bias]

# --8<-- [start:zero_bias_check]
assert torch.as_tensor(y_without_bias).numel() == 1, (
    "One number: multiply with @, which also adds up."
)
assert 0 < float(y_without_bias) < 1, (
    "A sigmoid's output lies between 0 and 1: "
    "change the bias before the sigmoid, not the output after it."
)
assert abs(float(y_without_bias) - 0.1214) < 0.0001, (
    "Run the setup again and change nothing but the bias: "
    "the features and the weights must stay those of seed 7."
)
# --8<-- [end:zero_bias_check]

# --8<-- [start:seed_eight]
torch.manual_seed(8)
features = torch.randn(1, 5)
weights = torch.randn_like(features)
bias = torch.randn(1, 1)
y = torch.sigmoid(features @ weights.T + bias)
torch.manual_seed(8)
features = torch.randn(1, 3)
W1 = torch.randn(3, 2)
W2 = torch.randn(2, 1)
B1 = torch.randn(1, 2)
B2 = torch.randn(1, 1)
h = torch.sigmoid(features @ W1 + B1)
output = torch.sigmoid(h @ W2 + B2)
print(y, output)
# --8<-- [end:seed_eight]

# --8<-- [start:seed_eight_check]
assert abs(float(y) - 0.0803) < 0.0001, (
    "The neuron is not yet the one of seed 8: put the seed first, "
    "then draw the features, the weights and the bias, in this order."
)
assert abs(float(output) - 0.9290) < 0.0001, (
    "The network is not yet the one of seed 8: set the seed again before "
    "its features, then draw W1, W2, B1 and B2, in this order."
)
# --8<-- [end:seed_eight_check]

# --8<-- [start:count_parameters]
neuron_count = 5 + 1                   # weights, bias
network_count = 3 * 2 + 2 * 1 + 2 + 1  # W1, W2, B1, B2
print(neuron_count, network_count)
# --8<-- [end:count_parameters]

# --8<-- [start:count_parameters_check]
assert neuron_count == 6, (
    "The neuron learns five weights and one bias; "
    "its features are given, so they do not count."
)
assert network_count == 11, (
    "Add up four tensors, W1, W2, B1 and B2; "
    "a tensor of shape (3, 2) holds 3 * 2 numbers."
)
# --8<-- [end:count_parameters_check]
