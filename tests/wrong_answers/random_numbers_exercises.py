"""Wrong answers to the exercises, for their checks to reject."""

# --8<-- [start:other_order]
predicted = strip[3:6]
torch.manual_seed(7)
W1 = torch.randn(3, 2)
features = torch.randn(1, 3)
# --8<-- [end:other_order]

# --8<-- [start:four_examples]
torch.manual_seed(7)
batch = torch.randn(4, 5)
weights = torch.randn(1, 5)
# --8<-- [end:four_examples]

# --8<-- [start:which_line]
repeats = [True, True, False, True, True]
# --8<-- [end:which_line]
