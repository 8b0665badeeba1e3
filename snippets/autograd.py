"""Autograd: the slope of the output for every weight, found in three ways."""

# --8<-- [start:data]
import torch

torch.manual_seed(7)
features = torch.randn(1, 5)            # (1, 5)
weights = torch.randn_like(features)    # (1, 5)
bias = torch.randn(1, 1)                # (1, 1)
print(features, weights, bias, sep="\n")
# --8<-- [end:data]

# --8<-- [start:nudge]
def neuron(weights):
    return torch.sigmoid(features @ weights.T + bias)    # (1, 1)


nudge = torch.tensor([[0.0, 0.0, 0.0, 0.0, 0.01]])    # the fifth weight only
before, after = neuron(weights), neuron(weights + nudge)
print(before, after, (after - before) / 0.01)
# --8<-- [end:nudge]

# --8<-- [start:sigmoid_slope]
z = features @ weights.T + bias
y = torch.sigmoid(z)
rise = torch.sigmoid(z + 0.01) - y
print(z, rise / 0.01, y * (1 - y))
# --8<-- [end:sigmoid_slope]

# --8<-- [start:by_hand]
by_hand = y * (1 - y) * features    # (1, 1) * (1, 5) -> (1, 5)
print(by_hand)
# --8<-- [end:by_hand]

# --8<-- [start:requires_grad]
weights.requires_grad_()    # in place: weights itself is marked
bias.requires_grad_()
y = neuron(weights)
print(y, weights.grad, bias.grad)
# --8<-- [end:requires_grad]

# --8<-- [start:backward]
y.backward()
print(weights.grad, bias.grad)
# --8<-- [end:backward]

# --8<-- [start:same_gradient]
print(torch.allclose(weights.grad, by_hand), features.grad)
# --8<-- [end:same_gradient]

# --8<-- [start:graph]
column = weights.T              # (5, 1)
product = features @ column     # (1, 1)
z = product + bias              # (1, 1)
y = torch.sigmoid(z)            # (1, 1)
print([step.grad_fn.name() for step in [column, product, z, y]])
# --8<-- [end:graph]

# --8<-- [start:two_sided]
def slope(i, step):
    nudge = torch.zeros(1, 5)
    nudge[0, i] = step
    change = neuron(weights + nudge) - neuron(weights - nudge)
    return change.item() / (2 * step)


print([f"{slope(4, step):.4f}" for step in [1.0, 0.01, 1e-8]])
# --8<-- [end:two_sided]

# --8<-- [start:by_nudging]
by_nudging = torch.tensor([[slope(i, 0.01) for i in range(5)]])    # (1, 5)
print(by_nudging, torch.allclose(by_nudging, weights.grad, atol=0.0001))
# --8<-- [end:by_nudging]

# --8<-- [start:accumulate]
y = neuron(weights)    # the same forward pass again
y.backward()
print(weights.grad, bias.grad)
# --8<-- [end:accumulate]

# --8<-- [start:clear]
weights.grad.zero_()
bias.grad.zero_()
neuron(weights).backward()
print(weights.grad, bias.grad)
# --8<-- [end:clear]

# --8<-- [start:optimizer]
optimizer = torch.optim.SGD([weights, bias])
optimizer.zero_grad()
print(weights.grad, bias.grad)
# --8<-- [end:optimizer]

# --8<-- [start:leaves]
z = features @ weights.T + bias
y = torch.sigmoid(z)
print([part.is_leaf for part in [features, weights, bias, z, y]])
# --8<-- [end:leaves]

# --8<-- [start:retain_grad]
z.retain_grad()    # before backward()
y.backward()
print(z.grad)
# --8<-- [end:retain_grad]

# --8<-- [start:move]
with torch.no_grad():
    moved = weights + 0.1 * weights.grad    # (1, 5)
    y_moved = neuron(moved)
print(y_moved, moved.requires_grad)
# --8<-- [end:move]

# --8<-- [start:detach]
y = neuron(weights)
cut = y.detach()
same_memory = cut.data_ptr() == y.data_ptr()
print(cut, cut.requires_grad, y.requires_grad, same_memory)
# --8<-- [end:detach]

# --8<-- [start:inference_mode]
with torch.inference_mode():
    y_inference = neuron(weights)
try:
    weights * y_inference
except RuntimeError as error:
    print(str(error).split(". ")[0])
# --8<-- [end:inference_mode]

# --8<-- [start:twice]
y = neuron(weights)
y.backward()
try:
    y.backward()
except RuntimeError as error:
    print(str(error).split(". ")[0])
# --8<-- [end:twice]

# --8<-- [start:retain_graph]
optimizer.zero_grad()
y = neuron(weights)
y.backward(retain_graph=True)    # keep what the steps have stored
y.backward()
print(bias.grad)
# --8<-- [end:retain_graph]

# --8<-- [start:not_a_leaf]
import warnings

a = torch.tensor(5.0, requires_grad=True) * 0.1
a.backward()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    gradient = a.grad
print(a.is_leaf, gradient, str(caught[0].message).split(". ")[0], sep="\n")
# --8<-- [end:not_a_leaf]

# --8<-- [start:leaf_kept]
x = torch.tensor(5.0, requires_grad=True)    # the leaf has a name
a = x * 0.1
a.retain_grad()
a.backward()
print(x.grad, a.grad)
# --8<-- [end:leaf_kept]

# --8<-- [start:several_outputs]
two_rows = torch.cat([features, -features])            # (2, 5)
y_rows = torch.sigmoid(two_rows @ weights.T + bias)    # (2, 1)
try:
    y_rows.backward()
except RuntimeError as error:
    print(error)
# --8<-- [end:several_outputs]

# --8<-- [start:nothing_recorded]
with torch.no_grad():
    y_unrecorded = neuron(weights)
try:
    y_unrecorded.backward()
except RuntimeError as error:
    print(error)
# --8<-- [end:nothing_recorded]

# --8<-- [start:leaf_in_place]
try:
    weights += 0.1 * by_hand
except RuntimeError as error:
    print(error)
# --8<-- [end:leaf_in_place]

# --8<-- [start:none_zero]
weights.grad = None
try:
    weights.grad.zero_()
except AttributeError as error:
    print(error)
# --8<-- [end:none_zero]

# --8<-- [start:whole_numbers]
try:
    torch.tensor([3, 4], requires_grad=True)
except RuntimeError as error:
    print(error)
# --8<-- [end:whole_numbers]

# --8<-- [start:modified]
y_shifted = neuron(weights)
y_shifted += 1    # overwrites the y from which the slope is computed
try:
    y_shifted.backward()
except RuntimeError as error:
    print(str(error).split(": ")[0])
# --8<-- [end:modified]

# --8<-- [start:forward_backward]
gain = torch.tensor(3.0, requires_grad=True)
wrongness = (2 * gain - 1) ** 2    # forward: 2 * 3 - 1 = 5, and 5 ** 2
wrongness.backward()               # backward: 2 * 5 from the square, times 2
print(wrongness.item(), gain.grad.item(), gain.item())
# --8<-- [end:forward_backward]

# --8<-- [start:spreads]
plain, learned = torch.ones(2), torch.ones(2, requires_grad=True)
print(plain.requires_grad, (plain * 2).requires_grad,
      (plain * learned).requires_grad)
# --8<-- [end:spreads]

# --8<-- [start:variable]
from torch.autograd import Variable

wrapped = Variable(torch.ones(2), requires_grad=True)
print(type(wrapped) is torch.Tensor, wrapped)
# --8<-- [end:variable]

# --8<-- [start:gradient_argument]
y_rows = torch.sigmoid(two_rows @ weights.T + bias)    # (2, 1)
weights.grad = None
y_rows.backward(gradient=torch.tensor([[1.0], [0.0]]))
print(weights.grad)
# --8<-- [end:gradient_argument]

# --8<-- [start:second_derivative]
w = torch.tensor(3.0, requires_grad=True)
first = torch.autograd.grad(w**3, w, create_graph=True)[0]
second = torch.autograd.grad(first, w)[0]
print(first.item(), second.item(), w.grad)
# --8<-- [end:second_derivative]

# --8<-- [start:if_and_for]
total = w
for _ in range(3):
    if total < 20:
        total = total * w    # 9, then 27, and then no more
total = total + w            # 30
total.backward()
print(total.item(), w.grad)
# --8<-- [end:if_and_for]

# --8<-- [start:views_keep]
entries = torch.tensor([[1.0], [2.0], [3.0]], requires_grad=True)    # (3, 1)
chosen = entries.squeeze(1)[0:2].view(2, 1)
(10 * chosen).sum().backward()
print(entries.grad.T)
# --8<-- [end:views_keep]

# --8<-- [start:freeze]
weights.requires_grad_(False)
weights.grad, bias.grad = None, None
neuron(weights).backward()
print(weights.grad, bias.grad)
# --8<-- [end:freeze]

# --8<-- [start:input_gradient]
marked = features.clone().requires_grad_()    # (1, 5), a marked copy
y = torch.sigmoid(marked @ weights.T + bias)
y.backward()
slope_at_z = (y * (1 - y)).detach()
print(marked.grad, slope_at_z * weights, sep="\n")
# --8<-- [end:input_gradient]

# --8<-- [start:two_losses]
w.grad = None
shared = w**2                           # both losses need it
loss_a, loss_b = 2 * shared, 3 * shared
loss_a.backward(retain_graph=True)
loss_b.backward()
in_turn = w.grad
w.grad = None
(2 * w**2 + 3 * w**2).backward()
print(in_turn, w.grad)
# --8<-- [end:two_losses]

# --8<-- [start:sum_of_losses]
tensor_sum, number_sum = 0, 0
for _ in range(3):
    tensor_sum = tensor_sum + w**2             # keeps all three graphs
    number_sum = number_sum + (w**2).item()    # keeps a number
print(tensor_sum, number_sum)
# --8<-- [end:sum_of_losses]

# --8<-- [start:steps_without_slope]
decision = w > 0.5
rounded = torch.round(w)
w.grad = None
rounded.backward()
print(decision.requires_grad, w.grad)
# --8<-- [end:steps_without_slope]

# --8<-- [start:data_attribute]
w.grad = None
squashed = torch.sigmoid(w)
squashed.data.zero_()        # not noticed
squashed.backward()
squashed = torch.sigmoid(w)
squashed.detach().zero_()    # noticed
try:
    squashed.backward()
except RuntimeError as error:
    print(w.grad, str(error).split(": ")[0], sep="\n")
# --8<-- [end:data_attribute]

# --8<-- [start:clone]
copy = w.detach().clone()    # cut off, and with a memory of its own
copy += 1
print(copy, w)
# --8<-- [end:clone]

# --8<-- [start:decorator]
@torch.no_grad()
def answer(row):
    return torch.sigmoid(row @ weights.T + bias)


print(answer(features), neuron(weights), sep="\n")
# --8<-- [end:decorator]

# --8<-- [start:eval_mode]
layer = torch.nn.Linear(5, 1).eval()
with torch.no_grad():
    silent = layer(features)
print(layer(features).requires_grad, silent.requires_grad)
# --8<-- [end:eval_mode]
