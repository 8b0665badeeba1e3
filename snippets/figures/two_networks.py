"""Draw one strip of random numbers, cut into two networks."""

import re
from pathlib import Path

from drawing import arrow, box, number, path, run, shape, svg, text

WORDS = {
    "title": "One strip of random numbers, cut in two ways",
    "description": (
        "Of {length} random numbers, seed {seed}, the neuron takes {neuron}"
        " ({neuron_parts}) and gives y = {y}. The network takes {network}"
        " ({network_parts}) and gives output = {output}. The fourth number,"
        " {shared}, is features{feature} in the neuron and W1{entry} in the"
        " network."
    ),
    "part": "{count} for {name}",
    "neuron": "the neuron",
    "network": "the network",
    "strip": "one strip",
    "seed": "seed {seed}",
    "numbers": "{count} numbers",
}

WIDTH, HEIGHT = 440, 588
TOP, ROW = 58, 32
STRIP = 164, 112
LEFT, RIGHT, SIDE = 7, 283, 150
MARKED = 3

NEURON = ("features", "input"), ("weights", "weight"), ("bias", "bias")
NETWORK = (
    ("features", "input"), ("W1", "weight"), ("W2", "weight"),
    ("B1", "bias"), ("B2", "bias"),
)


def cut(parts, tensors):
    """Join the names and roles of a network's parts to its tensors."""
    return [
        (name, tensor, role)
        for (name, role), tensor in zip(parts, tensors, strict=True)
    ]


def first_seed():
    """Return the seed that the program sets, as its source writes it."""
    figure = Path(__file__)
    source = (figure.parent.parent / figure.name).read_text("utf-8")
    return re.search(r"manual_seed\((\d+)\)", source)[1]


def total(tensors):
    """Count the numbers that a network takes from the strip."""
    return sum(tensor.numel() for _, tensor, _ in tensors)


def entry(tensor, index):
    """Write where a tensor keeps its number with this index: [0, 3]."""
    return str(tensor.new_ones(tensor.shape).nonzero()[index].tolist())


def draw_strip(strip):
    """Draw the numbers one below the other, counted from 1."""
    x, width = STRIP
    parts = [box(x, TOP, width, ROW * len(strip), "line", corner=0)]
    for i, value in enumerate(strip):
        middle = TOP + ROW * (i + 0.5)
        if i:
            y = TOP + ROW * i
            parts.append(path("line", "M", x, y, "H", x + width, width=0.5))
        parts.append(text(x + 26, middle, i + 1, "muted", 14, "end"))
        parts.append(
            text(x + width - 8, middle, number(value), "number", 15, "end")
        )
    return parts


def free_rows(row, count):
    """Return the middle of a tensor's rows, without the marked row."""
    before, after = MARKED - row, row + count - MARKED - 1
    if before < 0 or after < 0:
        return row + count / 2
    return row + before / 2 if before > after else MARKED + 1 + after / 2


def draw_cut(x, tensors):
    """Draw a box beside the strip for each tensor: name and shape."""
    parts, row = [], 0
    for name, tensor, role in tensors:
        count = tensor.numel()
        middle = TOP + ROW * free_rows(row, count)
        parts += [
            box(x, TOP + ROW * row + 2, SIDE, ROW * count - 4, f"box {role}"),
            text(x + 10, middle, name, f"number {role}", 14, "start"),
            text(x + SIDE - 10, middle, shape(tensor), "number muted", 14,
                 "end"),
        ]
        if row <= MARKED < row + count:
            parts.append(text(
                x + SIDE / 2, TOP + ROW * (MARKED + 0.5),
                name + entry(tensor, MARKED - row), f"number {role}", 14,
            ))
        row += count
    return parts


def draw_result(x, count, name, value):
    """Lead from the last box down to the number that comes out."""
    middle, bottom = x + SIDE / 2, HEIGHT - 44
    return [
        arrow("line", middle, TOP + ROW * count + 2, middle, bottom - 4),
        box(x, bottom, SIDE, 40, "box activation", corner=20),
        text(x + 14, bottom + 20, name, "number activation", 14, "start"),
        text(x + SIDE - 14, bottom + 20, number(value), "number activation",
             14, "end"),
    ]


def draw_side(words, x, tensors, heading, name, value):
    """Draw a network beside the strip: heading, cut and result."""
    count, middle = total(tensors), x + SIDE / 2
    numbers = words["numbers"].format(count=count)
    return [
        text(middle, 16, words[heading], "label", 16),
        text(middle, 38, numbers, "muted", 14),
        *draw_cut(x, tensors),
        *draw_result(x, count, name, value),
    ]


def describe(words, strip, neuron, network, **values):
    """Fill the description in with the numbers of the figure."""
    def listed(tensors):
        return ", ".join(
            words["part"].format(count=tensor.numel(), name=name)
            for name, tensor, _ in tensors
        )
    return words["description"].format(
        length=len(strip), seed=first_seed(), shared=number(strip[MARKED]),
        feature=entry(neuron[0][1], MARKED),
        entry=entry(network[1][1], MARKED - network[0][1].numel()),
        neuron=total(neuron), neuron_parts=listed(neuron),
        network=total(network), network_parts=listed(network),
        **{name: number(value) for name, value in values.items()},
    )


def draw(words=WORDS):
    """Draw the strip, the neuron's cut on its left, the network's right."""
    program = run(__file__)
    strip, y, output = (program[n] for n in ("strip", "y", "output"))
    neuron = cut(NEURON, program["neuron_numbers"])
    network = cut(NETWORK, program["network_numbers"])
    seed = words["seed"].format(seed=first_seed())
    parts = [
        text(WIDTH / 2, 16, words["strip"], "label", 16),
        text(WIDTH / 2, 38, seed, "muted", 14),
        *draw_strip(strip.tolist()),
        *draw_side(words, LEFT, neuron, "neuron", "y", y),
        *draw_side(words, RIGHT, network, "network", "output", output),
        box(2, TOP + ROW * MARKED - 1, WIDTH - 4, ROW + 2, "line", 6, 2.5),
    ]
    return svg(
        "two_networks", WIDTH, HEIGHT, words["title"],
        describe(words, strip, neuron, network, y=y, output=output), parts,
    )
