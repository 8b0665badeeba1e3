"""Recover the true weights: solutions of the exercises, and their checks."""

# --8<-- [start:setup]
from statistics import median

import torch
from torch.nn import functional as F

torch.manual_seed(7)
example = torch.randn(1, 5)
true_weights = torch.randn_like(example)    # (1, 5)
true_bias = torch.randn(1, 1)               # (1, 1)


def fit(features, targets, steps, learning_rate=1.0):
    weights, bias = torch.zeros(1, 5), torch.zeros(1, 1)
    for _ in range(steps):
        y = torch.sigmoid(features @ weights.T + bias)
        difference = y - targets                                 # (n, 1)
        gradient = (difference * features).mean(0, keepdim=True)    # (1, 5)
        weights = weights - learning_rate * gradient
        bias = bias - learning_rate * difference.mean()
    return weights, bias
# --8<-- [end:setup]

# --8<-- [start:four_hundred]
predicted_median = 0.28    # four times the rows, half of 0.57
torch.manual_seed(0)
features = torch.randn(400, 5)
y = torch.sigmoid(features @ true_weights.T + true_bias)    # (400, 1)
errors = []
for _ in range(40):
    flips = torch.bernoulli(y)    # new coins for the same rows
    weights, bias = fit(features, flips, 100, learning_rate=4.0)
    errors.append((weights - true_weights).abs().max().item())
print(f"{min(errors):.2f} {median(errors):.2f} {max(errors):.2f}")
# --8<-- [end:four_hundred]

# --8<-- [start:four_hundred_check]
assert 0.2 < float(predicted_median) < 0.35, (
    "From 100 to 400 rows is a factor of four, and the error falls with the "
    "square root: about half of the median at 100 rows."
)
assert torch.as_tensor(errors).numel() == 40, (
    "errors should hold one number for each of the 40 neurons."
)
found = torch.as_tensor(errors).flatten().sort().values
assert 0.15 < found[20] < 0.4, (
    "The middle one of the 40 errors should lie near 0.3: take the largest "
    "distance from true_weights, and flip coins for the targets."
)
assert found[-1] > 1.5 * found[20], (
    "The errors should scatter: flip the coins anew for each neuron."
)
# --8<-- [end:four_hundred_check]

# --8<-- [start:flipped_copy]
torch.manual_seed(7)
rows = torch.randn(1, 3)
W1, W2 = torch.randn(3, 2), torch.randn(2, 1)
B1, B2 = torch.randn(1, 2), torch.randn(1, 1)

flip = torch.tensor([-1.0, 1.0])          # the first hidden unit
W1_copy, B1_copy = W1 * flip, B1 * flip
W2_copy = W2 * flip.view(2, 1)
B2_copy = B2 + W2[0]                      # its weight in W2, added once
h = torch.sigmoid(rows @ W1_copy + B1_copy)
print(torch.sigmoid(h @ W2_copy + B2_copy))
# --8<-- [end:flipped_copy]

# --8<-- [start:flipped_copy_check]
assert torch.allclose(W1_copy[:, 0], -W1[:, 0]), (
    "All the weights of the first hidden unit change their sign."
)
assert torch.allclose(W1_copy[:, 1], W1[:, 1]), (
    "The second hidden unit keeps its weights."
)
torch.manual_seed(0)
tests = torch.randn(50, 3)
old = torch.sigmoid(tests @ W1 + B1) @ W2 + B2
new = torch.sigmoid(tests @ W1_copy + B1_copy) @ W2_copy + B2_copy
assert torch.allclose(old, new, atol=1e-4), (
    "The copy gives other outputs: check B1_copy and W2_copy, and remember "
    "that the flipped unit gives 1 - h, so B2 has to make up for the 1."
)
# --8<-- [end:flipped_copy_check]

# --8<-- [start:weight_decay]
torch.manual_seed(0)
features = torch.randn(1000, 5)
yes = (features @ true_weights.T + true_bias > 0).float()
weights = torch.zeros(1, 5, requires_grad=True)
bias = torch.zeros(1, 1, requires_grad=True)
optimizer = torch.optim.SGD([weights, bias], lr=4.0, weight_decay=0.01)
lengths = []
for step in range(1, 201):
    optimizer.zero_grad()
    z = features @ weights.T + bias
    F.binary_cross_entropy_with_logits(z, yes).backward()
    optimizer.step()
    if step in (100, 200):
        lengths.append(round(weights.norm().item(), 2))
print(lengths)
# --8<-- [end:weight_decay]

# --8<-- [start:weight_decay_check]
assert len(lengths) == 2, (
    "lengths should hold two numbers: the length after 100 and 200 steps."
)
first, last = (float(torch.as_tensor(n).detach()) for n in lengths)
assert first > 1, (
    "The weights are almost zero: make the weight decay smaller."
)
assert abs(last - first) < 0.05, (
    "The weights still grow: give the optimizer weight_decay=0.01."
)
assert F.cosine_similarity(weights, true_weights).item() > 0.99, (
    "The direction should still be right: weight decay only shortens."
)
# --8<-- [end:weight_decay_check]
