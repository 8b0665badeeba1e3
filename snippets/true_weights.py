"""Recover the true weights: a loss, a training loop, and its limits."""

# --8<-- [start:secret]
from statistics import median

import torch
from torch.nn import functional as F

torch.manual_seed(7)
example = torch.randn(1, 5)                # (1, 5)
true_weights = torch.randn_like(example)   # (1, 5)
true_bias = torch.randn(1, 1)              # (1, 1)
print(true_weights, true_bias)
# --8<-- [end:secret]

# --8<-- [start:data]
torch.manual_seed(0)
features = torch.randn(1000, 5)                                    # (1000, 5)
targets = torch.sigmoid(features @ true_weights.T + true_bias)     # (1000, 1)
print(features.shape, targets.shape, targets[:3].T)
# --8<-- [end:data]

# --8<-- [start:guess]
weights = torch.zeros(1, 5)
bias = torch.zeros(1, 1)
z = features @ weights.T + bias    # (1000, 1)
y = torch.sigmoid(z)               # (1000, 1)
print(y[:3].T)
# --8<-- [end:guess]

# --8<-- [start:squared_error]
squared_error = ((y - targets) ** 2).mean()
print(squared_error, F.mse_loss(y, targets))
# --8<-- [end:squared_error]

# --8<-- [start:cross_entropy]
yes, no = targets * torch.log(y), (1 - targets) * torch.log(1 - y)
cross_entropy = -(yes + no).mean()
print(cross_entropy, F.binary_cross_entropy_with_logits(z, targets))
# --8<-- [end:cross_entropy]

# --8<-- [start:best_loss]
true_z = features @ true_weights.T + true_bias
best_squared = F.mse_loss(torch.sigmoid(true_z), targets)
best = F.binary_cross_entropy_with_logits(true_z, targets)
print(best_squared, best)
# --8<-- [end:best_loss]

# --8<-- [start:gradient]
weights.requires_grad_()
bias.requires_grad_()
loss = F.binary_cross_entropy_with_logits(features @ weights.T + bias, targets)
loss.backward()
by_hand = (y - targets).T @ features / 1000    # (1, 1000) @ (1000, 5)
print(weights.grad, by_hand, sep="\n")
# --8<-- [end:gradient]

# --8<-- [start:update]
learning_rate = 1.0
with torch.no_grad():
    weights -= learning_rate * weights.grad
    bias -= learning_rate * bias.grad
z = features @ weights.T + bias
new_loss = F.binary_cross_entropy_with_logits(z, targets)
print(f"{loss.item():.4f} {new_loss.item():.4f}")
# --8<-- [end:update]

# --8<-- [start:loop]
for step in range(2, 201):
    weights.grad, bias.grad = None, None
    z = features @ weights.T + bias
    loss = F.binary_cross_entropy_with_logits(z, targets)
    loss.backward()
    with torch.no_grad():
        weights -= learning_rate * weights.grad
        bias -= learning_rate * bias.grad
    if step in (10, 50, 100, 200):
        error = (weights - true_weights).abs().max().item()
        print(step, f"{loss.item():.4f} {error:.4f}")
# --8<-- [end:loop]

# --8<-- [start:recovered]
print(weights, bias, sep="\n")
# --8<-- [end:recovered]

# --8<-- [start:one_number]
w = torch.tensor(3.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
seen = [(w.item(), w.grad)]
(w ** 2).backward()
seen.append((w.item(), w.grad))
optimizer.step()
seen.append((round(w.item(), 4), w.grad))
optimizer.zero_grad()
seen.append((round(w.item(), 4), w.grad))
print(*seen, sep="\n")
# --8<-- [end:one_number]

# --8<-- [start:optimizer_loop]
weights = torch.zeros(1, 5, requires_grad=True)
bias = torch.zeros(1, 1, requires_grad=True)
optimizer = torch.optim.SGD([weights, bias], lr=1.0)
for _ in range(50):
    optimizer.zero_grad()
    z = features @ weights.T + bias
    loss = F.binary_cross_entropy_with_logits(z, targets)
    loss.backward()
    optimizer.step()
error = (weights - true_weights).abs().max().item()
print(f"{loss.item():.4f} {error:.4f}")
# --8<-- [end:optimizer_loop]

# --8<-- [start:fit]
def fit(features, targets, steps, learning_rate=1.0):
    weights, bias = torch.zeros(1, 5), torch.zeros(1, 1)
    for _ in range(steps):
        y = torch.sigmoid(features @ weights.T + bias)
        difference = y - targets                                 # (n, 1)
        gradient = (difference * features).mean(0, keepdim=True)    # (1, 5)
        weights = weights - learning_rate * gradient
        bias = bias - learning_rate * difference.mean()
    return weights, bias
# --8<-- [end:fit]

# --8<-- [start:learning_rate]
for learning_rate in (0.01, 0.1, 1.0, 20.0):
    losses = []
    for steps in (10, 99, 100):
        weights, bias = fit(features, targets, steps, learning_rate)
        z = features @ weights.T + bias
        loss = F.binary_cross_entropy_with_logits(z, targets)
        losses.append(f"{loss.item():.3f}")
    print(learning_rate, *losses)
# --8<-- [end:learning_rate]

# --8<-- [start:one_sample]
target = torch.sigmoid(example @ true_weights.T + true_bias)
weights, bias = fit(example, target, 1000)
y = torch.sigmoid(example @ weights.T + bias)
print(target, y, weights, true_weights, sep="\n")
# --8<-- [end:one_sample]

# --8<-- [start:along]
print(weights / example, bias)
# --8<-- [end:along]

# --8<-- [start:six_samples]
with_ones = torch.cat([features[:6], torch.ones(6, 1)], dim=1)    # (6, 6)
z_six = torch.logit(targets[:6])                                  # (6, 1)
print(torch.linalg.solve(with_ones, z_six).T)
# --8<-- [end:six_samples]

# --8<-- [start:coin_flips]
torch.manual_seed(1)
coin_flips = torch.bernoulli(targets)    # (1000, 1)
print(targets[:5].T, coin_flips[:5].T)
# --8<-- [end:coin_flips]

# --8<-- [start:one_flip_sample]
weights, bias = fit(features, coin_flips, 200, learning_rate=4.0)
print(weights)
# --8<-- [end:one_flip_sample]

# --8<-- [start:scatter]
for n in (100, 900):
    x, t = features[:n], targets[:n].expand(n, 40)    # (n, 5), (n, 40)
    flips = torch.bernoulli(t)                        # (n, 40)
    W, B = torch.zeros(5, 40), torch.zeros(1, 40)     # a layer of 40 units
    for _ in range(100):
        difference = torch.sigmoid(x @ W + B) - flips
        W = W - 4.0 * x.T @ difference / n    # (5, n) @ (n, 40) -> (5, 40)
        B = B - 4.0 * difference.mean(0, keepdim=True)
    errors = (W - true_weights.T).abs().max(dim=0).values    # (40,)
    low, high = errors.min().item(), errors.max().item()
    print(n, f"{low:.2f} {median(errors.tolist()):.2f} {high:.2f}")
# --8<-- [end:scatter]

# --8<-- [start:thresholds]
thresholds = (targets > 0.5).float()    # (1000, 1)
for steps in (10, 100, 1000):
    weights, bias = fit(features, thresholds, steps, learning_rate=4.0)
    direction = F.cosine_similarity(weights, true_weights)
    print(steps, f"{weights.norm():.2f} {direction.item():.4f}")
# --8<-- [end:thresholds]

# --8<-- [start:true_length]
print(true_weights.norm())
# --8<-- [end:true_length]

# --8<-- [start:figure_rows]
seed = 1


def uniform():
    global seed
    seed = (1664525 * seed + 1013904223) % 2**32
    return seed / 2**32


drawn = []
for _ in range(100):
    row = [sum(uniform() for _ in range(12)) - 6 for _ in range(5)]
    drawn.append([*row, uniform()])    # five features and a coin
figure_features, coins = torch.tensor(drawn).split([5, 1], 1)
figure_targets = torch.sigmoid(figure_features @ true_weights.T + true_bias)
weights, bias = fit(figure_features, figure_targets, 200)
z = figure_features @ weights.T + bias
print(f"{F.binary_cross_entropy_with_logits(z, figure_targets):.4f}")
# --8<-- [end:figure_rows]

# --8<-- [start:network]
torch.manual_seed(7)
network_features = torch.randn(1, 3)
W1, W2 = torch.randn(3, 2), torch.randn(2, 1)
B1, B2 = torch.randn(1, 2), torch.randn(1, 1)


def network(rows, W1, B1, W2, B2):
    return torch.sigmoid(rows @ W1 + B1) @ W2 + B2    # z2, (n, 1)


print(W1.T)
# --8<-- [end:network]

# --8<-- [start:swap]
torch.manual_seed(0)
rows = 4 * torch.randn(60, 3)    # far from zero
z2 = network(rows, W1, B1, W2, B2)    # (60, 1)
swapped = network(rows, W1[:, [1, 0]], B1[:, [1, 0]], W2[[1, 0]], B2)
print(torch.allclose(z2, swapped, atol=1e-5))
# --8<-- [end:swap]

# --8<-- [start:three_starts]
torch.manual_seed(1)
shapes = [(3, 2), (1, 2), (2, 1), (1, 1)]    # W1, B1, W2, B2
found = [torch.randn(20, *s).requires_grad_() for s in shapes]
optimizer = torch.optim.Adam(found, lr=0.2)
for _ in range(500):
    optimizer.zero_grad()
    z = network(rows, *found)    # (60, 3) @ (20, 3, 2) -> (20, 60, 2)
    F.mse_loss(z, z2.expand(20, 60, 1)).backward()
    optimizer.step()
gaps = (z - z2).abs().amax(dim=(1, 2))    # (20,), one for each network
best = gaps.argsort()[:3].sort().values
units = [[[f"{w:.1f}" for w in unit] for unit in found[0][i].T] for i in best]
print((gaps[best] < 0.001).tolist(), *units, sep="\n")
# --8<-- [end:three_starts]

# --8<-- [start:equal_start]
equal = [torch.full(shape, 0.3, requires_grad=True) for shape in shapes]
optimizer = torch.optim.SGD(equal, lr=0.1)
for _ in range(100):
    optimizer.zero_grad()
    F.mse_loss(network(rows, *equal), z2).backward()
    optimizer.step()
print(*[[f"{w:.2f}" for w in unit] for unit in equal[0].T], sep="\n")
# --8<-- [end:equal_start]

# --8<-- [start:train]
def train(place):
    weights = torch.zeros(1, 5, requires_grad=True)
    optimizer = torch.optim.SGD([weights], lr=1.0)
    for _ in range(20):
        if place == "before forward":
            optimizer.zero_grad()
        z = features @ weights.T + true_bias
        loss = F.binary_cross_entropy_with_logits(z, targets)
        if place == "before backward":
            optimizer.zero_grad()
        loss.backward()
        if place == "before step":
            optimizer.zero_grad()
        optimizer.step()
        if place == "after step":
            optimizer.zero_grad()
    return weights, loss.item()
# --8<-- [end:train]

# --8<-- [start:never]
for place in ("before forward", "never"):
    print(place, f"{train(place)[1]:.2f}")
# --8<-- [end:never]

# --8<-- [start:before_step]
print(train("before step")[0])
# --8<-- [end:before_step]

# --8<-- [start:rebind]
weights = torch.zeros(1, 5, requires_grad=True)
F.mse_loss(torch.sigmoid(features @ weights.T), targets).backward()
with torch.no_grad():
    weights = weights - weights.grad    # a new tensor, not a parameter
try:
    weights.grad.zero_()
except AttributeError as error:
    print(error)
print(weights.requires_grad)
# --8<-- [end:rebind]

# --8<-- [start:sum_loss]
for reduction in ("mean", "sum"):
    weights = torch.zeros(1, 5, requires_grad=True)
    optimizer = torch.optim.SGD([weights], lr=0.1)
    for _ in range(50):
        optimizer.zero_grad()
        y = features @ weights.T
        loss = F.mse_loss(y, targets, reduction=reduction)
        loss.backward()
        optimizer.step()
    print(reduction, f"{loss.item():.2f}")
# --8<-- [end:sum_loss]

# --8<-- [start:fit_line]
ages = torch.arange(65.0, 101.0, 5.0).view(8, 1)          # (8, 1)
spendings = torch.arange(200.0, 551.0, 50.0).view(8, 1)   # (8, 1)


def fit_line(x, learning_rate, steps):
    slope = torch.zeros(1, 1, requires_grad=True)
    intercept = torch.zeros(1, 1, requires_grad=True)
    optimizer = torch.optim.SGD([slope, intercept], lr=learning_rate)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.mse_loss(x @ slope + intercept, spendings)
        loss.backward()
        optimizer.step()
    return loss
# --8<-- [end:fit_line]

# --8<-- [start:blow_up]
losses = [fit_line(ages, 0.001, steps).item() for steps in (1, 2, 3, 100)]
print(*[f"{loss:.1e}" for loss in losses])
# --8<-- [end:blow_up]

# --8<-- [start:step_factor]
mean_square = (ages ** 2).mean()
print(mean_square, 1 - 2 * 0.001 * mean_square, 1 - 2 * 0.0001 * mean_square)
# --8<-- [end:step_factor]

# --8<-- [start:scaled]
scaled = (ages - ages.mean()) / ages.std()
small_steps = fit_line(ages, 0.0001, 100).item()
good_scale = fit_line(scaled, 0.1, 100).item()
print(f"{small_steps:.0f} {good_scale:.4f}")
# --8<-- [end:scaled]

# --8<-- [start:same_order]
usual, _ = train("before forward")
others = train("before backward")[0], train("after step")[0]
print([torch.equal(usual, other) for other in others])
# --8<-- [end:same_order]

# --8<-- [start:class_loss]
scores = torch.tensor([[2.0, 0.5, -1.0]])    # one row, three classes
label = torch.tensor([0])                    # a class number, int64
by_hand = -torch.log_softmax(scores, dim=1)[0, 0]
print(F.cross_entropy(scores, label), by_hand)
# --8<-- [end:class_loss]

# --8<-- [start:epochs]
weights, bias = torch.zeros(1, 5), torch.zeros(1, 1)
for _ in range(20):                                    # 20 epochs
    for batch in torch.randperm(1000).view(10, 100):    # 100 rows
        x, t = features[batch], targets[batch]
        difference = torch.sigmoid(x @ weights.T + bias) - t
        weights = weights - difference.T @ x / 100
        bias = bias - difference.mean()
print((weights - true_weights).abs().max() < 0.01)
# --8<-- [end:epochs]

# --8<-- [start:other_start]
torch.manual_seed(3)
weights = 3 * torch.randn(1, 5)    # far from zero
bias = 3 * torch.randn(1, 1)
for _ in range(200):
    difference = torch.sigmoid(features @ weights.T + bias) - targets
    weights = weights - 4.0 * (difference * features).mean(0, keepdim=True)
    bias = bias - 4.0 * difference.mean()
print((weights - true_weights).abs().max() < 0.01)
# --8<-- [end:other_start]

# --8<-- [start:new_rate]
weights = torch.zeros(1, 5, requires_grad=True)
optimizer = torch.optim.SGD([weights], lr=1.0)
schedule = torch.optim.lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.1)
rates = []
for _ in range(5):
    rates.append(round(optimizer.param_groups[0]["lr"], 4))
    optimizer.step()
    schedule.step()
print(rates)
# --8<-- [end:new_rate]

# --8<-- [start:new_rows]
weights, bias = fit(features[:3], targets[:3], 1000)
y = torch.sigmoid(features @ weights.T + bias)
gaps = (y - targets).abs()
print(f"{gaps[:3].max().item():.2f} {gaps[3:].max().item():.2f}")
# --8<-- [end:new_rows]

# --8<-- [start:two_rows_by_heart]
two_rows = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
two_labels = torch.tensor([[1.0], [0.0]])
small = torch.zeros(1, 2, requires_grad=True)
optimizer = torch.optim.SGD([small], lr=1.0)
by_heart = []
for _ in range(200):
    optimizer.zero_grad()
    z = two_rows @ small.T
    loss = F.binary_cross_entropy_with_logits(z, two_labels)
    loss.backward()
    optimizer.step()
    by_heart.append(loss.item())
print(f"{by_heart[0]:.2f} {by_heart[-1]:.2f}")
# --8<-- [end:two_rows_by_heart]

# --8<-- [start:sgd_or_adam]
for kind in (torch.optim.SGD, torch.optim.Adam):
    w = torch.zeros(2, requires_grad=True)
    w.grad = torch.tensor([100.0, 0.01])
    kind([w], lr=0.1).step()
    print(w.detach())
# --8<-- [end:sgd_or_adam]

# --8<-- [start:pieces]
weights = torch.zeros(1, 5, requires_grad=True)
F.binary_cross_entropy_with_logits(features @ weights.T, targets).backward()
whole = weights.grad
weights.grad = None
for x, t in zip(features.split(250), targets.split(250), strict=True):
    loss = F.binary_cross_entropy_with_logits(x @ weights.T, t)
    (loss / 4).backward()    # four pieces, and .grad adds them up
print(torch.allclose(weights.grad, whole, atol=1e-6))
# --8<-- [end:pieces]

# --8<-- [start:clip]
w = torch.zeros(2, requires_grad=True)
w.grad = torch.tensor([300.0, 400.0])
length = torch.nn.utils.clip_grad_norm_([w], max_norm=1.0)
print(length, w.grad)
# --8<-- [end:clip]
