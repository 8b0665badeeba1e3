"""An artificial neuron, a small network, and the seed that they share."""

# --8<-- [start:ones]
import torch

print(torch.ones(2, 3))
# --8<-- [end:ones]

# --8<-- [start:neuron]
torch.manual_seed(7)
features = torch.randn(1, 5)
weights = torch.randn_like(features)    # (1, 5), like the features
bias = torch.randn(1, 1)
z = features @ weights.T + bias         # (1, 5) @ (5, 1) + (1, 1) -> (1, 1)
y = torch.sigmoid(z)
print(y)
# --8<-- [end:neuron]

# --8<-- [start:neuron_numbers]
neuron_numbers = [features, weights, bias]
for numbers in neuron_numbers:
    print(numbers)
# --8<-- [end:neuron_numbers]

# --8<-- [start:network]
torch.manual_seed(7)
features = torch.randn(1, 3)
n_input = features.shape[1]             # 3, the number of columns
n_hidden = 2
n_output = 1
W1 = torch.randn(n_input, n_hidden)     # (3, 2)
W2 = torch.randn(n_hidden, n_output)    # (2, 1)
B1 = torch.randn(1, n_hidden)           # (1, 2)
B2 = torch.randn(1, n_output)           # (1, 1)
z1 = features @ W1 + B1                 # (1, 3) @ (3, 2) + (1, 2) -> (1, 2)
h = torch.sigmoid(z1)                   # (1, 2)
z2 = h @ W2 + B2                        # (1, 2) @ (2, 1) + (1, 1) -> (1, 1)
output = torch.sigmoid(z2)              # (1, 1)
print(output)
# --8<-- [end:network]

# --8<-- [start:network_numbers]
network_numbers = [features, W1, W2, B1, B2]
for numbers in network_numbers:
    print(numbers)
# --8<-- [end:network_numbers]

# --8<-- [start:pre_activations]
pre_activations = [z, z1, z2]
for pre_activation in pre_activations:
    print(pre_activation)
# --8<-- [end:pre_activations]

# --8<-- [start:activation_values]
activation_values = [y, h, output]
for value in activation_values:
    print(value)
# --8<-- [end:activation_values]

# --8<-- [start:parameters]
weight_count = weights.numel()    # number of entries
bias_count = bias.numel()
print(weight_count, bias_count)
# --8<-- [end:parameters]

# --8<-- [start:without_seed]
features_again = torch.randn(1, 5)
weights_again = torch.randn_like(features_again)
bias_again = torch.randn(1, 1)
y_again = torch.sigmoid(features_again @ weights_again.T + bias_again)
print(torch.equal(y_again, y))
# --8<-- [end:without_seed]

# --8<-- [start:with_seed]
torch.manual_seed(7)
features_again = torch.randn(1, 5)
weights_again = torch.randn_like(features_again)
bias_again = torch.randn(1, 1)
y_again = torch.sigmoid(features_again @ weights_again.T + bias_again)
print(torch.equal(y_again, y))
# --8<-- [end:with_seed]

# --8<-- [start:strip]
torch.manual_seed(7)
strip = torch.randn(14)    # (14,)
print(strip)
# --8<-- [end:strip]

# --8<-- [start:two_cuts]
neuron_strip = torch.cat([part.flatten() for part in neuron_numbers])
network_strip = torch.cat([part.flatten() for part in network_numbers])
neuron_fits = torch.equal(neuron_strip, strip[:11])
network_fits = torch.equal(network_strip, strip)
print(neuron_fits, network_fits)
# --8<-- [end:two_cuts]

# --8<-- [start:longer_strip]
torch.manual_seed(7)
longer_strip = torch.randn(16)
print(torch.equal(longer_strip[:14], strip))
# --8<-- [end:longer_strip]

# --8<-- [start:no_seed]
torch.seed()              # a fresh seed, as at each new start
monday = torch.randn(1, 5)
torch.seed()
tuesday = torch.randn(1, 5)
print(torch.equal(monday, tuesday))
# --8<-- [end:no_seed]

# --8<-- [start:late_seed]
late_features = torch.randn(1, 5)
torch.manual_seed(7)      # too late for the features
late_weights = torch.randn_like(late_features)
print(late_weights)
# --8<-- [end:late_seed]

# --8<-- [start:wrong_size]
five_features = torch.ones(1, 5)
try:
    five_features @ W1    # (1, 5) @ (3, 2)
except RuntimeError as error:
    print(error)
# --8<-- [end:wrong_size]

# --8<-- [start:python_fits]
import struct
import sys

fits = (3, 10) <= sys.version_info[:2] <= (3, 14)
print(fits, struct.calcsize("P") * 8)
# --8<-- [end:python_fits]

# --8<-- [start:version]
print(torch.__version__.split("+")[0])
# --8<-- [end:version]

# --8<-- [start:find_torch]
import sys
from importlib.util import find_spec

this_python = sys.executable    # print it: a path of your machine
print(find_spec("torch") is not None)
# --8<-- [end:find_torch]

# --8<-- [start:import_pytorch]
try:
    import pytorch

    pytorch.ones(2, 3)
except ModuleNotFoundError as error:
    print(error)
# --8<-- [end:import_pytorch]

# --8<-- [start:which_torch]
from pathlib import Path

print(Path(torch.__file__).name)
# --8<-- [end:which_torch]

# --8<-- [start:on_gpu]
print(torch.ones(2, 3).is_cuda)
# --8<-- [end:on_gpu]

# --8<-- [start:plain_number]
print(round(y_again.item(), 4))
# --8<-- [end:plain_number]
