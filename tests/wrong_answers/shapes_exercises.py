"""Plausible wrong answers, one an exercise, which the checks must reject."""

# --8<-- [start:nine_shapes]
nine_shapes = [
    (32, 1), (32, 1), (), (5, 5), (7, 32, 2), None, (32, 2), (32, 2), (32,),
]
# --8<-- [end:nine_shapes]

# --8<-- [start:by_quantity]
first_row_of_view = [20.0, 1.0, 22.0]
by_quantity = readings.view(2, 3)
# --8<-- [end:by_quantity]

# --8<-- [start:who_may_be_added]
may_be_added = [(2,), (1, 2)]
with_bonus = scores + bonus.view(16, 2).repeat(2, 1)
# --8<-- [end:who_may_be_added]
