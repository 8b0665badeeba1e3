# ---
# title: Turn the knobs of one neuron
# description: Plot a PyTorch neuron's line, its curve and its surface, and see what each weight and the bias do to them, one turn at a time.
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
# # Turn the knobs of one neuron

# %% [markdown] abstract="You will be able to"
# - **say** what each weight and the bias of a neuron do to its line, its curve and its surface;
# - **find** where a neuron changes its mind, and move that place where you want it;
# - **tell** which knob moves the output most, before you turn it.

# %% [markdown]
# A neuron with two features has three numbers that you may choose: two weights and a bias.
# Think of them as three knobs.
# In [The artificial neuron](../artificial-neuron.md) you turned them one number at a time.
# Here you look at the whole picture while they turn, because a formula tells you one output, and a plot tells you all of them.
#
# It is the neuron that waters your plant: [days without water speak for *yes*, rain speaks against it](../artificial-neuron.md#sum).
# Each symbol keeps [its color](../index.md) in the formulas and in the plots.

# %%
import matplotlib.pyplot as plt
import torch

weights = torch.tensor([[1.0, -2.0]])    # (1, 2): a day, a centimeter of rain
bias = torch.tensor([[-3.0]])            # (1, 1)

WEIGHT, BIAS = "#6b2400", "#ab2bb5"    # colors of the book
PRE, ACTIVATION = "#6e5401", "#127267"

# %% [markdown]
# ## One input: a line { #line }
#
# Leave the rain out for now.
# With one feature, the days, what is left is the straight line that you know from school:
#
# $$\pre{z} = \inp{x_1}\wgt{w_1} + \bia{b}$$
#
# The first knob is the weight.
# Before you read on, take a pencil: how do the lines for the weights 0.5, 1 and 2 differ, and in which point do they meet?

# %% fold="How this plot is drawn"
days = torch.linspace(-2, 8, 101)    # (101,)


def plot_lines(axes, lines):
    """Draw z for some weights and biases, each with its own dashes."""
    styles = ["--", "-", ":"]
    for (weight, offset, label, color), style in zip(lines, styles):
        z = days * weight + offset
        axes.plot(days, z, style, color=color, label=label)
    axes.axhline(0, color="gray", linewidth=0.8)
    axes.axvline(0, color="gray", linewidth=0.8)
    axes.set(xlabel="days, x₁", ylabel="z", ylim=(-8, 8))
    axes.legend(frameon=False)


# %% predict="Predict: what does the weight do to the line?" alt="Three straight lines for the weights 0.5, 1 and 2. The larger the weight, the steeper the line. All three meet at 0 days, where z is −3." caption="The weight is the slope. All three lines meet at 0 days, where no weight has a say."
figure, axes = plt.subplots(figsize=(4.6, 3))
plot_lines(axes, [(w, -3, f"weight {w}", WEIGHT) for w in (0.5, 1.0, 2.0)])
plt.show()

# %% [markdown] answer=true
# A larger weight makes the line steeper: it is how much z grows with one more day.
# The lines meet at 0 days, because 0 times any weight is 0, and only the bias is left there, −3.

# %% [markdown]
# Now the second knob, the bias, while the weight stays 1.

# %% predict="Predict: what does the bias do to the line?" alt="Three parallel lines for the biases −5, −3 and −1. A larger bias lifts the line. They cross zero at 5, 3 and 1 days." caption="The bias lifts or lowers the line, and leaves its slope alone."
figure, axes = plt.subplots(figsize=(4.6, 3))
plot_lines(axes, [(1.0, b, f"bias −{-b:.0f}", BIAS) for b in (-5, -3, -1)])
plt.show()

# %% [markdown] answer=true
# It shifts the whole line up or down.
# The slope stays, so the three lines are parallel, and each crosses zero on another day: the fifth, the third and the first.

# %% [markdown]
# The place where the line crosses zero matters most, because there the neuron [changes its mind](../artificial-neuron.md#line).
# You find it by solving for the days:
#
# $$\inp{x_1}\wgt{w_1} + \bia{b} = 0 \qquad\text{so}\qquad \inp{x_1} = -\frac{\bia{b}}{\wgt{w_1}}$$
#
# Both knobs move it: the bias carries the line past zero, and the weight tilts it.
# The block tries the five lines above; the first is the one with weight 0.5.

# %%
pairs = [(0.5, -3), (1, -3), (2, -3), (1, -5), (1, -1)]    # weight, bias
crossings = [-b / w for w, b in pairs]
print(crossings)

# %% [markdown]
# ## From the line to the curve { #curve }
#
# A line has no ends, and an answer between *no* and *yes* needs two.
# That is the job of [the sigmoid](../one-neuron.md#sigmoid), which takes z to y.
#
# The sigmoid has no knobs of its own.
# Whatever happens to the curve of y is done by the same weight and the same bias.
# Which of the two makes the curve steep, and which slides it sideways?

# %% fold="How this plot is drawn"
def plot_curves(axes, curves):
    """Draw y for some weights and biases, and mark where y is one half."""
    for (weight, offset, label, color), style in zip(curves, ["--", "-", ":"]):
        y = torch.sigmoid(days * weight + offset)
        axes.plot(days, y, style, color=color, label=label)
        axes.plot([-offset / weight], [0.5], "o", color=color)
    axes.axhline(0.5, color="gray", linewidth=0.8)
    axes.set(xlabel="days, x₁", ylabel="y", ylim=(-0.05, 1.05))
    axes.legend(frameon=False)


# %% predict="Predict: steep or sideways?" alt="Two plots of y over the days. Above, three weights: with a larger weight the curve is steeper and crosses one half earlier. Below, three biases: the same curve, shifted sideways, crossing one half at 5, 3 and 1 days." caption="Above three weights, below three biases. The dots mark where y is one half: there z is 0."
figure, (above, below) = plt.subplots(
    2, figsize=(4.6, 5.4), layout="constrained"
)
plot_curves(above, [(w, -3, f"weight {w}", WEIGHT) for w in (0.5, 1.0, 2.0)])
plot_curves(below, [(1.0, b, f"bias −{-b:.0f}", BIAS) for b in (-5, -3, -1)])
plt.show()

# %% [markdown] answer=true
# The weight makes the curve steep, and it also moves the dot, because the dot lies at minus bias over weight.
# The bias slides the curve sideways and keeps its shape.

# %% [markdown]
# How steep is it at the dot?
# There the slope of y is a quarter of the weight, which you can see by nudging the days a little to both sides:

# %%
for weight in (0.5, 1.0, 2.0):
    dot = 3.0 / weight
    nudged = torch.tensor([dot - 0.01, dot + 0.01], dtype=torch.float64)
    y = torch.sigmoid(nudged * weight - 3.0)
    print(weight, round(((y[1] - y[0]) / 0.02).item(), 4))

# %% [markdown]
# So you can aim: choose the weight for the steepness that you want, and then the bias that brings the dot to the right day.
#
# ## Two inputs: a surface { #surface }
#
# Bring the rain back.
#
# $$\pre{z} = \inp{x_1}\wgt{w_1} + \inp{x_2}\wgt{w_2} + \bia{b}$$
#
# A point is now a pair, days and rain, and above each pair stands one z: the line has become a tilted plane.
# The sigmoid bends that plane into a ramp between two flat floors, 0 and 1.
# The weights are [the matrix product's](../one-neuron.md#matrix-product) job: `grid` holds all pairs, one in each row, and one `@` computes them all.

# %% alt="A wire surface over days and rain. It lies flat near 0 where there is much rain, climbs, and lies flat near 1 where many days have passed." caption="y over all pairs of days and rain: a floor at 0, a ramp, a floor at 1."
side = torch.linspace(-2, 8, 21)
x1, x2 = torch.meshgrid(side, side - 4, indexing="xy")    # both (21, 21)
grid = torch.stack([x1.flatten(), x2.flatten()], dim=1)   # (441, 2)
y = torch.sigmoid(grid @ weights.T + bias)                # (441, 1)

figure = plt.figure(figsize=(4.6, 4))
axes = figure.add_subplot(projection="3d")
axes.plot_wireframe(
    x1.numpy(), x2.numpy(), y.view(21, 21).numpy(),
    color=ACTIVATION, linewidth=0.7,
)
for axis in (axes.xaxis, axes.yaxis, axes.zaxis):
    axis.pane.set_visible(False)
axes.set(xlabel="days, x₁", ylabel="rain, x₂", zlabel="y")
axes.view_init(elev=28, azim=-120)
plt.show()

# %% [markdown]
# Rain below zero makes no sense for a plant, but the plane goes on there, and a neuron does not know what its features mean.
#
# ## From above: the decision boundary { #above }
#
# A surface hides its far side, so look at it from above, as on a hiking map.
# The thick line is [the decision boundary](../artificial-neuron.md#line): there z is 0 and y is one half.
# On the shaded side y is larger.
# The arrow shows the two weights: as many steps to the right as the first weight says, and as many up as the second.
#
# Turn one knob in each of the other three maps: the first weight from 1 to 3, the second from −2 to 1, the bias from −3 to 1.
# Which of the three turns leaves the direction of the line as it was?

# %% fold="How these maps are drawn"
def plot_map(axes, w1, w2, b, title):
    """Draw a neuron from above: shaded where y is above one half."""
    z = x1 * w1 + x2 * w2 + b
    axes.contourf(x1, x2, z, levels=[0, 100], colors=[ACTIVATION], alpha=0.15)
    axes.contour(x1, x2, z, levels=[0], colors=[PRE], linewidths=2)
    axes.annotate(
        "", xy=(2 + w1, w2), xytext=(2, 0),
        arrowprops={"arrowstyle": "->", "color": WEIGHT, "linewidth": 1.5},
    )
    axes.axhline(0, color="gray", linewidth=0.6)
    axes.axvline(0, color="gray", linewidth=0.6)
    axes.set(title=title, xlim=(-2, 8), ylim=(-6, 4), aspect="equal")


# %% predict="Predict: which turn keeps the direction?" alt="Four maps with a straight boundary each. At first the boundary rises to the right and the shaded side lies below it. With first weight 3 it is steeper. With second weight 1 it falls to the right, and the shaded side lies above it. With bias 1 it is parallel to the first, moved to the left." caption="One knob turned in each map. The arrow of the weights always stands at a right angle to the boundary, and points to the shaded side."
figure, maps = plt.subplots(2, 2, figsize=(4.6, 4.8), layout="constrained")
for axes, knobs in zip(
    maps.flat,
    [
        (1, -2, -3, "as it was"),
        (3, -2, -3, "first weight 3"),
        (1, 1, -3, "second weight 1"),
        (1, -2, 1, "bias 1"),
    ],
):
    plot_map(axes, *knobs)
figure.supxlabel("days, x₁", fontsize=10)
figure.supylabel("rain, x₂", fontsize=10)
plt.show()

# %% [markdown] answer=true
# Only the bias: its line is parallel to the first one.
# Each weight turns the line, because the line stands at a right angle to the arrow of the weights.

# %% [markdown]
# Why a right angle?
# Walk along the line, and z stays 0: what the days add, the rain takes away.
# Walk along the arrow, and both products grow at once, so no other direction climbs as fast.
#
# And if you turn *all* knobs at once, by the same factor?
# The line stays where it is, for ten times zero is zero, and the ramp gets steeper; [you have seen it](../artificial-neuron.md#smooth) as a cliff.

# %%
point = torch.tensor([[5.0, 1.0]])    # on the line
beside = torch.tensor([[5.5, 1.0]])   # half a day later
for factor in (1, 3, 10):
    pair = torch.cat([point, beside])
    y = torch.sigmoid(pair @ (factor * weights).T + factor * bias)
    print(factor, [round(value, 2) for value in y.flatten().tolist()])

# %% [markdown]
# ## Which knob moves y the most? { #strongest }
#
# Today, six days have passed, with one centimeter of rain.
# You may turn one knob by 0.5, up or down.
# Which one brings y highest?

# %% predict="Predict: which knob, up or down?" alt="Three curves of y over the turn of one knob, which meet at turn 0. The curve of the first weight is by far the steepest; those of the second weight and of the bias are the same." caption="y today, while one knob turns and the other two stay. The first weight is multiplied by 6; the other two count once."
features = torch.tensor([[6.0, 1.0]])
turn = torch.linspace(-1, 1, 101).view(-1, 1)    # (101, 1)
z = (features @ weights.T + bias).item()
figure, axes = plt.subplots(figsize=(4.6, 3))
axes.plot(turn, torch.sigmoid(z + turn), ":", color=BIAS, linewidth=4)
axes.plot(turn, torch.sigmoid(z + turn * 1), "--", color=WEIGHT)
axes.plot(turn, torch.sigmoid(z + turn * 6), color=WEIGHT)
axes.set(xlabel="turn", ylabel="y", ylim=(-0.05, 1.05))
axes.legend(["bias", "second weight", "first weight"], frameon=False)
plt.show()

# %% [markdown] answer=true
# The first weight, up: it is multiplied by six days, so half a turn adds 3 to z.
# The second weight and the bias are both multiplied by 1, so their curves are one and the same.

# %% [markdown]
# A turn of a knob changes z by the turn times its feature, and the bias has the feature 1.
# Today the first weight is the strong one; tomorrow, after a storm, it may be the second.
# [Autograd](../autograd.md#slope) will compute such slopes for you, and this is how to check one:

# %%
knobs = torch.tensor([[1.0, -2.0, -3.0]], requires_grad=True)
y = torch.sigmoid(features @ knobs[:, :2].T + knobs[:, 2:])
y.backward()
print([round(slope, 4) for slope in knobs.grad.flatten().tolist()])

# %% [markdown]
# The first is six times the others.

# %% fold="The numbers of this page, checked"
assert crossings == [6, 3, 1.5, 5, 1]
assert knobs.grad[0, 0] == 6 * knobs.grad[0, 2]
assert (point @ weights.T + bias).item() == 0
for weight in (0.5, 1.0, 2.0):
    at_dot = torch.tensor(3 / weight, requires_grad=True)
    torch.sigmoid(at_dot * weight - 3).backward()
    assert at_dot.grad == weight / 4

# %% [markdown]
# ## Tasks to try { #tasks }
#
# Change the numbers and run the cells again; the downloads at the top of this page run in Jupyter and in Python.
#
# ### A plant that is thirsty on day 2 { #thirsty }
#
# Keep the rain out.
# Choose a weight and a bias so that y is one half on day 2, with a slope of 1 there.

# %% solution="One solution"
thirsty_weight = 4.0
thirsty_bias = -2 * thirsty_weight
day = torch.tensor(2.0, requires_grad=True)
y = torch.sigmoid(day * thirsty_weight + thirsty_bias)
y.backward()
print(y.item(), day.grad.item())
assert (y.item(), day.grad.item()) == (0.5, 1.0)

# %% [markdown]
# ### A neuron that ignores the rain { #ignore }
#
# Which knob do you turn, and what does the line look like from above?
# Use `plot_map` to look.

# %% solution="One solution" alt="A map with an upright boundary at 3 days; everything to its right is shaded." caption="With second weight 0, the boundary is upright: the rain has no say."
figure, axes = plt.subplots(figsize=(3, 3))
plot_map(axes, 1, 0, -3, "second weight 0")
plt.show()

# %% [markdown]
# ### Turn the neuron around { #around }
#
# Make the neuron say *no* wherever it said *yes*, with the same line.
# There is a way to change all outputs from y to 1 − y; which one?

# %% solution="One solution"
around = torch.sigmoid(grid @ -weights.T - bias)    # all three signs changed
y = torch.sigmoid(grid @ weights.T + bias)
print(torch.allclose(around, 1 - y, atol=1e-6))
assert torch.allclose(around, 1 - y, atol=1e-6)

# %% [markdown]
# ## What to remember { #remember }
#
# - A weight is a slope: it says how much z grows with one more of its feature.
# - The bias shifts: the line up, the curve sideways, the boundary in parallel.
# - Together they place the dot where y is one half, at minus bias over weight.
# - With two features the boundary is a line, at a right angle to the weights.
# - A knob is as strong as the feature that it multiplies.
#
# Next: a question that no turn of these knobs can answer, in [XOR: why one layer is not enough](xor.py).
