"""Layers: a 3-2-1 network, and every number of its forward pass."""

# --8<-- [start:inputs]
import torch

torch.manual_seed(7)
features = torch.randn(1, 3)    # (1, 3)
W1 = torch.randn(3, 2)          # (3, 2): a row per feature, a column per unit
print(features, W1, sep="\n")
# --8<-- [end:inputs]

# --8<-- [start:one_column]
first_column = W1[:, 0:1]         # all rows, column 0: (3, 1)
print(features @ first_column)    # (1, 3) @ (3, 1) -> (1, 1)
# --8<-- [end:one_column]

# --8<-- [start:both_columns]
print(features @ W1)    # (1, 3) @ (3, 2) -> (1, 2)
# --8<-- [end:both_columns]

# --8<-- [start:network]
torch.manual_seed(7)
features = torch.randn(1, 3)
n_input = features.shape[1]             # 3, read off the features
n_hidden = 2                            # a choice
n_output = 1                            # one answer
W1 = torch.randn(n_input, n_hidden)     # (3, 2)
W2 = torch.randn(n_hidden, n_output)    # (2, 1)
B1 = torch.randn(1, n_hidden)           # (1, 2)
B2 = torch.randn(1, n_output)           # (1, 1)
print(W1, W2, B1, B2, sep="\n")
# --8<-- [end:network]

# --8<-- [start:first_layer]
z1 = features @ W1 + B1    # (1, 3) @ (3, 2) + (1, 2) -> (1, 2)
print(z1)
# --8<-- [end:first_layer]

# --8<-- [start:hidden]
def activation(x):
    return torch.sigmoid(x)


h = activation(z1)    # (1, 2) -> (1, 2)
print(h)
# --8<-- [end:hidden]

# --8<-- [start:second_layer]
z2 = h @ W2 + B2    # (1, 2) @ (2, 1) + (1, 1) -> (1, 1)
print(z2)
# --8<-- [end:second_layer]

# --8<-- [start:output]
output = activation(z2)    # (1, 1) -> (1, 1)
print(output)
# --8<-- [end:output]

# --8<-- [start:forward]
h = activation(features @ W1 + B1)    # (1, 3) -> (1, 2)
output = activation(h @ W2 + B2)      # (1, 2) -> (1, 1)
print(output)
# --8<-- [end:forward]

# --8<-- [start:many_rows]
examples = torch.cat([features, torch.ones(31, 3)])    # (32, 3)
h_many = activation(examples @ W1 + B1)
output_many = activation(h_many @ W2 + B2)
print(h_many.shape, output_many.shape, output_many[0])
# --8<-- [end:many_rows]

# --8<-- [start:same_output]
order = [1, 0]                    # the second hidden unit comes first
h_swapped = activation(features @ W1[:, order] + B1[:, order])
print(h_swapped, activation(h_swapped @ W2[order] + B2))

signs = torch.tensor([1.0, -1.0])    # turns the second hidden unit around
h_flipped = activation(features @ (W1 * signs) + B1 * signs)
W2_flipped = W2 * signs.view(2, 1)
print(h_flipped, activation(h_flipped @ W2_flipped + B2 + W2[1]))
# --8<-- [end:same_output]

# --8<-- [start:parameters]
by_rule = n_input * n_hidden + n_hidden + n_hidden * n_output + n_output
by_counting = W1.numel() + B1.numel() + W2.numel() + B2.numel()
print(by_rule, by_counting)
# --8<-- [end:parameters]

# --8<-- [start:steps]
for step in [0, 1, 2]:
    scaled = step * features
    without = (scaled @ W1 + B1) @ W2 + B2
    with_activation = activation(scaled @ W1 + B1) @ W2 + B2
    print(without, with_activation)
# --8<-- [end:steps]

# --8<-- [start:transposed]
try:
    features @ W1.T    # (1, 3) @ (2, 3)
except RuntimeError as error:
    print(error)
# --8<-- [end:transposed]

# --8<-- [start:column_bias]
column_bias = B1.T                        # (2, 1) instead of (1, 2)
wrong_z1 = features @ W1 + column_bias
wrong_output = activation(activation(wrong_z1) @ W2 + B2)
print(wrong_z1.shape, wrong_output.shape)
# --8<-- [end:column_bias]

# --8<-- [start:no_activation]
not_activated = features @ W1 + B1
print(not_activated, activation(not_activated @ W2 + B2))
# --8<-- [end:no_activation]

# --8<-- [start:how_many_hidden]
for n_units in 2, 8, 32:
    count = 3 * n_units + n_units + n_units * 1 + 1
    print(n_units, count)
# --8<-- [end:how_many_hidden]

# --8<-- [start:more_layers]
deep = torch.randn(1, 3)
for n_in, n_out in [(3, 4), (4, 2), (2, 1)]:
    W, B = torch.randn(n_in, n_out), torch.randn(1, n_out)
    deep = activation(deep @ W + B)    # (1, n_in) -> (1, n_out)
    print(deep.shape)
# --8<-- [end:more_layers]

# --8<-- [start:equal_weights]
equal_W1 = torch.full((3, 2), 0.5)
equal_B1 = torch.zeros(1, 2)
twins = activation(torch.tensor([[1.0, -2.0, 3.0]]) @ equal_W1 + equal_B1)
print(twins)
# --8<-- [end:equal_weights]

# --8<-- [start:one_connection]
all_weights = torch.ones(3, 2)
cut = all_weights.clone()
cut[0, 1] = 0.0    # from the first input to the second unit
inputs = torch.tensor([[5.0, 6.0, 7.0]])
print(inputs @ all_weights, inputs @ cut)
# --8<-- [end:one_connection]

# --8<-- [start:no_last_sigmoid]
prices = torch.tensor([[12.5], [90.0]])
print(prices, activation(prices), sep="\n")
# --8<-- [end:no_last_sigmoid]
