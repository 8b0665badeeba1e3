"""The same networks in torch.nn: layers that keep their own parameters."""

# --8<-- [start:neuron]
import torch
from torch import nn

torch.manual_seed(7)
features = torch.randn(1, 5)
weights = torch.randn_like(features)
bias = torch.randn(1, 1)
print(torch.sigmoid(features @ weights.T + bias))
# --8<-- [end:neuron]

# --8<-- [start:linear]
linear = nn.Linear(5, 1)    # five inputs, one unit
print(linear.weight.shape, linear.bias.shape)
# --8<-- [end:linear]

# --8<-- [start:first_numbers]
print(linear.weight, linear.bias, sep="\n")
# --8<-- [end:first_numbers]

# --8<-- [start:load_neuron]
with torch.no_grad():
    linear.weight.copy_(weights)    # (1, 5) into (1, 5)
    linear.bias.copy_(bias[0])      # (1,) into (1,)
z = linear(features)                # (1, 5) -> (1, 1)
print(z, torch.sigmoid(z), sep="\n")
# --8<-- [end:load_neuron]

# --8<-- [start:any_batch]
one_axis, batch = torch.ones(5), torch.ones(32, 5)
batches = torch.ones(7, 32, 5)
print(linear(one_axis).shape, linear(batch).shape, linear(batches).shape)
# --8<-- [end:any_batch]

# --8<-- [start:network]
torch.manual_seed(7)
features = torch.randn(1, 3)
n_input, n_hidden, n_output = features.shape[1], 2, 1
W1 = torch.randn(n_input, n_hidden)
W2 = torch.randn(n_hidden, n_output)
B1 = torch.randn(1, n_hidden)
B2 = torch.randn(1, n_output)
h = torch.sigmoid(features @ W1 + B1)
output = torch.sigmoid(h @ W2 + B2)
print(h, output)
# --8<-- [end:network]

# --8<-- [start:layer]
layer1 = nn.Linear(n_input, n_hidden)    # (1, 3) -> (1, 2)
try:
    with torch.no_grad():
        layer1.weight.copy_(W1)
except RuntimeError as error:
    print(error)
# --8<-- [end:layer]

# --8<-- [start:load_layer]
with torch.no_grad():
    layer1.weight.copy_(W1.T)    # (2, 3) into (2, 3)
    layer1.bias.copy_(B1[0])     # (2,) into (2,)
print(W1, B1, layer1.weight, layer1.bias, sep="\n")
# --8<-- [end:load_layer]

# --8<-- [start:same_digits]
layer2 = nn.Linear(n_hidden, n_output)    # (1, 2) -> (1, 1)
with torch.no_grad():
    layer2.weight.copy_(W2.T)
    layer2.bias.copy_(B2[0])
nn_h = torch.sigmoid(layer1(features))
nn_output = torch.sigmoid(layer2(nn_h))
print(nn_h, nn_output, sep="\n")
# --8<-- [end:same_digits]

# --8<-- [start:all_close]
print(torch.allclose(nn_h, h), torch.allclose(nn_output, output))
# --8<-- [end:all_close]

# --8<-- [start:sequential]
chain = nn.Sequential(layer1, nn.Sigmoid(), layer2, nn.Sigmoid())
print(chain(features), chain[0] is layer1)
# --8<-- [end:sequential]

# --8<-- [start:print_chain]
print(chain)
# --8<-- [end:print_chain]

# --8<-- [start:module]
class Network(nn.Module):
    def __init__(self, n_input, n_hidden, n_output):
        super().__init__()
        self.layer1 = nn.Linear(n_input, n_hidden)
        self.layer2 = nn.Linear(n_hidden, n_output)

    def forward(self, features):
        h = torch.sigmoid(self.layer1(features))
        return torch.sigmoid(self.layer2(h))


network = Network(n_input, n_hidden, n_output)
print(network)
# --8<-- [end:module]

# --8<-- [start:load_by_name]
network.load_state_dict({
    "layer1.weight": W1.T, "layer1.bias": B1[0],
    "layer2.weight": W2.T, "layer2.bias": B2[0],
})
print(network(features))
# --8<-- [end:load_by_name]

# --8<-- [start:parameters]
for name, parameter in network.named_parameters():
    print(name, tuple(parameter.shape), parameter.numel())
# --8<-- [end:parameters]

# --8<-- [start:own_parameter]
class Neuron(nn.Module):
    def __init__(self):
        super().__init__()
        self.weights = nn.Parameter(weights)
        self.bias = bias.clone().requires_grad_()

    def forward(self, features):
        return torch.sigmoid(features @ self.weights.T + self.bias)


print([name for name, parameter in Neuron().named_parameters()])
# --8<-- [end:own_parameter]

# --8<-- [start:listed]
class Listed(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [layer1, layer2]

    def forward(self, features):
        h = torch.sigmoid(self.layers[0](features))
        return torch.sigmoid(self.layers[1](h))


listed = Listed()
print(listed(features), list(listed.parameters()))
# --8<-- [end:listed]

# --8<-- [start:module_list]
listed.layers = nn.ModuleList([layer1, layer2])
print([name for name, parameter in listed.named_parameters()])
# --8<-- [end:module_list]

# --8<-- [start:optimizer]
target = torch.ones(1, 1)
optimizer = torch.optim.SGD(network.parameters(), lr=1.0)
loss = nn.functional.binary_cross_entropy(network(features), target)
optimizer.zero_grad()
loss.backward()
optimizer.step()
print(network(features))
# --8<-- [end:optimizer]

# --8<-- [start:by_hand]
own = [tensor.clone().requires_grad_() for tensor in (W1, B1, W2, B2)]
own_h = torch.sigmoid(features @ own[0] + own[1])
own_output = torch.sigmoid(own_h @ own[2] + own[3])
nn.functional.binary_cross_entropy(own_output, target).backward()
with torch.no_grad():
    V1, C1, V2, C2 = [tensor - 1.0 * tensor.grad for tensor in own]
print(torch.sigmoid(torch.sigmoid(features @ V1 + C1) @ V2 + C2))
# --8<-- [end:by_hand]

# --8<-- [start:manual]
square = nn.Linear(3, 3)
no_transpose = features @ square.weight + square.bias
right = features @ square.weight.T + square.bias
expected = square(features)
print(torch.allclose(no_transpose, expected), torch.allclose(right, expected))
# --8<-- [end:manual]

# --8<-- [start:wrong_width]
try:
    layer1(torch.ones(1, 5))    # five features for a layer that reads three
except RuntimeError as error:
    print(error)
# --8<-- [end:wrong_width]

# --8<-- [start:flatten]
pictures = torch.ones(32, 28, 28)
try:
    nn.Linear(784, 128)(pictures)
except RuntimeError as error:
    print(error, nn.Flatten()(pictures).shape, sep="\n")
# --8<-- [end:flatten]

# --8<-- [start:no_super]
class NoSuper(nn.Module):
    def __init__(self):
        self.layer1 = nn.Linear(3, 2)


try:
    NoSuper()
except AttributeError as error:
    print(error)
# --8<-- [end:no_super]

# --8<-- [start:assign_tensor]
try:
    layer1.weight = W1.T
except TypeError as error:
    print(error)
# --8<-- [end:assign_tensor]

# --8<-- [start:empty_list]
unrepaired = Listed()    # its layers stand in a plain list
try:
    torch.optim.SGD(unrepaired.parameters(), lr=1.0)
except ValueError as error:
    print(error)
# --8<-- [end:empty_list]

# --8<-- [start:no_forward]
class Misspelled(nn.Module):
    def foward(self, features):
        return features


try:
    Misspelled()(features)
except NotImplementedError as error:
    print(error)
# --8<-- [end:no_forward]

# --8<-- [start:float_classes]
scores = torch.tensor([[2.0, 0.5], [0.3, 1.2], [1.5, -0.4]])    # (3, 2)
classes = torch.tensor([0.0, 1.0, 0.0])                         # (3,)
try:
    nn.functional.cross_entropy(scores, classes)
except RuntimeError as error:
    print(error)
# --8<-- [end:float_classes]

# --8<-- [start:long_classes]
print(nn.functional.cross_entropy(scores, classes.long()))
# --8<-- [end:long_classes]

# --8<-- [start:layer_in_forward]
class Forgetful(nn.Module):
    def forward(self, features):
        return nn.Linear(3, 1)(features)    # a new layer on each call


forgetful = Forgetful()
once, twice = forgetful(features), forgetful(features)
print(torch.equal(once, twice), len(list(forgetful.parameters())))
# --8<-- [end:layer_in_forward]

# --8<-- [start:count]
digits = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
digits[0].requires_grad_(False)    # freeze the first layer
every = sum(p.numel() for p in digits.parameters())
trainable = sum(p.numel() for p in digits.parameters() if p.requires_grad)
print(every, trainable)
# --8<-- [end:count]

# --8<-- [start:summary]
passed = torch.zeros(1, 784)    # one example, only for its shape
for name, step in digits.named_children():
    passed = step(passed)
    size = sum(p.numel() for p in step.parameters())
    print(name, type(step).__name__, tuple(passed.shape), size)
# --8<-- [end:summary]

# --8<-- [start:bias_false]
slim = nn.Linear(3, 2, bias=False)
print(slim, slim.bias, bool((slim(torch.zeros(1, 3)) == 0).all()), sep="\n")
# --8<-- [end:bias_false]

# --8<-- [start:in_features]
four_pictures = torch.zeros(4, 3, 8, 8)
flat = nn.Flatten()(four_pictures)
classifier = nn.Linear(flat.shape[1], 10)
print(flat.shape, classifier(flat).shape)
# --8<-- [end:in_features]

# --8<-- [start:relu_forms]
signs = torch.tensor([-1.0, 0.0, 2.0])
relu = nn.ReLU()
print(relu(signs), torch.relu(signs), len(list(relu.parameters())))
# --8<-- [end:relu_forms]

# --8<-- [start:functional]
dense = nn.Linear(3, 2)
by_function = nn.functional.linear(features, dense.weight, dense.bias)
print(torch.equal(dense(features), by_function))
# --8<-- [end:functional]

# --8<-- [start:list_or_chain]
layers = [nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 1)]
try:
    nn.ModuleList(layers)(features)
except NotImplementedError as error:
    print(error, nn.Sequential(*layers)(features).shape, sep="\n")
# --8<-- [end:list_or_chain]

# --8<-- [start:named_layers]
from collections import OrderedDict

named = nn.Sequential(OrderedDict(
    hidden=nn.Linear(3, 2), bend=nn.Sigmoid(), output=nn.Linear(2, 1)))
print(named, named.hidden is named[0], sep="\n")
# --8<-- [end:named_layers]

# --8<-- [start:children_modules]
nested = nn.Sequential(nn.Sequential(nn.Linear(3, 2), nn.ReLU()),
                       nn.Linear(2, 1))
print([name for name, part in nested.named_children()],
      [name for name, part in nested.named_modules()], sep="\n")
# --8<-- [end:children_modules]

# --8<-- [start:call]
seen = []
hook = layer1.register_forward_hook(lambda *call: seen.append("hook"))
same = torch.equal(layer1.forward(features), layer1(features))
hook.remove()
print(same, seen)    # two passes, one of them with the hook
# --8<-- [end:call]

# --8<-- [start:start_values]
wide = nn.Linear(100, 50)
limit = 1 / 100 ** 0.5    # 0.1
inside = bool((wide.weight.abs() <= limit).all())
nn.init.normal_(wide.weight, std=0.01)
nn.init.zeros_(wide.bias)
print(inside, bool((wide.bias == 0).all()))
# --8<-- [end:start_values]

# --8<-- [start:init_all]
def start(part):
    if isinstance(part, nn.Linear):
        nn.init.xavier_uniform_(part.weight)
        nn.init.zeros_(part.bias)


started = nn.Sequential(nn.Linear(3, 2), nn.Tanh(), nn.Linear(2, 1))
started.apply(start)
print([int((p == 0).sum()) for p in started.parameters()])
# --8<-- [end:init_all]

# --8<-- [start:reset]
def reset(part):
    if hasattr(part, "reset_parameters"):
        part.reset_parameters()


used_weight = started[0].weight.detach().clone()
started.apply(reset)
print(torch.equal(started[0].weight, used_weight))
# --8<-- [end:reset]

# --8<-- [start:eval_mode]
dropout = nn.Dropout(0.5)
ones = torch.ones(1000)
zeros = int((dropout(ones) == 0).sum())
dropout.eval()
unchanged = torch.equal(dropout(ones), ones)
print(400 < zeros < 600, unchanged, torch.is_grad_enabled())
# --8<-- [end:eval_mode]

# --8<-- [start:save]
import io

file = io.BytesIO()    # stands for a file name, such as "network.pt"
torch.save(network.state_dict(), file)
file.seek(0)
copy = Network(3, 2, 1)
copy.load_state_dict(torch.load(file))
print(torch.equal(copy(features), network(features)))
# --8<-- [end:save]

# --8<-- [start:copy_model]
from copy import deepcopy

first = nn.Linear(2, 1)
second, third = first, deepcopy(first)
nn.init.zeros_(first.weight)
print(second.weight.tolist(), torch.equal(third.weight, first.weight))
# --8<-- [end:copy_model]

# --8<-- [start:hidden_output]
print(chain[:2](features))    # (1, 3) -> (1, 2)
# --8<-- [end:hidden_output]

# --8<-- [start:buffer]
class Scaled(nn.Module):
    def __init__(self, mean):
        super().__init__()
        self.register_buffer("mean", mean)
        self.linear = nn.Linear(3, 1)

    def forward(self, features):
        return self.linear(features - self.mean)


scaled = Scaled(features.mean(dim=0))
names = [name for name, parameter in scaled.named_parameters()]
print(names, list(scaled.state_dict()), sep="\n")
# --8<-- [end:buffer]

# --8<-- [start:model_gradients]
used, unused = nn.Linear(2, 1), nn.Linear(2, 1)
used(torch.ones(1, 2)).sum().backward()
print(used.weight.grad, used.bias.grad, unused.weight.grad)
# --8<-- [end:model_gradients]

# --8<-- [start:zero_grad]
def uncleared(model):
    return [name for name, p in model.named_parameters() if p.grad is not None]


pair = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 1))
half = torch.optim.SGD(pair[1].parameters(), lr=1.0)
pair(torch.ones(1, 2)).sum().backward()
half.zero_grad()
after_optimizer = uncleared(pair)
pair.zero_grad()
print(after_optimizer, uncleared(pair))
# --8<-- [end:zero_grad]

# --8<-- [start:softmax_twice]
chances = torch.softmax(scores, dim=1)
right_loss = nn.functional.cross_entropy(scores, classes.long())
wrong_loss = nn.functional.cross_entropy(chances, classes.long())
print(right_loss, wrong_loss)
# --8<-- [end:softmax_twice]
