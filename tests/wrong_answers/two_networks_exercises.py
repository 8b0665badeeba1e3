"""Plausible wrong answers, one an exercise, which the checks must reject."""

# --8<-- [start:zero_bias]
y_without_bias = torch.sigmoid(features @ weights.T + bias) - bias
# --8<-- [end:zero_bias]

# --8<-- [start:seed_eight]
torch.manual_seed(8)
features = torch.randn(1, 5)
weights = torch.randn_like(features)
bias = torch.randn(1, 1)
y = torch.sigmoid(features @ weights.T + bias)
features = torch.randn(1, 3)
W1 = torch.randn(3, 2)
W2 = torch.randn(2, 1)
B1 = torch.randn(1, 2)
B2 = torch.randn(1, 1)
h = torch.sigmoid(features @ W1 + B1)
output = torch.sigmoid(h @ W2 + B2)
# --8<-- [end:seed_eight]

# --8<-- [start:count_parameters]
neuron_count = 5 + 1
network_count = 3 * 2 + 2 * 1
# --8<-- [end:count_parameters]
