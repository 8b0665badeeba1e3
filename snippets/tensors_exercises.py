"""Tensors: solutions of the exercises, and their checks."""

# --8<-- [start:setup]
import torch

torch.manual_seed(7)
features = torch.randn(1, 5)
weights = torch.randn_like(features)
bias = torch.randn(1, 1)
table = torch.tensor([
    [0.0, 1.0, 2.0, 3.0],
    [10.0, 11.0, 12.0, 13.0],
    [20.0, 21.0, 22.0, 23.0],
])
ages = torch.tensor([21, 34, 29])
# --8<-- [end:setup]

# --8<-- [start:axes_and_entries]
tensors = [torch.tensor(3.0), torch.ones(5), features, bias]
axes = [tensor.ndim for tensor in tensors]
entries = [tensor.numel() for tensor in tensors]
feature_sum = features.sum().item()
print(axes, entries, f"{feature_sum:.4f}")
# --8<-- [end:axes_and_entries]

# --8<-- [start:axes_and_entries_check]
assert list(axes) == [0, 1, 2, 2], (
    "Count the pairs of brackets that each prints: a row has two of them, "
    "and five entries in a line are one axis."
)
assert list(entries) == [1, 5, 5, 1], (
    "The number of entries is the product of the sizes; without axes it is 1."
)
assert isinstance(feature_sum, (int, float)), (
    "feature_sum should be a Python number: end with `.item()`."
)
assert abs(feature_sum - 2.1626) < 0.001, (
    "feature_sum should add up all five features of the setup."
)
# --8<-- [end:axes_and_entries_check]

# --8<-- [start:keep_the_axis]
shapes = [(4,), (1, 4), (3,), (3, 1)]
below = table[1:, 1:2]
print(table[:, 0].shape, below.shape, below.tolist())
# --8<-- [end:keep_the_axis]

# --8<-- [start:keep_the_axis_check]
found = [tuple(torch.zeros(shape).shape) for shape in shapes]
assert found == [(4,), (1, 4), (3,), (3, 1)], (
    "An index takes its axis away, a slice keeps it: "
    f"you have {found} for table[0], table[0:1], table[:, 0], table[:, :1]."
)
assert tuple(below.shape) == (2, 1), (
    "below should have two rows and one column: use a slice for each axis."
)
assert below.tolist() == [[11.0], [21.0]], (
    "The shape is right; the numbers should be 11 and 21."
)
# --8<-- [end:keep_the_axis_check]

# --8<-- [start:kinds_of_numbers]
dtypes = [torch.int64, torch.float32, torch.float32, torch.int64]
mean_age = ages.float().mean().item()
print(torch.tensor([5, 2]) / 2, torch.tensor([5, 2]) // 2, mean_age)
# --8<-- [end:kinds_of_numbers]

# --8<-- [start:kinds_of_numbers_check]
lines = [
    torch.tensor(5), torch.Tensor(5),
    torch.tensor([5, 2]) / 2, torch.tensor([5, 2]) // 2,
]
assert len(dtypes) == 4, "dtypes should have four entries, one for each line."
wrong = [i for i in range(4) if dtypes[i] != lines[i].dtype]
assert not wrong, (
    f"Look again at these places of `dtypes`, counted from 0: {wrong}."
)
assert isinstance(mean_age, (int, float)), (
    "mean_age should be a Python number: end with `.item()`."
)
assert abs(mean_age - 28) < 0.001, (
    "mean_age should be the mean of the three ages."
)
# --8<-- [end:kinds_of_numbers_check]
