"""Wrong answers to the exercises, for their checks to reject."""

# --8<-- [start:stronger_weight]
stronger = weights + 1
z_stronger = features @ stronger.T + bias
y_stronger = torch.sigmoid(z_stronger)
# --8<-- [end:stronger_weight]


# --8<-- [start:one_or_two_axes]
def neuron(features):
    column = features.view(5, 1)
    return torch.sigmoid(torch.mm(column, weights) + bias)


# --8<-- [end:one_or_two_axes]

# --8<-- [start:one_output]
predicted_shape = (1, 5)
y_fixed = torch.sigmoid((features * weights + bias).sum())
# --8<-- [end:one_output]
