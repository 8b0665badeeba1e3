"""Draw three hidden units of one input: line, activation, weight, sum.

The interactive figure moves the named parts; its script is straight.js.
"""

from pathlib import Path

import torch
from drawing import (
    MINUS,
    arrow,
    box,
    circle,
    number,
    part,
    path,
    run,
    start_state,
    svg,
    text,
)

WORDS = {
    "title": "Three hidden units of one input, and their sum",
    "description": (
        "Three rows of three plots over x from {start} to {end}: each hidden"
        " unit's line z, what ReLU makes of it, and that times a weight. At"
        " x = {x}, z is {z}, the activation values are {h}, and the products"
        " are {products}. With the output's bias {bias} they sum to y ="
        " {y}. The plot below shows the sum, bent at three places, and a"
        " dashed straight line: what the sum would be without ReLU,"
        " y = x·{W_line} + {B_line}."
    ),
    "columns": ["line", "activation", "times weight"],
    "sum": "sum plus bias",
    "relu": "ReLU",
}

CHAPTER = Path(__file__).with_name("activations.py")
RANGE, STEPS = 3, 48
WIDTH, HEIGHT = 440, 726
COLUMNS, SIDE = (2, 154, 306), 132
TOP, ROW, BOX = 62, 142, 90
SUM = 2, 548, 436, 148
ROLES = {"z": "pre", "h": "activation", "p": "weight", "y": "activation"}
DIGITS = "₁₂₃"


def limit(values):
    """Return 1, 2, 3, 4, 6, 8, 12, 16, ...: the first not below them."""
    largest, bound = max(abs(value) for value in values), 1
    while bound < largest:
        if bound > 1 and 1.5 * bound >= largest:
            return 1.5 * bound
        bound *= 2
    return bound


def tick(value):
    """Write the end of an axis."""
    return f"{value:g}".replace("-", MINUS)


def affine(weight, bias):
    """Write what a line does to x."""
    sign = MINUS if bias < 0 else "+"
    return f"x·{number(weight)} {sign} {number(abs(bias))}"


def draw_plot(name, frame, xs, values, bound, x, value, dashed=()):
    """Draw one plot: its box, its zero, its curve, and the chosen x."""
    left, top, width, height = frame
    role = ROLES[name[0]]

    def across(v):
        return left + width * (v + RANGE) / (2 * RANGE)

    def up(v):
        return top + height * (bound - v) / (2 * bound)

    def curve(xs, values):
        points = [
            (across(v), up(y)) for v, y in zip(xs, values, strict=True)
        ]
        return ["M", *points[0], *(s for p in points[1:] for s in ("L", *p))]

    zero, at = up(0), across(x)
    parts = [
        part(f"{name}-box", box(*frame, "line", 3, 1)),
        path("line", "M", left, zero, "H", left + width, width=1,
             stroke_dasharray="2 4"),
        part(f"{name}-at", path("wire input", "M", at, top, "V",
                                top + height, width=1)),
    ]
    if dashed:
        parts.append(part("y-line", path(
            "wire pre", *curve(*dashed), width=1.5, stroke_dasharray="6 4"
        )))
    return [
        *parts,
        part(f"{name}-curve", path(f"wire {role}", *curve(xs, values),
                                   width=2.5)),
        part(f"{name}-most", text(
            left + 4, top + 11, tick(bound), "muted", 14, "start"
        )),
        part(f"{name}-least", text(
            left + 4, top + height - 11, tick(-bound), "muted", 14, "start"
        )),
        part(f"{name}-dot", circle(at, up(value), 4.5, f"mark {role}")),
    ]


def draw_rows(words, units, xs, curves, x, values):
    """Draw the three plots of each unit, with what they compute above."""
    parts = []
    for column, name in enumerate("zhp"):
        left = COLUMNS[column]
        bound = limit(v for row in curves[name] for v in row)
        parts.append(text(
            left + SIDE / 2, 40, words["columns"][column], "label", 15
        ))
        for j, (W1, B1, W2) in enumerate(units):
            top, value = TOP + ROW * j, values[name][j]
            digit = DIGITS[j]
            above, result = {
                "z": (affine(W1, B1), f"z{digit} = {number(value)}"),
                "h": (f"{words['relu']}(z{digit})",
                      f"h{digit} = {number(value)}"),
                "p": (f"h{digit}·{number(W2)}", f"= {number(value)}"),
            }[name]
            frame = left, top + 38, SIDE, BOX
            role = ROLES[name]
            parts += [
                part(f"{name}{j}-above", text(
                    left, top + 10, above, "label", 14, "start"
                )),
                part(f"{name}{j}", text(
                    left, top + 28, result, role, 14, "start"
                )),
                *draw_plot(f"{name}{j}", frame, xs, curves[name][j], bound,
                           x, value),
            ]
            if column:
                middle = top + 38 + BOX / 2
                parts.append(arrow("line", left - 17, middle, left - 3,
                                   middle))
    return parts


def draw_sum(words, xs, curve, x, values):
    """Draw the sum, and the line that it would be without a bend."""
    left, top, width, height = SUM
    bound = limit(curve)
    W_line, B_line, B2, y = (
        values[name] for name in ("W_line", "B_line", "B2", "y")
    )
    # Where the line leaves the plot.
    ends = sorted((v - B_line) / W_line for v in (-bound, bound))
    ends = [max(-RANGE, ends[0]), min(RANGE, ends[1])]
    dashed = ends, [W_line * v + B_line for v in ends]
    terms = " + ".join(
        f"({number(p)})" if p < 0 else number(p)
        for p in [*values["p"], B2]
    )
    ticks = [
        part(f"tick{i}", text(
            left + width * i / 2, top + height + 14,
            tick(RANGE * (i - 1)), "muted", 14, anchor,
        ))
        for i, anchor in enumerate(("start", "middle", "end"))
    ]
    return [
        text(2, top - 48, words["sum"], "label", 15, "start"),
        part("terms", text(2, top - 28, terms, "label", 14, "start")),
        part("y", text(2, top - 10, f"y = {number(y)}", "activation", 14,
                       "start")),
        *draw_plot("y", SUM, xs, curve, bound, x, y, dashed),
        *ticks,
        path("wire pre", "M", 196, top - 10, "H", 226, width=1.5,
             stroke_dasharray="6 4"),
        part("single", text(
            232, top - 10, f"y = {affine(W_line, B_line)}", "pre", 14,
            "start",
        )),
    ]


def draw(words=WORDS):
    """Draw the network of the chapter, over x and at its own x."""
    program = run(CHAPTER, "two_lines", "three_units", "one_line")
    W1, B1, W2 = (
        program[f"{name}_three"].flatten() for name in ("W1", "B1", "W2")
    )
    B2, x, W_line, B_line = (
        program[name].item() for name in ("B2_three", "x", "W_line", "B_line")
    )

    def pass_on(xs):
        z = torch.tensor(xs)[:, None] * W1 + B1    # (n, 3)
        h = torch.relu(z)
        p = h * W2 + 0.0                           # no minus before a zero
        columns = {"z": z.T, "h": h.T, "p": p.T}
        columns = {name: v.tolist() for name, v in columns.items()}
        return columns, (p.sum(dim=1) + B2).tolist()

    corners = (-B1 / W1).tolist()
    xs = sorted([
        *(RANGE * (2 * i / STEPS - 1) for i in range(STEPS + 1)),
        *(corner for corner in corners if abs(corner) < RANGE),
    ])
    curves, curve = pass_on(xs)
    columns, (y,) = pass_on([x])
    values = {name: [row[0] for row in v] for name, v in columns.items()}
    values |= {"W_line": W_line, "B_line": B_line, "B2": B2, "y": y}
    units = list(zip(W1.tolist(), B1.tolist(), W2.tolist(), strict=True))
    lists = {name: ", ".join(map(number, values[name])) for name in "zhp"}
    description = words["description"].format(
        start=tick(-RANGE), end=RANGE, x=number(x), z=lists["z"],
        h=lists["h"], products=lists["p"], bias=number(B2), y=number(y),
        W_line=number(W_line), B_line=number(B_line),
    )
    parts = [
        part("x", text(2, 14, f"x = {number(x)}", "input", 15, "start")),
        *draw_rows(words, units, xs, curves, x, values),
        *draw_sum(words, xs, curve, x, values),
    ]
    return svg("straight", WIDTH, HEIGHT, words["title"], description, parts)


def state():
    """Write the network from which the interactive figure starts."""
    program = run(CHAPTER, "two_lines", "three_units")
    return start_state(
        x=program["x"].item(),
        **{name: program[f"{name}_three"].flatten()
           for name in ("W1", "B1", "W2")},
        B2=program["B2_three"].item(),
        activation="relu",
    )
