"""Random numbers: solutions of the exercises, and their checks."""

# --8<-- [start:setup]
import random

import torch

torch.manual_seed(7)
strip = torch.randn(14)
# --8<-- [end:setup]

# --8<-- [start:other_order]
predicted = strip[6:9]
torch.manual_seed(7)
W1 = torch.randn(3, 2)
features = torch.randn(1, 3)
print(predicted, features)
# --8<-- [end:other_order]

# --8<-- [start:other_order_check]
predicted_numbers = torch.as_tensor(predicted).flatten()
assert tuple(features.shape) == (1, 3), "features should have shape (1, 3)."
assert not torch.allclose(features[0], strip[:3], atol=1e-3), (
    "These are the old features: after the seed draw W1, then features, "
    "without a second seed line."
)
assert torch.allclose(features[0], strip[6:9], atol=1e-3), (
    "features should come directly after the six numbers of W1, seed 7."
)
assert predicted_numbers.numel() == 3, "predicted should be three numbers."
assert torch.allclose(predicted_numbers, features[0], atol=1e-3), (
    "W1 takes six numbers, strip[:6]; which three come next?"
)
# --8<-- [end:other_order_check]

# --8<-- [start:four_examples]
private = torch.Generator().manual_seed(123)
torch.manual_seed(7)
old_row = torch.randn(1, 5)
new_rows = torch.randn(3, 5, generator=private)
batch = torch.cat([old_row, new_rows])
weights = torch.randn(1, 5)
print(batch.shape, batch[0], weights, sep="\n")
# --8<-- [end:four_examples]

# --8<-- [start:four_examples_check]
right_rows = torch.randn(3, 5, generator=torch.Generator().manual_seed(123))
assert tuple(batch.shape) == (4, 5), "batch should have four rows of five."
assert torch.allclose(batch[0], strip[:5], atol=1e-3), (
    "Row 0 should be the old example: draw it by itself, with shape (1, 5)."
)
assert torch.allclose(weights.flatten(), strip[5:10], atol=1e-3), (
    "The weights changed: the new rows must not use the default generator."
)
assert torch.allclose(batch[1:], right_rows, atol=1e-3), (
    "Rows 1 to 3 should be the first numbers of a generator with seed 123."
)
# --8<-- [end:four_examples_check]

# --8<-- [start:which_line]
repeats = [True, False, False, False, True]
print(torch.manual_seed(7) is torch.default_generator)
# --8<-- [end:which_line]

# --8<-- [start:which_line_check]
seed_lines = [
    lambda: torch.manual_seed(7), lambda: torch.cuda.manual_seed_all(7),
    lambda: random.seed(7), lambda: torch.Generator().manual_seed(7),
    lambda: torch.default_generator.manual_seed(7),
]
found = []
for seed_line in seed_lines:
    seed_line()
    drawn = torch.randn(3)
    seed_line()
    found.append(torch.equal(torch.randn(3), drawn))
assert len(repeats) == 5, "repeats should have five entries, one for a line."
missed = [i + 1 for i in range(5) if bool(repeats[i]) != found[i]]
assert not missed, f"Try these lines, counted from 1, before a draw: {missed}."
# --8<-- [end:which_line_check]
