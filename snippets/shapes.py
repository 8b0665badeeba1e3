"""Shapes: which tensors may meet, and which shape comes out."""

# --8<-- [start:star_or_at]
import torch

A = torch.tensor([[1.0, 2.0], [3.0, 4.0]])        # (2, 2)
B = torch.tensor([[10.0, 20.0], [30.0, 40.0]])    # (2, 2)
elementwise = A * B                               # (2, 2)
product = A @ B                                   # (2, 2)
print(elementwise, product, sep="\n")
# --8<-- [end:star_or_at]

# --8<-- [start:rule]
counts = torch.tensor([[1.0, 0.0, 2.0],
                       [0.0, 3.0, 1.0]])         # (2, 3): baskets, goods
prices = torch.tensor([[5.0, 6.0, 4.0, 5.0],
                       [2.0, 2.0, 3.0, 1.0],
                       [7.0, 6.0, 8.0, 9.0]])    # (3, 4): goods, shops
totals = counts @ prices
print(totals)
# --8<-- [end:rule]

# --8<-- [start:one_entry]
products = counts[0] * prices[:, 1]    # (3,) * (3,) -> (3,)
print(products, products.sum())
# --8<-- [end:one_entry]

# --8<-- [start:wrong_order]
try:
    prices @ counts    # (3, 4) @ (2, 3)
except RuntimeError as error:
    print(error)
# --8<-- [end:wrong_order]

# --8<-- [start:three_names]
by_matmul = torch.matmul(counts, prices)
by_mm = torch.mm(counts, prices)
print(torch.equal(totals, by_matmul), torch.equal(totals, by_mm))
# --8<-- [end:three_names]

# --8<-- [start:other_axes]
examples = torch.ones(32, 5)
single = torch.ones(5)
stack = torch.ones(7, 32, 5)
units = torch.ones(5, 2)
shapes = [(examples @ single).shape, (single @ single).shape,
          (stack @ units).shape]
print(*shapes, sep="\n")
# --8<-- [end:other_axes]

# --8<-- [start:transpose]
by_shop = prices.T    # (3, 4) -> (4, 3): shops, goods
print(by_shop)
# --8<-- [end:transpose]

# --8<-- [start:view]
line = torch.arange(6)     # (6,)
table = line.view(2, 3)    # (6,) -> (2, 3)
print(table)
# --8<-- [end:view]

# --8<-- [start:minus_one]
pairs = line.view(-1, 2)
print(pairs)
# --8<-- [end:minus_one]

# --8<-- [start:images]
images = torch.zeros(4, 16, 5, 5)     # 4 images of 16 * 5 * 5 numbers each
rows = images.view(-1, 16 * 5 * 5)    # (4, 16, 5, 5) -> (4, 400)
print(rows.shape)
# --8<-- [end:images]

# --8<-- [start:shared]
table[0, 0] = 60
print(line)
# --8<-- [end:shared]

# --8<-- [start:reshape]
in_order = prices.reshape(12)
out_of_order = prices.T.reshape(12)
print(in_order.data_ptr() == prices.data_ptr(),
      out_of_order.data_ptr() == prices.data_ptr())
# --8<-- [end:reshape]

# --8<-- [start:resize]
resized = torch.arange(6)
resized.resize_(2, 2)
print(resized)
# --8<-- [end:resize]

# --8<-- [start:view_not_transpose]
matrix = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])    # (2, 3)
transposed = matrix.T                                        # (3, 2)
viewed = matrix.view(3, 2)                                   # (3, 2)
print(transposed, viewed, sep="\n")
# --8<-- [end:view_not_transpose]

# --8<-- [start:one_row]
torch.manual_seed(7)
features = torch.randn(1, 5)
weights = torch.randn_like(features)
by_view = torch.mm(features, weights.view(5, 1))    # the article's line
by_t = features @ weights.t()
print(torch.equal(weights.view(5, 1), weights.t()),
      torch.allclose(by_view, by_t), by_t)
# --8<-- [end:one_row]

# --8<-- [start:per_shop]
delivery = torch.tensor([3.0, 0.0, 2.0, 1.0])    # (4,): shops
print(totals + delivery)                         # (2, 4) + (4,) -> (2, 4)
# --8<-- [end:per_shop]

# --8<-- [start:per_basket]
voucher = torch.tensor([[5.0], [1.0]])    # (2, 1): baskets
print(totals - voucher)                   # (2, 4) - (2, 1) -> (2, 4)
# --8<-- [end:per_basket]

# --8<-- [start:broadcast_shapes]
print(torch.broadcast_shapes((7, 32, 2), (32, 1)),
      torch.broadcast_shapes((5, 1), (1, 5)),
      torch.broadcast_shapes((3, 1), (3,)), sep="\n")
# --8<-- [end:broadcast_shapes]

# --8<-- [start:silent]
predicted = torch.tensor([[10.0], [20.0], [30.0]])    # (3, 1)
target = torch.tensor([10.0, 20.0, 30.0])             # (3,)
difference = predicted - target
print(difference, (difference ** 2).mean(), sep="\n")
# --8<-- [end:silent]

# --8<-- [start:repaired]
squeezed = predicted.squeeze(1) - target        # (3,) - (3,) -> (3,)
unsqueezed = predicted - target.unsqueeze(1)    # (3, 1) - (3, 1) -> (3, 1)
print((squeezed ** 2).mean(), (unsqueezed ** 2).mean())
# --8<-- [end:repaired]

# --8<-- [start:unsqueeze]
as_row = target.unsqueeze(0)
as_column = target.unsqueeze(1)
print(target, as_row, as_column, sep="\n")
# --8<-- [end:unsqueeze]

# --8<-- [start:squeeze]
one_prediction = torch.zeros(1, 1)    # a single example
print(one_prediction.squeeze(1).shape, one_prediction.squeeze().shape)
# --8<-- [end:squeeze]

# --8<-- [start:cat_stack]
monday = torch.tensor([1.0, 2.0, 3.0])     # (3,)
tuesday = torch.tensor([4.0, 5.0, 6.0])    # (3,)
joined = torch.cat([monday, tuesday])
stacked = torch.stack([monday, tuesday])
print(joined, stacked, sep="\n")
# --8<-- [end:cat_stack]

# --8<-- [start:two_rows]
try:
    features @ weights    # (1, 5) @ (1, 5)
except RuntimeError as error:
    print(error)
# --8<-- [end:two_rows]

# --8<-- [start:short_vector]
try:
    features @ torch.ones(4)    # (1, 5) @ (4,)
except RuntimeError as error:
    print(error)
# --8<-- [end:short_vector]

# --8<-- [start:not_a_matrix]
try:
    torch.mm(features, torch.ones(5))    # (1, 5) and (5,)
except RuntimeError as error:
    print(error)
# --8<-- [end:not_a_matrix]

# --8<-- [start:per_row]
scores = torch.zeros(32, 2)
bonus = torch.ones(32)     # one number for each row
try:
    scores + bonus         # (32, 2) + (32,)
except RuntimeError as error:
    print(error)
# --8<-- [end:per_row]

# --8<-- [start:invalid_view]
batch = torch.zeros(16, 600)
try:
    batch.view(16, 400)
except RuntimeError as error:
    print(error)
# --8<-- [end:invalid_view]

# --8<-- [start:lost_rows]
print(batch.view(16, -1).shape, batch.view(-1, 400).shape)
# --8<-- [end:lost_rows]

# --8<-- [start:incompatible_view]
try:
    matrix.T.view(6)
except RuntimeError as error:
    print(error)
# --8<-- [end:incompatible_view]

# --8<-- [start:bias_column]
pre_activations = torch.zeros(1, 2)          # one example, two units
bias_column = torch.tensor([[1.0], [2.0]])
print(pre_activations + bias_column)         # (1, 2) + (2, 1) -> (2, 2)
# --8<-- [end:bias_column]

# --8<-- [start:keep_rows]
print(images.flatten(1).shape, images.view(images.shape[0], -1).shape)
# --8<-- [end:keep_rows]

# --8<-- [start:channels]
picture = torch.arange(12).view(2, 2, 3)    # height, width, channels
by_channel = picture.permute(2, 0, 1)       # (3, 2, 2)
scrambled = picture.view(3, 2, 2)
print(by_channel[0], scrambled[0], sep="\n")
# --8<-- [end:channels]

# --8<-- [start:permute_transpose]
swapped = picture.transpose(1, 2)     # (2, 2, 3) -> (2, 3, 2)
permuted = picture.permute(0, 2, 1)   # (2, 2, 3) -> (2, 3, 2)
refilled = picture.view(2, 3, 2)
print(torch.equal(swapped, permuted), torch.equal(swapped, refilled))
# --8<-- [end:permute_transpose]

# --8<-- [start:contiguous]
flipped = matrix.T                     # reads the old memory in other steps
in_line = flipped.contiguous().view(6)
print(flipped.is_contiguous(), in_line, matrix.contiguous() is matrix,
      torch.equal(flipped.reshape(6), in_line), sep="\n")
# --8<-- [end:contiguous]

# --8<-- [start:sum_dim]
print(totals.sum(dim=0), totals.sum(dim=1),
      totals.sum(dim=1, keepdim=True), sep="\n")
# --8<-- [end:sum_dim]

# --8<-- [start:expand_repeat]
expanded = as_row.expand(2, 3)    # the sizes you want
repeated = as_row.repeat(2, 1)    # how often along each axis
try:
    expanded += 1
except RuntimeError as error:
    print(torch.equal(expanded, repeated), expanded.stride(),
          repeated.stride(), str(error).split(". ")[0], sep="\n")
# --8<-- [end:expand_repeat]

# --8<-- [start:side_by_side]
extra_shop = torch.tensor([[4.0], [3.0], [6.0]])    # (3, 1): goods, shops
wider = torch.cat([prices, extra_shop], dim=1)      # (3, 4) with (3, 1)
extra_good = torch.ones(1, 4)                       # (1, 4): goods, shops
longer = torch.cat([prices, extra_good])            # (3, 4) with (1, 4)
try:
    torch.cat([prices, extra_shop])
except RuntimeError as error:
    print(wider.shape, longer.shape, error, sep="\n")
# --8<-- [end:side_by_side]

# --8<-- [start:append]
wednesday = torch.tensor([7.0, 8.0, 9.0])
more_days = torch.cat([stacked, wednesday.unsqueeze(0)])    # (2, 3), (1, 3)
more_numbers = torch.cat([monday, torch.tensor([10.0])])    # (3,), (1,)
print(more_days, more_numbers, sep="\n")
# --8<-- [end:append]

# --8<-- [start:dot]
inner = torch.dot(monday, tuesday)
try:
    torch.dot(A, B)
except RuntimeError as error:
    print(inner, monday @ tuesday, error, sep="\n")
# --8<-- [end:dot]

# --8<-- [start:row_dot]
print((A * B).sum(dim=1), (A @ B.T).diagonal(), sep="\n")
# --8<-- [end:row_dot]

# --8<-- [start:scale_rows]
factors = torch.tensor([1.0, 100.0])        # one for each row
by_row = A * factors.unsqueeze(1)           # (2, 2) * (2, 1) -> (2, 2)
by_column = A * factors                     # (2, 2) * (2,) -> (2, 2)
print(by_row, by_column, sep="\n")
# --8<-- [end:scale_rows]

# --8<-- [start:one_axis_t]
print(monday.t().shape, monday.unsqueeze(1).shape, monday[:, None].shape)
# --8<-- [end:one_axis_t]

# --8<-- [start:bmm]
lefts, rights = torch.ones(7, 2, 3), torch.ones(7, 3, 4)
print(torch.bmm(lefts, rights).shape, (lefts @ rights).shape)
# --8<-- [end:bmm]

# --8<-- [start:mul_family]
swap = torch.tensor([[0.0, 1.0], [1.0, 0.0]])
twice = torch.tensor([2.0, 2.0])
print(torch.equal(torch.mul(A, B), A * B), torch.mv(A, twice),
      A @ swap, swap @ A, sep="\n")
# --8<-- [end:mul_family]

# --8<-- [start:einsum]
by_letters = torch.einsum("ik,kj->ij", counts, prices)    # (2, 4)
print(torch.equal(by_letters, totals))
# --8<-- [end:einsum]

# --8<-- [start:two_unknowns]
try:
    line.view(-1, -1)
except RuntimeError as error:
    print(error)
# --8<-- [end:two_unknowns]
