"""Wrong answers to the exercises, for their checks to reject."""

# --8<-- [start:four_hundred]
predicted_median = 0.13    # divides by four instead of its square root
errors = [0.25] * 40
# --8<-- [end:four_hundred]

# --8<-- [start:flipped_copy]
torch.manual_seed(7)
rows = torch.randn(1, 3)
W1, W2 = torch.randn(3, 2), torch.randn(2, 1)
B1, B2 = torch.randn(1, 2), torch.randn(1, 1)
flip = torch.tensor([-1.0, 1.0])
W1_copy, B1_copy = W1 * flip, B1 * flip
W2_copy = W2 * flip.view(2, 1)
B2_copy = B2    # forgets that the flipped unit gives 1 - h
# --8<-- [end:flipped_copy]

# --8<-- [start:weight_decay]
torch.manual_seed(0)
features = torch.randn(1000, 5)
yes = (features @ true_weights.T + true_bias > 0).float()
lengths = []
for steps in (100, 200):
    weights, bias = fit(features, yes, steps, learning_rate=4.0)
    lengths.append(round(weights.norm().item(), 2))
# --8<-- [end:weight_decay]
