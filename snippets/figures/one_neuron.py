"""Draw one neuron: five products, their sum, the bias, the sigmoid.

The interactive figure moves the named parts; its script is neuron.js.
"""

import math

from drawing import (
    MINUS,
    arrow,
    box,
    circle,
    group,
    number,
    part,
    path,
    rounded,
    run,
    start_state,
    svg,
    text,
)

WORDS = {
    "title": "One neuron, from its features to y",
    "description": (
        "Each of the {count} features {features} is multiplied by its weight"
        " {weights}; the wire is as wide as the product {products} is large."
        " The products sum to {total}; the bias {bias} makes it z = {z}."
        " Below, a bar for each product and one for the bias begins where"
        " the bar above it ends; the last ends at z, and from there a line"
        " leads down to the curve: the sigmoid turns z into y = {y}."
    ),
    "features": "features",
    "weights": "weights",
    "products": "products",
    "sum": "sum",
    "bias": "bias",
    "sigmoid": "sigmoid",
}

FIVE = 5    # features, for which what lies below the sum is placed
WIDTH, HEIGHT = 440, 708
TOP, ROW = 66, 54
NODE = 94
STACK, STACK_WIDTH = 392, 84
SCALE = 5.4
BARS, BAR = 448, 18
PLOT = {"left": 116, "right": 404, "top": 576, "bottom": 676, "limit": 6}
DIGITS = "₁₂₃₄₅₆₇₈₉"


def place(z, y):
    """Return the point of the plot that stands for (z, y)."""
    width = PLOT["right"] - PLOT["left"]
    part = (z + PLOT["limit"]) / (2 * PLOT["limit"])
    height = PLOT["bottom"] - PLOT["top"]
    return PLOT["left"] + width * part, PLOT["bottom"] - height * y


def aligned(value):
    """Write a number with the space of a minus sign before it."""
    return number(value).rjust(7, "\N{NO-BREAK SPACE}")


def draw_products(features, weights, products):
    """Draw a row for each feature: its node, its wire, its product."""
    wires, parts = [], []
    middle = TOP + ROW * (len(features) - 1) / 2
    rows = zip(features, weights, products, strict=True)
    for i, (x, w, p) in enumerate(rows):
        y = TOP + ROW * i
        end = middle + 15 * (i - (len(features) - 1) / 2)
        wires.append(part(f"wire{i}", path(
            "wire weight", "M", NODE, y, "H", 286,
            "C", 326, y, 316, end, STACK - STACK_WIDTH / 2, end,
            width=abs(p) * SCALE,
        )))
        times = "\N{MULTIPLICATION SIGN} " + aligned(w)
        parts += [
            part(f"x{i}", text(
                NODE - 16, y, number(x), "number input", 15, "end"
            )),
            circle(NODE, y, 9, "node input"),
            part(f"w{i}", text(
                190, y - 17, times, "number weight", 15, "end"
            )),
            part(f"p{i}", text(
                285, y - 17, "= " + aligned(p), "number label", 15, "end"
            )),
            part(f"g{i}", text(
                285, y + 18, "", "number gradient", 14, "end"
            )),
        ]
    return wires + parts


def draw_sum(words, count, total, bias, z):
    """Draw the sum, the bias that joins it, and z below them."""
    left = STACK - STACK_WIDTH / 2
    middle, row = TOP + ROW * (count - 1) / 2, TOP + ROW * count
    under = row + 34
    return [
        box(left, middle - 40, STACK_WIDTH, 80, "line"),
        text(STACK, middle - 12, words["sum"], "label", 15),
        part("sum", text(
            STACK, middle + 12, number(total), "number label", 15
        )),
        arrow("line", STACK, middle + 40, STACK, row - 12),
        part(f"wire{count}", path(
            "wire bias", "M", NODE, row, "H", STACK - 11,
            width=abs(bias) * SCALE,
        )),
        part("b", text(
            NODE - 16, row, number(bias), "number bias", 15, "end"
        )),
        part(f"g{count}", text(
            285, row + 18, "", "number gradient", 14, "end"
        )),
        box(NODE - 8, row - 8, 16, 16, "box bias", 2),
        text(NODE + 16, row - 14, words["bias"], "bias", 15, "start"),
        circle(STACK, row, 11, "line"),
        text(STACK, row - 0.5, "+", "number label", 16),
        arrow("line", STACK, row + 11, STACK, under - 1),
        box(left, under, STACK_WIDTH, 52, "box pre"),
        text(STACK, under + 15, "z", "number pre", 15),
        part("z", text(STACK, under + 36, number(z), "number pre", 15)),
    ]


def draw_bars(products, bias):
    """Draw each contribution from where the one before it ended."""
    parts, steps, end = [], [], 0
    for i, value in enumerate([*products, bias]):
        start, end = end, end + value
        y = BARS + BAR * i
        left, right = (place(v, 0)[0] for v in sorted((start, end)))
        role, name = "weight", f"x{DIGITS[i]}w{DIGITS[i]}"
        if i == len(products):
            role, name = "bias", "b"
        if i > 0:
            steps += ["M", place(start, 0)[0], y - BAR + 5, "V", y - 5]
        parts += [
            text(PLOT["left"] - 16, y, name, role, 14, "end"),
            part(f"bar{i}", box(left, y - 5, right - left, 10, f"box {role}",
                                0, 1)),
            part(f"sign{i}", text(
                PLOT["right"] + 10, y, MINUS if value < 0 else "+",
                f"number {role}", 14, "start",
            )),
        ]
    zero = place(0, 0)[0]
    return [
        path("line", "M", zero, BARS - 10, "V", y + 10, width=1,
             stroke_dasharray="2 4"),
        part("steps", path("line", *steps, width=1)),
        *parts,
    ]


def draw_curve(words, z, y, start):
    """Draw the sigmoid, z coming in from above and y going out left."""
    limit = PLOT["limit"]
    zs = [limit * i / 24 for i in range(-24, 25)]
    curve = [place(v, 1 / (1 + math.exp(-v))) for v in zs]
    steps = ["M", *curve[0]]
    for point in curve[1:]:
        steps += ["L", *point]
    (left, zero), (right, one) = place(-limit, 0), place(limit, 1)
    x, height = place(z, y)
    ticks = [
        part(f"tick{i}", text(
            place(v, 0)[0], zero + 17, str(v).replace("-", MINUS), "muted", 14
        ))
        for i, v in enumerate((-limit, 0, limit))
    ]
    return [
        part("low", path("line", "M", left, zero, "H", right, width=1)),
        part("high", path("line", "M", left, one, "H", right, width=1,
                          stroke_dasharray="2 4")),
        part("lowest", text(right + 10, zero, "0", "muted", 14, "start")),
        part("highest", text(right + 10, one, "1", "muted", 14, "start")),
        *ticks,
        part("curve", path("line", *steps, width=2.5)),
        part("function", text(
            right - 4, (zero + one) / 2 + 14, words["sigmoid"], "label", 15,
            "end",
        )),
        part("down", path(
            "wire pre", "M", STACK - STACK_WIDTH / 2, start, "H", x, "V", zero,
            width=1.5,
        )),
        part("out", arrow("wire activation", x, height, 96, height)),
        part("point", circle(x, height, 6, "mark activation")),
        part("answer", group(
            box(6, -26, 88, 52, "box activation", 26),
            text(50, -11, "y", "number activation", 15),
            part("y", text(50, 10, number(y), "number activation", 15)),
            transform=f"translate(0 {rounded(height)})",
        )),
    ]


def describe(words, features, weights, products, **values):
    """Fill the description in with the numbers of the figure."""
    lists = {"features": features, "weights": weights, "products": products}
    return words["description"].format(
        count=len(features),
        **{k: ", ".join(number(v) for v in vs) for k, vs in lists.items()},
        **{k: number(v) for k, v in values.items()},
    )


def draw_neuron(name, words, rows, **values):
    """Draw a neuron: its (features, weights, products), and its values."""
    total, bias, z, y = (values[key] for key in ("total", "bias", "z", "y"))
    count = len(rows[0])
    up = ROW * (FIVE - count)
    parts = [
        text(NODE - 16, 20, words["features"], "input", 15, "end"),
        text(190, 20, words["weights"], "weight", 15, "end"),
        text(285, 20, words["products"], "label", 15, "end"),
        *draw_products(*rows),
        *draw_sum(words, count, total, bias, z),
        group(
            *draw_bars(rows[2], bias),
            *draw_curve(words, z, y, TOP + ROW * FIVE + 60),
            transform=f"translate(0 {-up})",
        ),
    ]
    description = describe(words, *rows, **values)
    return svg(name, WIDTH, HEIGHT - up, words["title"], description, parts)


def draw(words=WORDS):
    """Draw the neuron with the numbers of its chapter."""
    program = run(__file__)
    names = "features", "weights", "products"
    rows = [program[name].flatten().tolist() for name in names]
    values = {n: program[n].item() for n in ("total", "bias", "z", "y")}
    return draw_neuron("one_neuron", words, rows, **values)


def state():
    """Write the neuron from which the interactive figure starts."""
    program = run(__file__, "data")
    return start_state(
        features=program["features"][0],
        weights=program["weights"][0],
        bias=program["bias"].item(),
        activation="sigmoid",
        backward=False,
    )
