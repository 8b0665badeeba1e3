"""Autograd: solutions of the exercises, and their checks."""

# --8<-- [start:setup]
import torch

torch.manual_seed(7)
features = torch.randn(1, 5)
weights = torch.randn_like(features).requires_grad_()    # a leaf, marked
bias = torch.randn(1, 1).requires_grad_()

a = torch.randn(1, 5, requires_grad=True)
b = torch.randn(1, 5, requires_grad=True) * 0.1
c = (torch.randn(1, 5) * 0.1).requires_grad_()
d = torch.zeros(1, 5)
# --8<-- [end:setup]

# --8<-- [start:three_ways]
def loss_of(weights):
    return -torch.log(torch.sigmoid(features @ weights.T + bias))    # (1, 1)


loss_of(weights).backward()
by_autograd = weights.grad

y = torch.sigmoid(features @ weights.T + bias).detach()
by_formula = (y - 1) * features    # -1 / y times y * (1 - y) is y - 1

by_nudging = torch.zeros(1, 5)
for i in range(5):
    nudge = torch.zeros(1, 5)
    nudge[0, i] = 0.01
    change = loss_of(weights + nudge) - loss_of(weights - nudge)
    by_nudging[0, i] = change.item() / 0.02
print(by_autograd, torch.allclose(by_formula, by_nudging, atol=0.001))
# --8<-- [end:three_ways]

# --8<-- [start:three_ways_check]
expected = torch.tensor([0.1234, -0.6607, -0.7958, 0.9366, -1.4211])
for name, found in [
    ("by_autograd", by_autograd),
    ("by_formula", by_formula),
    ("by_nudging", by_nudging),
]:
    assert torch.as_tensor(found).numel() == 5, (
        f"{name} should hold five slopes, one for each weight."
    )
    found = torch.as_tensor(found).detach().flatten().float()
    assert not torch.allclose(found, 2 * expected, atol=0.02), (
        f"{name} is twice too large: was weights.grad cleared before?"
    )
    assert torch.allclose(found, expected, atol=0.02), (
        f"{name} is not the gradient of -log(y): multiply three slopes, "
        "of -log(y), of the sigmoid and of the weighted sum."
    )
# --8<-- [end:three_ways_check]

# --8<-- [start:two_passes]
predicted = [0.2267, 0.4533, 0.2267]


def fresh_gradient(row):
    weights.grad = None
    torch.sigmoid(row @ weights.T + bias).backward()
    return weights.grad


print(fresh_gradient(features), fresh_gradient(features), sep="\n")
# --8<-- [end:two_passes]

# --8<-- [start:two_passes_check]
assert [round(float(p), 2) for p in predicted] == [0.23, 0.45, 0.23], (
    "backward() adds: the second pass doubles the slope, 0.2267, "
    "and after clearing one pass is alone again."
)
for row in [features, features, -features]:
    y = torch.sigmoid(row @ weights.T + bias).detach()
    expected = y * (1 - y) * row
    found = fresh_gradient(row)
    assert found is not None, "fresh_gradient should return the gradient."
    assert torch.allclose(found, expected, atol=0.001), (
        "fresh_gradient returns a wrong gradient: clear weights.grad before "
        "backward(), so that nothing is added, and not after it."
    )
# --8<-- [end:two_passes_check]

# --8<-- [start:find_the_leaf]
leaves = ["a", "c", "d"]
filled = ["a", "c"]
b_fixed = (torch.randn(1, 5) * 0.1).requires_grad_()    # mark it last
(a + b_fixed + c + d).sum().backward()
print(b.is_leaf, b_fixed.is_leaf, b_fixed.grad, d.grad, sep="\n")
# --8<-- [end:find_the_leaf]

# --8<-- [start:find_the_leaf_check]
assert sorted(leaves) == ["a", "c", "d"], (
    "A leaf is no result of a recorded step. c was multiplied before it was "
    "marked, and nothing is recorded for d."
)
assert sorted(filled) == ["a", "c"], (
    "grad is filled for a leaf that requires grad: b is no leaf, "
    "and nobody has marked d."
)
assert b_fixed.shape == (1, 5) and b_fixed.requires_grad, (
    "b_fixed should have shape (1, 5) and require grad."
)
assert b_fixed.is_leaf, (
    "b_fixed is the result of a recorded step: multiply first, mark it last."
)
b_fixed.grad = None
(2 * b_fixed).sum().backward()
assert torch.equal(b_fixed.grad, torch.full((1, 5), 2.0)), (
    "The gradient did not arrive in b_fixed.grad."
)
# --8<-- [end:find_the_leaf_check]
