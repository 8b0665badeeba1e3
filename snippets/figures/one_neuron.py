"""Draw one neuron: five products, their sum, the bias, the sigmoid."""

import math

from drawing import MINUS, arrow, box, circle, number, path, run, svg, text

WORDS = {
    "title": "One neuron, from its features to y",
    "description": (
        "Each of the {count} features {features} is multiplied by its weight"
        " {weights}; the wire is as wide as the product {products} is large."
        " The products sum to {total}; the bias {bias} makes it z = {z}, and"
        " the sigmoid turns z into y = {y}."
    ),
    "features": "features",
    "weights": "weights",
    "products": "products",
    "sum": "sum",
    "bias": "bias",
    "sigmoid": "sigmoid",
}

WIDTH, HEIGHT = 440, 572
TOP, ROW = 66, 50
NODE = 94
STACK, STACK_WIDTH = 392, 84
SCALE = 5.4
PLOT = {"left": 116, "right": 404, "top": 440, "bottom": 540, "limit": 6}


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
        wires.append(path(
            "wire weight", "M", NODE, y, "H", 286,
            "C", 326, y, 316, end, STACK - STACK_WIDTH / 2, end,
            width=abs(p) * SCALE,
        ))
        parts += [
            text(NODE - 16, y, number(x), "number input", 15, "end"),
            circle(NODE, y, 9, "node input"),
            text(
                190, y - 17, "\N{MULTIPLICATION SIGN} " + aligned(w),
                "number weight", 15, "end",
            ),
            text(285, y - 17, "= " + aligned(p), "number label", 15, "end"),
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
        text(STACK, middle + 12, number(total), "number label", 15),
        arrow("line", STACK, middle + 40, STACK, row - 12),
        path("wire bias", "M", NODE, row, "H", STACK - 11,
             width=abs(bias) * SCALE),
        text(NODE - 16, row, number(bias), "number bias", 15, "end"),
        box(NODE - 8, row - 8, 16, 16, "box bias", 2),
        text(NODE + 16, row - 14, words["bias"], "bias", 15, "start"),
        circle(STACK, row, 11, "line"),
        text(STACK, row - 0.5, "+", "number label", 16),
        arrow("line", STACK, row + 11, STACK, under - 1),
        box(left, under, STACK_WIDTH, 52, "box pre"),
        text(STACK, under + 15, "z", "number pre", 15),
        text(STACK, under + 36, number(z), "number pre", 15),
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
        text(place(v, 0)[0], zero + 17, str(v).replace("-", MINUS), "muted",
             14)
        for v in (-limit, 0, limit)
    ]
    return [
        path("line", "M", left, zero, "H", right, width=1),
        path("line", "M", left, one, "H", right, width=1,
             stroke_dasharray="2 4"),
        text(right + 10, zero, "0", "muted", 14, "start"),
        text(right + 10, one, "1", "muted", 14, "start"),
        *ticks,
        path("line", *steps, width=2.5),
        text(right - 4, (zero + one) / 2 + 14, words["sigmoid"], "label", 15,
             "end"),
        path("wire pre", "M", STACK - STACK_WIDTH / 2, start, "H", x,
             "V", zero, width=1.5),
        arrow("wire activation", x, height, 96, height),
        circle(x, height, 6, "mark activation"),
        box(6, height - 26, 88, 52, "box activation", 26),
        text(50, height - 11, "y", "number activation", 15),
        text(50, height + 10, number(y), "number activation", 15),
    ]


def describe(words, features, weights, products, **values):
    """Fill the description in with the numbers of the figure."""
    lists = {"features": features, "weights": weights, "products": products}
    return words["description"].format(
        count=len(features),
        **{k: ", ".join(number(v) for v in vs) for k, vs in lists.items()},
        **{k: number(v) for k, v in values.items()},
    )


def draw(words=WORDS):
    """Draw the neuron with the numbers of its chapter."""
    program = run(__file__)
    names = "features", "weights", "products"
    rows = [program[name].flatten().tolist() for name in names]
    names = "total", "bias", "z", "y"
    total, bias, z, y = (program[name].item() for name in names)
    count = len(rows[0])
    parts = [
        text(NODE - 16, 20, words["features"], "input", 15, "end"),
        text(190, 20, words["weights"], "weight", 15, "end"),
        text(285, 20, words["products"], "label", 15, "end"),
        *draw_products(*rows),
        *draw_sum(words, count, total, bias, z),
        *draw_curve(words, z, y, TOP + ROW * count + 60),
    ]
    return svg(
        "one_neuron", WIDTH, HEIGHT, words["title"],
        describe(words, *rows, total=total, bias=bias, z=z, y=y), parts,
    )
