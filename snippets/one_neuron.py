"""One neuron, forward: from five features to one output, in four ways."""

# --8<-- [start:data]
import torch

torch.manual_seed(7)
features = torch.randn(1, 5)            # (1, 5)
weights = torch.randn_like(features)    # (1, 5)
bias = torch.randn(1, 1)                # (1, 1)
print(features, weights, bias, sep="\n")
# --8<-- [end:data]

# --8<-- [start:axes]
fifth = features[0, 4]    # ()
print(features.shape, features.ndim, fifth, fifth.ndim)
# --8<-- [end:axes]

# --8<-- [start:own_numbers]
own_features = torch.tensor([[1.0, 0.0, 2.0]])    # a list of rows: (1, 3)
own_number = own_features[0, 2].item()            # a Python number
print(own_features, own_number)
# --8<-- [end:own_numbers]

# --8<-- [start:products]
total = 0
for i in range(5):
    product = features[0, i] * weights[0, i]
    total = total + product
    print(product, total)
# --8<-- [end:products]

# --8<-- [start:bias]
z_loop = total + bias    # () + (1, 1) -> (1, 1)
print(z_loop)
# --8<-- [end:bias]

# --8<-- [start:elementwise]
products = features * weights    # (1, 5) * (1, 5) -> (1, 5)
print(products)
# --8<-- [end:elementwise]

# --8<-- [start:sum]
z_sum = (features * weights).sum() + bias    # () + (1, 1) -> (1, 1)
print(z_sum)
# --8<-- [end:sum]

# --8<-- [start:column]
print(weights.T)    # (1, 5) -> (5, 1)
# --8<-- [end:column]

# --8<-- [start:matrix_product]
z = features @ weights.T + bias    # (1, 5) @ (5, 1) + (1, 1) -> (1, 1)
print(z)
# --8<-- [end:matrix_product]

# --8<-- [start:many_rows]
examples = torch.ones(32, 5)
print((examples @ weights.T).shape, (examples * weights).sum().shape)
# --8<-- [end:many_rows]

# --8<-- [start:article_form]
column = weights.view(5, 1)                      # (1, 5) -> (5, 1)
z_article = torch.mm(features, column) + bias    # (1, 1)
print(z_article)
# --8<-- [end:article_form]

# --8<-- [start:view_is_not_transpose]
matrix = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])    # (2, 3)
transposed = matrix.T                                        # (3, 2)
viewed = matrix.view(3, 2)                                   # (3, 2)
print(transposed, viewed, sep="\n")
# --8<-- [end:view_is_not_transpose]

# --8<-- [start:backwards]
backwards = 0
for i in [4, 3, 2, 1, 0]:
    backwards = backwards + features[0, i] * weights[0, i]
print(total == backwards, total - backwards, sep="\n")
# --8<-- [end:backwards]

# --8<-- [start:same_z]
others = [z_loop, z_sum, z_article]
print([torch.allclose(z, other) for other in others])
# --8<-- [end:same_z]

# --8<-- [start:sigmoid]
y = torch.sigmoid(z)                    # (1, 1)
by_formula = 1 / (1 + torch.exp(-z))    # (1, 1)
print(y, by_formula)
# --8<-- [end:sigmoid]

# --8<-- [start:squash]
z_values = torch.tensor([-5.0, -2.0, 0.0, 2.0, 5.0])
print(torch.sigmoid(z_values))
# --8<-- [end:squash]

# --8<-- [start:no_transpose]
try:
    features @ weights    # (1, 5) @ (1, 5)
except RuntimeError as error:
    print(error)
# --8<-- [end:no_transpose]

# --8<-- [start:one_axis]
try:
    torch.mm(features, weights.view(5))    # (1, 5) and (5,)
except RuntimeError as error:
    print(error)
# --8<-- [end:one_axis]

# --8<-- [start:whole_numbers]
whole_features = torch.tensor([[1, 0, 2, 0, 3]])    # without a point
try:
    whole_features @ weights.T
except RuntimeError as error:
    print(error)
# --8<-- [end:whole_numbers]

# --8<-- [start:missing_sum]
wrong_order = weights.T @ features + bias    # (5, 1) @ (1, 5) -> (5, 5)
star_for_at = features * weights.T + bias    # (1, 5) * (5, 1) -> (5, 5)
print(wrong_order.shape, star_for_at.shape)
# --8<-- [end:missing_sum]

# --8<-- [start:function]
def neuron(features, weights, bias):
    return torch.sigmoid(features @ weights.T + bias)


three_weights = torch.tensor([[1.0, -2.0, 0.5]])
two_examples = torch.tensor([[1.0, 0.0, 2.0], [0.0, 1.0, 0.0]])
print(neuron(two_examples, three_weights, 0.0))    # (2, 1)
# --8<-- [end:function]

# --8<-- [start:bias_shape]
weighted_sum = torch.tensor([[-2.0]])                   # (1, 1)
forms = [0.5, torch.tensor([0.5]), torch.tensor([[0.5]])]
print([weighted_sum + form for form in forms])
# --8<-- [end:bias_shape]

# --8<-- [start:feature_order]
row = torch.tensor([[1.0, 2.0, 3.0]])
row_weights = torch.tensor([[10.0, 0.0, -1.0]])
turned = row.flip(1)    # the columns in reverse
print(row @ row_weights.T, turned @ row_weights.flip(1).T,
      turned @ row_weights.T)
# --8<-- [end:feature_order]

# --8<-- [start:swapped]
three_examples = torch.cat([features, features, features])    # (3, 5)
same_number = torch.allclose(weights @ features.T, features @ weights.T)
print(same_number, (three_examples @ weights.T).shape,
      (weights @ three_examples.T).shape, sep="\n")
# --8<-- [end:swapped]

# --8<-- [start:math_exp]
import math

try:
    math.exp(z_values)    # (5,)
except ValueError as error:
    print(error)
# --8<-- [end:math_exp]
