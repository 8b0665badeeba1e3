"""Autograd: a wrong answer for each exercise, which its check must reject."""

# --8<-- [start:three_ways]
y = torch.sigmoid(features @ weights.T + bias)
y.backward()
by_autograd = weights.grad
by_formula = y * (1 - y) * features
by_nudging = weights.grad.clone()
# --8<-- [end:three_ways]

# --8<-- [start:two_passes]
predicted = [0.2267, 0.4533, 0.2267]


def fresh_gradient(row):
    torch.sigmoid(row @ weights.T + bias).backward()
    return weights.grad


# --8<-- [end:two_passes]

# --8<-- [start:find_the_leaf]
leaves = ["a", "c", "d"]
filled = ["a", "c"]
b_fixed = torch.randn(1, 5, requires_grad=True) * 0.1
# --8<-- [end:find_the_leaf]
