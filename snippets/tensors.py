"""Tensors: axes, shape and dtype, and the strip of memory below them."""

# --8<-- [start:ladder]
import torch

scalar = torch.tensor(7.0)
vector = torch.tensor([1.0, 2.0, 3.0])
matrix = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
stack = torch.tensor([
    [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]],
    [[7.0, 8.0, 9.0], [10.0, 11.0, 12.0]],
])
print(scalar, vector, matrix, stack, sep="\n")
# --8<-- [end:ladder]

# --8<-- [start:shapes]
for tensor in [scalar, vector, matrix, stack]:
    print(tensor.ndim, tensor.shape)
# --8<-- [end:shapes]

# --8<-- [start:words]
n_rows, n_columns = matrix.shape
print(n_rows, n_columns, matrix.shape[-1], matrix.numel())
# --8<-- [end:words]

# --8<-- [start:along_an_axis]
print(matrix.sum(dim=0), matrix.sum(dim=1), sep="\n")
# --8<-- [end:along_an_axis]

# --8<-- [start:factories]
zeros = torch.zeros(2, 3)
sevens = torch.full((2, 3), 7.0)
counted = torch.arange(6)
even = torch.linspace(0, 1, 5)
identity = torch.eye(2)
print(zeros, sevens, counted, even, identity, sep="\n")
# --8<-- [end:factories]

# --8<-- [start:data_or_size]
as_data = torch.tensor(3)
as_size = torch.Tensor(3)    # a capital T: three numbers, nobody chose them
print(as_data.shape, as_size.shape)
# --8<-- [end:data_or_size]

# --8<-- [start:dtypes]
whole = torch.tensor([3, 6, 9])
decimal = torch.tensor([3.0, 6.0, 9.0])
mixed = torch.tensor([3, 6, 9.0])
answers = torch.tensor([True, False])
print(whole.dtype, decimal.dtype, mixed.dtype, answers.dtype)
# --8<-- [end:dtypes]

# --8<-- [start:default_dtype]
inferred = torch.tensor([3, 6, 9], dtype=None)
print(torch.get_default_dtype(), torch.zeros(2).dtype, inferred.dtype)
# --8<-- [end:default_dtype]

# --8<-- [start:conversion]
cut = torch.tensor([2.7, -2.7]).long()
print(whole.float(), whole.to(torch.float64), cut, sep="\n")
# --8<-- [end:conversion]

# --8<-- [start:division]
twos = torch.tensor([2, 2, 2])
print(whole / twos, whole // twos, sep="\n")
# --8<-- [end:division]

# --8<-- [start:indexing]
for part in [matrix[0], matrix[0:1], matrix[:, 0], matrix[:, 0:1]]:
    print(part.shape, part.tolist())
# --8<-- [end:indexing]

# --8<-- [start:entries]
print(matrix[1, 2], matrix[-1, -1], matrix[0, 1:])
# --8<-- [end:entries]

# --8<-- [start:item]
total = matrix.sum()
number = total.item()
print(total, total.shape, number)
# --8<-- [end:item]

# --8<-- [start:digits]
tenth = torch.tensor(0.1)
print(tenth, tenth.item())
# --8<-- [end:digits]

# --8<-- [start:one_entry]
no_axis = torch.tensor(1)
one_axis = torch.tensor([1])
print(no_axis.shape, one_axis.shape)
# --8<-- [end:one_entry]

# --8<-- [start:out_of_place]
count = torch.ones(2)
more = count.add(1)
print(count, more)
# --8<-- [end:out_of_place]

# --8<-- [start:in_place]
count.add_(1)
print(count)
# --8<-- [end:in_place]

# --8<-- [start:second_name]
same = count            # a second name
copy = count.clone()    # a second tensor
count.zero_()
print(same, copy)
# --8<-- [end:second_name]

# --8<-- [start:plus_equal]
count += 1           # in place, as add_(1)
count = count + 1    # a new tensor takes over the name
print(count, same)
# --8<-- [end:plus_equal]

# --8<-- [start:strip]
turned = matrix.T                            # (3, 2)
in_memory = turned.as_strided((6,), (1,))    # six numbers, step 1
print(turned, in_memory, sep="\n")
# --8<-- [end:strip]

# --8<-- [start:strides]
print(matrix.stride(), turned.stride())
# --8<-- [end:strides]

# --8<-- [start:shared]
original = matrix.clone()
original.T[0, 1] = 40
print(original)
# --8<-- [end:shared]

# --8<-- [start:contiguous]
tidy = turned.contiguous()
print(matrix.is_contiguous(), turned.is_contiguous(), tidy.stride())
# --8<-- [end:contiguous]

# --8<-- [start:equal]
left = torch.tensor([1, 2, 3])
right = torch.tensor([1, 2, 4])
print(left == right, torch.equal(left, right), (left == right).all())
# --8<-- [end:equal]

# --8<-- [start:allclose]
tripled = torch.tensor([0.1, 0.2, 0.3]) * 3
expected = torch.tensor([0.3, 0.6, 0.9])
print(tripled == expected, torch.allclose(tripled, expected))
# --8<-- [end:allclose]

# --8<-- [start:silent_cut]
written = torch.tensor([3, 6, 9])
written[0] = 2.7
print(written)
# --8<-- [end:silent_cut]

# --8<-- [start:mean_of_whole_numbers]
try:
    whole.mean()
except RuntimeError as error:
    print(error)
# --8<-- [end:mean_of_whole_numbers]

# --8<-- [start:result_type]
try:
    whole.add_(0.5)
except RuntimeError as error:
    print(error)
# --8<-- [end:result_type]

# --8<-- [start:ragged]
try:
    torch.tensor([[1.0, 2.0], [3.0]])
except ValueError as error:
    print(error)
# --8<-- [end:ragged]

# --8<-- [start:item_of_many]
try:
    torch.ones(5).item()
except RuntimeError as error:
    print(error)
# --8<-- [end:item_of_many]

# --8<-- [start:list_of_tensors]
rows = [torch.ones(2), torch.zeros(2)]
try:
    torch.tensor(rows)
except ValueError as error:
    print(error, torch.stack(rows), sep="\n")
# --8<-- [end:list_of_tensors]

# --8<-- [start:ambiguous]
try:
    assert left == right
except RuntimeError as error:
    print(error)
# --8<-- [end:ambiguous]

# --8<-- [start:not_a_list]
print([1, 2] * 2, torch.tensor([1, 2]) * 2)
# --8<-- [end:not_a_list]

# --8<-- [start:one_row]
line = torch.tensor([1.0, 2.0, 3.0])     # (3,)
row = torch.tensor([[1.0, 2.0, 3.0]])    # (1, 3)
print(line.ndim, row.ndim, line, row, row.T, sep="\n")
# --8<-- [end:one_row]

# --8<-- [start:sizes]
print(matrix.shape == matrix.size(), matrix.size(1), len(matrix))
# --8<-- [end:sizes]

# --8<-- [start:shape_as_ints]
print(list(matrix.shape), tuple(matrix.shape), matrix.shape[0] * 10)
# --8<-- [end:shape_as_ints]

# --8<-- [start:mixed_dtypes]
added = whole + decimal
try:
    whole @ decimal
except RuntimeError as error:
    print(added, added.dtype, error, sep="\n")
# --8<-- [end:mixed_dtypes]

# --8<-- [start:float64_default]
torch.set_default_dtype(torch.float64)
by_new_default = torch.tensor([0.5]).dtype
torch.set_default_dtype(torch.float32)
print(by_new_default, torch.tensor([0.5]).dtype, decimal.dtype)
# --8<-- [end:float64_default]

# --8<-- [start:half]
precise = torch.tensor([0.1234567, 2049.0, 70000.0])
largest = torch.finfo(torch.float16).max
lost = int(torch.tensor(16777217.0))    # float32 has no such number
print(precise.half(), precise.bfloat16(), largest, lost, sep="\n")
# --8<-- [end:half]

# --8<-- [start:legacy]
ten_numbers = torch.FloatTensor(10)    # ten places, left as they were
ten = torch.tensor(10, dtype=torch.float)
print(ten_numbers.shape, ten, torch.FloatTensor([10]), ten.type())
# --8<-- [end:legacy]

# --8<-- [start:empty]
reserved = torch.empty(2, 3)
print(reserved.shape, reserved.dtype, reserved.fill_(7.0), sep="\n")
# --8<-- [end:empty]

# --8<-- [start:arange_decimals]
by_step = torch.arange(1, 1.3, 0.1)      # 1.3 should be left out
by_count = torch.linspace(1, 1.2, 3)
print(by_step, by_count, sep="\n")
# --8<-- [end:arange_decimals]

# --8<-- [start:mask]
large = matrix > 2
print(large, matrix[large], large.sum(), sep="\n")
# --8<-- [end:mask]

# --8<-- [start:replace]
signed = torch.tensor([-2.0, 1.0, -3.0, 4.0])
chosen = torch.where(signed < 0, 0.0, signed)    # a new tensor
limited = signed.clamp(max=2.0)                  # a new tensor
signed[signed < 0] = 0.0                         # in place
print(chosen, limited, signed, sep="\n")
# --8<-- [end:replace]

# --8<-- [start:rows_by_list]
print(matrix[[1, 0]], matrix[[0, 1], [2, 0]], sep="\n")
# --8<-- [end:rows_by_list]

# --8<-- [start:slice_is_view]
numbers = torch.arange(5.0)
numbers[0:2].zero_()            # a slice: a view
numbers[numbers > 2].zero_()    # a mask: clears a copy, which is lost
so_far = numbers.clone()
numbers[numbers > 2] = 0.0      # written in place
print(so_far, numbers, sep="\n")
# --8<-- [end:slice_is_view]

# --8<-- [start:copy_tensor]
source = torch.ones(2)
snapshot = source.detach().clone()    # numbers of its own
target = torch.zeros(2)
target.copy_(source)                  # into a tensor that exists
source.fill_(9.0)
print(source, snapshot, target, sep="\n")
# --8<-- [end:copy_tensor]

# --8<-- [start:function_argument]
def add_one(t):
    t = t + 1     # a new tensor; the caller's stays
    return t


def add_one_in_place(t):
    t += 1        # the caller's tensor
    return t


mine, changed = torch.zeros(2), torch.zeros(2)
add_one(mine)
add_one_in_place(changed)
print(mine, changed)
# --8<-- [end:function_argument]

# --8<-- [start:find_nan]
gaps = torch.tensor([1.0, torch.nan, 3.0])
print(gaps == torch.nan, gaps.isnan(), gaps.isnan().any(),
      gaps.nan_to_num(0.0), gaps.nanmean(), sep="\n")
# --8<-- [end:find_nan]

# --8<-- [start:one_hot]
class_numbers = torch.tensor([2, 0])
hot = torch.nn.functional.one_hot(class_numbers, num_classes=3)
print(hot, hot.dtype, hot.argmax(dim=1), sep="\n")
# --8<-- [end:one_hot]

# --8<-- [start:whole_tensor]
thousand, more_than_that = torch.arange(1000), torch.arange(1001)
short_text = str(more_than_that)
torch.set_printoptions(profile="full")
full_text = str(more_than_that)
torch.set_printoptions(profile="default")
print(short_text, "..." in full_text, "..." in str(thousand), sep="\n")
# --8<-- [end:whole_tensor]

# --8<-- [start:scientific]
wide = torch.tensor([0.0001, 1000.0])
print(wide)
# --8<-- [end:scientific]

# --8<-- [start:plain_notation]
torch.set_printoptions(sci_mode=False, precision=6)
plain = str(wide)
torch.set_printoptions(profile="default")
print(plain)
# --8<-- [end:plain_notation]

# --8<-- [start:more_digits]
third = torch.tensor([1 / 3])
try:
    f"{third:.2f}"
except TypeError as error:
    print(error, f"{third.item():.2f}", f"{third[0]:.6f}",
          torch.round(third, decimals=2), sep="\n")
# --8<-- [end:more_digits]

# --8<-- [start:copy_construct]
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    torch.tensor(vector)
print(str(caught[0].message).split(" or ")[0])
# --8<-- [end:copy_construct]
