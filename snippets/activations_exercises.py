"""Activation functions: solutions of the exercises, and their checks."""

# --8<-- [start:setup]
import torch
from torch import nn

torch.manual_seed(7)
features = torch.randn(1, 3)                        # (1, 3)
W1, B1 = torch.randn(3, 4), torch.randn(1, 4)
W2, B2 = torch.randn(4, 2), torch.randn(1, 2)
W3, B3 = torch.randn(2, 1), torch.randn(1, 1)
email_logits = torch.tensor([[-200.0], [0.5], [3.0]])    # (3, 1)
targets = torch.tensor([[1.0], [0.0], [1.0]])            # (3, 1)


def naive(z):
    return 1 / (1 + torch.exp(-z))


def slope(activation, z_values):
    z = z_values.clone().requires_grad_()
    activation(z).sum().backward()
    return z.grad
# --8<-- [end:setup]

# --8<-- [start:three_layers]
W = W1 @ W2 @ W3                    # (3, 4) @ (4, 2) @ (2, 1) -> (3, 1)
B = (B1 @ W2 + B2) @ W3 + B3        # (1, 1)
stacked = ((features @ W1 + B1) @ W2 + B2) @ W3 + B3
print(stacked, features @ W + B)
# --8<-- [end:three_layers]

# --8<-- [start:three_layers_check]
assert W.shape == (3, 1), "W should take three features to one number."
assert B.numel() == 1, "B should hold one number: the stack has one output."
for rows in (torch.zeros(1, 3), torch.eye(3), features):
    expected = ((rows @ W1 + B1) @ W2 + B2) @ W3 + B3
    assert torch.allclose(rows @ W + B, expected, atol=1e-4), (
        "W and B give another number than the stack. A bias passes through"
        " the layers behind it: B1 meets W2 and W3, B2 meets W3."
    )
# --8<-- [end:three_layers_check]

# --8<-- [start:nan_begins]
first_nan = []
for dtype in (torch.float16, torch.float32, torch.float64):
    z = -torch.arange(1000, dtype=dtype)    # downward from 0
    is_nan = slope(naive, z).isnan()        # (1000,)
    first_nan.append(int(z[is_nan][0]))
print(first_nan)
# --8<-- [end:nan_begins]

# --8<-- [start:nan_begins_check]
assert len(first_nan) == 3, (
    "first_nan should hold three numbers: for float16, float32 and float64."
)
assert all(float(z) < 0 for z in first_nan), (
    "exp(-z) becomes infinite where z is negative."
)
dtypes = torch.float16, torch.float32, torch.float64
for dtype, z in zip(dtypes, first_nan, strict=True):
    for place, is_nan in ((float(z), True), (float(z) + 1, False)):
        tested = torch.tensor(place, dtype=dtype, requires_grad=True)
        naive(tested).backward()
        assert bool(tested.grad.isnan()) == is_nan, (
            f"For {dtype}, the slope at {place:g} is"
            f" {'not yet' if is_nan else 'already'} nan. Give the whole"
            " number nearest to 0 whose slope is nan."
        )
# --8<-- [end:nan_begins_check]

# --8<-- [start:three_emails]
is_spam = email_logits > 0                        # (3, 1), no sigmoid needed
z = email_logits.clone().requires_grad_()
loss = nn.BCEWithLogitsLoss()(z, targets)
loss.backward()
gradient = z.grad                           # (3, 1)
print(is_spam.T, loss.detach(), gradient.T)
# --8<-- [end:three_emails]

# --8<-- [start:three_emails_check]
assert [bool(answer) for answer in is_spam] == [False, True, True], (
    "is_spam should be True where the output is above 0.5, so exactly where"
    " the logit is above 0."
)
assert gradient.shape == (3, 1), (
    "gradient should hold one number for each logit: z.grad."
)
assert abs(float(gradient[0])) > 0.01, (
    "The first email is as wrong as can be, so its slope should be neither"
    " 0 nor nan. Give the logits to the loss, not the sigmoid's outputs."
)
wanted = (torch.sigmoid(email_logits) - targets) / 3
assert torch.allclose(gradient, wanted, atol=0.001), (
    "For each email the slope is (output - target) / 3, because the loss is"
    " the mean of the three."
)
assert abs(float(torch.as_tensor(loss).detach()) - 67.0076) < 0.01, (
    "The first email alone costs 200, of which the mean takes a third."
)
# --8<-- [end:three_emails_check]
