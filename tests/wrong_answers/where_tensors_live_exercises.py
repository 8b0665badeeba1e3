"""Wrong answers to the exercises, for their checks to reject."""

# --8<-- [start:who_changes]
predicted_readings = [5.0, 39.0, 59.0]
predicted_shared = [5.0, 39.0, 59.0]
# --8<-- [end:who_changes]


# --8<-- [start:own_tensor]
def own_tensor(array):
    return torch.from_numpy(array).float()


# --8<-- [end:own_tensor]


# --8<-- [start:match]
def match(array, tensor):
    return torch.from_numpy(array).float()


y = torch.sigmoid(match(measured, weights) @ weights.T + bias)
# --8<-- [end:match]
