"""Draw one neuron with two inputs twice: as a diagram and as a line."""

from drawing import MINUS, arrow, box, circle, path, run, svg, text

WORDS = {
    "title": "The plant neuron as a diagram and as a line",
    "description": (
        "Above: {days} days times weight {w1} is {p1}, {rain} centimeter of"
        " rain times weight {w2} is {p2}, and with the bias {bias} z is {z},"
        " so the step function gives {output}. Below: days across, rain"
        " upward. The solid line, where z is 0, crosses the days at"
        " {crossing}; on its right the output is 1, on its left 0. A dashed"
        " parallel line, without the bias, goes through the origin."
    ),
    "days": "days",
    "rain": "rain",
    "rain_axis": "rain, centimeters",
    "bias": "bias",
    "step": "step",
    "output": "output",
    "without": ("without", "bias"),
    "line": "z = 0",
    "water": "output 1",
    "wait": "output 0",
}

WIDTH, HEIGHT = 440, 566
NODE, SUM, RESULT = 92, 288, 396
ROWS = 38, 112, 186
PLOT = {"left": 40, "right": 420, "top": 270, "bottom": 510}
LIMITS = 10, 4


def plain(value):
    """Write a number without needless zeros, with a real minus sign."""
    return f"{value:g}".replace("-", MINUS)


def place(days, rain):
    """Return the point of the plot that stands for (days, rain)."""
    width = PLOT["right"] - PLOT["left"]
    height = PLOT["bottom"] - PLOT["top"]
    x = PLOT["left"] + width * days / LIMITS[0]
    return x, PLOT["bottom"] - height * rain / LIMITS[1]


def draw_input(y, digit, name, values):
    """Draw one input: its node, its wire, its weight and its product."""
    value, w, product = values
    end = ROWS[1] + (y - ROWS[1]) * 0.22
    return [
        path("wire weight", "M", NODE, y, "H", 196,
             "C", 232, y, 226, end, SUM - 42, end, width=abs(product) * 1.4),
        text(NODE - 18, y - 10, name, "input", 15, "end"),
        text(NODE - 18, y + 10, f"x{digit} = {plain(value)}", "number input",
             15, "end"),
        circle(NODE, y, 9, "node input"),
        text(NODE + 16, y - 18, f"w{digit} = {plain(w)}", "number weight", 15,
             "start"),
        text(NODE + 16, y + 18, f"x{digit}w{digit} = {plain(product)}",
             "number label", 15, "start"),
    ]


def draw_diagram(words, program):
    """Draw inputs and bias on the left, z in the middle, the output."""
    products = program["products"]
    digits = "\N{SUBSCRIPT ONE}\N{SUBSCRIPT TWO}"
    rows = zip(program["features"], program["weights"], products, strict=True)
    parts = []
    for i, values in enumerate(rows):
        name = words[("days", "rain")[i]]
        parts += draw_input(ROWS[i], digits[i], name, values)
    bias, y, middle = program["bias"], ROWS[2], ROWS[1]
    end = middle + (y - middle) * 0.22
    return [
        *parts,
        path("wire bias", "M", NODE, y, "H", 196,
             "C", 232, y, 226, end, SUM - 42, end, width=abs(bias) * 1.4),
        text(NODE - 18, y - 10, words["bias"], "bias", 15, "end"),
        text(NODE - 18, y + 10, f"b = {plain(bias)}", "number bias", 15,
             "end"),
        box(NODE - 8, y - 8, 16, 16, "box bias", 2),
        box(SUM - 42, middle - 28, 84, 56, "box pre"),
        text(SUM, middle - 10, "+", "number label", 16),
        text(SUM, middle + 12, f"z = {plain(program['z'])}", "number pre",
             15),
        arrow("line", SUM + 42, middle, RESULT - 36, middle),
        box(RESULT - 34, middle - 28, 72, 56, "box activation", 26),
        text(RESULT + 2, middle - 10, words["step"], "activation", 15),
        text(RESULT + 2, middle + 12, plain(program["step"](program["z"])),
             "number activation", 15),
        text(RESULT + 2, middle + 44, words["output"], "label", 15),
    ]


def draw_axes(words):
    """Draw both axes with their ticks."""
    (left, bottom), (right, top) = place(0, 0), place(*LIMITS)
    days = [
        text(place(i, 0)[0], bottom + 18, i, "muted", 14)
        for i in range(0, LIMITS[0] + 1, 2)
    ]
    rains = [
        text(left - 10, place(0, i)[1], i, "muted", 14, "end")
        for i in range(1, LIMITS[1] + 1)
    ]
    return [
        path("line", "M", left, top, "V", bottom, "H", right, width=1),
        *days,
        *rains,
        text(right, bottom + 42, words["days"], "input", 15, "end"),
        text(left - 20, top - 24, words["rain_axis"], "input", 15, "start"),
    ]


def draw_line(words, program):
    """Draw the line, its two sides, and the line without the bias."""
    crossing, bias = program["days_on_line"], program["bias"]
    top = (LIMITS[0] - crossing(0, bias)) / (
        crossing(1, bias) - crossing(0, bias)
    )
    start, end = place(crossing(0, bias), 0), place(LIMITS[0], top)
    corner = place(LIMITS[0], 0)
    first, last = place(0, 0), place(crossing(LIMITS[1], 0), LIMITS[1])
    shift = place(crossing(2.5, 0), 2.5), place(crossing(2.5, bias), 2.5)
    dry = place(*program["features"])
    wet = place(crossing(1, bias) - 1, 1)
    return [
        path("box activation", "M", *start, "L", *end, "L", *corner, "Z",
             width=0),
        path("line", "M", *first, "L", *last, width=2, stroke_dasharray="5 5"),
        path("wire pre", "M", *start, "L", *end, width=3),
        arrow("wire bias", shift[0][0] + 4, shift[0][1], shift[1][0] - 5,
              shift[1][1], 2.5, 7),
        text(sum(p[0] for p in shift) / 2 + 6, shift[0][1] - 14,
             f"b = {plain(bias)}", "number bias", 15),
        circle(*dry, 7, "mark activation"),
        circle(*wet, 7, "node activation"),
        text(dry[0] + 18, dry[1], 1, "number activation", 15),
        text(wet[0] - 18, wet[1], 0, "number activation", 15),
        text(*place(9.7, 0.5), words["water"], "activation", 15, "end"),
        text(*place(0.3, 2), words["wait"], "activation", 15, "start"),
    ]


def draw_names(words, program):
    """Name the two lines, each beside it."""
    x, y = place(LIMITS[0], 2.6)
    left, top = place(program["days_on_line"](3.1, 0), 3.1)
    return [
        text(x - 6, y, words["line"], "number pre", 15, "end"),
        *[
            text(left - 14, top - 28 + 20 * i, word, "muted", 15, "end")
            for i, word in enumerate(words["without"])
        ],
    ]


def draw(words=WORDS):
    """Draw the neuron of its chapter above, its line below."""
    program = run(__file__)
    features, weights, products, bias, z = (
        program[n] for n in ("features", "weights", "products", "bias", "z")
    )
    description = words["description"].format(
        days=plain(features[0]), rain=plain(features[1]),
        w1=plain(weights[0]), w2=plain(weights[1]),
        p1=plain(products[0]), p2=plain(products[1]), bias=plain(bias),
        z=plain(z), output=program["step"](z),
        crossing=plain(program["days_on_line"](0, bias)),
    )
    parts = [
        *draw_diagram(words, program),
        *draw_line(words, program),
        *draw_axes(words),
        *draw_names(words, program),
    ]
    return svg(
        "artificial_neuron", WIDTH, HEIGHT, words["title"], description, parts
    )
