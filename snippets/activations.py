"""Activation functions: why a network needs them, and what they can break."""

# --8<-- [start:two_lines]
import torch
from torch import nn
from torch.nn import functional as F

inputs = torch.tensor([[-1.0], [0.0], [1.0], [2.0]])    # (4, 1)
first = 2 * inputs + 1                                  # (4, 1)
second = -3 * first + 4                                 # (4, 1)
print(second.T, (-6 * inputs + 1).T, sep="\n")
# --8<-- [end:two_lines]

# --8<-- [start:stacked]
torch.manual_seed(7)
features = torch.randn(1, 3)                       # (1, 3)
W1, W2 = torch.randn(3, 2), torch.randn(2, 1)
B1, B2 = torch.randn(1, 2), torch.randn(1, 1)
stacked = (features @ W1 + B1) @ W2 + B2           # (1, 1)
print(stacked)
# --8<-- [end:stacked]

# --8<-- [start:merged]
W_merged = W1 @ W2         # (3, 2) @ (2, 1) -> (3, 1)
B_merged = B1 @ W2 + B2    # (1, 2) @ (2, 1) + (1, 1) -> (1, 1)
print(W_merged.T, B_merged, features @ W_merged + B_merged)
# --8<-- [end:merged]

# --8<-- [start:other_inputs]
torch.manual_seed(7)
examples = torch.randn(1000, 3)
one_layer = examples @ W_merged + B_merged    # (1000, 1)
for activation in (lambda z: z, torch.sigmoid, torch.relu):
    two_layers = activation(examples @ W1 + B1) @ W2 + B2
    print(torch.allclose(two_layers, one_layer, atol=1e-4))    # up to rounding
# --8<-- [end:other_inputs]

# --8<-- [start:three_units]
torch.manual_seed(7)
x = torch.randn(1, 1)                                   # one input
W1_three, B1_three = torch.randn(1, 3), torch.randn(1, 3)
W2_three, B2_three = torch.randn(3, 1), torch.randn(1, 1)
z1_three = x @ W1_three + B1_three                      # (1, 3)
print(x, z1_three)
for activation in (torch.relu, lambda z: z):
    print(activation(z1_three) @ W2_three + B2_three)    # (1, 1)
# --8<-- [end:three_units]

# --8<-- [start:one_line]
print(z1_three * W2_three.T, B2_three)
W_line = W1_three @ W2_three                # (1, 3) @ (3, 1) -> (1, 1)
B_line = B1_three @ W2_three + B2_three
print(W_line, B_line, x @ W_line + B_line)
# --8<-- [end:one_line]

# --8<-- [start:xor]
corners = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
answers = torch.tensor([[0.0], [1.0], [1.0], [0.0]])    # (4, 1)
# --8<-- [end:xor]

# --8<-- [start:xor_by_hand]
W1_xor = torch.ones(2, 2)
B1_xor = torch.tensor([[0.0, -1.0]])                     # (1, 2)
W2_xor = torch.tensor([[1.0], [-2.0]])                   # (2, 1)
z1_xor = corners @ W1_xor + B1_xor                       # (4, 2)
with_relu = torch.relu(z1_xor) @ W2_xor                  # (4, 1)
without = z1_xor @ W2_xor                                # (4, 1)
print(torch.cat([answers, with_relu, without], dim=1))
# --8<-- [end:xor_by_hand]

# --8<-- [start:train]
def train(n_hidden, activation):
    torch.manual_seed(7)
    sizes = [(2, n_hidden), (n_hidden, 1), (1, n_hidden), (1, 1)]
    parameters = [torch.randn(50, *size).requires_grad_() for size in sizes]
    W1, W2, B1, B2 = parameters
    for _ in range(500):
        z2 = activation(corners @ W1 + B1) @ W2 + B2    # (50, 4, 1)
        loss = F.binary_cross_entropy_with_logits(
            z2, answers.expand(50, 4, 1), reduction="sum")
        loss.backward()
        with torch.no_grad():
            for parameter in parameters:
                parameter -= 0.5 * parameter.grad       # the nudge
                parameter.grad = None
    return torch.sigmoid(z2).detach()                   # (50, 4, 1)
# --8<-- [end:train]

# --8<-- [start:starts]
trained = {n_hidden: train(n_hidden, torch.sigmoid) for n_hidden in (2, 3, 8)}
for n_hidden, outputs in trained.items():
    worst = (outputs - answers).abs().amax(dim=(1, 2))    # (50,)
    print(n_hidden, (worst < 0.1).sum().item())
# --8<-- [end:starts]

# --8<-- [start:stuck]
without_activation = train(8, lambda z: z)
for outputs in (trained[2][0], trained[2][1], without_activation[0]):
    print([round(output, 1) for output in outputs.flatten().tolist()])
# --8<-- [end:stuck]

# --8<-- [start:sigmoid]
z_values = torch.tensor([-3.0, -1.0, 0.0, 1.0, 3.0])
y_values = torch.sigmoid(z_values)
before, after = z_values - 0.01, z_values + 0.01
climb = torch.sigmoid(after) - torch.sigmoid(before)
print(y_values, climb / 0.02, sep="\n")
# --8<-- [end:sigmoid]

# --8<-- [start:slope]
def slope(activation, z_values):
    z = z_values.clone().requires_grad_()
    activation(z).sum().backward()
    return z.grad


print(slope(torch.sigmoid, z_values), y_values * (1 - y_values), sep="\n")
# --8<-- [end:slope]

# --8<-- [start:tanh]
print(torch.tanh(z_values), slope(torch.tanh, z_values), sep="\n")
# --8<-- [end:tanh]

# --8<-- [start:stretched]
stretched = 2 * torch.sigmoid(2 * z_values) - 1
print(torch.allclose(stretched, torch.tanh(z_values)))
# --8<-- [end:stretched]

# --8<-- [start:relu]
for activation in (torch.relu, F.leaky_relu):
    print(activation(z_values), slope(activation, z_values))
# --8<-- [end:relu]

# --8<-- [start:steepest]
def step(z):
    return (z > 0) + 0 * z    # 0 * z: so that PyTorch has a slope to report


curves = [step, torch.sigmoid, torch.tanh, torch.relu, F.leaky_relu, F.gelu]
z_axis = torch.arange(-300, 301) / 100
steepest = [slope(curve, z_axis).max().item() for curve in curves]
print([round(value, 2) for value in steepest])
# --8<-- [end:steepest]

# --8<-- [start:saturation]
far = torch.tensor([0.0, 6.0, 20.0])
print(torch.sigmoid(far), slope(torch.sigmoid, far), sep="\n")
# --8<-- [end:saturation]

# --8<-- [start:vanishing]
for activation in (torch.sigmoid, torch.tanh, torch.relu):
    z = torch.tensor(1.0, requires_grad=True)
    value = z
    for _ in range(10):
        value = activation(value)
    value.backward()
    print(f"{z.grad.item():.1e}")
# --8<-- [end:vanishing]

# --8<-- [start:best_case]
print(f"{0.25 ** 10:.1e}")
# --8<-- [end:best_case]

# --8<-- [start:dead_relu]
for activation in (torch.relu, F.leaky_relu):
    weights = torch.tensor([[0.5]], requires_grad=True)    # (1, 1)
    bias = torch.tensor([[-3.0]], requires_grad=True)      # (1, 1)
    y = activation(inputs @ weights.T + bias)              # (4, 1)
    y.sum().backward()
    print(y.detach().flatten(), weights.grad, bias.grad)
# --8<-- [end:dead_relu]

# --8<-- [start:choosing]
scores = torch.tensor([[-1.0, 0.0, 3.0]])    # (1, 3)
for values in (torch.relu(scores), torch.sigmoid(scores),
               torch.softmax(scores, dim=1)):
    print(values, values.sum())
# --8<-- [end:choosing]

# --8<-- [start:naive]
def naive(z):
    return 1 / (1 + torch.exp(-z))


tails = torch.tensor([-100.0, 0.0, 100.0])
print(naive(tails), [round(s, 4) for s in slope(naive, tails).tolist()])
# --8<-- [end:naive]

# --8<-- [start:infinite]
print(torch.exp(torch.tensor(100.0)), 0 * torch.tensor(torch.inf))
# --8<-- [end:infinite]

# --8<-- [start:repairs]
def by_sign(z):
    return torch.where(z >= 0, naive(z), torch.exp(z) / (1 + torch.exp(z)))


def by_size(z):
    small = torch.exp(-z.abs())    # never above 1
    return torch.where(z >= 0, 1 / (1 + small), small / (1 + small))


for repair in (by_sign, by_size, torch.sigmoid):
    print([round(s, 4) for s in slope(repair, tails).tolist()])
# --8<-- [end:repairs]

# --8<-- [start:logits]
def by_hand(z, target):
    return -torch.log(torch.sigmoid(z)).mean()    # right for target 1


def from_outputs(z, target):
    return F.binary_cross_entropy(torch.sigmoid(z), target)


losses = [by_hand, from_outputs, F.binary_cross_entropy_with_logits]
# --8<-- [end:logits]

# --8<-- [start:three_losses]
for loss_function in losses:
    z = torch.tensor([[-100.0]], requires_grad=True)
    loss = loss_function(z, torch.ones(1, 1))
    loss.backward()
    print(loss.item(), z.grad.item() + 0.0)    # -0.0 + 0.0 is 0.0
# --8<-- [end:three_losses]

# --8<-- [start:decide]
logits = torch.tensor([[-3.0], [-0.5], [3.0]])
print((logits > 0).T, (torch.sigmoid(logits) > 0.5).T)
# --8<-- [end:decide]

# --8<-- [start:universal]
def wave(x):
    return torch.sin(6 * x)


def bends(x, n_hidden):
    knots = torch.linspace(0, 1, n_hidden + 1)             # (n_hidden + 1,)
    slopes = wave(knots).diff() / knots.diff()             # (n_hidden,)
    W1, B1 = torch.ones(1, n_hidden), -knots[:-1].view(1, n_hidden)
    W2 = torch.cat([slopes[:1], slopes.diff()]).view(n_hidden, 1)
    h = torch.relu(x @ W1 + B1)                            # (n, n_hidden)
    return h @ W2 + wave(knots[0])                         # (n, 1)
# --8<-- [end:universal]

# --8<-- [start:universal_error]
x = torch.linspace(0, 1, 1001).view(-1, 1)    # (1001, 1)
for n_hidden in (4, 8, 16, 32, 64):
    largest = (bends(x, n_hidden) - wave(x)).abs().max()
    print(n_hidden, f"{largest.item():.4f}")
# --8<-- [end:universal_error]

# --8<-- [start:double_sigmoid]
z = torch.tensor([[100.0]])
target = torch.ones(1, 1)
single = F.binary_cross_entropy_with_logits(z, target)
double = F.binary_cross_entropy_with_logits(torch.sigmoid(z), target)
print(f"{single.item():.4f} {double.item():.4f}")
# --8<-- [end:double_sigmoid]

# --8<-- [start:missing_sigmoid]
try:
    F.binary_cross_entropy(z, target)
except RuntimeError as error:
    print(error)
# --8<-- [end:missing_sigmoid]

# --8<-- [start:module]
not_h = nn.ReLU(features @ W1 + B1)    # a module, not a tensor
try:
    not_h @ W2
except TypeError as error:
    print(error)
# --8<-- [end:module]

# --8<-- [start:softmax_of_one]
print(torch.softmax(logits, dim=1).T, torch.softmax(logits, dim=0).T)
# --8<-- [end:softmax_of_one]

# --8<-- [start:not_a_line]
print(torch.relu(torch.tensor(-2.0) + torch.tensor(3.0)),
      torch.relu(torch.tensor(-2.0)) + torch.relu(torch.tensor(3.0)))
# --8<-- [end:not_a_line]

# --8<-- [start:at_zero]
print(slope(torch.relu, torch.tensor([-0.001, 0.0, 0.001])))
# --8<-- [end:at_zero]

# --8<-- [start:spellings]
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    spellings = F.sigmoid(logits), nn.Sigmoid()(logits), logits.sigmoid()
same = [torch.equal(y, torch.sigmoid(logits)) for y in spellings]
print(same, len(caught))
# --8<-- [end:spellings]

# --8<-- [start:in_place]
z = torch.tensor([-2.0, 3.0])
nn.ReLU()(z)
kept = z.clone()
nn.ReLU(inplace=True)(z)
print(kept, z)
# --8<-- [end:in_place]

# --8<-- [start:reuse]
for module in (nn.ReLU(), nn.Sigmoid(), nn.PReLU()):
    print(module, sum(p.numel() for p in module.parameters()))
# --8<-- [end:reuse]

# --8<-- [start:softmax_dim]
two_rows = torch.tensor([[1.0, 2.0], [1.0, 4.0]])
print(torch.softmax(two_rows, dim=1), torch.softmax(two_rows, dim=0))
# --8<-- [end:softmax_dim]

# --8<-- [start:no_dim]
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    F.softmax(two_rows)
print(str(caught[0].message).split(".")[0])
# --8<-- [end:no_dim]

# --8<-- [start:own_softmax]
large = torch.tensor([[1000.0, 0.0]])
powers = torch.exp(large)    # inf and 1
own = powers / powers.sum(dim=1, keepdim=True)
right = torch.softmax(large, dim=1)
print(own, right, torch.log(right), torch.log_softmax(large, dim=1))
# --8<-- [end:own_softmax]

# --8<-- [start:two_classes]
pairs = torch.cat([torch.zeros(3, 1), logits], dim=1)    # (3, 2)
print(torch.softmax(pairs, dim=1)[:, 1], torch.sigmoid(logits)[:, 0])
# --8<-- [end:two_classes]

# --8<-- [start:cross_entropy]
target_class = torch.tensor([2])
once = F.cross_entropy(scores, target_class)
by_softmax = -torch.log(torch.softmax(scores, dim=1)[0, 2])
twice = F.cross_entropy(torch.softmax(scores, dim=1), target_class)
print(once, by_softmax, twice)
# --8<-- [end:cross_entropy]

# --8<-- [start:nll_loss]
log_chances = nn.LogSoftmax(dim=1)(scores)
in_two_steps = nn.NLLLoss()(log_chances, target_class)
in_one_step = nn.CrossEntropyLoss()(scores, target_class)
print(in_two_steps, in_one_step, torch.exp(log_chances), sep="\n")
# --8<-- [end:nll_loss]

# --8<-- [start:relatives]
few = torch.tensor([-2.0, -0.5, 0.0, 2.0])
for activation in (torch.relu, F.elu, F.gelu, F.silu, F.softplus):
    print(activation(few))
# --8<-- [end:relatives]

# --8<-- [start:tanh_or_sigmoid]
z_around_zero = torch.linspace(-3, 3, 1001)
for activation in (torch.sigmoid, torch.tanh):
    print(round(activation(z_around_zero).mean().item(), 2) + 0.0)
# --8<-- [end:tanh_or_sigmoid]

# --8<-- [start:own_function]
def by_product(z):
    return z * torch.sigmoid(z)


print(torch.allclose(by_product(few), F.silu(few)), slope(by_product, few))
# --8<-- [end:own_function]
