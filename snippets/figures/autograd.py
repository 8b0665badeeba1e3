"""Draw the neuron's graph: a value and a gradient in every node."""

from drawing import arrow, box, number, path, run, svg, text

WORDS = {
    "title": "The neuron as a graph, with a value and a gradient in each node",
    "description": (
        "On the way down, the weights {weights} are multiplied by the features"
        " {features} and added up with the bias {bias} to z = {z}; the sigmoid"
        " makes y = {y}. On the way back up, y starts with the gradient 1, z"
        " gets {slope}, and this times each feature is the weights' gradient"
        " {gradients}; the bias gets {slope}."
    ),
    "forward": "forward",
    "backward": "backward",
    "value": "value",
    "gradient": "gradient",
    "sigmoid": "sigmoid",
    "start": "start",
}

WIDTH = 440
LEFT, MIDDLE, RIGHT = 106, 220, 334
FORWARD, BACKWARD = 12, 428
TOP, ROW, HALF = 68, 48, 16
TIMES = "\N{MULTIPLICATION SIGN} "


def subscript(name, i):
    """Write a letter with a lowered number, counted from 1."""
    return name + chr(ord("\N{SUBSCRIPT ZERO}") + i + 1)


def draw_node(y, name, value, gradient, role):
    """Draw a node: its value in the left cell, its gradient in the right."""
    height = 2 * HALF
    return [
        box(LEFT, y - HALF, MIDDLE - LEFT, height, f"box {role}", 0),
        box(MIDDLE, y - HALF, RIGHT - MIDDLE, height, "box gradient", 0),
        text(LEFT + 10, y, name, f"number {role}", 15, "start"),
        text(MIDDLE - 10, y, number(value), f"number {role}", 15, "end"),
        text(RIGHT - 10, y, number(gradient), "number gradient", 15, "end"),
    ]


def draw_row(y, node, factor, role):
    """Draw a parameter's node and, on both sides, what it is multiplied by."""
    return [
        *draw_node(y, *node),
        path("line", "M", LEFT, y, "H", FORWARD),
        text(LEFT - 9, y - 13, TIMES + factor, f"number {role}", 14, "end"),
        arrow("wire gradient", BACKWARD, y, RIGHT + 2, y),
        text(
            BACKWARD - 4, y - 13, TIMES + factor, f"number {role}", 14, "end"
        ),
    ]


def draw_steps(words, z_row, y_row, sigmoid_slope):
    """Draw the two ways between z and y, and those that join the rows."""
    down, up = (LEFT + MIDDLE) / 2, (MIDDLE + RIGHT) / 2
    between = (z_row + y_row) / 2
    return [
        path("line", "M", FORWARD, TOP, "V", z_row),
        arrow("line", FORWARD, z_row, LEFT - 2, z_row),
        text((FORWARD + LEFT) / 2, z_row - 13, "+", "number label", 16),
        path("wire gradient", "M", RIGHT, z_row, "H", BACKWARD, "V", TOP),
        arrow("line", down, z_row + HALF, down, y_row - HALF - 2),
        text(down - 10, between, words["sigmoid"], "label", 15, "end"),
        arrow("wire gradient", up, y_row - HALF, up, z_row + HALF + 2),
        text(
            up + 10,
            between,
            TIMES + number(sigmoid_slope),
            "number activation",
            14,
            "start",
        ),
        text(RIGHT + 10, y_row, words["start"], "gradient", 15, "start"),
    ]


def draw(words=WORDS):
    """Draw the graph with the numbers of its chapter."""
    program = run(__file__)
    names = "features", "weights", "by_hand"
    features, weights, gradients = (
        program[name].flatten().tolist() for name in names
    )
    bias, z, y = (program[name].item() for name in ("bias", "z", "y"))
    slope = program["z"].grad.item()
    rows = [TOP + ROW * i for i in range(len(features) + 1)]
    z_row = rows[-1] + 60
    y_row = z_row + 84
    parts = [
        text((FORWARD + LEFT) / 2, 22, words["forward"], "label", 15),
        text((LEFT + MIDDLE) / 2, 22, words["value"], "label", 15),
        text((MIDDLE + RIGHT) / 2, 22, words["gradient"], "gradient", 15),
        text((RIGHT + BACKWARD) / 2, 22, words["backward"], "gradient", 15),
        *draw_steps(words, z_row, y_row, slope),
    ]
    columns = zip(rows, features, weights, gradients, strict=False)
    for i, (row, x, w, g) in enumerate(columns):
        node = subscript("w", i), w, g, "weight"
        parts += draw_row(row, node, number(x), "input")
    parts += draw_row(rows[-1], ("b", bias, slope, "bias"), "1", "label")
    parts += draw_node(z_row, "z", z, slope, "pre")
    parts += draw_node(y_row, "y", y, 1, "activation")
    lists = {"features": features, "weights": weights, "gradients": gradients}
    description = words["description"].format(
        **{k: ", ".join(number(v) for v in vs) for k, vs in lists.items()},
        bias=number(bias),
        z=number(z),
        y=number(y),
        slope=number(slope),
    )
    return svg(
        "autograd",
        WIDTH,
        y_row + 26,
        words["title"],
        description,
        parts,
    )
