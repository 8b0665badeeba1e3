"""Draw the 3-2-1 network, and its matrices under it: a column is a unit."""

from drawing import arrow, box, circle, number, path, run, shape, svg, text

WORDS = {
    "title": "The 3-2-1 network and its matrices",
    "description": (
        "Three features {features} feed two hidden units, z1 {z1} and h {h};"
        " these feed one output unit, z2 {z2} and output {output}. The second"
        " hidden unit is marked together with its three wires and the second"
        " column of W1, {column}, and its bias in B1, {bias}."
    ),
    "features": "features",
    "hidden": "hidden units",
    "output": "output unit",
    "columns": "one column,",
    "units": "one unit",
}

WIDTH, HEIGHT = 440, 406
INPUTS, HIDDEN, OUTPUT = 82, 220, 379
HIDDEN_WIDTH, OUTPUT_WIDTH = 102, 118
MIDDLE, MATRIX, ROW, COLUMN = 128, 268, 28, 78
MARKED = 1


def spread(count, gap):
    """Return heights for a layer of units, centered on the network."""
    return [MIDDLE + gap * (i - (count - 1) / 2) for i in range(count)]


def draw_unit(x, y, width, pre, activation, stroke=1.5):
    """Draw a unit: its pre-activation above, its activation value below."""
    left, right = x - width / 2 + 7, x + width / 2 - 7
    parts = [
        box(x - width / 2, y - 28, width, 28, "box pre", 4, stroke),
        box(x - width / 2, y, width, 28, "box activation", 4, stroke),
    ]
    rows = (y - 14, *pre, "pre"), (y + 14, *activation, "activation")
    for middle, name, value, role in rows:
        parts += [
            text(left, middle, name, role, 14, "start"),
            text(right, middle, number(value), f"number {role}", 14, "end"),
        ]
    return parts


def draw_wires(features, units):
    """Draw the wires into the hidden units; the marked unit's are thick."""
    wires = []
    for j, end in enumerate(units):
        for start in features:
            wire = [
                "M", INPUTS + 8, start, "L", HIDDEN - HIDDEN_WIDTH / 2,
                end - 14,
            ]
            if j == MARKED:
                wires.append(path("wire weight", *wire, width=3))
            else:
                wires.insert(0, path("line", *wire, width=1))
    for start in units:
        wires.append(path(
            "line", "M", HIDDEN + HIDDEN_WIDTH / 2, start + 14,
            "L", OUTPUT - OUTPUT_WIDTH / 2, MIDDLE - 14, width=1,
        ))
    return wires


def draw_network(words, program):
    """Draw the inputs, the two hidden units and the output unit."""
    features, z1, h = (
        program[n].flatten().tolist() for n in ("features", "z1", "h")
    )
    inputs, units = spread(len(features), 68), spread(len(h), 92)
    parts = draw_wires(inputs, units)
    for y, value in zip(inputs, features, strict=True):
        parts += [
            text(INPUTS - 14, y, number(value), "number input", 14, "end"),
            circle(INPUTS, y, 8, "node input"),
        ]
    rows = zip(units, z1, h, strict=True)
    for j, (y, pre, activation) in enumerate(rows):
        parts += draw_unit(
            HIDDEN, y, HIDDEN_WIDTH, ("z1", pre), ("h", activation),
            3 if j == MARKED else 1.5,
        )
    parts += draw_unit(
        OUTPUT, MIDDLE, OUTPUT_WIDTH, ("z2", program["z2"]),
        ("output", program["output"]),
    )
    for x, heading in (
        (48, "features"), (HIDDEN, "hidden"), (OUTPUT, "output"),
    ):
        parts.append(text(x, 18, words[heading], "label", 15))
    return parts


def draw_matrix(x, y, label_x, name, matrix, role):
    """Draw a matrix in brackets, its last column around x."""
    rows, columns = matrix.shape
    bottom, middle = y + ROW * rows, y + ROW * rows / 2
    left, right = x - COLUMN * (columns - 1) - 42, x + 42
    parts = [
        text(label_x, middle - 10, name, f"number {role}", 15, "start"),
        text(label_x, middle + 10, shape(matrix), "number muted", 14, "start"),
    ]
    for side, inner in (left, left + 6), (right, right - 6):
        parts.append(path(
            "line", "M", inner, y, "H", side, "V", bottom, "H", inner
        ))
    for i, row in enumerate(matrix.tolist()):
        for j, value in enumerate(row):
            end = x - COLUMN * (columns - 1 - j) + 32
            parts.append(text(
                end, y + ROW * (i + 0.5), number(value), f"number {role}",
                15, "end",
            ))
    return parts


def draw_matrices(words, program):
    """Draw W1 over B1 and W2 over B2; mark the column under its unit."""
    names = "W1", "W2", "B1", "B2"
    W1, W2, B1, B2 = (program[name] for name in names)
    under = MATRIX + ROW * len(W1)
    bias, unit = under + 18, spread(len(W1[0]), 92)[MARKED] + 28
    return [
        arrow("wire weight", HIDDEN, MATRIX, HIDDEN, unit + 3, width=3),
        arrow("line", OUTPUT, under - ROW * len(W2), OUTPUT, MIDDLE + 31),
        text(HIDDEN + 14, (unit + MATRIX) / 2 - 8, words["columns"], "label",
             15, "start"),
        text(HIDDEN + 14, (unit + MATRIX) / 2 + 12, words["units"], "label",
             15, "start"),
        box(HIDDEN - 36, MATRIX + 2, 72, ROW * len(W1) - 4, "box weight"),
        box(HIDDEN - 36, bias + 2, 72, ROW - 4, "box bias"),
        *draw_matrix(HIDDEN, MATRIX, 6, "W1", W1, "weight"),
        *draw_matrix(HIDDEN, bias, 6, "B1", B1, "bias"),
        *draw_matrix(
            OUTPUT, under - ROW * len(W2), 274, "W2", W2, "weight"
        ),
        *draw_matrix(OUTPUT, bias, 274, "B2", B2, "bias"),
    ]


def describe(words, program):
    """Fill the description in with the numbers of the figure."""
    def listed(tensor):
        return ", ".join(number(v) for v in tensor.flatten().tolist())
    names = "features", "z1", "h", "z2", "output"
    return words["description"].format(
        **{name: listed(program[name]) for name in names},
        column=listed(program["W1"][:, MARKED]),
        bias=listed(program["B1"][:, MARKED]),
    )


def draw(words=WORDS):
    """Draw the network above, its matrices under the units they make."""
    program = run(__file__)
    parts = draw_network(words, program) + draw_matrices(words, program)
    return svg(
        "layers", WIDTH, HEIGHT, words["title"], describe(words, program),
        parts,
    )
