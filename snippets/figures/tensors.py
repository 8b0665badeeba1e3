"""Draw the ladder of tensors, and a matrix above its strip of memory."""

from drawing import box, path, run, shape, svg, text

WORDS = {
    "title": "Tensors with no to three axes, and a matrix in memory",
    "description": (
        "A ladder of four tensors: {ladder}. Axis 0 of the matrix runs down,"
        " axis 1 to the right; in the stack, axis 0 leads from one matrix to"
        " the next. Below, one strip of memory holds {strip}. The matrix,"
        " strides {strides}, and its transpose, strides {turned}, both read"
        " it; the {marked} is marked: it is {entry} in the matrix,"
        " {turned_entry} in the transpose and position {position} in the"
        " strip."
    ),
    "names": ("scalar", "vector", "matrix", "stack"),
    "rung": "the {name}, {axes}, shape {shape}",
    "axes": ("no axes", "1 axis", "2 axes", "3 axes"),
    "axis": "axis {number}",
    "read": "two ways to read one strip",
    "strides": "strides {strides}",
    "memory": "memory",
    "position": "position",
}

WIDTH, HEIGHT = 358, 626
CELL_WIDTH, CELL = 34, 28
GRID, NAME = 74, 218
RUNGS = 18, 72, 146, 278
BACK_X, BACK_Y = 22, 32
RULE, LOWER, STRIP = 368, 448, 572
LEFT, RIGHT, START, SLOT = 44, 240, 86, 45
NAMES = "scalar", "vector", "matrix", "stack"
MARKED = 1, 0


def draw_cells(x, y, rows, marked=None):
    """Draw rows of numbers as a grid whose top left corner is (x, y)."""
    width, height = CELL_WIDTH * len(rows[0]), CELL * len(rows)
    parts = [box(x, y, width, height, "box", 3)]
    for i in range(1, len(rows)):
        parts.append(path("line", "M", x, y + CELL * i, "h", width, width=0.5))
    for j in range(1, len(rows[0])):
        left = x + CELL_WIDTH * j
        parts.append(path("line", "M", left, y, "v", height, width=0.5))
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            left, top = x + CELL_WIDTH * j, y + CELL * i
            if (i, j) == marked:
                parts.append(mark(left, top, CELL_WIDTH, CELL))
            parts.append(text(
                left + CELL_WIDTH / 2, top + CELL / 2, f"{value:g}",
                "number", 15,
            ))
    return parts


def mark(x, y, width, height):
    """Frame one cell."""
    return box(x, y, width, height, "line", 3, 3)


def point(x1, y1, x2, y2):
    """Draw an axis: a line to the right, down or aslant, with a head."""
    step_x, step_y = x2 - x1, y2 - y1
    length = (step_x ** 2 + step_y ** 2) ** 0.5
    along_x, along_y = 5 * step_x / length, 5 * step_y / length
    return path(
        "line", "M", x1, y1, "L", x2, y2,
        "M", x2 - along_x + along_y, y2 - along_y - along_x, "L", x2, y2,
        "L", x2 - along_x - along_y, y2 - along_y + along_x,
    )


def draw_axes(words, x, y, first, rows, columns):
    """Draw the last two axes beside a grid, numbered from first on."""
    right, bottom = x + CELL_WIDTH * columns, y + CELL * rows
    def label(number):
        return words["axis"].format(number=number)
    return [
        point(x - 10, y + 2, x - 10, bottom - 2),
        text(x - 16, (y + bottom) / 2, label(first), "muted", 14, "end"),
        point(x + 2, bottom + 9, right - 2, bottom + 9),
        text((x + right) / 2, bottom + 21, label(first + 1), "muted", 14),
    ]


def draw_ladder(words, tensors):
    """Draw the four tensors below each other, each with its shape."""
    scalar, vector, matrix, stack = tensors
    parts = [
        *draw_cells(GRID, RUNGS[0], [[scalar.item()]]),
        *draw_cells(GRID, RUNGS[1], [vector.tolist()]),
        point(GRID + 2, RUNGS[1] + CELL + 9,
              GRID + CELL_WIDTH * 3 - 2, RUNGS[1] + CELL + 9),
        text(GRID + CELL_WIDTH * 1.5, RUNGS[1] + CELL + 21,
             words["axis"].format(number=0), "muted", 14),
        *draw_cells(GRID, RUNGS[2], matrix.tolist()),
        *draw_axes(words, GRID, RUNGS[2], 0, *matrix.shape),
    ]
    front, back = stack.tolist()
    x, y = GRID, RUNGS[3]
    parts += [
        *draw_cells(x + BACK_X, y - BACK_Y, [*back[:1], []]),
        *draw_cells(x, y, front),
        *draw_axes(words, x, y, 1, *matrix.shape),
        point(x - 8, y - 6, x + BACK_X - 9, y - BACK_Y + 4),
        text(x - 8, y - BACK_Y + 8, words["axis"].format(number=0), "muted",
             14, "end"),
    ]
    rows = zip(RUNGS, words["names"], words["axes"], tensors, strict=True)
    for y, name, axes, tensor in rows:
        middle = y + CELL * (1 if tensor.ndim > 1 else 0.5)
        if tensor.ndim > 2:
            middle -= BACK_Y / 2
        parts += [
            text(NAME, middle - 11, name, "label", 16, "start"),
            text(NAME, middle + 11, axes, "muted", 14, "start"),
            text(WIDTH - 6, middle + 11, shape(tensor), "number", 14, "end"),
        ]
    return parts


def position(tensor, index):
    """Return where on the strip the entry with this index lies."""
    steps = zip(index, tensor.stride(), strict=True)
    return sum(entry * stride for entry, stride in steps)


def draw_reading(words, x, name, tensor, marked):
    """Draw a matrix of the lower part: its name, its strides, its numbers."""
    middle = x + CELL_WIDTH * tensor.shape[1] / 2
    strides = words["strides"].format(strides=tensor.stride())
    return [
        text(middle, LOWER - 36, name, "number", 15),
        text(middle, LOWER - 15, strides, "muted", 14),
        *draw_cells(x, LOWER, tensor.tolist(), marked),
    ]


def draw_strip(words, strip, marked):
    """Draw the numbers in the order of memory, their positions below."""
    parts = [
        box(START, STRIP, SLOT * len(strip), CELL, "box", 3),
        text(START - 12, STRIP + CELL / 2, words["memory"], "label", 15,
             "end"),
        text(START - 12, STRIP + CELL + 16, words["position"], "muted", 14,
             "end"),
    ]
    for i, value in enumerate(strip):
        left = START + SLOT * i
        if i:
            parts.append(path("line", "M", left, STRIP, "v", CELL, width=0.5))
        if i == marked:
            parts.append(mark(left, STRIP, SLOT, CELL))
        parts += [
            text(left + SLOT / 2, STRIP + CELL / 2, f"{value:g}", "number",
                 15),
            text(left + SLOT / 2, STRIP + CELL + 16, i, "muted", 14),
        ]
    return parts


def draw_memory(words, matrix, turned, strip):
    """Draw the matrix and its transpose above the strip that both read."""
    place = position(matrix, MARKED)
    end, bend = START + SLOT * (place + 0.5), STRIP - 20
    row, column = MARKED
    start = LEFT + CELL_WIDTH * (column + 0.5)
    side = RIGHT + CELL_WIDTH * turned.shape[1]
    return [
        path("line", "M", 0, RULE, "H", WIDTH, width=0.5),
        text(WIDTH / 2, RULE + 20, words["read"], "label", 16),
        *draw_reading(words, LEFT, "matrix", matrix, MARKED),
        *draw_reading(words, RIGHT, "matrix.T", turned, MARKED[::-1]),
        path("line", "M", start, LOWER + CELL * (row + 1), "V", bend,
             "H", end, "V", STRIP, width=2),
        path("line", "M", side, LOWER + CELL * (column + 0.5), "h", 16,
             "V", bend, "H", end, width=2),
        *draw_strip(words, strip.tolist(), place),
    ]


def describe(words, tensors, matrix, turned, strip):
    """Fill the description in with the shapes and numbers of the figure."""
    rungs = zip(words["names"], words["axes"], tensors, strict=True)
    return words["description"].format(
        ladder="; ".join(
            words["rung"].format(name=name, axes=axes, shape=shape(tensor))
            for name, axes, tensor in rungs
        ),
        strip=", ".join(f"{value:g}" for value in strip.tolist()),
        strides=matrix.stride(), turned=turned.stride(),
        marked=f"{matrix[MARKED]:g}", entry=list(MARKED),
        turned_entry=list(MARKED[::-1]), position=position(matrix, MARKED),
    )


def draw(words=WORDS):
    """Draw the ladder above, the matrix and its memory beneath."""
    program = run(__file__)
    tensors = [program[name] for name in NAMES]
    memory = [program[name] for name in ("matrix", "turned", "in_memory")]
    parts = draw_ladder(words, tensors) + draw_memory(words, *memory)
    return svg(
        "tensors", WIDTH, HEIGHT, words["title"],
        describe(words, tensors, *memory), parts,
    )
