"""Draw a layer twice: the book's matrix, and what nn.Linear stores of it."""

from drawing import arrow, box, number, path, run, shape, svg, text

WORDS = {
    "title": "One layer in two layouts",
    "description": (
        "W1 has shape {W1_shape}: a row for each feature, a column for each"
        " unit. layer1.weight has shape {weight_shape}: a row for each unit,"
        " a column for each feature. The marked unit, {marked}, is the second"
        " column of W1 and the second row of layer1.weight. Its bias,"
        " {marked_bias}, stands in B1, shape {B1_shape}, and in layer1.bias,"
        " shape {bias_shape}."
    ),
    "units": ("first unit", "second unit"),
    "feature": "feature {count}",
    "copied": "the same numbers, turned over: {code}",
}

WIDTH, HEIGHT = 440, 390
ROW, MARKED = 30, 1
BOOK = 230, 334               # the columns of W1 and B1
LAYER = 164, 266, 368         # the columns of layer1.weight and layer1.bias


def draw_numbers(values, top, columns, role):
    """Draw rows of numbers in brackets, each number around its column."""
    bottom = top + ROW * len(values)
    left, right = columns[0] - 46, columns[len(values[0]) - 1] + 46
    parts = [
        path("line", "M", inner, top, "H", side, "V", bottom, "H", inner)
        for side, inner in ((left, left + 6), (right, right - 6))
    ]
    for i, row in enumerate(values):
        for x, value in zip(columns, row, strict=False):
            parts.append(text(
                x + 30, top + ROW * (i + 0.5), number(value),
                f"number {role}", 15, "end",
            ))
    return parts


def name(words, tensor, y, role, beside=None):
    """Write a tensor's name, and its shape behind it or at `beside`."""
    end = beside or 12 + 9.2 * len(words)
    return [
        text(4, y, words, f"number {role}", 15, "start"),
        text(end, y, shape(tensor), "number muted", 14, "start"),
    ]


def mark(x, y, width, height, role):
    """Frame the marked unit's numbers."""
    return box(x, y + 3, width, height - 6, f"box {role}")


def draw_book(words, W1, B1):
    """Draw W1 and B1: the marked unit is a column."""
    x, top = BOOK[MARKED] - 42, 32
    bias = top + ROW * len(W1) + 14
    parts = [
        mark(x, top, 84, ROW * len(W1), "weight"),
        mark(x, bias, 84, ROW, "bias"),
        *name("W1", W1, 14, "weight"),
        *name("B1", B1, bias + ROW / 2, "bias"),
        *draw_numbers(W1.tolist(), top, BOOK, "weight"),
        *draw_numbers(B1.tolist(), bias, BOOK, "bias"),
    ]
    for column, unit in zip(BOOK, words["units"], strict=True):
        parts.append(text(column, 14, unit, "label"))
    for i in range(len(W1)):
        parts.append(text(
            170, top + ROW * (i + 0.5),
            words["feature"].format(count=i + 1), "label", 15, "end",
        ))
    return parts


def draw_layer(words, weight, bias):
    """Draw what nn.Linear stores: the marked unit is a row."""
    top = 282
    below = top + ROW * len(weight) + 14
    row = top + ROW * MARKED
    parts = [
        mark(LAYER[0] - 42, row, LAYER[-1] - LAYER[0] + 84, ROW, "weight"),
        mark(LAYER[MARKED] - 42, below, 84, ROW, "bias"),
        *name("layer1.weight", weight, 238, "weight"),
        *name("layer1.bias", bias, below + ROW / 2, "bias", 324),
        *draw_numbers(weight.tolist(), top, LAYER, "weight"),
        *draw_numbers([bias.tolist()], below, LAYER, "bias"),
    ]
    for i, column in enumerate(LAYER):
        label = words["feature"].format(count=i + 1)
        parts.append(text(column, top - 16, label, "label"))
    for i, unit in enumerate(words["units"]):
        parts.append(text(
            104, top + ROW * (i + 0.5), unit, "label", 15, "end"
        ))
    return parts


def describe(words, W1, B1, weight, bias):
    """Fill the description in with the shapes and the marked unit."""
    return words["description"].format(
        W1_shape=shape(W1), B1_shape=shape(B1), weight_shape=shape(weight),
        bias_shape=shape(bias), marked_bias=number(bias[MARKED]),
        marked=", ".join(number(value) for value in weight[MARKED]),
    )


def draw(words=WORDS):
    """Draw the book's layout above, the layer's layout below."""
    program = run(__file__)
    W1, B1 = program["W1"], program["B1"]
    layer = program["layer1"]
    weight, bias = layer.weight.detach(), layer.bias.detach()
    parts = [
        *draw_book(words, W1, B1),
        arrow("wire weight", BOOK[MARKED], 176, BOOK[MARKED], 218, width=3),
        text(
            BOOK[MARKED] - 16, 197,
            words["copied"].format(code="W1.T"), "label", 15, "end",
        ),
        *draw_layer(words, weight, bias),
    ]
    return svg(
        "torch_nn", WIDTH, HEIGHT, words["title"],
        describe(words, W1, B1, weight, bias), parts,
    )
