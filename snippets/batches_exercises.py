"""Batches: solutions of the exercises, and their checks."""

# --8<-- [start:setup]
import torch


def activation(x):
    return torch.sigmoid(x)


def forward(examples):
    h = activation(examples @ W1 + B1)
    return activation(h @ W2 + B2)


torch.manual_seed(7)
features = torch.randn(1, 3)
W1, W2 = torch.randn(3, 2), torch.randn(2, 1)
B1, B2 = torch.randn(1, 2), torch.randn(1, 1)
batch = torch.cat([features, torch.randn(3, 3)])    # (4, 3)

first = torch.tensor([0.5, -1.0, 2.0])     # (3,), as are the next two
second = torch.tensor([1.5, 0.0, -0.5])
third = torch.tensor([-2.0, 1.0, 1.0])

torch.manual_seed(0)
predicted = torch.rand(4, 1)
known = predicted.flatten()    # (4,), the same numbers

column_bias = torch.tensor([[10.0], [20.0]])    # a column: (2, 1)
# --8<-- [end:setup]

# --8<-- [start:three_examples]
shapes = [(3, 3), (3, 2), (3, 1)]              # the batch, h, the outputs
three = torch.stack([first, second, third])    # (3, 3), a row for each
outputs = forward(three)                       # (3, 3) -> (3, 1)
alone = forward(first.unsqueeze(0))            # (1, 3) -> (1, 1)
agrees = torch.allclose(outputs[0:1], alone, atol=1e-6)
print(outputs, agrees, sep="\n")
# --8<-- [end:three_examples]

# --8<-- [start:three_examples_check]
assert [tuple(s) for s in shapes] == [(3, 3), (3, 2), (3, 1)], (
    "The number of rows stays 3; W1 has 2 columns and W2 has 1."
)
assert three.shape == (3, 3), "Three examples of three features: (3, 3)."
for row, example in zip(three, [first, second, third], strict=True):
    assert torch.equal(row, example), (
        "Each example must be a row of `three`. In the shape (3, 3) "
        "you cannot see whether it is a row or a column: print the tensor."
    )
assert outputs.shape == (3, 1), "One row for each example, one output each."
for found, example in zip(outputs, [first, second, third], strict=True):
    assert torch.allclose(found, forward(example.view(1, 3))[0]), (
        "Each output should be what its example gives alone."
    )
assert agrees, (
    "The first row should agree with `first` alone: compare the two with "
    "torch.allclose and an atol, not with ==."
)
# --8<-- [end:three_examples_check]

# --8<-- [start:squared_error]
def mean_squared_error(predicted, target):
    difference = predicted - target.reshape(predicted.shape)
    return (difference ** 2).mean()


difference_shape = (4, 4)    # (4, 1) - (4,) -> (4, 4)
wrong_loss = ((predicted - known) ** 2).mean()
print(wrong_loss, mean_squared_error(predicted, known))
# --8<-- [end:squared_error]

# --8<-- [start:squared_error_check]
assert tuple(difference_shape) == (4, 4), (
    "Line the shapes up on the right: 1 meets 4, and 4 meets nothing."
)
assert abs(float(wrong_loss) - 0.1552) < 0.0001, (
    "`wrong_loss` is the mean of the squares of all sixteen differences."
)
for shape in [(3,), (3, 1)]:
    loss = mean_squared_error(
        torch.tensor([[0.0], [1.0], [0.5]]),
        torch.tensor([0.0, 1.0, 2.0]).view(shape),
    )
    assert abs(float(loss) - 0.75) < 0.0001, (
        f"With targets of shape {shape} the loss is wrong: give both "
        "tensors the same shape before you subtract, then take the mean "
        "of the squares."
    )
# --8<-- [end:squared_error_check]

# --8<-- [start:bias_in_a_column]
runs = [1, 2]                        # sizes 1 and 2 stretch, 3 and 4 do not
right_shape = [2]                    # a batch of 1 becomes (2, 2)
z1 = batch @ W1 + column_bias.T      # (4, 2) + (1, 2) -> (4, 2)
print(batch[:2] @ W1 + column_bias, z1[:2], sep="\n")
# --8<-- [end:bias_in_a_column]

# --8<-- [start:bias_in_a_column_check]
assert list(runs) == [1, 2], (
    "batch[:n] @ W1 has shape (n, 2) and the bias (2, 1): along axis 0, "
    "n must equal 2 or be 1."
)
assert list(right_shape) == [2], (
    "The right shape is (n, 2), one row for each example. The bias has two "
    "rows, so count the rows of the result."
)
assert z1.shape == (4, 2), "Four examples and two units make (4, 2)."
bias_found = z1 - batch @ W1
bias_wanted = torch.tensor([10.0, 20.0]).expand(4, 2)
assert torch.allclose(bias_found, bias_wanted, atol=1e-4), (
    "Every row of z1 should get 10 in its first column and 20 in its second."
)
# --8<-- [end:bias_in_a_column_check]
