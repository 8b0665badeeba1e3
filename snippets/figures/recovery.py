"""Draw six parameters on their way to the true ones, and the loss below.

The interactive figure moves the named parts; its script is recovery.js,
which draws the same rows and takes the same steps.
"""

from pathlib import Path

import torch
from drawing import (
    MINUS,
    circle,
    group,
    number,
    part,
    path,
    run,
    start_state,
    svg,
    text,
)
from true_weights import spread

CHAPTER = Path(__file__).with_name("true_weights.py")
WORDS = {
    "title": "Six parameters and the loss, step by step",
    "description": (
        "Above, five weights and the bias start at 0 and move, in {steps}"
        " steps of training, onto the dashed lines of the true ones. They end"
        " at {values}. Below, the loss falls to {loss}, the dashed line of"
        " the true weights."
    ),
    "parameters": "weights and bias",
    "loss": "loss",
    "steps": "steps",
}

ROWS, STEPS = 100, 200
WIDTH, HEIGHT = 440, 536
LEFT, RIGHT = 56, 322
ZERO, SCALE = 186, 150    # the height of 0, and that of the limit above it
FLOOR, LOSS = 500, 110    # the height of no loss, and that of LOSS_LIMIT
LIMIT, LOSS_LIMIT = 2, 1
DIGITS = "₁₂₃₄₅"


def train(features, labels):
    """Return the six parameters and the loss, before and after each step."""
    ones = torch.ones(len(features), 1, dtype=torch.float64)
    inputs = torch.cat([features, ones], 1)    # (n, 6)
    parameters = torch.zeros(1, 6, dtype=torch.float64)
    seen = []
    for _ in range(STEPS + 1):
        z = inputs @ parameters.T
        seen.append((parameters.flatten().tolist(), cross_entropy(z, labels)))
        difference = torch.sigmoid(z) - labels    # (n, 1)
        parameters = parameters - (difference * inputs).mean(0, keepdim=True)
    return seen


def cross_entropy(z, labels):
    """Return the loss as a plain number."""
    loss = torch.nn.functional.binary_cross_entropy_with_logits
    return loss(z, labels).item()


def across(step):
    """Return how far to the right a step is."""
    return LEFT + (RIGHT - LEFT) * step / STEPS


def line(values, height):
    """Return the coordinates of a line; later points are farther apart."""
    steps = [*range(0, 40, 2), *range(40, STEPS + 1, 8)]
    points = ["M"]
    for step in steps:
        points += [across(step), height(values[step])]
    return [*points[:3], "L", *points[3:]]


def draw_axis(name, heights, labels):
    """Draw an axis with labels; the script may write others."""
    parts = [path("line", "M", LEFT, heights[0], "V", heights[-1], width=1)]
    for i, (y, label) in enumerate(zip(heights, labels, strict=True)):
        parts += [
            path("line", "M", LEFT - 5, y, "H", LEFT, width=1),
            part(f"{name}{i}", text(LEFT - 10, y, label, "muted", 14, "end")),
        ]
    return parts


def draw_parameters(seen, true):
    """Draw the way of each parameter, its goal, its name and its value.

    The value of the loss moves along.
    """
    names = [*(f"w{digit}" for digit in DIGITS), "b"]
    roles = ["weight"] * 5 + ["bias"]
    lines = list(zip(*(parameters for parameters, _ in seen), strict=True))
    loss = seen[-1][1]
    ends = [height(values[-1]) for values in lines]
    parts = []
    labels = [part("now", text(
        8, loss_height(loss), number(loss), "number label", 14, "start"
    ))]
    for i, (role, values, goal, end, place) in enumerate(
        zip(roles, lines, true, ends, spread(ends), strict=True)
    ):
        parts += [
            part(f"goal{i}", path(
                f"wire {role}", "M", LEFT, height(goal), "H", RIGHT, width=1,
                stroke_dasharray="2 4",
            )),
            part(f"line{i}", path(
                f"wire {role}", *line(values, height), width=2.5
            )),
        ]
        label = f"{names[i]} {number(values[-1])}"
        labels += [
            part(f"end{i}", circle(0, end, 3, f"mark {role}")),
            part(f"lead{i}", path(
                f"wire {role}", "M", 4, end, "L", 14, place, width=1
            )),
            part(f"name{i}", text(
                18, place, label, f"number {role}", 14, "start"
            )),
        ]
    end = part("ends", group(*labels, transform=f"translate({RIGHT} 0)"))
    return [*parts, end]


def height(value):
    """Return the height of a parameter."""
    return ZERO - SCALE * value / LIMIT


def loss_height(value):
    """Return the height of a loss."""
    return FLOOR - LOSS * value / LOSS_LIMIT


def draw_loss(losses, best):
    """Draw the loss after each step, and that of the true weights."""
    return [
        part("best", path(
            "line", "M", LEFT, loss_height(best), "H", RIGHT, width=1,
            stroke_dasharray="2 4",
        )),
        part("loss", path("line", *line(losses, loss_height), width=2.5)),
    ]


def draw(words=WORDS):
    """Draw the training from which the interactive figure starts."""
    program = run(CHAPTER, "secret", "fit", "figure_rows")
    names = "true_weights", "true_bias"
    weights, bias = (program[name].double() for name in names)
    features = torch.tensor(program["drawn"], dtype=torch.float64)[:, :5]
    z = features @ weights.T + bias
    labels = torch.sigmoid(z)
    seen = train(features, labels)
    true = [*weights.flatten().tolist(), bias.item()]
    values = [number(value) for value in seen[-1][0]]
    losses = [loss for _, loss in seen]
    ticks = [f"{MINUS}{LIMIT}", 0, LIMIT]
    parts = [
        text(LEFT - 20, 16, words["parameters"], "label", 15, "start"),
        *draw_axis("tick", [ZERO + SCALE, ZERO, ZERO - SCALE], ticks),
        *draw_parameters(seen, true),
        text(LEFT - 20, FLOOR - LOSS - 20, words["loss"], "label", 15,
             "start"),
        *draw_axis("losstick", [FLOOR, FLOOR - LOSS], [0, LOSS_LIMIT]),
        *draw_loss(losses, cross_entropy(z, labels)),
        path("line", "M", LEFT, FLOOR, "H", RIGHT, width=1),
        text(LEFT, FLOOR + 18, "0", "muted", 14),
        text((LEFT + RIGHT) / 2, FLOOR + 18, words["steps"], "muted", 14),
        text(RIGHT, FLOOR + 18, str(STEPS), "muted", 14),
    ]
    description = words["description"].format(
        steps=STEPS, values=", ".join(values), loss=number(losses[-1])
    )
    return svg("recovery", WIDTH, HEIGHT, words["title"], description, parts)


def state():
    """Write the training from which the interactive figure starts."""
    program = run(CHAPTER, "secret")
    return start_state(
        weights=program["true_weights"][0],
        bias=program["true_bias"].item(),
        rows=ROWS,
        labels="probability",
        rate=1,
        zero_grad="first",
        seed=1,
        steps=STEPS,
    )
