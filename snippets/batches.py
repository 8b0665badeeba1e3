"""Batches: four examples through the 3-2-1 network at once."""

# --8<-- [start:network]
import torch


def activation(x):
    return torch.sigmoid(x)


torch.manual_seed(7)
features = torch.randn(1, 3)                       # one example
W1, W2 = torch.randn(3, 2), torch.randn(2, 1)
B1, B2 = torch.randn(1, 2), torch.randn(1, 1)
# --8<-- [end:network]

# --8<-- [start:batch]
three_more = torch.randn(3, 3)
batch = torch.cat([features, three_more])    # (1, 3), (3, 3) -> (4, 3)
print(batch)
# --8<-- [end:batch]

# --8<-- [start:two_cuts]
print(batch[1], batch[:, 1], sep="\n")
# --8<-- [end:two_cuts]

# --8<-- [start:two_means]
print(batch.mean(dim=0), batch.mean(dim=1), sep="\n")
# --8<-- [end:two_means]

# --8<-- [start:forward]
h = activation(batch @ W1 + B1)     # (4, 3) -> (4, 2)
output = activation(h @ W2 + B2)    # (4, 2) -> (4, 1)
print(h, output, sep="\n")
# --8<-- [end:forward]

# --8<-- [start:one_row_changed]
def forward(examples):
    h = activation(examples @ W1 + B1)
    return activation(h @ W2 + B2)


changed = batch.clone()
changed[2] = 0.0
both = torch.cat([output, forward(changed)], dim=1)    # side by side: (4, 2)
print(both)
# --8<-- [end:one_row_changed]

# --8<-- [start:repeated_bias]
repeated = torch.cat([B1, B1, B1, B1])    # (4, 2)
print(repeated, torch.equal(batch @ W1 + repeated, batch @ W1 + B1))
# --8<-- [end:repeated_bias]

# --8<-- [start:flat_bias]
flat_bias = B1[0]    # (2,)
print(torch.equal(batch @ W1 + flat_bias, batch @ W1 + B1))
# --8<-- [end:flat_bias]

# --8<-- [start:loop]
answers = []
for i in range(len(batch)):
    example = batch[i:i + 1]            # (1, 3)
    answers.append(forward(example))    # (1, 1)
by_loop = torch.cat(answers)            # (4, 1)
print(by_loop, torch.allclose(by_loop, output))
# --8<-- [end:loop]

# --8<-- [start:count_products]
many = torch.randn(10000, 3)
for pieces in [[many], many.split(1)]:    # one piece, or one for each row
    calls = multiplications = 0
    for piece in pieces:
        entries = piece @ W1                      # (n, 3) @ (3, 2) -> (n, 2)
        calls += 1
        multiplications += 3 * entries.numel()    # three for each entry
    print(calls, multiplications)
# --8<-- [end:count_products]

# --8<-- [start:near_zero]
terms = torch.tensor([0.1, 0.5, -0.6])
front = (terms[0] + terms[1]) + terms[2]
back = terms[0] + (terms[1] + terms[2])
print(front, back, torch.allclose(front, back), sep="\n")
# --8<-- [end:near_zero]

# --8<-- [start:tolerance]
print(torch.allclose(front, back, atol=1e-6))
# --8<-- [end:tolerance]

# --8<-- [start:targets]
flat_target = torch.tensor([0.0, 1.0, 0.0, 1.0])    # (4,)
target = flat_target.unsqueeze(1)                   # (4, 1)
print(target.shape, output.shape)
# --8<-- [end:targets]

# --8<-- [start:right_loss]
difference = output - target    # (4, 1) - (4, 1) -> (4, 1)
print(difference, (difference ** 2).mean(), sep="\n")
# --8<-- [end:right_loss]

# --8<-- [start:silent]
table = output - flat_target    # (4, 1) - (4,) -> ?
print(table, (table ** 2).mean(), sep="\n")
# --8<-- [end:silent]

# --8<-- [start:favorite]
perfect = target.clone()             # every answer is right
same = torch.full((4, 1), 0.5)       # the mean of the targets, for everyone
for guess in [perfect, same]:
    right = ((guess - target) ** 2).mean()
    wrong = ((guess - flat_target) ** 2).mean()
    print(right, wrong)
# --8<-- [end:favorite]

# --8<-- [start:guard]
try:
    assert output.shape == flat_target.shape, (output.shape, flat_target.shape)
except AssertionError as error:
    print(error)
# --8<-- [end:guard]

# --8<-- [start:mse_warning]
import warnings

from torch.nn import functional as F

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    loss = F.mse_loss(output, flat_target)
print(str(caught[0].message).split(". ")[0], loss, sep="\n")
# --8<-- [end:mse_warning]

# --8<-- [start:must_be_the_same]
z2 = h @ W2 + B2    # (4, 1)
try:
    F.binary_cross_entropy_with_logits(z2, flat_target)
except ValueError as error:
    print(error)
# --8<-- [end:must_be_the_same]

# --8<-- [start:last_batch]
for piece in [z2[:3], z2[3:]]:    # three rows, then the one that is left
    try:
        wanted = torch.ones(len(piece))
        F.binary_cross_entropy_with_logits(piece.squeeze(), wanted)
    except ValueError as error:
        print(error)
# --8<-- [end:last_batch]

# --8<-- [start:column_bias]
column_bias = B1.T                   # (2, 1)
try:
    batch @ W1 + column_bias         # (4, 2) + (2, 1)
except RuntimeError as error:
    print(error)
# --8<-- [end:column_bias]

# --8<-- [start:one_number_each]
from torch import nn

temperatures = torch.tensor([18.0, 21.0, 24.5])    # (3,)
one_input = nn.Linear(1, 2)
try:
    one_input(temperatures)
except RuntimeError as error:
    print(error)
# --8<-- [end:one_number_each]

# --8<-- [start:unequal_rows]
try:
    torch.stack([torch.ones(3), torch.ones(2)])
except RuntimeError as error:
    print(error)
# --8<-- [end:unequal_rows]

# --8<-- [start:accuracy]
decided = (output > 0.5).float()           # (4, 1)
hits = (decided == flat_target).sum()      # counts in a square
right_hits = (decided == target).sum()
print(hits / len(batch), right_hits / len(batch))
# --8<-- [end:accuracy]

# --8<-- [start:predicted_class]
votes = torch.tensor([[0.2, 2.5, -1.0], [1.9, 0.3, 0.4]])    # (2, 3)
predicted = votes.argmax(dim=1)                              # (2,)
largest, places = torch.max(votes, dim=1)
right_classes = torch.tensor([1, 2])
share = (predicted == right_classes).float().mean()
print(predicted, largest, places, share, sep="\n")
# --8<-- [end:predicted_class]

# --8<-- [start:layer_rounding]
layer = nn.Linear(20, 10000)
sixteen = torch.randn(16, 20)
first, single = layer(sixteen)[0:1], layer(sixteen[0:1])
print(torch.allclose(first, single, atol=1e-6))
# --8<-- [end:layer_rounding]

# --8<-- [start:layer_double]
layer = layer.double()         # float64: about sixteen digits
doubles = sixteen.double()
first, single = layer(doubles)[0:1], layer(doubles[0:1])
print(torch.allclose(first, single, rtol=0.0, atol=1e-12))
# --8<-- [end:layer_double]

# --8<-- [start:one_example]
single_example = torch.tensor([0.5, -1.0, 2.0])    # (3,)
batch_of_one = single_example.unsqueeze(0)         # (1, 3)
print(batch_of_one.shape, forward(batch_of_one))
# --8<-- [end:one_example]

# --8<-- [start:list_to_batch]
examples = [torch.ones(3), torch.zeros(3)]
print(torch.stack(examples).shape, torch.cat(examples).shape)
# --8<-- [end:list_to_batch]

# --8<-- [start:pieces]
ten = torch.randn(10, 3)
pieces = ten.split(4)
joined = torch.cat([forward(piece) for piece in pieces])
lengths = [len(piece) for piece in pieces]
print(lengths, torch.allclose(joined, forward(ten)))
# --8<-- [end:pieces]

# --8<-- [start:loader]
from torch.utils.data import DataLoader, TensorDataset

ten_targets = torch.zeros(10, 1)    # one for each example
data = TensorDataset(ten, ten_targets)
for some, some_targets in DataLoader(data, batch_size=4):
    print(some.shape, some_targets.shape)
# --8<-- [end:loader]

# --8<-- [start:next_batch]
dataiter = iter(DataLoader(data, batch_size=4))
try:
    dataiter.next()
except AttributeError as error:
    print(error, next(dataiter)[0].shape, sep="\n")
# --8<-- [end:next_batch]

# --8<-- [start:each_loss]
each = F.mse_loss(output, target, reduction="none")    # (4, 1)
print(each, each.mean(), sep="\n")
# --8<-- [end:each_loss]

# --8<-- [start:mean_of_means]
errors = torch.tensor([1.0, 1.0, 1.0, 1.0, 4.0])
means = torch.stack([piece.mean() for piece in errors.split(4)])
print(errors.mean(), means.mean())
# --8<-- [end:mean_of_means]

# --8<-- [start:class_targets]
scores = torch.randn(4, 3)                # four examples, three classes
classes = torch.tensor([2, 0, 1, 1])      # (4,): the number of a class
print(F.cross_entropy(scores, classes).shape)
# --8<-- [end:class_targets]

# --8<-- [start:batch_norm]
norm = nn.BatchNorm1d(3)
in_training = torch.allclose(norm(batch)[0], norm(batch[:2])[0])
norm.eval()
in_use = torch.allclose(norm(batch)[0], norm(batch[:2])[0])
print(in_training, in_use)
# --8<-- [end:batch_norm]
