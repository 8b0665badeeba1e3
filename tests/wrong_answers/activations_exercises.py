"""Wrong answers to the exercises, for their checks to reject."""

# --8<-- [start:three_layers]
W = W1 @ W2 @ W3
B = B3
# --8<-- [end:three_layers]

# --8<-- [start:nan_begins]
first_nan = [-11, -88, -709]
# --8<-- [end:nan_begins]

# --8<-- [start:three_emails]
is_spam = torch.sigmoid(email_logits) > 0.5
z = email_logits.clone().requires_grad_()
loss = nn.BCELoss()(torch.sigmoid(z), targets)
loss.backward()
gradient = z.grad
# --8<-- [end:three_emails]
