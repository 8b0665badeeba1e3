"""Shapes: solutions of the exercises, and their checks."""

# --8<-- [start:setup]
import torch

readings = torch.tensor([[20.0, 1.0],
                         [22.0, 3.0],
                         [19.0, 2.0]])    # (3, 2): days, quantities
scores = torch.zeros(32, 2)               # examples, units
bonus = torch.arange(32.0)                # (32,): examples
# --8<-- [end:setup]

# --8<-- [start:nine_shapes]
nine_shapes = [
    (32, 1),       # (32, 5) @ (5, 1)
    (32,),         # (32, 5) @ (5,)
    (),            # (5,) @ (5,)
    (5, 5),        # (5, 1) @ (1, 5)
    (7, 32, 2),    # (7, 32, 5) @ (5, 2)
    None,          # (32, 5) @ (32, 5)
    (32, 2),       # (32, 1) + (1, 2)
    (32, 2),       # (32, 2) * (2,)
    (32, 32),      # (32, 1) - (32,)
]
print(*nine_shapes, sep="\n")
# --8<-- [end:nine_shapes]

# --8<-- [start:nine_shapes_check]
expected = [
    (32, 1), (32,), (), (5, 5), (7, 32, 2), None, (32, 2), (32, 2), (32, 32),
]
assert len(nine_shapes) == 9, "nine_shapes should hold nine answers."
for i in range(9):
    answer = nine_shapes[i]
    assert not isinstance(answer, int), (
        f"Answer {i + 1}: a tuple of one size needs a comma, as in (32,)."
    )
    found = answer if answer is None else tuple(answer)
    assert found == expected[i], (
        f"Answer {i + 1} is not right. For @, compare the inner sizes; "
        "for the other signs, compare the sizes from the right."
    )
# --8<-- [end:nine_shapes_check]

# --8<-- [start:by_quantity]
first_row_of_view = [20.0, 1.0, 22.0]
by_quantity = readings.T    # (3, 2) -> (2, 3)
print(by_quantity, readings.view(2, 3), sep="\n")
# --8<-- [end:by_quantity]

# --8<-- [start:by_quantity_check]
assert list(first_row_of_view) == [20.0, 1.0, 22.0], (
    "view reads day after day: the first row takes the first three numbers."
)
assert by_quantity.shape == (2, 3), (
    "by_quantity should have a row for each quantity: shape (2, 3)."
)
assert by_quantity[0].tolist() == [20.0, 22.0, 19.0], (
    "The first row should hold the three temperatures and nothing else."
)
assert by_quantity[1].tolist() == [1.0, 3.0, 2.0], (
    "The second row should hold the three amounts of rain."
)
# --8<-- [end:by_quantity_check]

# --8<-- [start:who_may_be_added]
may_be_added = [(2,), (1, 2)]
with_bonus = scores + bonus.unsqueeze(1)    # (32, 2) + (32, 1)
print(with_bonus.shape, with_bonus[31])
# --8<-- [end:who_may_be_added]

# --8<-- [start:who_may_be_added_check]
assert int not in map(type, may_be_added), (
    "A tuple of one size needs a comma, as in (32,)."
)
assert {tuple(shape) for shape in may_be_added} == {(2,), (1, 2)}, (
    "Write each shape under (32, 2), lined up on the right: "
    "in each column the sizes must be equal, or one of them 1 or missing."
)
assert with_bonus.shape == (32, 2), (
    "with_bonus should keep the shape of scores, (32, 2)."
)
assert with_bonus[:, 0].tolist() == [float(i) for i in range(32)], (
    "Row i should have grown by bonus[i]."
)
assert torch.equal(with_bonus[:, 0], with_bonus[:, 1]), (
    "Both entries of a row should grow by the same number."
)
# --8<-- [end:who_may_be_added_check]
