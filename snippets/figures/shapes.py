"""Draw `*` and `@` on the same two matrices, and the rule of the sizes."""

from drawing import box, path, run, svg, text

TIMES = "\N{MULTIPLICATION SIGN}"
ARROW = "\N{RIGHTWARDS ARROW}"
WORDS = {
    "title": "Elementwise product, matrix product, and the rule of the sizes",
    "description": (
        "Above, A * B: the entry {star} comes from the two entries in the same"
        " place, {star_sum}. In the middle, A @ B: the entry {at} comes from"
        " the first row of A and the second column of B, {at_sum}. Below,"
        " {left} @ {right} gives {result}: the inner sizes, {inner} and"
        " {inner}, are equal, and the outer sizes are the shape of the result."
    ),
    "star": "A * B: the same place in both",
    "at": "A @ B: a row with a column",
    "rule": "The sizes: inner equal, outer stay",
    "axes": ("baskets", "goods", "shops"),
    "inner": "equal",
}

WIDTH, HEIGHT = 440, 444
ROW, COLUMN = 32, 50
A_MIDDLE, B_MIDDLE, RESULT_MIDDLE = 62, 212, 362
STAR, AT, RULE = 18, 168, 318
CELL = 0, 1


def whole(value):
    """Write a number that has no decimals."""
    return f"{float(value):g}"


def draw_matrix(middle, top, matrix, role, marked):
    """Draw a 2 by 2 matrix in brackets; `marked` is (row, column, size)."""
    left, bottom = middle - COLUMN - 4, top + 2 * ROW
    right = middle + COLUMN + 4
    row, column, rows, columns = marked
    parts = [box(
        middle - COLUMN + COLUMN * column + 3, top + ROW * row + 2,
        COLUMN * columns - 6, ROW * rows - 4, f"box {role}",
    )]
    for side, inner in (left, left + 6), (right, right - 6):
        parts.append(path(
            "line", "M", inner, top, "H", side, "V", bottom, "H", inner
        ))
    for i, entries in enumerate(matrix.tolist()):
        for j, value in enumerate(entries):
            parts.append(text(
                middle + COLUMN * (j - 0.5), top + ROW * (i + 0.5),
                whole(value), f"number {role}", 16,
            ))
    return parts


def draw_product(words, top, sign, matrices, roles, marks, calculation):
    """Draw one line of the figure: A, a sign, B, and what they give."""
    middles = A_MIDDLE, B_MIDDLE, RESULT_MIDDLE
    start = top + 20
    parts = [text(6, top, words, "label", 15, "start")]
    for middle, matrix, role, marked in zip(
        middles, matrices, roles, marks, strict=True
    ):
        parts += draw_matrix(middle, start, matrix, role, marked)
    return [
        *parts,
        text((A_MIDDLE + B_MIDDLE) / 2, start + ROW, sign, "number label",
             18),
        text((B_MIDDLE + RESULT_MIDDLE) / 2, start + ROW, "=",
             "number label", 18),
        text(RESULT_MIDDLE + COLUMN + 10, start + 2 * ROW + 24, calculation,
             "number label", 15, "end"),
    ]


def draw_rule(words, counts, prices, totals):
    """Draw the three shapes, and join the sizes that belong together."""
    baskets, goods, shops = words["axes"]
    xs = 38, 100, 184, 246, 344, 406
    sizes = [*counts.shape, *prices.shape, *totals.shape]
    names = baskets, goods, goods, shops, baskets, shops
    roles = "input", "label", "label", "weight", "input", "weight"
    y = RULE + 54
    parts = [
        text(6, RULE, words["rule"], "label", 15, "start"),
        path("wire input", "M", xs[0], y - 14, "V", y - 26, "H", xs[4],
             "V", y - 14),
        path("wire weight", "M", xs[3], y + 36, "V", y + 48, "H", xs[5],
             "V", y + 36),
        path("line", "M", xs[1], y + 36, "V", y + 48, "H", xs[2],
             "V", y + 36),
        text((xs[1] + xs[2]) / 2, y + 61, words["inner"], "label", 15),
        text((xs[1] + xs[2]) / 2, y, "@", "number label", 18),
        text((xs[3] + xs[4]) / 2, y, ARROW, "number label", 18),
    ]
    for x, size, name, role in zip(xs, sizes, names, roles, strict=True):
        parts += [
            text(x, y, str(size), f"number {role}", 20),
            text(x, y + 24, name, role, 14),
        ]
    for i in 0, 2, 4:
        for x, sign in (
            (xs[i] - 16, "("), (xs[i] + 16, ","),
            (xs[i + 1] + 16, ")"),
        ):
            parts.append(text(x, y, sign, "number label", 20))
    return parts


def draw(words=WORDS):
    """Draw both products with the chapter's numbers, then the rule."""
    program = run(__file__)
    A, B, star, at = (
        program[n] for n in ("A", "B", "elementwise", "product")
    )
    counts, prices, totals = (
        program[n] for n in ("counts", "prices", "totals")
    )
    i, j = CELL
    star_sum = f"{whole(A[i, j])} {TIMES} {whole(B[i, j])}"
    at_sum = " + ".join(
        f"{whole(a)} {TIMES} {whole(b)}"
        for a, b in zip(A[i], B[:, j], strict=True)
    )
    cell = (i, j, 1, 1)
    parts = [
        *draw_product(
            words["star"], STAR, "*", (A, B, star),
            ("input", "weight", "label"), (cell, cell, cell),
            f"{star_sum} = {whole(star[i, j])}",
        ),
        *draw_product(
            words["at"], AT, "@", (A, B, at), ("input", "weight", "pre"),
            ((i, 0, 1, 2), (0, j, 2, 1), cell),
            f"{at_sum} = {whole(at[i, j])}",
        ),
        *draw_rule(words, counts, prices, totals),
    ]
    description = words["description"].format(
        star=whole(star[i, j]), star_sum=star_sum, at=whole(at[i, j]),
        at_sum=at_sum, left=tuple(counts.shape), right=tuple(prices.shape),
        result=tuple(totals.shape), inner=counts.shape[1],
    )
    return svg(
        "shapes", WIDTH, HEIGHT, words["title"], description, parts,
    )
