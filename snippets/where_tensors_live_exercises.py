"""Where a tensor lives: solutions of the exercises, and their checks."""

# --8<-- [start:setup]
import numpy as np
import torch

torch.manual_seed(7)
features = torch.randn(1, 5)
weights = torch.randn_like(features)
bias = torch.randn(1, 1)
readings = np.array([2.0, 4.0, 6.0])
measured = np.array([[-0.1, 0.8, 0.9, -1.1, 1.7]])
# --8<-- [end:setup]

# --8<-- [start:who_changes]
predicted_readings = [19.0, 39.0, 59.0]
predicted_shared = [5.0, 40.0, 60.0]
shared = torch.from_numpy(readings)
readings *= 10
readings = readings - 1
shared[0] = 5
print(readings, shared, sep="\n")
# --8<-- [end:who_changes]

# --8<-- [start:who_changes_check]
assert len(predicted_readings) == 3 and len(predicted_shared) == 3, (
    "Both predictions should hold three numbers."
)
assert [float(n) for n in predicted_shared][1:] == [40.0, 60.0], (
    "readings *= 10 works in place, so shared shows tens; "
    "readings - 1 makes a new array, so shared does not show that."
)
assert float(predicted_shared[0]) == 5.0, (
    "shared[0] = 5 writes into the memory that shared looks at."
)
assert [float(n) for n in predicted_readings] == [19.0, 39.0, 59.0], (
    "After readings = readings - 1, the name belongs to a new array: "
    "the last line no longer reaches it."
)
# --8<-- [end:who_changes_check]

# --8<-- [start:own_tensor]
def own_tensor(array):
    return torch.tensor(array, dtype=torch.float32)


singles = np.array([2.0, 4.0, 6.0], dtype=np.float32)
own = own_tensor(singles)
singles[0] = 100
print(own)
# --8<-- [end:own_tensor]

# --8<-- [start:own_tensor_check]
given = [np.array([[1.0, 2.0]], dtype=d) for d in ("f8", "f4", "i8")]
owned = [own_tensor(array) for array in given]
assert all(torch.is_tensor(tensor) for tensor in owned), (
    "own_tensor should return a tensor."
)
assert all(tensor.dtype == torch.float32 for tensor in owned), (
    "own_tensor should return float32 for every array, whatever its dtype."
)
assert all(tensor.tolist() == [[1.0, 2.0]] for tensor in owned), (
    "own_tensor should keep the numbers and the shape."
)
for array in given:
    array[0, 0] = 9
assert owned[0].tolist() == owned[2].tolist() == [[1.0, 2.0]], (
    "A later change of the array should not reach the tensor: copy it."
)
assert owned[1].tolist() == [[1.0, 2.0]], (
    "For an array that is float32 already, your tensor shares the memory: "
    "there is nothing to convert, so make the copy yourself."
)
# --8<-- [end:own_tensor_check]

# --8<-- [start:match]
def match(array, tensor):
    return torch.tensor(array, dtype=tensor.dtype, device=tensor.device)


y = torch.sigmoid(match(measured, weights) @ weights.T + bias)
print(y)
# --8<-- [end:match]

# --8<-- [start:match_check]
matched = match(measured, weights)
assert matched.shape == (1, 5) and matched.dtype == torch.float32, (
    "match(measured, weights) should be float32, with the shape of measured."
)
assert np.allclose(matched.numpy(), measured), (
    "match should keep the numbers of the array."
)
assert match(measured, weights.double()).dtype == torch.float64, (
    "For a float64 tensor, match should return float64: take over the dtype "
    "of the second argument, not a fixed one."
)
assert match(measured, weights.to("meta")).device.type == "meta", (
    "For a tensor on another device, match should return one that is there."
)
assert abs(float(y) - 0.1443) < 0.001, (
    "The shape and the dtype are right; y is the sigmoid of the matrix "
    "product plus the bias."
)
# --8<-- [end:match_check]
