"""Draw six parameters in training: two kinds of labels, two outcomes."""

from itertools import pairwise

from drawing import MINUS, number, path, run, svg, text

WORDS = {
    "title": "Six parameters on their way, with two kinds of labels",
    "description": (
        "Two plots over the steps of training, from 0 to {steps}. Above, with"
        " probabilities as labels, all five weights and the bias start at 0"
        " and settle on the dashed lines of their true values: {values}."
        " Below, with thresholds as labels, they cross the dashed lines of"
        " the same true values and keep moving away from 0."
    ),
    "probabilities": "labels: probabilities",
    "thresholds": "labels: yes or no, by a threshold",
    "steps": "steps",
}

WIDTH, HEIGHT = 440, 580
LEFT, RIGHT, UNIT = 44, 330, 32
FIRST, SECOND = 104, 352    # the heights of 0 in the two plots
STEPS = 200


def place(zero, step, value):
    """Return the point of a plot that stands for a value after a step."""
    return LEFT + (RIGHT - LEFT) * step / STEPS, zero - UNIT * value


def histories(fit, features, labels):
    """Return a list of values over the steps for each parameter."""
    steps = [*range(0, 40, 2), *range(40, STEPS + 1, 8)]
    found = []
    for step in steps:
        weights, bias = fit(features, labels, step)
        found.append([*weights.flatten().tolist(), bias.item()])
    return steps, list(zip(*found, strict=True))


def spread(heights, gap=18):
    """Move labels down until no two are closer than the gap."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    result = list(heights)
    for before, after in pairwise(order):
        result[after] = max(result[after], result[before] + gap)
    return result


def draw_plot(zero, top, bottom, heading, steps, lines, true, labels):
    """Draw one plot: axes, true values, the six lines, their names."""
    parts = [
        text(LEFT, place(zero, 0, top)[1] - 20, heading, "label", 15, "start")
    ]
    for value in range(bottom, top + 1, 2):
        y = place(zero, 0, value)[1]
        name = str(value).replace("-", MINUS)
        parts += [
            path("line", "M", LEFT - 5, y, "H", LEFT, width=1),
            text(LEFT - 10, y, name, "muted", 14, "end"),
        ]
    low, high = place(zero, 0, bottom)[1], place(zero, 0, top)[1]
    parts.append(path("line", "M", LEFT, low, "V", high, width=1))
    ends = spread([place(zero, STEPS, line[-1])[1] for line in lines])
    roles = ["weight"] * 5 + ["bias"]
    for role, line, goal, end, label in zip(
        roles, lines, true, ends, labels, strict=True
    ):
        y = place(zero, 0, goal)[1]
        points = [place(zero, s, v) for s, v in zip(steps, line, strict=True)]
        curve = ["M", *points[0]]
        for point in points[1:]:
            curve += ["L", *point]
        parts += [
            path(f"wire {role}", "M", LEFT, y, "H", RIGHT, width=1,
                 stroke_dasharray="2 4"),
            path(f"wire {role}", *curve, width=2.5),
            path(f"wire {role}", "M", RIGHT + 3, points[-1][1], "L",
                 RIGHT + 14, end, width=1),
            text(RIGHT + 18, end, label, f"number {role}", 14, "start"),
        ]
    return parts


def draw(words=WORDS):
    """Draw both plots with the neuron and the labels of the chapter."""
    sections = "secret", "data", "fit", "thresholds"
    program = run(__file__, *sections)
    features, fit = program["features"], program["fit"]
    true = [
        *program["true_weights"].flatten().tolist(),
        program["true_bias"].item(),
    ]
    names = [*(f"w{i}" for i in range(1, 6)), "b"]
    values = [f"{n} {number(v)}" for n, v in zip(names, true, strict=True)]
    steps, learned = histories(fit, features, program["targets"])
    _, runaway = histories(fit, features, program["thresholds"])
    axis = HEIGHT - 12
    parts = [
        *draw_plot(FIRST, 2, -2, words["probabilities"], steps, learned, true,
                   values),
        *draw_plot(SECOND, 4, -6, words["thresholds"], steps, runaway, true,
                   names),
        text(LEFT, axis, "0", "muted", 14),
        text((LEFT + RIGHT) / 2, axis, words["steps"], "muted", 14),
        text(RIGHT, axis, str(STEPS), "muted", 14),
    ]
    description = words["description"].format(
        steps=STEPS, values=", ".join(values)
    )
    return svg(
        "true_weights", WIDTH, HEIGHT, words["title"], description, parts
    )
