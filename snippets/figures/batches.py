"""Draw a batch on its way through the network, then the square of errors."""

from drawing import MINUS, arrow, box, number, path, run, shape, svg, text

WORDS = {
    "title": "A batch in the network, and a loss that compares everything",
    "description": (
        "Above, the batch {batch} becomes h {h} and the output {output}: row"
        " by row, with the same W1, B1, W2 and B2 for every row; the first"
        " row ends in {first}. Below, the output {output} minus flat_target"
        " {target} is a table of shape {table}: each output minus each target."
        " The diagonal is framed, {diagonal}; only there a row meets its own"
        " target."
    ),
    "same": "the same for every row",
    "minus": f"output {MINUS} flat_target",
}

WIDTH, HEIGHT = 450, 420
ROW, WIDE, NARROW = 28, 66, 58
BATCH, HIDDEN, OUTPUT = 8, 238, 384    # the left edges
TOP, SQUARE, SQUARE_TOP, CELL = 50, 110, 298, 68
OUTPUT_COLUMN = 24


def draw_brackets(left, right, top, rows):
    """Draw the brackets of a matrix."""
    bottom = top + ROW * rows
    return [
        path("line", "M", inner, top, "H", side, "V", bottom, "H", inner)
        for side, inner in ((left - 6, left), (right + 4, right - 2))
    ]


def draw_entries(left, top, column, matrix, role):
    """Write the entries of a matrix; every column is `column` wide."""
    return [
        text(
            left + column * (j + 1) - 4, top + ROW * (i + 0.5),
            number(value), f"number {role}", 14, "end",
        )
        for i, row in enumerate(matrix.tolist())
        for j, value in enumerate(row)
    ]


def draw_step(left, column, name, matrix, role):
    """Draw a tensor of the forward pass, its first row framed."""
    rows, columns = matrix.shape
    width = column * columns
    return [
        text(left + width / 2, 12, name, f"number {role}", 15),
        text(left + width / 2, 33, shape(matrix), "number muted", 14),
        box(left - 2, TOP + 2, width + 2, ROW - 4, f"box {role}"),
        *draw_brackets(left, left + width, TOP, rows),
        *draw_entries(left, TOP, column, matrix, role),
    ]


def draw_forward(words, program):
    """Draw the batch, h and the output, with an arrow from row to row."""
    batch, h, output = (program[name] for name in ("batch", "h", "output"))
    parts = [
        *draw_step(BATCH, WIDE, "batch", batch, "input"),
        *draw_step(HIDDEN, NARROW, "h", h, "activation"),
        *draw_step(OUTPUT, NARROW, "output", output, "activation"),
    ]
    ends = (
        (BATCH + 3 * WIDE, HIDDEN, "W1", "B1"),
        (HIDDEN + 2 * NARROW, OUTPUT, "W2", "B2"),
    )
    below = TOP + ROW * len(batch)
    for start, end, weight, bias in ends:
        for i in range(len(batch)):
            y = TOP + ROW * (i + 0.5)
            parts.append(arrow("line", start + 8, y, end - 9, y, head=4))
        middle = (start + end) / 2
        parts += [
            text(middle - 13, below + 17, weight, "number weight", 14),
            text(middle + 13, below + 17, bias, "number bias", 14),
        ]
    parts.append(text(
        (HIDDEN + OUTPUT - 30) / 2, below + 39, words["same"], "label", 15
    ))
    return parts


def draw_square(words, program):
    """Draw the table of each output minus each target; frame the diagonal."""
    output, target, table = (
        program[name] for name in ("output", "flat_target", "table")
    )
    middle = SQUARE + 2 * CELL
    right = OUTPUT_COLUMN + NARROW
    parts = [
        text(middle, SQUARE_TOP - 62, words["minus"], "number", 15),
        text(OUTPUT_COLUMN + NARROW / 2, SQUARE_TOP - 36, "output",
             "number activation", 14),
        text(OUTPUT_COLUMN + NARROW / 2, SQUARE_TOP - 15, shape(output),
             "number muted", 14),
        text(middle, SQUARE_TOP - 36, f"flat_target {shape(target)}",
             "number", 14),
        *draw_brackets(OUTPUT_COLUMN, right, SQUARE_TOP, len(output)),
        *draw_entries(
            OUTPUT_COLUMN, SQUARE_TOP, NARROW, output, "activation"
        ),
        path("line", "M", SQUARE, SQUARE_TOP - 2, "h", 4 * CELL, width=1),
    ]
    for j, value in enumerate(target.tolist()):
        parts.append(text(
            SQUARE + CELL * (j + 1) - 4, SQUARE_TOP - 15, number(value),
            "number", 14, "end",
        ))
    for i, row in enumerate(table.tolist()):
        y = SQUARE_TOP + ROW * i
        for j, value in enumerate(row):
            x = SQUARE + CELL * j
            if i == j:
                parts.append(box(x + 1, y + 2, CELL - 2, ROW - 4, "box pre"))
            role = "number pre" if i == j else "number muted"
            parts.append(text(
                x + CELL - 4, y + ROW / 2, number(value), role, 14, "end"
            ))
    return parts


def describe(words, program):
    """Fill the description in with the shapes and numbers of the figure."""
    names = "batch", "h", "output", "table"
    diagonal = program["table"].diagonal().tolist()
    return words["description"].format(
        **{name: shape(program[name]) for name in names},
        target=shape(program["flat_target"]),
        first=number(program["output"][0]),
        diagonal=", ".join(number(value) for value in diagonal),
    )


def draw(words=WORDS):
    """Draw the forward pass above, the square of differences below."""
    program = run(__file__)
    parts = draw_forward(words, program) + draw_square(words, program)
    return svg(
        "batches", WIDTH, HEIGHT, words["title"], describe(words, program),
        parts,
    )
