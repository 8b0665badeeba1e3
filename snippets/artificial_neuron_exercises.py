"""The artificial neuron: solutions of the exercises, and their checks."""

# --8<-- [start:setup]
import math


def weighted_sum(features, weights):
    return sum(x * w for x, w in zip(features, weights, strict=True))


def step(z):
    return 1 if z > 0 else 0


def activation(z):
    return 1 / (1 + math.exp(-z))
# --8<-- [end:setup]

# --8<-- [start:by_hand]
z_hand = 1 * 0.5 + 2 * -1 + 0.25
y_hand = activation(z_hand)
bias_half = 1.5
print(z_hand, f"{y_hand:.4f}", bias_half)
# --8<-- [end:by_hand]

# --8<-- [start:by_hand_check]
assert abs(float(z_hand) + 1.25) < 0.0001, (
    "z_hand is feature times weight, twice, plus the bias. Mind the minus."
)
assert abs(float(y_hand) - 0.2227) < 0.0006, (
    "z_hand is right; y_hand should be its sigmoid, to three decimals."
)
assert abs(float(bias_half) - 1.5) < 0.0001, (
    "y is one half where z is 0: which bias cancels the weighted sum?"
)
# --8<-- [end:by_hand_check]

# --8<-- [start:move_the_switch]
cactus_bias = -10.0
doubled_bias = -6.0
print(weighted_sum([10.0, 0.0], [1.0, -2.0]) + cactus_bias)
print(weighted_sum([3.0, 0.0], [2.0, -4.0]) + doubled_bias)
# --8<-- [end:move_the_switch]

# --8<-- [start:move_the_switch_check]
assert float(cactus_bias) < 0, (
    "A lower bias asks for a larger weighted sum: it should be negative."
)
assert abs(float(cactus_bias) + 10) < 0.0001, (
    "After ten dry days the weighted sum is 10, and z should be 0."
)
assert abs(float(doubled_bias) + 6) < 0.0001, (
    "After three dry days the new weighted sum is 6, and z should be 0: "
    "the threshold has to grow with the weights."
)
# --8<-- [end:move_the_switch_check]

# --8<-- [start:sharp_nand]
nand_weights, nand_bias = [-2, -2], 3
sharp_weights, sharp_bias = [-20, -20], 30
for corner in [0, 0], [0, 1], [1, 0], [1, 1]:
    soft = weighted_sum(corner, nand_weights) + nand_bias
    sharp = weighted_sum(corner, sharp_weights) + sharp_bias
    print(step(soft), f"{activation(soft):.4f}", f"{activation(sharp):.4f}")
# --8<-- [end:sharp_nand]

# --8<-- [start:sharp_nand_check]
for corner, target in ([0, 0], 1), ([0, 1], 1), ([1, 0], 1), ([1, 1], 0):
    nand_z = weighted_sum(corner, nand_weights) + nand_bias
    assert step(nand_z) == target, (
        f"For {corner}, NAND is {target}, and your step unit says otherwise."
    )
    sharp_z = weighted_sum(corner, sharp_weights) + sharp_bias
    distance = sharp_z if target else -sharp_z    # on the side of target
    assert distance > math.log(0.99 / 0.01) - 0.001, (
        f"For {corner}, your sigmoid is not within 0.01 of {target}: "
        "take z farther from 0, with larger weights and a larger bias."
    )
# --8<-- [end:sharp_nand_check]
