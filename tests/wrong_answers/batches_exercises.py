"""Batches: a wrong answer for each exercise, which its check must reject."""

# --8<-- [start:three_examples]
shapes = [(3, 3), (3, 2), (3, 1)]
three = torch.stack([first, second, third], dim=1)
outputs = forward(three)
agrees = True
# --8<-- [end:three_examples]

# --8<-- [start:squared_error]
def mean_squared_error(predicted, target):
    return ((predicted.squeeze() - target) ** 2).mean()


difference_shape = (4, 4)
wrong_loss = ((predicted - known) ** 2).mean()
# --8<-- [end:squared_error]

# --8<-- [start:bias_in_a_column]
runs, right_shape = [1, 2], [2]
z1 = batch @ W1 + torch.cat([column_bias, column_bias])
# --8<-- [end:bias_in_a_column]
