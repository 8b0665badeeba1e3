"""Where a tensor lives: memory shared with NumPy, dtypes and devices."""

# --8<-- [start:from_numpy]
import numpy as np
import torch

numbers = [1.0, 2.0, 3.0]
array = np.array(numbers)
tensor = torch.from_numpy(array)
print(array, tensor, sep="\n")
# --8<-- [end:from_numpy]

# --8<-- [start:in_place]
array += 1    # in place
print(array, tensor, sep="\n")
# --8<-- [end:in_place]

# --8<-- [start:new_array]
array = array + 1    # a new array takes over the name
print(array, tensor, sep="\n")
# --8<-- [end:new_array]

# --8<-- [start:to_numpy]
count = torch.zeros(2)
counted = count.numpy()
count.add_(1)
print(counted)
# --8<-- [end:to_numpy]

# --8<-- [start:share_or_copy]
source = np.array([1.0, 2.0, 3.0])
copied = torch.tensor(source)
wrapped = torch.as_tensor(source)
converted = torch.as_tensor(source, dtype=torch.float32)
source[0] = 100
print(copied, wrapped, converted, sep="\n")
# --8<-- [end:share_or_copy]

# --8<-- [start:already_float]
singles = np.array([1.0, 2.0, 3.0], dtype=np.float32)
floats = torch.from_numpy(singles).float()
singles[0] = 100
print(floats)
# --8<-- [end:already_float]

# --8<-- [start:shares_memory]
for made in [copied, wrapped, converted]:
    print(np.shares_memory(source, made.numpy()))
# --8<-- [end:shares_memory]

# --8<-- [start:list_or_array]
from_list = torch.tensor([0.1, 0.2])
from_array = torch.tensor(np.array([0.1, 0.2]))
print(from_list.dtype, from_array.dtype)
# --8<-- [end:list_or_array]

# --8<-- [start:neuron]
torch.manual_seed(7)
features = torch.randn(1, 5)
weights = torch.randn_like(features)
bias = torch.randn(1, 1)
measured = np.array([[-0.1, 0.8, 0.9, -1.1, 1.7]])    # features, rounded
try:
    torch.from_numpy(measured) @ weights.T
except RuntimeError as error:
    print(error)
# --8<-- [end:neuron]

# --8<-- [start:same_dtype]
rounded = torch.tensor(measured, dtype=torch.float32)
print(torch.sigmoid(rounded @ weights.T + bias))
# --8<-- [end:same_dtype]

# --8<-- [start:promoted]
products = torch.from_numpy(measured) * weights    # float64 * float32
print(products.dtype)
# --8<-- [end:promoted]

# --8<-- [start:device]
print(weights.device)
# --8<-- [end:device]

# --8<-- [start:meta]
placeless = torch.randn(1, 5, device="meta")
print(placeless, placeless.shape, placeless.dtype)
# --8<-- [end:meta]

# --8<-- [start:to_returns]
left_behind = torch.ones(2)
left_behind.to("meta")
moved = left_behind.to("meta")
print(left_behind.device, moved.device)
# --8<-- [end:to_returns]

# --8<-- [start:already_there]
print(weights.to("cpu") is weights)
# --8<-- [end:already_there]

# --8<-- [start:choose]
if torch.accelerator.is_available():
    device = torch.accelerator.current_accelerator()
else:
    device = torch.device("cpu")
# --8<-- [end:choose]

# --8<-- [start:move]
features = features.to(device)
weights = weights.to(device)
bias = bias.to(device)
y = torch.sigmoid(features @ weights.T + bias)
print(y.device == weights.device, y.cpu())
# --8<-- [end:move]

# --8<-- [start:two_devices]
here = torch.ones(1, 5)
there = torch.ones(1, 5, device="meta")
try:
    here + there
except RuntimeError as error:
    print(error)
# --8<-- [end:two_devices]

# --8<-- [start:operands]
for operand in [here, there]:
    print(operand.shape, operand.dtype, operand.device)
# --8<-- [end:operands]

# --8<-- [start:no_axes]
print((there + torch.tensor(2.0)).device)
# --8<-- [end:no_axes]

# --8<-- [start:timing]
import time


def wait():
    if torch.accelerator.is_available():
        torch.accelerator.synchronize()


wait()                          # nothing else is under way
start = time.perf_counter()
for _ in range(100):
    y = torch.sigmoid(features @ weights.T + bias)
wait()                          # all hundred are done
seconds = (time.perf_counter() - start) / 100
print(seconds > 0)
# --8<-- [end:timing]

# --8<-- [start:double_and_float]
layer = torch.nn.Linear(5, 1)
try:
    layer(torch.from_numpy(measured))
except RuntimeError as error:
    print(error)
# --8<-- [end:double_and_float]

# --8<-- [start:changed_by_itself]
prices = np.array([10.0, 20.0, 30.0])
centered = torch.from_numpy(prices)
centered -= centered.mean()
print(prices)
# --8<-- [end:changed_by_itself]

# --8<-- [start:requires_grad]
trained = torch.tensor([1.0, 2.0], requires_grad=True)
try:
    trained.numpy()
except RuntimeError as error:
    print(error)
# --8<-- [end:requires_grad]

# --8<-- [start:not_on_cpu]
try:
    there.numpy()
except TypeError as error:
    print(error)
# --8<-- [end:not_on_cpu]

# --8<-- [start:without_numpy]
values = torch.tensor([1.0, 2.0]) + 1    # no array anywhere
print(values.tolist())
# --8<-- [end:without_numpy]

# --8<-- [start:bridge_test]
print(torch.from_numpy(np.ones(2)).sum())
# --8<-- [end:bridge_test]

# --8<-- [start:backwards]
try:
    torch.from_numpy(source[::-1])
except ValueError as error:
    print(str(error).split(" (")[0])
# --8<-- [end:backwards]

# --8<-- [start:objects]
with_gap = np.array([1.0, None])
try:
    torch.from_numpy(with_gap)
except TypeError as error:
    print(str(error).split(". ")[0])
# --8<-- [end:objects]

# --8<-- [start:gap]
print(torch.from_numpy(with_gap.astype(np.float32)))
# --8<-- [end:gap]

# --8<-- [start:tensor_or_array]
x_tensor = torch.tensor(3.0, requires_grad=True)
(x_tensor ** 2).backward()
print(x_tensor.grad, hasattr(np.array(3.0), "grad"))
# --8<-- [end:tensor_or_array]

# --8<-- [start:there_and_back]
numbers_out = trained.detach().cpu().numpy()
numbers_in = torch.from_numpy(numbers_out)
print(numbers_out, numbers_out.dtype, numbers_in, sep="\n")
# --8<-- [end:there_and_back]

# --8<-- [start:pandas]
entries = np.array([[1, True, 0.5], [2, False, 1.5]], dtype=object)
table_tensor = torch.tensor(entries.astype("float32"))
print(entries.dtype, table_tensor, sep="\n")
# --8<-- [end:pandas]

# --8<-- [start:model_and_data]
model = torch.nn.Linear(5, 1).to("meta")
try:
    model(here)
except RuntimeError as error:
    print(error, model(here.to("meta")).device, sep="\n")
# --8<-- [end:model_and_data]

# --8<-- [start:model_to]
model = torch.nn.Linear(5, 1)
model.to("meta")
print(model.weight.device)
# --8<-- [end:model_to]

# --8<-- [start:uses_gpu]
model = torch.nn.Linear(5, 1).to(device)
print(next(model.parameters()).device.type == device.type)
# --8<-- [end:uses_gpu]

# --8<-- [start:not_available]
built = torch.version.cuda is not None or torch.version.hip is not None
print(built or not torch.cuda.is_available())
# --8<-- [end:not_available]

# --8<-- [start:which_gpu]
second_gpu = torch.device("cuda:1")
print(second_gpu.type, second_gpu.index, torch.device("cuda").index)
# --8<-- [end:which_gpu]

# --8<-- [start:older_form]
name = "cuda" if torch.cuda.is_available() else "cpu"
print(torch.ones(2).to(name).device.type == name)
# --8<-- [end:older_form]

# --8<-- [start:on_the_spot]
zeros = torch.zeros(2, 3, device="meta")
with torch.device("meta"):
    ones = torch.ones(2, 3)
print(zeros.device, ones.device, torch.zeros_like(ones).device)
# --8<-- [end:on_the_spot]

# --8<-- [start:map_location]
import io

saved = io.BytesIO()    # stands for a file name
torch.save({"weight": torch.ones(1, 2)}, saved)
for place in ["cpu", "meta"]:
    saved.seek(0)
    print(torch.load(saved, map_location=place)["weight"].device)
# --8<-- [end:map_location]

# --8<-- [start:compare_devices]
print(here.device == "cpu", here.device.type == "cpu")
# --8<-- [end:compare_devices]

# --8<-- [start:no_longer_equal]
tenth = np.array([0.1])
single = torch.tensor(tenth, dtype=torch.float32)
print(single.numpy() == tenth, np.allclose(single.numpy(), tenth))
# --8<-- [end:no_longer_equal]

# --8<-- [start:million]
million = torch.zeros(1000, 1000)
print(million.nbytes, million.double().nbytes, million.half().nbytes)
# --8<-- [end:million]

# --8<-- [start:mix]
try:
    torch.sqrt(source)
except TypeError as error:
    print(error)
# --8<-- [end:mix]

# --8<-- [start:list_of_arrays]
rows = [np.array([1.0, 2.0]), np.array([3.0, 4.0])]
print(torch.tensor(np.array(rows), dtype=torch.float32))    # (2, 2)
# --8<-- [end:list_of_arrays]

# --8<-- [start:pixels]
pixels = np.array([[0, 128, 255]], dtype=np.uint8)
shades = torch.from_numpy(pixels) / 255    # float32, from 0 to 1
print(shades, torch.from_numpy(pixels) + 1, sep="\n")
# --8<-- [end:pixels]
