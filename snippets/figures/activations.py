"""Draw six activation functions, each with its slope as a dashed curve."""

import math

from drawing import MINUS, path, run, svg, text
from torch.nn import functional as F

WORDS = {
    "title": "Six activation functions and their slopes",
    "description": (
        "Six plots over z from {start} to {end}. A solid curve is the"
        " function, a dashed one its slope. {panels}."
    ),
    "panel": "{name}, steepest slope {steepest}",
    "names": ["step", "sigmoid", "tanh", "ReLU", "leaky ReLU", "GELU"],
    "value": "activation value",
    "slope": "slope",
    "steepest": "steepest: ",
}

WIDTH, HEIGHT = 440, 638
COLUMNS, TOP, ROW = (34, 256), 44, 204
SIDE = 176
PLOT = {"start": -3, "end": 3, "bottom": -1.25, "top": 2.25, "height": 132}
LEAK = 0.1


def place(column, row, z, y):
    """Return the point of a panel that stands for (z, y)."""
    across = (z - PLOT["start"]) / (PLOT["end"] - PLOT["start"])
    up = (y - PLOT["bottom"]) / (PLOT["top"] - PLOT["bottom"])
    return (
        COLUMNS[column] + SIDE * across,
        TOP + ROW * row + 26 + PLOT["height"] * (1 - up),
    )


def draw_curve(column, row, zs, ys, classes, **attributes):
    """Draw a curve where it lies inside its panel, broken at jumps."""
    steps, last = [], None
    for z, y in zip(zs, ys, strict=True):
        if y > PLOT["top"]:
            break
        jump = last is None or abs(y - last) > 0.5
        steps += ["M" if jump else "L", *place(column, row, z, y)]
        last = y
    return path(classes, *steps, **attributes)


def draw_axes(column, row):
    """Draw both axes of a panel and label their ends."""
    left, zero = place(column, row, PLOT["start"], 0)
    right, bottom = place(column, row, PLOT["end"], PLOT["bottom"])
    middle, top = place(column, row, 0, PLOT["top"])
    parts = [
        path("line", "M", left, zero, "H", right, width=1),
        path("line", "M", middle, top, "V", bottom, width=1),
    ]
    for y in (-1, 0, 1, 2):
        height = place(column, row, 0, y)[1]
        parts.append(text(left - 8, height, str(y).replace("-", MINUS),
                          "muted", 14, "end"))
        if y:
            parts.append(path("line", "M", left, height, "H", right, width=1,
                              stroke_dasharray="1 5"))
    for z in (PLOT["start"], 0, PLOT["end"]):
        x = place(column, row, z, 0)[0]
        parts.append(text(x, bottom + 12, str(z).replace("-", MINUS), "muted",
                          14))
    return parts


def draw_panel(words, index, curve, slope, z_axis, steepest):
    """Draw one function: its name, its axes, its slope, its curve."""
    row, column = divmod(index, len(COLUMNS))
    if curve is F.leaky_relu:
        def curve(z):
            return F.leaky_relu(z, LEAK)
    zs = z_axis[::10].tolist()
    slopes = slope(curve, z_axis)[::10].tolist()
    x, y = COLUMNS[column], TOP + ROW * row + 6
    return [
        *draw_axes(column, row),
        draw_curve(column, row, zs, curve(z_axis)[::10].tolist(),
                   "wire activation", width=2.5),
        draw_curve(column, row, zs, slopes, "wire gradient", width=2,
                   stroke_dasharray="5 4"),
        text(x, y, words["names"][index], "label", 16, "start"),
        text(x + SIDE, y, words["steepest"] + f"{steepest:g}",
             "gradient", 14, "end"),
    ]


def draw_legend(words):
    """Draw what the solid and the dashed curves mean."""
    x, second = COLUMNS
    return [
        path("wire activation", "M", x, 16, "H", x + 34, width=2.5),
        text(x + 42, 16, words["value"], "activation", 15, "start"),
        path("wire gradient", "M", second, 16, "H", second + 34, width=2,
             stroke_dasharray="5 4"),
        text(second + 42, 16, words["slope"], "gradient", 15, "start"),
    ]


def draw(words=WORDS):
    """Draw the six curves of the chapter."""
    program = run(__file__, "two_lines", "sigmoid", "slope", "steepest")
    z_axis, steepest = program["z_axis"], program["steepest"]
    parts, panels = draw_legend(words), []
    for i, curve in enumerate(program["curves"]):
        value = math.floor(steepest[i] * 100 + 0.5) / 100
        parts += draw_panel(words, i, curve, program["slope"], z_axis, value)
        panels.append(words["panel"].format(
            name=words["names"][i], steepest=f"{value:g}",
        ))
    description = words["description"].format(
        start=PLOT["start"], end=PLOT["end"], panels="; ".join(panels),
    ).replace("-", MINUS)
    return svg(
        "activations", WIDTH, HEIGHT, words["title"], description, parts
    )
