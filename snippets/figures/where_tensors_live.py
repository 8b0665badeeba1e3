"""Draw two names for one memory, before and after two assignments."""

from drawing import box, path, run, svg, text

WORDS = {
    "title": "Two names and one memory, then two",
    "description": (
        "Three steps. First, after {share}: the names array and tensor both"
        " lead to one strip of memory that holds {first}. Second, after"
        " {in_place}: both still lead to that strip, which now holds"
        " {second}. Third, after {rebind}: tensor leads to the old strip with"
        " {second}, and array to a new strip with {third}."
    ),
    "one": "one memory",
    "changed": "the same memory",
    "new": "new memory",
    "old": "old memory",
}

CODE = {
    "share": "tensor = torch.from_numpy(array)",
    "in_place": "array += 1",
    "rebind": "array = array + 1",
}
WIDTH, HEIGHT = 400, 470
TAG_WIDTH, TAG = 84, 30
STRIP, SLOT, CELL = 196, 66, 34
PANELS = 0, 158, 316
UPPER, MIDDLE, LOWER = 52, 80, 108


def draw_tag(middle, name):
    """Draw a name as a tag that can be tied to memory."""
    return [
        box(2, middle - TAG / 2, TAG_WIDTH, TAG, "line", 15),
        text(2 + TAG_WIDTH / 2, middle, name, "number", 15),
    ]


def draw_wire(start, end):
    """Lead a name, at the height start, to a strip at the height end."""
    right = STRIP - 4
    return [
        path("line", "M", 2 + TAG_WIDTH, start, "H", 136, "V", end, "H",
             right, width=2),
        path("line", "M", right - 6, end - 6, "L", right, end, "L",
             right - 6, end + 6, width=2),
    ]


def draw_strip(middle, values, framed=False):
    """Draw numbers in memory, with a thick frame where they are new."""
    top = middle - CELL / 2
    parts = [box(STRIP, top, SLOT * len(values), CELL, "box", 3)]
    if framed:
        parts.append(
            box(STRIP, top, SLOT * len(values), CELL, "line", 3, 3)
        )
    for i, value in enumerate(values):
        left = STRIP + SLOT * i
        if i:
            parts.append(path("line", "M", left, top, "v", CELL, width=0.5))
        parts.append(
            text(left + SLOT / 2, middle, f"{value:g}", "number", 15)
        )
    return parts


def draw_step(top, code, strips, labels):
    """Draw one step: its code, the two names, and each name's memory."""
    parts = [text(2, top + 14, code, "number", 15, "start")]
    for height, name, end in zip(
        (UPPER, LOWER), ("array", "tensor"), strips["ends"], strict=True
    ):
        parts += draw_tag(top + height, name)
        parts += draw_wire(top + height, top + end)
    for middle, values, framed in strips["memory"]:
        parts += draw_strip(top + middle, values, framed)
    center = STRIP + SLOT * 1.5
    for height, words in labels:
        parts.append(text(center, top + height, words, "muted", 14))
    return parts


def draw(words=WORDS):
    """Draw the three steps with the numbers of the chapter."""
    program = run(__file__)
    first, second, third = (
        list(program[name]) for name in ("numbers", "tensor", "array")
    )
    shared = MIDDLE, MIDDLE
    parts = [
        *draw_step(
            PANELS[0], CODE["share"],
            {"ends": shared, "memory": [(MIDDLE, first, False)]},
            [(MIDDLE + 30, words["one"])],
        ),
        path("line", "M", 0, PANELS[1] - 14, "H", WIDTH, width=0.5),
        *draw_step(
            PANELS[1], CODE["in_place"],
            {"ends": shared, "memory": [(MIDDLE, second, True)]},
            [(MIDDLE + 30, words["changed"])],
        ),
        path("line", "M", 0, PANELS[2] - 14, "H", WIDTH, width=0.5),
        *draw_step(
            PANELS[2], CODE["rebind"],
            {
                "ends": (UPPER, LOWER),
                "memory": [(UPPER, third, True), (LOWER, second, False)],
            },
            [(UPPER - 29, words["new"]), (LOWER + 30, words["old"])],
        ),
    ]
    lists = {"first": first, "second": second, "third": third}
    description = words["description"].format(
        **CODE,
        **{
            name: ", ".join(f"{value:g}" for value in values)
            for name, values in lists.items()
        },
    )
    return svg(
        "where_tensors_live", WIDTH, HEIGHT, words["title"], description,
        parts,
    )
