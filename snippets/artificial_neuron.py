"""The artificial neuron: weighted sum, bias, step, line, gates, sigmoid."""

# --8<-- [start:sum]
features = [6.0, 1.0]    # days since the last watering, centimeters of rain
weights = [1.0, -2.0]    # one for each feature
products = [x * w for x, w in zip(features, weights, strict=True)]
print(products, sum(products))
# --8<-- [end:sum]

# --8<-- [start:zeros]
def weighted_sum(features, weights):
    return sum(x * w for x, w in zip(features, weights, strict=True))


nothing = [0.0, 0.0]
tries = [1.0, -2.0], [3.0, -2.0], [-50.0, 50.0]
print([weighted_sum(nothing, tried) for tried in tries])
# --8<-- [end:zeros]

# --8<-- [start:bias]
bias = -3.0
z = weighted_sum(features, weights) + bias
print(z, weighted_sum(nothing, weights) + bias)
# --8<-- [end:bias]

# --8<-- [start:step]
def step(z):
    return 1 if z > 0 else 0


print(step(z), step(-3.0))
# --8<-- [end:step]

# --8<-- [start:threshold]
for days in range(1, 7):
    total = weighted_sum([days, 0.0], weights)    # no rain
    print(days, total > 3.0, step(total + bias))
# --8<-- [end:threshold]

# --8<-- [start:line]
def days_on_line(rain, bias):
    return (-weights[1] * rain - bias) / weights[0]


rains = [0.0, 1.0, 2.0]
print([days_on_line(rain, bias) for rain in rains])
# --8<-- [end:line]

# --8<-- [start:line_without_bias]
print([days_on_line(rain, 0.0) for rain in rains])
# --8<-- [end:line_without_bias]

# --8<-- [start:and_gate]
corners = [[0, 0], [0, 1], [1, 0], [1, 1]]


def outputs(weights, bias):
    return [step(weighted_sum(corner, weights) + bias) for corner in corners]


print(outputs([1, 1], -1.5))
# --8<-- [end:and_gate]

# --8<-- [start:or_gate]
print(outputs([1, 1], -0.5))
# --8<-- [end:or_gate]

# --8<-- [start:all_gates]
from itertools import product

signs, biases = (-1, 0, 1), (-1.5, -0.5, 0.5, 1.5)
found = {
    tuple(outputs([w1, w2], b)) for w1, w2, b in product(signs, signs, biases)
}
missing = set(product((0, 1), repeat=4)) - found
print(len(found), sorted(missing))
# --8<-- [end:all_gates]

# --8<-- [start:three_units]
either = outputs([1, 1], -0.5)
both = outputs([1, 1], -1.5)
pairs = zip(either, both, strict=True)
print([step(weighted_sum(pair, [1, -1]) - 0.5) for pair in pairs])
# --8<-- [end:three_units]

# --8<-- [start:sigmoid]
import math


def activation(z):
    return 1 / (1 + math.exp(-z))


y = activation(z)
print(f"{y:.4f}")
# --8<-- [end:sigmoid]

# --8<-- [start:nudge]
z_nudged = weighted_sum(features, [1.01, -2.0]) + bias
print(step(z), step(z_nudged), f"{y:.4f}", f"{activation(z_nudged):.4f}")
# --8<-- [end:nudge]

# --8<-- [start:steeper]
for days in range(1, 6):
    z_dry = weighted_sum([days, 0.0], weights) + bias
    print(days, f"{activation(z_dry):.4f}", f"{activation(10 * z_dry):.4f}")
# --8<-- [end:steeper]

# --8<-- [start:in_torch]
import torch

row = torch.tensor([features])        # (1, 2)
column = torch.tensor([weights]).T    # (2, 1)
z_row = row @ column + bias           # (1, 2) @ (2, 1) + a number -> (1, 1)
print(torch.sigmoid(z_row))
# --8<-- [end:in_torch]

# --8<-- [start:no_bias]
zero_row = torch.zeros(1, 2)
any_column = torch.tensor([[3.0], [-2.0]])    # (2, 1)
without_bias = torch.sigmoid(zero_row @ any_column)
with_bias = torch.sigmoid(zero_row @ any_column + 4)
print(without_bias, with_bias)
# --8<-- [end:no_bias]

# --8<-- [start:shift]
x = torch.tensor([0.0, 1.0, 2.0, 3.0, 4.0])    # one feature, five examples
print(torch.sigmoid(2 * x), torch.sigmoid(2 * x - 4), sep="\n")
# --8<-- [end:shift]

# --8<-- [start:bias_as_weight]
print(weighted_sum([*features, 1.0], [*weights, bias]))
# --8<-- [end:bias_as_weight]

# --8<-- [start:two_biases]
print((6.0 * 1.0 - 1.0) + (1.0 * -2.0 - 2.0), z)
# --8<-- [end:two_biases]

# --8<-- [start:millimeters]
print(weighted_sum([6.0, 10.0], [1.0, -0.2]) + bias)    # 10 mm = 1 cm
# --8<-- [end:millimeters]

# --8<-- [start:yes_or_no]
z_days = [weighted_sum([days, 0.0], weights) + bias for days in range(1, 7)]
print([activation(z) > 0.5 for z in z_days], [step(z) for z in z_days])
# --8<-- [end:yes_or_no]

# --8<-- [start:perceptron_rule]
w1, w2, b = 0, 0, 0
for _ in range(10):    # ten times through the four corners
    for (x1, x2), target in zip(corners, [0, 0, 0, 1], strict=True):
        change = target - step(w1 * x1 + w2 * x2 + b)    # -1, 0 or 1
        w1, w2, b = w1 + change * x1, w2 + change * x2, b + change
print([w1, w2], b, outputs([w1, w2], b))
# --8<-- [end:perceptron_rule]

# --8<-- [start:log_odds]
print(f"{math.log(y / (1 - y)):.4f}")
# --8<-- [end:log_odds]

# --8<-- [start:heaviside]
z_values = torch.tensor([-1.0, 0.0, 1.0])
print(torch.heaviside(z_values, torch.tensor(0.0)), (z_values > 0).float())
# --8<-- [end:heaviside]

# --8<-- [start:late_bias]
print(f"{activation(sum(products)) + bias:.4f}")
# --8<-- [end:late_bias]

# --8<-- [start:list_times_list]
try:
    features * weights
except TypeError as error:
    print(error)
# --8<-- [end:list_times_list]

# --8<-- [start:overflow]
try:
    activation(-1000.0)
except OverflowError as error:
    print(error, torch.sigmoid(torch.tensor(-1000.0)))
# --8<-- [end:overflow]

# --8<-- [start:ambiguous]
try:
    step(torch.tensor([1.0, -1.0]))
except RuntimeError as error:
    print(error)
# --8<-- [end:ambiguous]

# --8<-- [start:not_a_tensor]
try:
    torch.sigmoid(1.0)
except TypeError as error:
    print(error)
# --8<-- [end:not_a_tensor]
