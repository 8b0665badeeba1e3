# ---
# title: Handwritten digits
# description: Read 1,797 handwritten digits with a network of your own, untrained and trained, and judge it honestly on pictures that it has never seen.
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
# # Handwritten digits

# %% [markdown] abstract="You will be able to"
# - **run** the multilayer forward pass on real pictures, and say what untrained weights make of them;
# - **train** the network, and judge it honestly, on pictures that training has not seen;
# - **read** a confusion matrix, and look at the pictures behind it.

# %% [markdown]
# So far the inputs of this book were a few numbers that you could read one by one.
# A picture is numbers too, only more of them, and that is all a network needs to know about it.
# This lab reads handwritten digits with the two lines of [the whole pass](../layers.md#forward): first with random weights, then with trained ones.
#
# ## Pictures are rows of numbers { #data }
#
# The data come with the package scikit-learn, so nothing has to be downloaded: 1,797 digits, [written by 43 people](https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits)<!--number: the source says how many people-->.
# Each is a picture of 8 by 8 pixels, and each pixel a number from 0, paper, to 16, ink.
# One row of `data` holds one picture, its 64 pixels line by line; `target` says which digit it is.

# %%
import matplotlib.pyplot as plt
import torch
from matplotlib.colors import LinearSegmentedColormap, to_rgba
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch.nn import functional as F

digits = load_digits()
print(digits.data.shape, digits.data.min(), digits.data.max())
print(digits.data[0].reshape(8, 8).astype(int))

# %% [markdown]
# Can you see the digit in the numbers?
# Draw it, and its nine neighbors in the file.

# %% fold="How the pictures are drawn" alt="Ten small pictures, in two rows: the handwritten digits 0 to 9, each drawn with 8 by 8 pixels." caption="The first ten pictures of the file, with their targets above."
INK, MARK = "#0b30a0", "#c40a49"    # two colors of the book
ink = LinearSegmentedColormap.from_list("ink", [to_rgba(INK, 0), to_rgba(INK)])


def plot_digit(axes, pixels, title):
    """Draw one picture: the more ink, the darker the pixel."""
    axes.pcolormesh(pixels.reshape(8, 8), cmap=ink, vmin=0, vmax=pixels.max())
    axes.set(xticks=[], yticks=[], aspect="equal")
    axes.set_title(title, fontsize=9)
    axes.invert_yaxis()


figure, pictures = plt.subplots(2, 5, figsize=(4.6, 2.2), layout="constrained")
for axes, pixels, target in zip(pictures.flat, digits.data, digits.target):
    plot_digit(axes, pixels, str(target))
plt.show()

# %% [markdown]
# ## Put some away first { #split }
#
# A network that has seen a picture in training may simply remember it.
# [You have met that](../true-weights.md#new-rows): the loss was almost zero on the rows of the training, and not on the others.
# So put a quarter of the pictures away before anything else happens, the *test set*, and look at them only to judge.
# The rest is the *training set*.
#
# `stratify` keeps the share of every digit the same in both, so that no digit is missing by chance.
# `random_state` is [the seed](../two-networks.md#seed) of the split.

# %%
train_pixels, test_pixels, train_targets, test_targets = train_test_split(
    digits.data / 16, digits.target,
    test_size=0.25, stratify=digits.target, random_state=7,
)
features = torch.tensor(train_pixels, dtype=torch.float32)        # (1347, 64)
test_features = torch.tensor(test_pixels, dtype=torch.float32)    # (450, 64)
target = torch.tensor(train_targets)                              # (1347,)
test_target = torch.tensor(test_targets)                          # (450,)
print(features.shape, test_features.shape)
print(target.bincount(), test_target.bincount())

# %% [markdown]
# Every digit is about a tenth of the pictures.
# Remember this number: whoever always says the same digit is right in 10 % of the cases.
#
# ## The forward pass, untrained { #untrained }
#
# The network is 64-32-10: 64 pixels, 32 hidden units with [ReLU](../activations.md#tanh-relu), and [one output unit for each digit](../layers.md#digits).
# Its answer is the digit whose output is the largest; [the outputs stay logits](../activations.md#logits), for no activation function would change which one is largest.
#
# The weights are random, and each column is scaled down by [the number of inputs](../torch-nn.md#start-values), so that z neither explodes nor vanishes.

# %%
def start(n_input=64, n_hidden=32, n_output=10, seed=7):
    """Return fresh parameters W1, B1, W2, B2."""
    torch.manual_seed(seed)
    W1 = torch.randn(n_input, n_hidden) * (2 / n_input) ** 0.5
    W2 = torch.randn(n_hidden, n_output) * (1 / n_hidden) ** 0.5
    return W1, torch.zeros(1, n_hidden), W2, torch.zeros(1, n_output)


def forward(parameters, features):
    """Return the logits: a row for each picture, a column for each digit."""
    W1, B1, W2, B2 = parameters
    h = torch.relu(features @ W1 + B1)    # (n, 64) @ (64, 32) -> (n, 32)
    return h @ W2 + B2                    # (n, 32) @ (32, 10) -> (n, 10)


def accuracy(parameters, features, target):
    """Return the share of right answers."""
    answer = forward(parameters, features).argmax(dim=1)
    return (answer == target).float().mean().item()


untrained = start()
logits = forward(untrained, test_features)
print(logits.shape, sum(parameter.numel() for parameter in untrained))

# %% [markdown]
# What share of the 450 test pictures does an untrained network get right?
# Write it down before you open the box.
# One network may be lucky, so the block asks twenty, from twenty seeds, and prints the lowest, the mean and the highest share.

# %% predict="Predict: the share of right answers without training"
networks = [start(seed=seed) for seed in range(20)]
shares = [accuracy(each, test_features, test_target) for each in networks]
print(*[round(x, 2) for x in (min(shares), sum(shares) / 20, max(shares))])

# %% [markdown] answer=true
# About 10 %, as good as guessing.
# A single untrained network may be at 6 % or at 19 %, but that is luck, not skill.

# %% [markdown]
# What does such a network say?
# The bars count its answers, digit by digit.

# %% alt="A bar for each digit from 0 to 9. A few digits get most of the answers, and several get almost none." caption="The answers of one untrained network to the 450 test pictures. A dashed line marks an even share."
said = logits.argmax(dim=1).bincount(minlength=10)
figure, axes = plt.subplots(figsize=(4.6, 2.4))
axes.bar(range(10), said, color=INK)
axes.axhline(45, color="gray", linestyle="--")
axes.set(xlabel="answer", ylabel="pictures", xticks=range(10))
plt.show()

# %% [markdown]
# It has favorites, whatever you show it.
# The sizes fit, the pass runs, and nothing in it knows what a digit is.
#
# ## Train it { #train }
#
# Training changes the four tensors and nothing else.
# [The loss for several classes](../torch-nn.md#float-classes) is the cross-entropy: it takes the logits and the number of the right class.
# Each of the 200 steps uses the whole training set, and [Adam](../true-weights.md#sgd-or-adam) takes the step.
# The test set is measured along the way, and it never decides anything.

# %%
def train(features, target, seed=7, steps=200):
    """Return trained parameters, and both accuracies on the way."""
    parameters = [p.requires_grad_() for p in start(seed=seed)]
    optimizer = torch.optim.Adam(parameters, lr=0.01)
    history = []
    for step in range(steps + 1):
        loss = F.cross_entropy(forward(parameters, features), target)
        if step % 10 == 0:
            history.append([
                accuracy(parameters, features, target),
                accuracy(parameters, test_features, test_target),
            ])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [p.detach() for p in parameters], torch.tensor(history)


trained, history = train(features, target)

# %% predict="Predict: both shares after training" alt="Two curves over 200 steps. Both climb steeply from about 10 percent and flatten after about 50 steps. The curve of the training set reaches 100 percent; that of the test set stays a little below it." caption="The share of right answers during training, on both sets."
figure, axes = plt.subplots(figsize=(4.6, 3))
steps = range(0, 201, 10)
axes.plot(steps, history[:, 0], "--", color=INK, label="training set")
axes.plot(steps, history[:, 1], color=MARK, label="test set")
axes.set(xlabel="step", ylabel="share of right answers", ylim=(0, 1.05))
axes.legend(frameon=False)
plt.show()
print([round(share, 2) for share in history[-1].tolist()])

# %% [markdown] answer=true
# All of the training pictures, and about 98 % of the test pictures.

# %% [markdown]
# The first number says how well the network has learned its pictures by heart; only the second one is a promise for new pictures.
# If you report one number, report the second.
#
# Is it a fair promise?
# It depends on which pictures you happened to put away and on the start.
# Five other splits, each with its own start, tell you how much:

# %%
repeated = []
for seed in range(5):
    split = train_test_split(
        digits.data / 16, digits.target,
        test_size=0.25, stratify=digits.target, random_state=seed,
    )
    new_features, new_test = (
        torch.tensor(pixels, dtype=torch.float32) for pixels in split[:2]
    )
    new_target, new_test_target = (torch.tensor(each) for each in split[2:])
    parameters, _ = train(new_features, new_target, seed)
    repeated.append(accuracy(parameters, new_test, new_test_target))
print([round(share, 2) for share in repeated])

# %% [markdown]
# They differ by about a percent, which is four or five of the 450 test pictures.
# So "97 or 98 %" is an honest promise, and more digits behind the point would not be.
#
# ## Which digits get mixed up? { #confusion }
#
# One share hides which mistakes were made.
# A *confusion matrix* has a row for each digit that was written and a column for each answer; each entry counts pictures.
# The right answers lie on the diagonal.

# %% alt="A grid of ten rows and ten columns. Nearly all pictures lie on the diagonal, with about 45 in each of its cells; a handful of ones and twos lie beside it." caption="Rows: what was written. Columns: what the network answered. Marked in the other color: the mistakes."
answer = forward(trained, test_features).argmax(dim=1)
confusion = torch.zeros(10, 10, dtype=torch.int64)
for written, said in zip(test_target, answer):
    confusion[written, said] += 1

figure, axes = plt.subplots(figsize=(4.6, 4.4))
axes.pcolormesh(confusion.clamp(max=45).numpy(), cmap=ink, vmin=0, vmax=200)
for written in range(10):
    for said in range(10):
        count = confusion[written, said].item()
        if count:
            color = "black" if written == said else MARK
            weight = "normal" if written == said else "bold"
            axes.text(
                said + 0.5, written + 0.5, count, color=color, weight=weight,
                ha="center", va="center",
            )
axes.set(xlabel="answered", ylabel="written", aspect="equal")
axes.set_xticks([i + 0.5 for i in range(10)], range(10))
axes.set_yticks([i + 0.5 for i in range(10)], range(10))
axes.invert_yaxis()
plt.show()

# %% [markdown]
# Every picture off the diagonal is a mistake.
# Look at all of them before you blame the network: could you read them?

# %% alt="The test pictures that the network got wrong, each with the written digit and the answer. Several are hard to read for a person too." caption="All mistakes on the test set: what was written, and what the network answered."
wrong = (answer != test_target).nonzero().flatten().tolist()
figure, pictures = plt.subplots(2, 5, figsize=(4.6, 2.4), layout="constrained")
for axes in pictures.flat:
    axes.set_axis_off()
for axes, index in zip(pictures.flat, wrong):
    axes.set_axis_on()
    words = f"{test_target[index].item()}, not {answer[index].item()}"
    plot_digit(axes, test_pixels[index], words)
plt.show()
print(len(wrong), "of", len(test_target))

# %% [markdown]
# Eight by eight pixels leave little of a digit.
# Most of these are hard for you as well, and that is worth knowing: part of what is missing to 100 % is not in the pictures.
#
# ## Is the hidden layer worth it? { #baseline }
#
# A share means little alone; compare it with something simpler.
# The simplest reader has no weights to train: it averages all training pictures of a digit, and answers with the digit whose average is nearest.

# %% predict="Predict: the share of right answers of the ten averages" alt="Ten blurred pictures: the averages of the digits 0 to 9." caption="The average of each digit in the training set."
averages = torch.stack([features[target == d].mean(dim=0) for d in range(10)])
nearest = torch.cdist(test_features, averages).argmin(dim=1)
share_nearest = (nearest == test_target).float().mean().item()

figure, pictures = plt.subplots(2, 5, figsize=(4.6, 2.2), layout="constrained")
for axes, digit in zip(pictures.flat, range(10)):
    plot_digit(axes, averages[digit].numpy(), str(digit))
plt.show()
print(round(share_nearest, 2))

# %% [markdown] answer=true
# About 90 %, without any training.
# The network is better by far: it gets seven pictures wrong where the averages get 46 wrong.
# But do not compare it with zero; compare it with the best simple reader that you can think of.

# %% fold="The numbers of this page, checked"
assert digits.data.shape == (1797, 64) and len(test_target) == 450
assert [round(x, 2) for x in (min(shares), max(shares))] == [0.06, 0.19]
assert abs(sum(shares) / 20 - 0.10) < 0.01
assert round(100 * history[-1, 0].item()) == 100 and steps[-1] == 200
assert abs(history[-1, 1] - 0.98) < 0.01
assert len(wrong) in (6, 7, 8)    # the last digit is the machine's
assert all(0.96 < share < 0.99 for share in repeated)
assert abs(share_nearest - 0.90) < 0.01
assert (nearest != test_target).sum() == 46

# %% [markdown]
# ## Tasks to try { #tasks }
#
# ### Fewer hidden units { #fewer }
#
# Train the network with 4 hidden units in place of 32.
# What is the share on the test set?

# %% solution="One solution"
parameters = [p.requires_grad_() for p in start(n_hidden=4)]
optimizer = torch.optim.Adam(parameters, lr=0.01)
for _ in range(200):
    optimizer.zero_grad()
    F.cross_entropy(forward(parameters, features), target).backward()
    optimizer.step()
share_4 = accuracy(parameters, test_features, test_target)
print(round(share_4, 1))
assert share_4 < 0.95    # four numbers are little to tell ten digits apart

# %% [markdown]
# ### One pixel to the right { #shift }
#
# Move every test picture one pixel to the right, with `roll`, and ask the trained network.
# Predict first: does it still read them?

# %% solution="One solution"
moved = test_features.view(-1, 8, 8).roll(1, dims=2).reshape(-1, 64)
share_moved = accuracy(trained, moved, test_target)
print(round(share_moved, 1))
assert share_moved < 0.8    # to this network, a moved pixel is another feature

# %% [markdown]
# ### Shuffle the pixels { #shuffle }
#
# Draw one order with `torch.randperm(64)`, and put the pixels of all pictures, training and test, into that order.
# You could not read a single one of them any more.
# Train a new network on them: what share does it get?

# %% solution="One solution"
torch.manual_seed(7)
order = torch.randperm(64)
parameters, _ = train(features[:, order], target)
share_shuffled = accuracy(parameters, test_features[:, order], test_target)
print(round(share_shuffled, 2))
assert share_shuffled > 0.95    # it never knew which pixels are neighbors

# %% [markdown]
# ## What to remember { #remember }
#
# - A picture is a row of features; the forward pass is the one you know.
# - Untrained, the network has the right shapes and guesses: about 10 %.
# - Put a test set away before you train, and report its share, not the other.
# - A share depends on the split and on the start; repeat both before you trust its digits.
# - The confusion matrix says which mistakes were made, and the pictures say why.
# - Compare with something simple before you praise a network.
#
# The same network as a module, with `nn.Linear` and `nn.Sequential`, is the subject of [The same networks in torch.nn](../torch-nn.md#sequential).
