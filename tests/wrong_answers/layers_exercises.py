"""Layers: a wrong answer for each exercise, which its check must reject."""

# --8<-- [start:hidden_units]
torch.manual_seed(7)
counts, outputs = [6, 16, 21], []
for n in [1, 3, 4]:
    x = torch.randn(1, 3)
    V1, V2 = torch.randn(3, n), torch.randn(n, 1)
    C1, C2 = torch.randn(1, n), torch.randn(1, 1)
    outputs.append(activation(activation(x @ V1 + C1) @ V2 + C2))
# --8<-- [end:hidden_units]

# --8<-- [start:digits]
n_parameters = 784 * 128 + 128 * 10
# --8<-- [end:digits]

# --8<-- [start:other_activations]
z1 = features @ W1 + B1
unused_column = 1
output_relu = torch.relu(torch.relu(z1) @ W2 + B2)
output_tanh = torch.tanh(torch.tanh(z1) @ W2 + B2)
# --8<-- [end:other_activations]
