"""Draw one entry of a matrix product: its row, its column, what they give."""

import re
from pathlib import Path

import torch
from drawing import box, group, part, run, start_state, svg, text

CHAPTER = Path(__file__).with_name("shapes.py")
WORDS = {
    "title": "A row with a column makes one entry of the matrix product",
    "description": (
        "A has shape {A}, B has shape {B}, and C = A @ B has shape {C}. The"
        " marked row of A and the marked column of B make the marked entry of"
        " C: {sum}."
    ),
}
TIMES = "\N{MULTIPLICATION SIGN}"
WIDTH, HEIGHT, TOP, GAP = 440, 336, 30, 34
MIDDLES = 110, 330, 220    # of A, B and C, which is below them
STEP = 1    # which entry of C, row by row
# Sizes that no message contains for another reason.
A, B, C, D, AXIS = 11, 13, 17, 19, 10


def draw_matrix(middle, top, high, matrix, role, lit):
    """Draw the cells of a matrix, those in `lit` in their role's color."""
    columns = matrix.shape[1]
    wide = min(50, 210 / columns)
    parts = []
    for i, row in enumerate(matrix.tolist()):
        for j, value in enumerate(row):
            x = middle + wide * (j - columns / 2)
            y = top + high * i
            marked = (i, j) in lit
            parts += [
                box(x + 1, y + 1, wide - 2, high - 2,
                    f"box {role}" if marked else "line", 3,
                    2.5 if marked else 1),
                text(x + wide / 2, y + high / 2, f"{value:g}",
                     f"number {role}", 14),
            ]
    return parts


def draw(words=WORDS):
    """Draw baskets and prices with the entry that the chapter works out."""
    program = run(CHAPTER, "star_or_at", "rule")
    left, right, result = matrices = [
        program[name] for name in ("counts", "prices", "totals")
    ]
    i, j = divmod(STEP, right.shape[1])
    lit = (
        [(i, column) for column in range(left.shape[1])],
        [(row, j) for row in range(right.shape[0])],
        [(i, j)],
    )
    most = max(len(left), len(right))
    high = min(36, 120 / most)
    shapes = [str(tuple(matrix.shape)) for matrix in matrices]
    parts = []
    for which, (name, role) in enumerate(
        (("A", "input"), ("B", "weight"), ("C", "pre"))
    ):
        top = TOP if name != "C" else TOP + most * high + GAP
        middle = MIDDLES[which]
        parts += [
            text(middle, top - 14, f"{name} {shapes[which]}",
                 f"number {role}", 14),
            *draw_matrix(middle, top, high, matrices[which], role,
                         lit[which]),
        ]
    terms = " + ".join(
        f"{a:g} {TIMES} {b:g}"
        for a, b in zip(left[i].tolist(), right[:, j].tolist(), strict=True)
    )
    description = words["description"].format(
        A=shapes[0], B=shapes[1], C=shapes[2],
        sum=f"{terms} = {result[i, j].item():g}",
    )
    return svg(
        "shape_stepper", WIDTH, HEIGHT, words["title"], description,
        [part("stage", group(*parts))],
    )


def message(operation, *sizes):
    """Let torch complain; put {0}, {1} where its message names the sizes."""
    try:
        operation()
    except RuntimeError as error:
        places = {str(size): f"{{{i}}}" for i, size in enumerate(sizes)}
        return re.sub(
            "|".join(places), lambda size: places[size[0]], str(error)
        )
    raise AssertionError("torch did not complain")


def messages():
    """What torch says: for 2 axes @ 1 axis under "21", and so on."""
    zeros = torch.zeros
    matrix, line = zeros(A, B), zeros(B)
    deep = zeros((1,) * AXIS + (A,)), zeros((1,) * AXIS + (B,))
    other = f"{C}, {D}"    # as the list of sizes in the message
    return {
        "11": message(lambda: line @ zeros(C), B, C),
        "12": message(lambda: line @ zeros(C, D), B, C, D),
        "21": message(lambda: matrix @ zeros(C), A, B, C),
        "22": message(lambda: matrix @ zeros(C, D), A, B, C, D),
        "broadcast": message(lambda: deep[0] + deep[1], A, B, AXIS),
        "view": message(lambda: matrix.view(C, D), other, A * B),
    }


def state():
    """Write where the stepper starts, its numbers, and torch's messages."""
    sections = "star_or_at", "rule", "one_row", "per_shop"
    program = run(CHAPTER, *sections)
    pairs = {
        "product": ("counts", "prices"),
        "broadcast": ("totals", "delivery"),
        "random": ("features", "weights"),
    }
    numbers = {
        key: [program[name].flatten().tolist() for name in names]
        for key, names in pairs.items()
    }
    return start_state(
        tab="product",
        numbers="whole",
        left=program["counts"].shape,
        right=program["prices"].shape,
        first=(0, *program["totals"].shape),    # 0: no such axis
        second=(0, 0, *program["delivery"].shape),
        matrix=(2, 3),
        target=(3, 2),
        step=STEP,
        recorded={"numbers": numbers, "messages": messages()},
    )
