"""Draw three tensors from one seed: 5 numbers, 15 numbers, 20 numbers."""

import re
from pathlib import Path

from drawing import box, number, path, run, shape, svg, text

WORDS = {
    "title": "One seed, three sizes, two sequences",
    "description": (
        "Three tensors, each drawn directly after seed {seed}. {grids}."
    ),
    "grid": "Shape {shape}, {count} numbers: row 0 is {row}, {verdict}",
    "seed": "seed {seed} each time",
    "call": "randn{shape}",
    "count": "{count} numbers",
    "same": "row 0 as before",
    "first": "row 0",
    "other": "another row 0",
}

WIDTH, HEIGHT = 358, 424
LEFT, CELL_WIDTH, CELL = 4, 70, 28
TOPS = 64, 156, 304
NAMES = "one_row", "three_rows", "four_rows"


def seed():
    """Return the seed that the program sets, as its source writes it."""
    figure = Path(__file__)
    source = (figure.parent.parent / figure.name).read_text("utf-8")
    return re.search(r"manual_seed\((\d+)\)", source)[1]


def verdict(words, tensor, first):
    """Say whether row 0 of the tensor is the row that was drawn first."""
    if tensor is first:
        return words["first"]
    return words["same" if tensor[0].equal(first[0]) else "other"]


def draw_grid(words, y, tensor, first):
    """Draw a tensor below its call; its first row in a heavy frame."""
    n_rows, n_columns = tensor.shape
    width, height = CELL_WIDTH * n_columns, CELL * n_rows
    same = tensor[0].equal(first[0])
    parts = [
        text(LEFT, y - 14, words["call"].format(shape=shape(tensor)),
             "number", 14, "start"),
        text(LEFT + 112, y - 14,
             words["count"].format(count=tensor.numel()), "muted", 14,
             "start"),
        text(LEFT + width, y - 14, verdict(words, tensor, first),
             "label input" if same else "label", 14, "end"),
        box(LEFT, y, width, height, "line", 3),
    ]
    for i in range(1, n_rows):
        parts.append(path("line", "M", LEFT, y + CELL * i, "h", width,
                          width=0.5))
    for j in range(1, n_columns):
        parts.append(path("line", "M", LEFT + CELL_WIDTH * j, y, "v", height,
                          width=0.5))
    parts.append(box(
        LEFT, y, width, CELL, "box input" if same else "box", 3,
        2.5 if same else 1,
    ))
    for i, row in enumerate(tensor.tolist()):
        for j, value in enumerate(row):
            parts.append(text(
                LEFT + CELL_WIDTH * (j + 0.92), y + CELL * (i + 0.5),
                number(value), "number" if i == 0 else "number muted", 14,
                "end",
            ))
    return parts


def describe(words, tensors):
    """Fill the description in with each shape, first row and verdict."""
    return words["description"].format(seed=seed(), grids="; ".join(
        words["grid"].format(
            shape=shape(tensor), count=tensor.numel(),
            row=", ".join(number(value) for value in tensor[0]),
            verdict=verdict(words, tensor, tensors[0]),
        )
        for tensor in tensors
    ))


def draw(words=WORDS):
    """Draw the three grids below each other."""
    program = run(__file__)
    tensors = [program[name] for name in NAMES]
    parts = [text(WIDTH / 2, 16, words["seed"].format(seed=seed()), "label",
                  16)]
    for y, tensor in zip(TOPS, tensors, strict=True):
        parts += draw_grid(words, y, tensor, tensors[0])
    return svg(
        "random_numbers", WIDTH, HEIGHT, words["title"],
        describe(words, tensors), parts,
    )
