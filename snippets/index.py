"""The artificial neuron of the first page, alone."""

# --8<-- [start:neuron]
import torch

torch.manual_seed(7)
features = torch.randn(1, 5)
weights = torch.randn_like(features)    # (1, 5), like the features
bias = torch.randn(1, 1)
z = features @ weights.T + bias         # (1, 5) @ (5, 1) + (1, 1) -> (1, 1)
y = torch.sigmoid(z)
print(y)
# --8<-- [end:neuron]
