"""torch.nn: a wrong answer for each exercise, which its check must reject."""

# --8<-- [start:back_to_matrices]
W = layer.weight
B = layer.bias.view(1, 3)
# --8<-- [end:back_to_matrices]

# --8<-- [start:four_units]
net = nn.Sequential(
    nn.Linear(3, 4), nn.Sigmoid(), nn.Linear(4, 1), nn.Sigmoid()
)
with torch.no_grad():
    net[0].weight.copy_(W1.view(4, 3))
    net[0].bias.copy_(B1[0])
    net[2].weight.copy_(W2.T)
    net[2].bias.copy_(B2[0])
# --8<-- [end:four_units]

# --8<-- [start:repair]
class Repaired(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(3, 2), nn.Linear(2, 1)])
        self.scale = torch.ones(1)

    def forward(self, features):
        h = torch.sigmoid(self.layers[0](features))
        return self.scale * torch.sigmoid(self.layers[1](h))


n_parameters = 12
# --8<-- [end:repair]
