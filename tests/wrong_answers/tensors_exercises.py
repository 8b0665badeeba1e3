"""Wrong answers to the exercises, for their checks to reject."""

# --8<-- [start:axes_and_entries]
axes = [0, 5, 5, 1]
entries = [1, 5, 5, 1]
feature_sum = features.sum().item()
# --8<-- [end:axes_and_entries]

# --8<-- [start:keep_the_axis]
shapes = [(1, 4), (1, 4), (3, 1), (3, 1)]
below = table[1:, 1:2]
# --8<-- [end:keep_the_axis]

# --8<-- [start:kinds_of_numbers]
dtypes = [torch.float32] * 4
mean_age = ages.float().mean().item()
# --8<-- [end:kinds_of_numbers]
