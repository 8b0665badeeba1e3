"""The error finder: each message's smallest cause, and its fix."""

# --8<-- [start:setup]
import warnings
from contextlib import contextmanager
from textwrap import fill, shorten

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


@contextmanager
def mistake():
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)
            yield
    except Exception as error:
        words = f"{type(error).__name__}: {error}".split("(Triggered")[0]
        print(fill(shorten(words, 290), 76, break_on_hyphens=False))
# --8<-- [end:setup]

# --8<-- [start:mat1_mat2]
features, weights = torch.ones(1, 5), torch.ones(1, 5)
with mistake():
    features @ weights               # (1, 5) @ (1, 5)
print((features @ weights.T).shape)  # (1, 5) @ (5, 1) -> (1, 1)
# --8<-- [end:mat1_mat2]

# --8<-- [start:linear_mat1]
layer = nn.Linear(3, 2)
with mistake():
    layer(torch.ones(1, 5))              # five features
print(nn.Linear(5, 2)(torch.ones(1, 5)).shape)
# --8<-- [end:linear_mat1]

# --8<-- [start:mat2_matrix]
features, weights = torch.ones(1, 5), torch.ones(1, 5)
with mistake():
    torch.mm(features, weights.view(5))
with mistake():
    torch.mm(features.view(5), weights.T)
print(torch.mm(features, weights.T).shape)
# --8<-- [end:mat2_matrix]

# --8<-- [start:size_mismatch_vec]
with mistake():
    torch.ones(1, 5) @ torch.ones(4)
with mistake():
    torch.ones(5) @ torch.ones(4)
print((torch.ones(1, 5) @ torch.ones(5)).shape)
# --8<-- [end:size_mismatch_vec]

# --8<-- [start:size_of_tensor_a]
z, bias = torch.ones(2, 3), torch.ones(2)
with mistake():
    z + bias                            # (2, 3) + (2,)
print((z + torch.ones(1, 3)).shape)     # one bias per column
A, B = torch.ones(2, 3), torch.ones(3, 4)
with mistake():
    A * B
print((A @ B).shape)                    # (2, 3) @ (3, 4) -> (2, 4)
# --8<-- [end:size_of_tensor_a]

# --8<-- [start:output_with_shape]
z = torch.zeros(1, 2)
with mistake():
    z += torch.ones(3, 2)
print((z + torch.ones(3, 2)).shape)
# --8<-- [end:output_with_shape]

# --8<-- [start:shape_is_invalid]
weights = torch.ones(1, 5)
with mistake():
    weights.view(5, 2)
with mistake():
    weights.view(-1, 2)
with mistake():
    weights.view(-1, -1)
print(weights.view(5, 1).shape, weights.view(-1, 5).shape)
# --8<-- [end:shape_is_invalid]

# --8<-- [start:expanded_size]
with mistake():
    torch.ones(2).expand(3)
print(torch.ones(2, 1).expand(2, 3).shape)
# --8<-- [end:expanded_size]

# --8<-- [start:cat_sizes]
with mistake():
    torch.cat([torch.ones(2, 3), torch.ones(2, 2)])
print(torch.cat([torch.ones(2, 3), torch.ones(2, 2)], dim=1).shape)
# --8<-- [end:cat_sizes]

# --8<-- [start:cat_dimensions]
table, row = torch.ones(2, 3), torch.ones(3)
with mistake():
    torch.cat([table, row])
print(torch.cat([table, row.unsqueeze(0)]).shape)
# --8<-- [end:cat_dimensions]

# --8<-- [start:zero_dim_cat]
losses = [torch.tensor(1.0), torch.tensor(2.0)]
with mistake():
    torch.cat(losses)
print(torch.stack(losses))
# --8<-- [end:zero_dim_cat]

# --8<-- [start:stack_equal]
with mistake():
    torch.stack([torch.ones(2), torch.ones(3)])
print(torch.cat([torch.ones(2), torch.ones(3)]).shape)
# --8<-- [end:stack_equal]

# --8<-- [start:dimension_out_of_range]
y = torch.ones(3)
with mistake():
    y.sum(dim=1)
print(y.sum(dim=0), y.view(1, 3).sum(dim=1))
# --8<-- [end:dimension_out_of_range]

# --8<-- [start:x_t_deprecated]
batch, row = torch.ones(2, 3, 4), torch.ones(5)
with mistake():
    turned = batch.T    # would be (4, 3, 2): all axes turned
print(batch.mT.shape)
print(row.t().shape, row.unsqueeze(1).shape)
# --8<-- [end:x_t_deprecated]

# --8<-- [start:permute]
pictures = torch.ones(2, 3, 4)
with mistake():
    pictures.permute(0, 1)
print(pictures.permute(0, 2, 1).shape, pictures.transpose(1, 2).shape)
# --8<-- [end:permute]

# --8<-- [start:batch1_3d]
A, B = torch.ones(7, 2, 5), torch.ones(7, 2, 5)
with mistake():
    torch.bmm(A[0], B[0])
with mistake():
    A @ B
print((A @ B.mT).shape)    # (7, 2, 5) @ (7, 5, 2) -> (7, 2, 2)
# --8<-- [end:batch1_3d]

# --8<-- [start:m1_m2_dtype]
features, weights = torch.ones(1, 3), torch.tensor([[1], [2], [3]])
with mistake():
    features @ weights
print(features @ weights.float())
# --8<-- [end:m1_m2_dtype]

# --8<-- [start:double_and_float]
layer, numbers = nn.Linear(3, 2), torch.ones(1, 3, dtype=torch.float64)
with mistake():
    layer(numbers)
with mistake():
    layer(torch.tensor([[1, 2, 3]]))
print(layer(numbers.float()).dtype, layer(torch.tensor([[1.0, 2, 3]])).dtype)
# --8<-- [end:double_and_float]

# --8<-- [start:dot_dtype]
x, w = torch.ones(3), torch.ones(3, dtype=torch.float64)
with mistake():
    x @ w
with mistake():
    torch.ones(1, 3) @ w
print(x @ w.float())
# --8<-- [end:dot_dtype]

# --8<-- [start:did_not_match]
y, target = torch.ones(2), torch.ones(2, dtype=torch.float64)
with mistake():
    torch.allclose(y, target)
print(torch.allclose(y, target.float()))
# --8<-- [end:did_not_match]

# --8<-- [start:mean_dtype]
ages = torch.tensor([20, 21])
with mistake():
    ages.mean()
print(ages.float().mean())
# --8<-- [end:mean_dtype]

# --8<-- [start:only_floating_grad]
with mistake():
    torch.tensor([1, 2], requires_grad=True)
print(torch.tensor([1.0, 2.0], requires_grad=True))
# --8<-- [end:only_floating_grad]

# --8<-- [start:normal_kernel]
counts = torch.tensor([1, 2])
with mistake():
    torch.randn_like(counts)
with mistake():
    torch.softmax(counts, dim=0)
print(torch.randn_like(counts.float()).shape)
# --8<-- [end:normal_kernel]

# --8<-- [start:result_type]
counts = torch.tensor([1, 2])
with mistake():
    counts += 0.5
print(counts + 0.5)
# --8<-- [end:result_type]

# --8<-- [start:bool_minus]
answers, target = torch.tensor([True, False]), torch.tensor([True, True])
with mistake():
    answers - target
print((answers != target).sum())
# --8<-- [end:bool_minus]

# --8<-- [start:no_attribute_torch]
with mistake():
    torch.ones(2, dtype=torch.bfloat)
print(torch.ones(2, dtype=torch.bfloat16).dtype)
# --8<-- [end:no_attribute_torch]

# --8<-- [start:ragged]
with mistake():
    torch.tensor([[1.0, 2.0], [3.0]])
print(torch.tensor([[1.0, 2.0], [3.0, 0.0]]).shape)
# --8<-- [end:ragged]

# --8<-- [start:only_one_element]
rows = [torch.ones(2), torch.zeros(2)]
with mistake():
    torch.tensor(rows)
print(torch.stack(rows).shape)
# --8<-- [end:only_one_element]

# --8<-- [start:item_scalar]
y = torch.tensor([0.5, 0.25])
with mistake():
    y.item()
print(y[0].item(), y.tolist())
# --8<-- [end:item_scalar]

# --8<-- [start:bool_ambiguous]
a, b = torch.ones(2), torch.ones(2)
with mistake():
    if a == b:
        pass
print(torch.equal(a, b), (a == b).all())
# --8<-- [end:bool_ambiguous]

# --8<-- [start:only_integer_index]
n_steps = torch.tensor(2.0)
with mistake():
    range(n_steps)
print(list(range(int(n_steps))))
# --8<-- [end:only_integer_index]

# --8<-- [start:index_out_of_bounds]
x = torch.tensor([3.0, 4.0])
with mistake():
    x[5]
print(x[1], x[-1])
# --8<-- [end:index_out_of_bounds]

# --8<-- [start:too_many_indices]
row = torch.ones(2)
with mistake():
    row[0, 0]
print(row[0], row.view(1, 2)[0, 0])
# --8<-- [end:too_many_indices]

# --8<-- [start:zero_dim_index]
loss = torch.tensor(0.5)
with mistake():
    loss[0]
with mistake():
    list(loss)
with mistake():
    len(loss)
print(loss.item(), loss.numel())
# --8<-- [end:zero_dim_index]

# --8<-- [start:mask_shape]
x, mask = torch.ones(2), torch.tensor([True, False, True])
with mistake():
    x[mask]
print(x[x > 0])
# --8<-- [end:mask_shape]

# --8<-- [start:indices_long]
x, order = torch.tensor([3.0, 4.0]), torch.tensor([1.0, 0.0])
with mistake():
    x[order]
print(x[order.long()])
# --8<-- [end:indices_long]

# --8<-- [start:index_out_of_range]
table = nn.Embedding(3, 2)    # rows 0, 1 and 2
with mistake():
    table(torch.tensor([3]))
print(table(torch.tensor([2])).shape)
# --8<-- [end:index_out_of_range]

# --8<-- [start:not_callable]
W1 = torch.ones(2, 3)
with mistake():
    W1.T()
with mistake():
    W1.shape(0)
with mistake():
    W1.size[0]
print(W1.T.shape, W1.shape[0], W1.size(0))
# --8<-- [end:not_callable]

# --8<-- [start:size_float]
n_input = 6
with mistake():
    torch.ones(n_input / 2)
print(torch.ones(n_input // 2))
# --8<-- [end:size_float]

# --8<-- [start:randint_size]
with mistake():
    torch.randint(0, 2, 4)
print(torch.randint(0, 2, (4,)).shape)
# --8<-- [end:randint_size]

# --8<-- [start:cat_tuple]
a, b = torch.ones(2), torch.zeros(2)
with mistake():
    torch.cat(a, b)
print(torch.cat([a, b]))
# --8<-- [end:cat_tuple]

# --8<-- [start:must_be_tensor]
layer = nn.Linear(3, 2)
with mistake():
    torch.sigmoid(0.5)
with mistake():
    layer([1.0, 2.0, 3.0])
print(torch.sigmoid(torch.tensor(0.5)))
print(layer(torch.tensor([[1.0, 2.0, 3.0]])).shape)
# --8<-- [end:must_be_tensor]

# --8<-- [start:unsupported_operand]
x = torch.ones(2)
with mistake():
    x @ [1.0, 2.0]
print(x @ torch.tensor([1.0, 2.0]))
# --8<-- [end:unsupported_operand]

# --8<-- [start:too_many_dimensions_str]
with mistake():
    torch.tensor(["0.5", "0.25"])
print(torch.tensor([float(word) for word in ["0.5", "0.25"]]))
# --8<-- [end:too_many_dimensions_str]

# --8<-- [start:infer_dtype]
ages = [20, None]
with mistake():
    torch.tensor(ages)
print(torch.tensor([age for age in ages if age is not None]))
# --8<-- [end:infer_dtype]

# --8<-- [start:cannot_assign]
x = torch.zeros(2)
with mistake():
    x[0] = "1"
with mistake():
    x[:] = [1.0, 2.0]
x[:] = torch.tensor([1.0, 2.0])
print(x)
# --8<-- [end:cannot_assign]

# --8<-- [start:return_types_max]
scores = torch.tensor([[1.0, 3.0, 2.0]])
with mistake():
    shape = torch.max(scores, dim=1).shape
print(torch.max(scores, dim=1).values, scores.argmax(dim=1))
# --8<-- [end:return_types_max]

# --8<-- [start:view_stride]
turned = torch.ones(2, 3).T
with mistake():
    turned.view(6)
print(turned.reshape(6).shape, turned.is_contiguous())
# --8<-- [end:view_stride]

# --8<-- [start:copy_construct]
x = torch.ones(2)
with mistake():
    torch.tensor(x)
print(x.clone())
# --8<-- [end:copy_construct]

# --8<-- [start:resize_grad]
weights = torch.ones(1, 4, requires_grad=True)
with mistake():
    weights.resize_(2, 2)
print(weights.reshape(2, 2).shape)
# --8<-- [end:resize_grad]

# --8<-- [start:backward_twice]
w = torch.tensor(2.0, requires_grad=True)
loss = w ** 2
loss.backward()
with mistake():
    loss.backward()
loss = w ** 2       # a new forward pass, a new graph
loss.backward()
print(w.grad)       # 4 + 4: gradients add up
# --8<-- [end:backward_twice]

# --8<-- [start:scalar_outputs]
w = torch.ones(3, requires_grad=True)
with mistake():
    (w * 2).backward()
(w * 2).sum().backward()
print(w.grad)
# --8<-- [end:scalar_outputs]

# --8<-- [start:does_not_require_grad]
w = torch.tensor(2.0)
with mistake():
    (w ** 2).backward()
w = torch.tensor(2.0, requires_grad=True)
(w ** 2).backward()
print(w.grad)
# --8<-- [end:does_not_require_grad]

# --8<-- [start:no_grad_rebind]
w = torch.tensor(2.0, requires_grad=True)
(w ** 2).backward()
with torch.no_grad():
    w = w - 0.1 * w.grad    # a new tensor
with mistake():
    (w ** 2).backward()
w = torch.tensor(2.0, requires_grad=True)
(w ** 2).backward()
with torch.no_grad():
    w -= 0.1 * w.grad       # the same tensor, changed
print(w)
# --8<-- [end:no_grad_rebind]

# --8<-- [start:leaf_in_place]
w = torch.ones(2, requires_grad=True)
with mistake():
    w -= 0.1
with mistake():
    w[0] = 0.0
with torch.no_grad():
    w -= 0.1
    w[0] = 0.0
print(w)
# --8<-- [end:leaf_in_place]

# --8<-- [start:non_leaf_grad]
w = torch.tensor(2.0, requires_grad=True)
y = w ** 2
y.backward()
with mistake():
    slope = y.grad
print(w.grad)
# --8<-- [end:non_leaf_grad]

# --8<-- [start:nonetype_zero]
w = torch.tensor(2.0, requires_grad=True)
with mistake():
    w.grad.zero_()
with mistake():
    w - 0.1 * w.grad
(w ** 2).backward()
print(w.grad)
# --8<-- [end:nonetype_zero]

# --8<-- [start:modified_in_place]
x = torch.zeros(2, requires_grad=True)
y = torch.sigmoid(x)
y += 1
with mistake():
    y.sum().backward()
(torch.sigmoid(x) + 1).sum().backward()
print(x.grad)
# --8<-- [end:modified_in_place]

# --8<-- [start:scalar_conversion]
w = torch.ones(2, requires_grad=True)
loss = (w ** 2).sum()
with mistake():
    float(loss)
print(loss.item())
# --8<-- [end:scalar_conversion]

# --8<-- [start:float_backward]
w = torch.tensor(2.0, requires_grad=True)
with mistake():
    (w ** 2).item().backward()
loss = w ** 2
loss.backward()
print(loss.item(), w.grad)
# --8<-- [end:float_backward]

# --8<-- [start:target_size_mse]
y, target = torch.zeros(4, 1), torch.tensor([0.0, 1.0, 2.0, 3.0])
with mistake():
    F.mse_loss(y, target)
print((y - target).shape, F.mse_loss(y, target.view(4, 1)))
# --8<-- [end:target_size_mse]

# --8<-- [start:target_size_same]
z, target = torch.zeros(4, 1), torch.ones(4)
with mistake():
    F.binary_cross_entropy_with_logits(z, target)
print(F.binary_cross_entropy_with_logits(z, target.view(4, 1)))
# --8<-- [end:target_size_same]

# --8<-- [start:between_0_and_1]
z, target = torch.tensor([-0.5, 2.0]), torch.tensor([0.0, 1.0])
with mistake():
    F.binary_cross_entropy(z, target)
print(F.binary_cross_entropy(torch.sigmoid(z), target))
print(F.binary_cross_entropy_with_logits(z, target))
# --8<-- [end:between_0_and_1]

# --8<-- [start:bce_long]
y, z, target = torch.tensor([0.5, 0.5]), torch.zeros(2), torch.tensor([0, 1])
with mistake():
    F.binary_cross_entropy(y, target)
with mistake():
    F.binary_cross_entropy_with_logits(z, target)
print(F.binary_cross_entropy(y, target.float()))
print(F.binary_cross_entropy_with_logits(z, target.float()))
# --8<-- [end:bce_long]

# --8<-- [start:ce_dtype]
z = torch.zeros(4, 3)    # four examples, three classes
with mistake():
    F.cross_entropy(z, torch.zeros(4))
print(F.cross_entropy(z, torch.zeros(4).long()))
# --8<-- [end:ce_dtype]

# --8<-- [start:ce_batch_size]
z = torch.zeros(4, 3)
with mistake():
    F.cross_entropy(z, torch.zeros(3).long())
print(F.cross_entropy(z, torch.zeros(4).long()))
# --8<-- [end:ce_batch_size]

# --8<-- [start:ce_multi_target]
z, target = torch.zeros(4, 3), torch.zeros(4, 1).long()
with mistake():
    F.cross_entropy(z, target)
print(F.cross_entropy(z, target.squeeze(1)))
# --8<-- [end:ce_multi_target]

# --8<-- [start:target_out_of_bounds]
target = torch.tensor([0, 3])
with mistake():
    F.cross_entropy(torch.zeros(2, 3), target)
print(F.cross_entropy(torch.zeros(2, 4), target))
# --8<-- [end:target_out_of_bounds]

# --8<-- [start:loss_class]
y, target = torch.zeros(2, 1), torch.ones(2, 1)
with mistake():
    nn.MSELoss(y, target)
print(nn.MSELoss()(y, target), F.mse_loss(y, target))
# --8<-- [end:loss_class]

# --8<-- [start:empty_parameter_list]
class Net(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = layers


two = [nn.Linear(3, 2), nn.Linear(2, 1)]
with mistake():
    torch.optim.SGD(Net(two).parameters(), lr=0.1)
net = Net(nn.ModuleList(two))
print(len(torch.optim.SGD(net.parameters(), lr=0.1).param_groups))
# --8<-- [end:empty_parameter_list]

# --8<-- [start:not_iterable]
w, layer = torch.ones(2, requires_grad=True), nn.Linear(2, 1)
with mistake():
    torch.optim.SGD(w, lr=0.1)
with mistake():
    torch.optim.SGD(layer, lr=0.1)
with mistake():
    torch.optim.SGD(layer.parameters, lr=0.1)
print(len(torch.optim.SGD([w], lr=0.1).param_groups[0]["params"]))
optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
print(len(optimizer.param_groups[0]["params"]))
# --8<-- [end:not_iterable]

# --8<-- [start:non_leaf_optimizer]
with mistake():
    torch.optim.SGD([torch.ones(2, requires_grad=True) * 0.1], lr=0.1)
w = (torch.ones(2) * 0.1).requires_grad_()
print(torch.optim.SGD([w], lr=0.1).param_groups[0]["params"])
# --8<-- [end:non_leaf_optimizer]

# --8<-- [start:before_init]
class Forgetful(nn.Module):
    def __init__(self):
        self.layer = nn.Linear(3, 2)


class Mindful(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(3, 2)


with mistake():
    Forgetful()
print(Mindful())
# --8<-- [end:before_init]

# --8<-- [start:missing_forward]
class NoForward(nn.Module):
    def foward(self, x):    # a letter is missing
        return x


class WithForward(nn.Module):
    def forward(self, x):
        return x


with mistake():
    NoForward()(torch.ones(1, 3))
print(WithForward()(torch.ones(1, 3)))
# --8<-- [end:missing_forward]

# --8<-- [start:cannot_assign_parameter]
layer, weights = nn.Linear(3, 2), torch.ones(2, 3)
with mistake():
    layer.weight = weights
with torch.no_grad():
    layer.weight.copy_(weights)
print(layer.weight)
# --8<-- [end:cannot_assign_parameter]

# --8<-- [start:copy_layout]
layer, W1 = nn.Linear(3, 2), torch.ones(3, 2)
with torch.no_grad():
    with mistake():
        layer.weight.copy_(W1)
    layer.weight.copy_(W1.T)
print(layer.weight.shape)
# --8<-- [end:copy_layout]

# --8<-- [start:no_attribute_weights]
layer = nn.Linear(3, 2)
with mistake():
    weights = layer.weights
print(layer.weight.shape, layer.bias.shape)
# --8<-- [end:no_attribute_weights]

# --8<-- [start:positional_arguments]
layer, x = nn.Linear(2, 1), torch.ones(1, 2)
with mistake():
    layer(x, x)
with mistake():
    layer()
print(layer(torch.cat([x, x])).shape)
# --8<-- [end:positional_arguments]

# --8<-- [start:not_module_subclass]
with mistake():
    nn.Sequential(nn.Linear(3, 2), nn.Sigmoid)
with mistake():
    nn.Sequential(nn.Linear(3, 2), torch.sigmoid)
with mistake():
    nn.Sequential([nn.Linear(3, 2), nn.Sigmoid()])
print(nn.Sequential(nn.Linear(3, 2), nn.Sigmoid()))
# --8<-- [end:not_module_subclass]

# --8<-- [start:activation_arguments]
z = torch.zeros(2)
with mistake():
    nn.Sigmoid(z)
print(nn.Sigmoid()(z), torch.sigmoid(z))
# --8<-- [end:activation_arguments]

# --8<-- [start:loading_state_dict]
saved = nn.Linear(3, 2).state_dict()
with mistake():
    nn.Linear(2, 3).load_state_dict(saved)
with mistake():
    nn.Sequential(nn.Linear(3, 2)).load_state_dict(saved)
print(nn.Linear(3, 2).load_state_dict(saved))
# --8<-- [end:loading_state_dict]

# --8<-- [start:cannot_call_numpy]
w = torch.ones(2, requires_grad=True)
with mistake():
    w.numpy()
print(w.detach().numpy())
# --8<-- [end:cannot_call_numpy]

# --8<-- [start:negative_stride]
reversed_view = np.arange(3)[::-1]
with mistake():
    torch.from_numpy(reversed_view)
print(torch.from_numpy(reversed_view.copy()))
# --8<-- [end:negative_stride]

# --8<-- [start:not_writable]
array = np.ones(3)
array.flags.writeable = False
with mistake():
    torch.from_numpy(array)
print(torch.tensor(array))
# --8<-- [end:not_writable]

# --8<-- [start:expected_ndarray]
with mistake():
    torch.from_numpy([1.0, 2.0])
print(torch.tensor([1.0, 2.0]))
# --8<-- [end:expected_ndarray]

# --8<-- [start:numpy_object]
table = np.array([1.0, "2.0"], dtype=object)
with mistake():
    torch.tensor(table)
print(torch.tensor(table.astype(np.float32)))
# --8<-- [end:numpy_object]

# --8<-- [start:no_astype]
counts = torch.tensor([1, 2])
with mistake():
    counts.astype("float32")
print(counts.to(torch.float32))
# --8<-- [end:no_astype]

# --8<-- [start:expected_device]
x, w = torch.ones(2), torch.ones(2, device="meta")
with mistake():
    x + w
print((x.to(w.device) + w).device)
# --8<-- [end:expected_device]

# --8<-- [start:convert_device_numpy]
x = torch.ones(2, device="meta")
with mistake():
    x.numpy()
with mistake():
    x.cpu()
print(torch.ones_like(x, device="cpu").numpy())
# --8<-- [end:convert_device_numpy]

# --8<-- [start:device_string]
with mistake():
    torch.device("gpu")
print(torch.device("cpu"))
# --8<-- [end:device_string]

# --8<-- [start:outer_product]
features, weights = torch.ones(1, 5), torch.ones(1, 5)
print((weights.T @ features).shape)
print((features @ weights.T).shape)
# --8<-- [end:outer_product]

# --8<-- [start:missing_sum]
features, weights, bias = torch.ones(1, 5), torch.ones(1, 5), torch.ones(1, 1)
print(torch.sigmoid(features * weights + bias).shape)
print(torch.sigmoid((features * weights).sum() + bias).shape)
# --8<-- [end:missing_sum]

# --8<-- [start:bias_column]
z = torch.zeros(1, 2)
print((z + torch.ones(2, 1)).shape)
print((z + torch.ones(1, 2)).shape)
# --8<-- [end:bias_column]

# --8<-- [start:n1_minus_n]
y = torch.tensor([[1.0], [2.0], [3.0]])
target = torch.tensor([1.0, 2.0, 3.0])
print((y - target).shape, ((y - target) ** 2).mean())
print(((y - target.view(3, 1)) ** 2).mean())
# --8<-- [end:n1_minus_n]

# --8<-- [start:lost_axis]
x = torch.tensor([[1.0, 3.0], [4.0, 4.0]])
print(x / x.sum(dim=1))
print(x / x.sum(dim=1, keepdim=True))
# --8<-- [end:lost_axis]

# --8<-- [start:view_for_transpose]
W1 = torch.tensor([[1, 2, 3], [4, 5, 6]])
print(W1.view(3, 2))
print(W1.T)
# --8<-- [end:view_for_transpose]

# --8<-- [start:square_weight]
layer = nn.Linear(2, 2, bias=False)
W = torch.tensor([[1.0, 2.0], [3.0, 4.0]])    # a column per unit
x = torch.tensor([[1.0, 0.0]])
with torch.no_grad():
    layer.weight.copy_(W)
    print(layer(x))
    layer.weight.copy_(W.T)
    print(layer(x), x @ W)
# --8<-- [end:square_weight]

# --8<-- [start:list_of_layers]
class Stack(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.first = nn.Linear(3, 3)
        self.others = layers


layers = [nn.Linear(3, 3), nn.Linear(3, 1)]
print(len(list(Stack(layers).parameters())))
print(len(list(Stack(nn.ModuleList(layers)).parameters())))
# --8<-- [end:list_of_layers]

# --8<-- [start:to_not_assigned]
x = torch.ones(2)
x.to(torch.float64)
print(x.dtype)
x = x.to(torch.float64)
print(x.dtype)
# --8<-- [end:to_not_assigned]

# --8<-- [start:integer_truncation]
counts = torch.tensor([5, 7])
counts[0] = 2.9
print(counts, counts // 2)
amounts = torch.tensor([5.0, 7.0])
amounts[0] = 2.9
print(amounts, amounts / 2)
# --8<-- [end:integer_truncation]

# --8<-- [start:torch_tensor_5]
print(torch.Tensor(5).shape, torch.Tensor([5]))
print(torch.tensor(5), torch.tensor([5]))
# --8<-- [end:torch_tensor_5]

# --8<-- [start:softmax_axis]
z = torch.zeros(2, 4)    # two examples, four classes
print(torch.softmax(z, dim=0)[0])
print(torch.softmax(z, dim=1)[0])
# --8<-- [end:softmax_axis]

# --8<-- [start:shared_memory]
a = torch.zeros(2)
b = a
c = a.clone()
b[0] = 1
print(a)
print(c)
# --8<-- [end:shared_memory]

# --8<-- [start:range_includes]
with mistake():
    torch.range(0, 2)
print(torch.arange(0, 2))
# --8<-- [end:range_includes]

# --8<-- [start:float_equal]
x = torch.tensor(0.3) + torch.tensor(0.6)
print(x == torch.tensor(0.9))
print(torch.allclose(x, torch.tensor(0.9)))
# --8<-- [end:float_equal]

# --8<-- [start:empty_mean]
x = torch.tensor([1.0, 2.0])
print(x[x > 5].mean(), torch.isnan(x[x > 5].mean()))
print(x[x > 1].mean())
# --8<-- [end:empty_mean]

# --8<-- [start:sigmoid_twice]
z, target = torch.tensor([9.0]), torch.tensor([1.0])
print(F.binary_cross_entropy_with_logits(torch.sigmoid(z), target))
print(F.binary_cross_entropy_with_logits(z, target))
# --8<-- [end:sigmoid_twice]

# --8<-- [start:gradients_add_up]
w = torch.tensor(2.0, requires_grad=True)
(w ** 2).backward()
(w ** 2).backward()
print(w.grad)
w.grad = None
(w ** 2).backward()
print(w.grad)
# --8<-- [end:gradients_add_up]

# --8<-- [start:detached]
w = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(1.0, requires_grad=True)
(torch.tensor(w.item()) ** 2 + b).backward()
print(w.grad, b.grad)
(w ** 2 + b).backward()
print(w.grad)
# --8<-- [end:detached]

# --8<-- [start:resize_drops]
x = torch.tensor([[1, 2, 3], [4, 5, 6]])
print(x.clone().resize_(2, 2))
print(x.reshape(3, 2))
# --8<-- [end:resize_drops]

# --8<-- [start:longer_draw]
def draw(n):
    torch.manual_seed(7)
    return torch.randn(n)


print(torch.equal(draw(16)[:5], draw(5)))
print(torch.equal(draw(15)[:5], draw(5)))
# --8<-- [end:longer_draw]
