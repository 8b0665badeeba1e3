"""torch.nn: solutions of the exercises, and their checks."""

# --8<-- [start:setup]
import torch
from torch import nn

torch.manual_seed(7)
features = torch.randn(1, 3)
W1, W2 = torch.randn(3, 4), torch.randn(4, 1)
B1, B2 = torch.randn(1, 4), torch.randn(1, 1)
layer = nn.Linear(3, 3)


class Broken(nn.Module):
    def __init__(self):
        self.layers = [nn.Linear(3, 2), nn.Linear(2, 1)]
        self.scale = torch.ones(1)

    def forward(self, features):
        h = torch.sigmoid(self.layers[0](features))
        return self.scale * torch.sigmoid(self.layers[1](h))
# --8<-- [end:setup]

# --8<-- [start:back_to_matrices]
W = layer.weight.T          # (3, 3), a column per unit
B = layer.bias.view(1, 3)   # (3,) -> (1, 3)
print(torch.allclose(features @ W + B, layer(features)))
# --8<-- [end:back_to_matrices]

# --8<-- [start:back_to_matrices_check]
assert W.shape == (3, 3) and B.shape == (1, 3), (
    "W should have shape (3, 3), and B should be one row: (1, 3)."
)
for row in torch.eye(3).split(1):
    assert torch.allclose(row @ W + B, layer(row), atol=1e-5), (
        "Each row of `layer.weight` is one unit; in W a unit is a column. "
        "A square matrix fits both ways, so no error tells you."
    )
# --8<-- [end:back_to_matrices_check]

# --8<-- [start:four_units]
net = nn.Sequential(
    nn.Linear(3, 4), nn.Sigmoid(), nn.Linear(4, 1), nn.Sigmoid()
)
with torch.no_grad():
    net[0].weight.copy_(W1.T)    # (4, 3)
    net[0].bias.copy_(B1[0])     # (4,)
    net[2].weight.copy_(W2.T)    # (1, 4)
    net[2].bias.copy_(B2[0])     # (1,)
print(net(features))
# --8<-- [end:four_units]

# --8<-- [start:four_units_check]
assert isinstance(net, nn.Sequential), "`net` should be an nn.Sequential."
shapes = [tuple(parameter.shape) for parameter in net.parameters()]
assert shapes == [(4, 3), (4,), (1, 4), (1,)], (
    "`net` needs nn.Linear(3, 4) and nn.Linear(4, 1), in this order, "
    "with weights of shape (4, 3) and (1, 4) and biases of (4,) and (1,)."
)
for row in [features, torch.ones(1, 3), torch.zeros(1, 3)]:
    h = torch.sigmoid(row @ W1 + B1)
    assert torch.allclose(net(row), torch.sigmoid(h @ W2 + B2), atol=1e-5), (
        "`net` and the matrices disagree: copy W1.T, B1[0], W2.T and B2[0], "
        "and put a Sigmoid after each of the two layers."
    )
# --8<-- [end:four_units_check]

# --8<-- [start:repair]
class Repaired(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(3, 2), nn.Linear(2, 1)])
        self.scale = nn.Parameter(torch.ones(1))

    def forward(self, features):
        h = torch.sigmoid(self.layers[0](features))
        return self.scale * torch.sigmoid(self.layers[1](h))


n_parameters = 12    # 3 * 2 + 2, then 2 * 1 + 1, then 1
print([name for name, parameter in Repaired().named_parameters()])
# --8<-- [end:repair]

# --8<-- [start:repair_check]
repaired = Repaired()
assert "_parameters" in vars(repaired), (
    "Nothing can be registered: super().__init__() is missing in __init__."
)
numbers = sum(parameter.numel() for parameter in repaired.parameters())
assert numbers != 0, (
    "parameters() finds nothing: a plain list hides its layers. "
    "Use nn.ModuleList, and nn.Parameter for the scale."
)
assert numbers == 12, (
    f"parameters() finds {numbers} numbers, not 12: two layers and the scale."
)
assert n_parameters == 12, (
    "Count weights and biases of both layers, and the scale."
)
assert repaired(torch.ones(4, 3)).shape == (4, 1), (
    "Four rows of three features should give four rows of one output."
)
repaired(features).sum().backward()
assert all(p.grad is not None for p in repaired.parameters()), (
    "One of the parameters has no part in forward: use all of them there."
)
# --8<-- [end:repair_check]
