"""Random numbers: seed, kinds, order, generators of your own, and limits."""

# --8<-- [start:seed]
import torch

torch.manual_seed(7)
first = torch.randn(3)
second = torch.randn(3)
torch.manual_seed(7)
again = torch.randn(3)
print(first, second, again, sep="\n")
# --8<-- [end:seed]

# --8<-- [start:toy]
state = 7    # the seed
toy_numbers = []
for _ in range(20):
    state = (5 * state + 3) % 16    # the remainder of a division by 16
    toy_numbers.append(state)
print(toy_numbers)
# --8<-- [end:toy]

# --8<-- [start:bookmark]
place = torch.get_rng_state()    # a copy of the state
next_three = torch.randn(3)
torch.set_rng_state(place)
repeated = torch.randn(3)
print(torch.equal(repeated, next_three), torch.initial_seed())
# --8<-- [end:bookmark]

# --8<-- [start:kinds]
torch.manual_seed(7)
uniform = torch.rand(4)
normal = torch.randn(4)
whole = torch.randint(0, 3, (8,))
shuffled = torch.randperm(5)
print(uniform, normal, whole, shuffled, sep="\n")
# --8<-- [end:kinds]

# --8<-- [start:shares]
many_uniform = torch.rand(10000)
many_normal = torch.randn(10000)
below_half = (many_uniform < 0.5).float().mean()
within_two = (many_normal.abs() < 2).float().mean()
print(f"{below_half:.2f} {within_two:.2f}")
# --8<-- [end:shares]

# --8<-- [start:whole_numbers]
many_whole = torch.randint(0, 3, (10000,))
with_points = torch.randint(0, 3, (2,), dtype=torch.float32)
print(many_whole.dtype, many_whole.unique(), with_points.dtype)
# --8<-- [end:whole_numbers]

# --8<-- [start:ranges]
torch.manual_seed(7)
between = 2 + (5 - 2) * torch.rand(4)
heights = 170 + 10 * torch.randn(4)
print(between, heights, sep="\n")
# --8<-- [end:ranges]

# --8<-- [start:order]
torch.manual_seed(7)
extra = torch.randn(1)    # one draw more than before
shifted = torch.randn(3)
print(shifted)
# --8<-- [end:order]

# --8<-- [start:generator]
private = torch.Generator().manual_seed(123)
torch.manual_seed(7)
noise = torch.randn(3, generator=private)
undisturbed = torch.randn(3)
print(noise, undisturbed, sep="\n")
# --8<-- [end:generator]

# --8<-- [start:fork]
torch.manual_seed(7)
with torch.random.fork_rng(devices=[]):    # an empty list: the CPU only
    torch.manual_seed(123)
    inside = torch.randn(3)
outside = torch.randn(3)
print(torch.equal(inside, noise), torch.equal(outside, undisturbed))
# --8<-- [end:fork]

# --8<-- [start:lengths]
for n in [5, 15, 16, 20, 32]:
    torch.manual_seed(7)
    print(n, torch.randn(n)[:5])
# --8<-- [end:lengths]

# --8<-- [start:rows]
torch.manual_seed(7)
one_row = torch.randn(1, 5)       # 5 numbers
torch.manual_seed(7)
three_rows = torch.randn(3, 5)    # 15 numbers
torch.manual_seed(7)
four_rows = torch.randn(4, 5)     # 20 numbers
print([torch.equal(t[0:1], one_row) for t in [three_rows, four_rows]])
# --8<-- [end:rows]

# --8<-- [start:uniform_start]
torch.manual_seed(7)
five_uniform = torch.rand(5)
torch.manual_seed(7)
twenty_uniform = torch.rand(20)
print(torch.equal(twenty_uniform[:5], five_uniform))
# --8<-- [end:uniform_start]

# --8<-- [start:more_rows]
print(one_row, four_rows[0:1], sep="\n")
# --8<-- [end:more_rows]

# --8<-- [start:joined_rows]
torch.manual_seed(7)
grown = torch.cat([torch.randn(1, 5), torch.randn(3, 5)])    # (4, 5)
print(grown.shape, torch.equal(grown[0:1], one_row))
# --8<-- [end:joined_rows]

# --8<-- [start:cuda_seed]
for seed_with in [torch.cuda.manual_seed_all, torch.manual_seed]:
    seed_with(1234)
    before = torch.rand(3)    # made on the CPU
    seed_with(1234)
    after = torch.rand(3)
    print(torch.equal(before, after))
# --8<-- [end:cuda_seed]

# --8<-- [start:seed_in_loop]
draws = []
for _ in range(3):
    torch.manual_seed(7)    # belongs above the loop
    draws.append(torch.randn(2))
print(*draws, sep="\n")
# --8<-- [end:seed_in_loop]

# --8<-- [start:randint_size]
try:
    torch.randint(0, 3, 5)
except TypeError as error:
    print(str(error).splitlines()[0])
# --8<-- [end:randint_size]

# --8<-- [start:normal_kernel]
counts = torch.tensor([1, 2, 3])
for like in [torch.randn_like, torch.rand_like]:
    try:
        like(counts)
    except NotImplementedError as error:
        print(error)
# --8<-- [end:normal_kernel]

# --8<-- [start:move]
device = "cpu"    # "cuda" on a computer with an NVIDIA GPU
torch.manual_seed(10)
made_on_cpu = torch.randn(3)
moved = made_on_cpu.to(device)
print(moved)
# --8<-- [end:move]

# --8<-- [start:two_dtypes]
for draw, n in [(torch.randn, 15), (torch.randn, 16), (torch.rand, 3)]:
    torch.manual_seed(7)
    single = draw(n)
    torch.manual_seed(7)
    double = draw(n, dtype=torch.float64)
    print(draw.__name__, n, torch.allclose(single.double(), double))
# --8<-- [end:two_dtypes]

# --8<-- [start:other_libraries]
import random

random.seed(7)
drawn_by_python = random.random()
torch.manual_seed(7)    # does not reach Python's generator
print(random.random() == drawn_by_python)
# --8<-- [end:other_libraries]

# --8<-- [start:in_functions]
def draw_weights():
    return torch.randn(2)


torch.manual_seed(7)
from_function = draw_weights()
torch.manual_seed(7)
direct = torch.randn(2)
print(torch.equal(from_function, direct))
# --8<-- [end:in_functions]

# --8<-- [start:every_draw]
torch.manual_seed(7)
draw_a, draw_b = torch.rand(2), torch.rand(2)    # one seed, two draws
torch.manual_seed(7)
draw_c = torch.rand(2)                           # the seed again
print(draw_a, draw_b, draw_c, sep="\n")
# --8<-- [end:every_draw]

# --8<-- [start:which_seed]
for seed in [0, 7, 42]:
    torch.manual_seed(seed)
    print(seed, torch.randn(3))
# --8<-- [end:which_seed]

# --8<-- [start:undo]
torch.manual_seed(7)
fresh = torch.seed()    # chooses a new seed, and returns it
print(torch.initial_seed() == fresh, fresh == 7)
# --8<-- [end:undo]

# --8<-- [start:sample_mean]
torch.manual_seed(7)
for n in [4, 400, 40000]:
    sample = torch.randn(n)
    print(n, f"{sample.mean():.2f} {sample.std():.2f}")
# --8<-- [end:sample_mean]

# --8<-- [start:added_layer]
torch.manual_seed(7)
layer = torch.nn.Linear(2, 1)
torch.manual_seed(7)
new_layer = torch.nn.Linear(3, 2)    # added in front
late_layer = torch.nn.Linear(2, 1)
print(torch.equal(late_layer.weight, layer.weight))
# --8<-- [end:added_layer]

# --8<-- [start:shuffle_together]
features = torch.tensor([[1.0], [2.0], [3.0], [4.0]])
targets = torch.tensor([10.0, 20.0, 30.0, 40.0])
torch.manual_seed(7)
order = torch.randperm(4)
print(order, features[order].flatten(), targets[order], sep="\n")
# --8<-- [end:shuffle_together]

# --8<-- [start:weighted]
chances = torch.tensor([0.7, 0.2, 0.1])
torch.manual_seed(7)
picked = torch.multinomial(chances, 1000, replacement=True)
print(picked[:10], picked.bincount(), sep="\n")
# --8<-- [end:weighted]

# --8<-- [start:zeros_and_ones]
torch.manual_seed(7)
mask = torch.rand(8) < 0.3    # True for about three in ten
print(mask, mask.float(), sep="\n")
# --8<-- [end:zeros_and_ones]

# --8<-- [start:loader]
from torch.utils.data import DataLoader

shuffler = torch.Generator().manual_seed(7)
loader = DataLoader(range(6), batch_size=3, shuffle=True, generator=shuffler)
first_pass = [batch.tolist() for batch in loader]
second_pass = [batch.tolist() for batch in loader]
shuffler.manual_seed(7)
new_run = [batch.tolist() for batch in loader]
print(first_pass, second_pass, new_run, sep="\n")
# --8<-- [end:loader]
