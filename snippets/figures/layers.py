"""Draw the 3-2-1 network, and its matrices under it: a column is a unit.

The interactive figure moves the named parts; its script is calculator.js.
"""

from drawing import (
    arrow,
    box,
    circle,
    group,
    number,
    part,
    path,
    run,
    shape,
    start_state,
    svg,
    text,
)

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


def draw_unit(unit, x, y, width, pre, activation):
    """Draw a unit: its pre-activation above, its activation value below."""
    stroke = 3 if unit == MARKED else 1.5
    left, right = x - width / 2 + 7, x + width / 2 - 7
    parts = [
        box(x - width / 2, y - 28, width, 28, "box pre", 4, stroke),
        box(x - width / 2, y, width, 28, "box activation", 4, stroke),
    ]
    rows = (y - 14, *pre, "pre"), (y + 14, *activation, "activation")
    for middle, name, value, role in rows:
        parts += [
            text(left, middle, name, role, 14, "start"),
            part(f"{role}{unit}", text(
                right, middle, number(value), f"number {role}", 14, "end"
            )),
        ]
    return part(f"unit{unit}", group(*parts))


def draw_wires(features, units):
    """Draw the wires into all units; the marked unit's are thick."""
    wires = []
    for j, end in enumerate(units):
        for i, start in enumerate(features):
            wire = [
                "M", INPUTS + 8, start, "L", HIDDEN - HIDDEN_WIDTH / 2,
                end - 14,
            ]
            name = f"wire{j}{i}"
            if j == MARKED:
                wires.append(part(name, path("wire weight", *wire, width=3)))
            else:
                wires.insert(0, part(name, path("line", *wire, width=1)))
    for i, start in enumerate(units):
        wires.append(part(f"wire{len(units)}{i}", path(
            "line", "M", HIDDEN + HIDDEN_WIDTH / 2, start + 14,
            "L", OUTPUT - OUTPUT_WIDTH / 2, MIDDLE - 14, width=1,
        )))
    return wires


def draw_network(words, program):
    """Draw the inputs, the two hidden units and the output unit."""
    features, z1, h = (
        program[n].flatten().tolist() for n in ("features", "z1", "h")
    )
    inputs, units = spread(len(features), 68), spread(len(h), 92)
    parts = draw_wires(inputs, units)
    for i, (y, value) in enumerate(zip(inputs, features, strict=True)):
        parts += [
            part(f"x{i}", text(
                INPUTS - 14, y, number(value), "number input", 14, "end"
            )),
            circle(INPUTS, y, 8, "node input"),
        ]
    rows = zip(units, z1, h, strict=True)
    for j, (y, pre, activation) in enumerate(rows):
        parts.append(draw_unit(
            j, HIDDEN, y, HIDDEN_WIDTH, ("z1", pre), ("h", activation)
        ))
    parts.append(draw_unit(
        len(units), OUTPUT, MIDDLE, OUTPUT_WIDTH, ("z2", program["z2"]),
        ("output", program["output"]),
    ))
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
            parts.append(part(f"{name}{columns * i + j}", text(
                end, y + ROW * (i + 0.5), number(value), f"number {role}",
                15, "end",
            )))
    return parts


def draw_marks(rows, under, bias, units):
    """Draw for each unit what marks it: its column, its bias, an arrow.

    The output unit's arrow is always there. One mark is seen; the
    interactive figure shows the mark of the chosen unit.
    """
    columns = [HIDDEN - COLUMN, HIDDEN, OUTPUT]
    arrows = [
        path("line", "M", columns[0], MATRIX, "V", MIDDLE, "H", HIDDEN,
             "V", units[0] + 31, "M", HIDDEN - 5, units[0] + 36,
             "L", HIDDEN, units[0] + 31, "L", HIDDEN + 5, units[0] + 36),
        arrow("line", HIDDEN, MATRIX, HIDDEN, units[1] + 31),
    ]
    return [
        part(f"mark{j}", group(
            *arrows[j:j + 1],
            box(x - 36, under - ROW * rows[j] + 2, 72, ROW * rows[j] - 4,
                "box weight"),
            box(x - 36, bias + 2, 72, ROW - 4, "box bias"),
            visibility="visible" if j == MARKED else "hidden",
        ))
        for j, x in enumerate(columns)
    ]


def draw_matrices(words, program):
    """Draw W1 over B1 and W2 over B2; mark the column under its unit."""
    names = "W1", "W2", "B1", "B2"
    W1, W2, B1, B2 = (program[name] for name in names)
    under = MATRIX + ROW * len(W1)
    bias, units = under + 18, spread(len(W1[0]), 92)
    words_at = (units[1] + 28 + MATRIX) / 2
    return [
        arrow("line", OUTPUT, under - ROW * len(W2), OUTPUT, MIDDLE + 31),
        *draw_marks([len(W1)] * 2 + [len(W2)], under, bias, units),
        text(HIDDEN + 14, words_at - 8, words["columns"], "label", 15,
             "start"),
        text(HIDDEN + 14, words_at + 12, words["units"], "label", 15,
             "start"),
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


def state():
    """Write the network from which the interactive figure starts."""
    program = run(__file__, "inputs", "network")
    names = "features", "W1", "B1", "W2"
    return start_state(
        **{name: program[name].flatten() for name in names},
        B2=program["B2"].item(),
        activation="sigmoid",
        unit="second",
    )
