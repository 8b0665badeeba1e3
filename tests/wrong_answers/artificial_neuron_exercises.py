"""Wrong answers to the exercises, for their checks to reject."""

# --8<-- [start:by_hand]
z_hand = 1 * 0.5 + 2 * -1 + 0.25
y_hand = activation(1 * 0.5 + 2 * -1) + 0.25
bias_half = 0.5
# --8<-- [end:by_hand]

# --8<-- [start:move_the_switch]
cactus_bias = -10.0
doubled_bias = -3.0
# --8<-- [end:move_the_switch]

# --8<-- [start:sharp_nand]
nand_weights, nand_bias = [-2, -2], 3
sharp_weights, sharp_bias = [-20, -20], 3
# --8<-- [end:sharp_nand]
