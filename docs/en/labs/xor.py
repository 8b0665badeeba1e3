# ---
# title: "XOR: why one layer is not enough"
# description: Draw what one neuron, a stack of linear layers and a network with hidden units can divide, over fifty random starts each.
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # XOR: why one layer is not enough

# %% [markdown] abstract="You will be able to"
# - **show** that one neuron gets at most three corners of XOR right, and why;
# - **show** that a stack of linear layers is no better than one;
# - **read** from a picture how two hidden units solve it, and how often a random start finds that solution.

# %% [markdown]
# XOR asks for *one or the other, but not both*.
# You know from [The artificial neuron](../artificial-neuron.md#gates) that no single step unit computes it, and from [Activation functions](../activations.md#xor) that a few hidden units do.
# Both chapters count; here you look.
# A picture shows *why* the first fails and what the second does about it.
#
# ## Four corners, two answers { #corners }

# %%
from itertools import pairwise

import matplotlib.pyplot as plt
import torch
from torch.nn import functional as F

corners = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
answers = torch.tensor([[0.0], [1.0], [1.0], [0.0]])    # (4, 1)

INPUT, PRE, ACTIVATION = "#0b30a0", "#6e5401", "#127267"    # of the book
WEIGHT, BIAS = "#6b2400", "#ab2bb5"

# %% fold="How the maps are drawn" alt="A square with a corner at each pair of 0 and 1. The corners 0,1 and 1,0 are full dots, the corners 0,0 and 1,1 are open squares: the two kinds lie across from each other." caption="The four inputs of XOR. A full dot asks for 1, an open square for 0."
x1, x2 = torch.meshgrid(
    torch.linspace(-0.5, 1.5, 61), torch.linspace(-0.5, 1.5, 61), indexing="xy"
)
grid = torch.stack([x1.flatten(), x2.flatten()], dim=1)    # (3721, 2)


def plot_corners(axes, points=corners):
    """Draw the four inputs: a dot asks for 1, a square for 0."""
    ones, zeros = points[answers[:, 0] == 1], points[answers[:, 0] == 0]
    axes.plot(*ones.T, "o", color=INPUT, markersize=9)
    axes.plot(
        *zeros.T, "s", color=INPUT, markersize=9, markerfacecolor="white",
        markeredgewidth=1.5,
    )
    axes.set(xticks=[0, 1], yticks=[0, 1], aspect="equal")


def plot_map(axes, z, title=""):
    """Shade where a network's z is above zero; the line is where it is 0."""
    z = z.detach().view(61, 61)
    axes.contourf(x1, x2, z, levels=[0, 1e9], colors=[ACTIVATION], alpha=0.2)
    axes.contour(x1, x2, z, levels=[0], colors=[PRE], linewidths=2)
    plot_corners(axes)
    axes.set(title=title, xlim=(-0.5, 1.5), ylim=(-0.5, 1.5))


figure, axes = plt.subplots(figsize=(2.6, 2.6))
plot_corners(axes)
axes.set(xlabel="x₁", ylabel="x₂", xlim=(-0.5, 1.5), ylim=(-0.5, 1.5))
plt.show()

# %% [markdown]
# ## One neuron { #one-neuron }
#
# A neuron divides the plane by [a straight line](../artificial-neuron.md#line), the place where z is 0.
# On one side of it the answer is 1, on the other 0.
#
# Instead of trusting a proof, try many lines.
# The block takes 41 values for each weight and for the bias, makes a neuron from every triple, and asks each one for all four corners at once.
# How many corners does the best of these 68,921 neurons get right?

# %% predict="Predict: the most corners that one neuron gets right"
values = torch.linspace(-2, 2, 41)
knobs = torch.cartesian_prod(values, values, values)    # (68921, 3)
z = corners @ knobs[:, :2].T + knobs[:, 2]              # (4, 68921)
n_right = ((z > 0) == (answers == 1)).sum(dim=0)        # (68921,)
print(len(knobs), n_right.max().item())

# %% [markdown] answer=true
# Three, and never four.
# More values would not help: whichever line you draw, the two full dots lie across from each other, and so do the two open squares.

# %% [markdown]
# Here are four lines that get three corners right, each missing another corner.

# %% fold="How these maps are drawn" alt="Four maps, each divided by one straight line. In each of them three of the four corners lie on the side where they belong, and a different corner lies on the wrong side." caption="Four neurons, three right corners each. The shaded side answers 1."
figure, maps = plt.subplots(2, 2, figsize=(4.6, 4.8), layout="constrained")
for axes, (w1, w2, b) in zip(
    maps.flat, [(1, 1, -0.5), (-1, -1, 1.5), (1, -1, -0.5), (-1, 1, -0.5)]
):
    plot_map(axes, grid @ torch.tensor([[w1], [w2]]).float() + b)
plt.show()

# %% [markdown]
# What does *training* make of it?
# [The loop](../true-weights.md#loop) is the one you know, with [Adam](../true-weights.md#symmetry) as its optimizer.
# It trains 50 networks side by side, from 50 random starts: one more axis in front of every weight matrix does it, and [no network touches another](../batches.md#loop).

# %%
def train(sizes, activation, steps=300, n_networks=50):
    """Train networks side by side; return their layers' (W, B) pairs."""
    torch.manual_seed(7)
    layers = [
        [torch.randn(n_networks, rows, n_out) for rows in (n_in, 1)]
        for n_in, n_out in pairwise(sizes)
    ]
    parameters = [p.requires_grad_() for layer in layers for p in layer]
    optimizer = torch.optim.Adam(parameters, lr=0.1)
    targets = answers.expand(n_networks, 4, 1)
    for _ in range(steps):
        z = forward(layers, activation, corners)
        loss = F.binary_cross_entropy_with_logits(z, targets, reduction="sum")
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return layers


def forward(layers, activation, features):
    """Return z of the last layer of every network: (networks, rows, 1)."""
    h = features
    for W, B in layers[:-1]:
        h = activation(h @ W + B)
    W, B = layers[-1]
    return h @ W + B


neurons = train([2, 1], None)
z = forward(neurons, None, corners)         # (50, 4, 1)
y_neurons = torch.sigmoid(z).detach()

# %% [markdown]
# Training does not count corners; it lowers [the loss](../true-weights.md#loss).
# Which four outputs would a single neuron choose, if it must be as little wrong as possible?

# %% predict="Predict: the four outputs after training"
print([round(y, 2) for y in y_neurons[0].flatten().tolist()])
print(round((y_neurons - 0.5).abs().max().item(), 2))

# %% [markdown] answer=true
# One half, four times: "I do not know".
# The second number is the largest distance from one half over all 50 neurons, so every start ends there.
# Any tilt of the surface helps one dot and hurts the other.

# %% [markdown]
# ## A stack of linear layers { #linear-stack }
#
# One layer is not enough, so take two: eight units in front of the neuron, and no [activation function](../activations.md#collapse) between them.
# It has 33 parameters where the neuron had three.
# Does it draw a better line?

# %% predict="Predict: does the second layer help?"
def identity(z):
    return z


stacks = train([2, 8, 1], identity)
y_stacks = torch.sigmoid(forward(stacks, identity, corners)).detach()
print(sum(p[0].numel() for layer in stacks for p in layer))
print(round((y_stacks - 0.5).abs().max().item(), 2))

# %% [markdown] answer=true
# No: one half, in all four corners, for all 50 starts.

# %% [markdown]
# The reason is one line of algebra, which [the chapter on activation functions](../activations.md#collapse) takes apart:
#
# $$(\inp{\mathbf{x}}\,\wgt{\mathbf{W}^{(1)}} + \bia{\mathbf{b}^{(1)}})\,\wgt{\mathbf{W}^{(2)}} + \bia{b^{(2)}} = \inp{\mathbf{x}}\,(\wgt{\mathbf{W}^{(1)}}\wgt{\mathbf{W}^{(2)}}) + (\bia{\mathbf{b}^{(1)}}\wgt{\mathbf{W}^{(2)}} + \bia{b^{(2)}})$$
#
# Two layers are one layer with other numbers, so the border of any such stack is a straight line.
# You can see it in stacks that were not trained at all:

# %%
(W1, B1), (W2, B2) = train([2, 8, 1], identity, steps=0)
W, B = W1 @ W2, B1 @ W2 + B2              # (50, 2, 1), (50, 1, 1)
z_stack = (grid @ W1 + B1) @ W2 + B2      # (50, 3721, 1)
z_merged = grid @ W + B
print(torch.allclose(z_stack, z_merged, atol=1e-4))

# %% fold="How these maps are drawn" alt="Four maps of untrained stacks of two linear layers. Each is divided by one straight line." caption="Four untrained stacks of two linear layers, of those whose border crosses this square: 33 parameters each, and still one straight line."
figure, maps = plt.subplots(2, 2, figsize=(4.6, 4.8), layout="constrained")
has_border = ((z_stack > 0).any(dim=1) & (z_stack < 0).any(dim=1)).flatten()
for axes, z in zip(maps.flat, z_stack[has_border]):
    plot_map(axes, z)
plt.show()

# %% [markdown]
# ## Hidden units that bend { #hidden }
#
# Now put [tanh](../activations.md#tanh-relu) between the layers, and nothing else.
# That is a 2-h-1 network: two inputs, h hidden units, one output.
# A network has learned XOR if all four corners are on the right side.
#
# How many of the 50 starts get there, with one, two, four and eight hidden units?

# %% predict="Predict: how many of 50 starts learn XOR?"
networks, learned = {}, {}
for n_hidden in (1, 2, 4, 8):
    networks[n_hidden] = train([2, n_hidden, 1], torch.tanh)
    z = forward(networks[n_hidden], torch.tanh, corners)    # (50, 4, 1)
    learned[n_hidden] = ((z > 0) == (answers == 1)).all(dim=(1, 2))    # (50,)
    print(n_hidden, learned[n_hidden].sum().item())

# %% [markdown] answer=true
# One hidden unit never learns it: a single tanh bends z, but along one direction z still only climbs or only falls, so the border stays one straight line.
# With two units the random start decides, and more than half of the starts get stuck.
# With eight, every start finds a way.

# %% [markdown]
# So two units are enough in principle, and eight are enough in practice.
# More hidden units do not make a solution possible that was not; they make it easy to find.
#
# What do the borders look like?
# Above, three networks with two hidden units that have learned XOR; below, three that are stuck.

# %% fold="How these maps are drawn" alt="Six maps. In the upper three there are two borders, and the shaded area holds both full dots and neither open square. In the lower three, one or two corners lie on the wrong side." caption="Six networks with two hidden units. Above: learned. Below: stuck."
def pick(layers, index):
    """One of the networks that were trained side by side."""
    return [(W[index], B[index]) for W, B in layers]


figure, maps = plt.subplots(2, 3, figsize=(4.8, 3.5), layout="constrained")
for row, kind in zip(maps, (learned[2], ~learned[2])):
    for axes, index in zip(row, kind.nonzero().flatten()[:3].tolist()):
        network = pick(networks[2], index)
        plot_map(axes, forward(network, torch.tanh, grid), f"start {index}")
plt.show()

# %% [markdown]
# ## What the two hidden units do { #inside }
#
# Each hidden unit is a neuron and can draw one line, no more.
# Two lines, then: what does the output unit do with them?
# It sees neither the plane nor the corners, only the two hidden values of each corner.
# So draw the corners where the output unit sees them.

# %% fold="How this plot is drawn" alt="Two plots. On the left the four corners of XOR with two straight lines, one for each hidden unit; the full dots lie between the lines. On the right the same four inputs at their hidden values: the two full dots have come together, and one straight line divides them from the open squares." caption="Left: the line of each hidden unit. Right: the same four inputs, placed by their hidden values. Here one straight line is enough."
best = learned[2].nonzero().flatten()[0].item()
(W1, B1), (W2, B2) = [
    (W.detach(), B.detach()) for W, B in pick(networks[2], best)
]
h = torch.tanh(corners @ W1 + B1)    # (4, 2)

figure, (left, middle) = plt.subplots(
    1, 2, figsize=(4.8, 2.6), layout="constrained"
)
z1 = (grid @ W1 + B1).view(61, 61, 2)
for unit, style in enumerate(["solid", "dashed"]):
    left.contour(
        x1, x2, z1[..., unit], levels=[0], colors=[WEIGHT], linestyles=style
    )
plot_corners(left)
left.set(xlabel="x₁", ylabel="x₂", xlim=(-0.5, 1.5), ylim=(-0.5, 1.5))

h1, h2 = torch.meshgrid(
    torch.linspace(-1.4, 1.4, 61), torch.linspace(-1.4, 1.4, 61), indexing="xy"
)
z2 = h1 * W2[0] + h2 * W2[1] + B2
middle.contourf(h1, h2, z2, levels=[0, 1e9], colors=[ACTIVATION], alpha=0.2)
middle.contour(h1, h2, z2, levels=[0], colors=[PRE], linewidths=2)
plot_corners(middle, h)
middle.set(xlabel="h₁", ylabel="h₂", xticks=[-1, 0, 1], yticks=[-1, 0, 1])
plt.show()

# %%
print(h.round(decimals=2))    # a row for each corner, a column for each unit

# %% [markdown]
# The corners have moved.
# In the hidden values, the two dots lie on one side of a straight line and the two squares on the other, so a single neuron can finish the work.
# **A hidden layer does not solve the problem; it moves the points until a line can.**

# %% fold="The numbers of this page, checked"
counts = {n_hidden: int(each.sum()) for n_hidden, each in learned.items()}
assert len(knobs) == 68921 and n_right.max() == 3
assert (y_neurons - 0.5).abs().max() < 0.005
assert (y_stacks - 0.5).abs().max() < 0.005
assert sum(p[0].numel() for layer in stacks for p in layer) == 33
assert torch.allclose(z_stack, z_merged, atol=1e-4)
assert counts[1] == 0 and counts[2] < 25 and counts[8] == 50

# %% [markdown]
# ## Tasks to try { #tasks }
#
# ### AND in place of XOR { #and }
#
# Change `answers` so that only the corner 1,1 asks for 1, and train 50 single neurons.
# How many learn it?

# %% solution="One solution"
xor_answers = answers
answers = torch.tensor([[0.0], [0.0], [0.0], [1.0]])
z = forward(train([2, 1], None), None, corners)
print(((z > 0) == (answers == 1)).all(dim=(1, 2)).sum().item())
assert ((z > 0) == (answers == 1)).all()
answers = xor_answers

# %% [markdown]
# ### ReLU in place of tanh { #relu }
#
# Train networks with four hidden [ReLU](../activations.md#tanh-relu) units.
# Do more of the 50 starts learn XOR than with four tanh units, or fewer?
# Look up [dead units](../activations.md#dead-relu) if the answer surprises you.

# %% solution="One solution"
z = forward(train([2, 4, 1], torch.relu), torch.relu, corners)
n_relu = ((z > 0) == (answers == 1)).all(dim=(1, 2)).sum().item()
print(n_relu)
assert n_relu < learned[4].sum()    # a dead unit has no slope to learn from

# %% [markdown]
# ### One neuron, one more feature { #product }
#
# A single neuron can answer XOR after all, if you give it a third feature: the product of the two.
# Find weights and a bias by hand, with z below zero for 0 and above zero for 1.

# %% solution="One solution"
product = corners[:, :1] * corners[:, 1:]             # (4, 1)
three = torch.cat([corners, product], dim=1)          # (4, 3)
z = three @ torch.tensor([[1.0], [1.0], [-2.0]]) - 0.5
print(z.T)
assert ((z > 0) == (answers == 1)).all()

# %% [markdown]
# ## What to remember { #remember }
#
# - One neuron draws one straight line, and no line gets more than three corners of XOR right.
# - A stack of linear layers draws one straight line too, whatever its size.
# - With an activation function in between, hidden units move the points until a line can divide them.
# - Two hidden units can do it; more of them make it likely that training finds out how.
#
# Next: the same kind of network reads pictures, in [Handwritten digits](digits.py).
