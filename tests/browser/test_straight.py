"""Three hidden units of one input, driven and compared with torch."""

import random
import re

import pytest

from tests.browser.figures import (
    CLIPBOARD,
    MINUS,
    PHONE,
    Straight,
    agrees,
    far,
    run,
)

pytestmark = pytest.mark.browser

START = Straight.start
FUNCTIONS = ["identity", "sigmoid", "tanh", "relu"]
NUMBERS = ["x", "W1", "B1", "W2", "B2"]


# The same numbers as torch ---------------------------------------------------

# What the figure shows.
READ = """figure => {
  const shown = name => figure.part(name).textContent;
  const line = p => [...p.childNodes].map(node =>
    node.localName === "br" ? "\\n" : node.textContent).join("");
  const names = ["z", "h", "p"].flatMap(n => [n + 0, n + 1, n + 2]);
  return {shown: [...names, "y"].map(shown), single: shown("single"),
          terms: shown("terms"),
          equation: [...figure.equation.children].map(line).join("\\n")};
}"""


def settings():
    """Edges, then a thousand random networks, small, large and mixed."""
    draw = random.Random(7)

    def setting(values, name):
        return {
            "x": next(values),
            **{key: [next(values) for _ in range(3)] for key in NUMBERS[1:-1]},
            "B2": next(values),
            "activation": name,
        }

    for name in FUNCTIONS:
        for value in (0.0, 1000.0, -1000.0, 1e-7, 1.0):
            yield setting(iter([value] * 11), name)
        yield setting(iter([1000.0, -1000.0] * 6), name)
    for i in range(1000):
        size = draw.choice([0.1, 1, 3, 30, 1000])
        row = (round(draw.uniform(-size, size), 12) for _ in range(11))
        yield setting(row, FUNCTIONS[i % 4])


def by_torch(setting, xs=None):
    """The columns of each unit, and y, in float64: at x, or at all xs."""
    import torch

    x, W1, B1, W2, B2 = (
        torch.tensor(setting[name], dtype=torch.float64) for name in NUMBERS
    )
    if xs is not None:
        x = torch.tensor(xs, dtype=torch.float64)
    W1, W2 = W1.view(1, 3), W2.view(3, 1)
    z = x.view(-1, 1) @ W1 + B1
    name = setting["activation"]
    h = z if name == "identity" else getattr(torch, name)(z)
    result = {"z": z.T, "h": h.T, "p": (h * W2.T).T, "y": (h @ W2 + B2).T}
    if xs is not None:
        return {key: value.tolist() for key, value in result.items()}
    result["y"] = result["y"][0]
    result |= {"weight": (W1 @ W2)[0], "bias": (B1 @ W2 + B2)}
    lists = {key: value.flatten().tolist() for key, value in result.items()}
    return {k: v if len(v) > 1 else v[0] for k, v in lists.items()}


def last_number(line):
    """The text of the number with which a line ends."""
    return re.split(r"[= (]", line.rstrip(")"))[-1]


def is_line(text, weight, bias):
    """Whether a text says y = x·weight + bias."""
    left, _, right = text.removeprefix("y = x·").partition(" ")
    sign, right = right.split(" ")
    right = MINUS + right if sign == MINUS else right
    return agrees(left, weight) and agrees(right, bias)


def compare(setting, answer):
    """Hold what the figure computed and showed against torch."""
    right = by_torch(setting)
    for name, value in right.items():
        assert far(answer[name], value) <= 1e-6, (setting, name)
    values = [*right["z"], *right["h"], *right["p"], right["y"]]
    for text, value in zip(answer["shown"], values, strict=True):
        assert agrees(text.partition("= ")[2], value), (setting, text)
    terms = re.sub("[()]", "", answer["terms"]).split(" + ")
    values = [*right["p"], setting["B2"]]
    for text, value in zip(terms, values, strict=True):
        assert agrees(text, value), (setting, text)
    assert is_line(answer["single"], right["weight"], right["bias"])
    lines = [line for line in answer["equation"].split("\n") if line]
    assert lines[-1] == answer["single"]
    pairs = [
        (f"{name}{digit} = ", right[name][j])
        for j, digit in enumerate("₁₂₃")
        for name in "zh"
    ]
    for line, (start, value) in zip(lines[1:7], pairs, strict=True):
        assert line.startswith(start)
        assert agrees(last_number(line), value), (setting, line)
    assert agrees(last_number(lines[9]), right["y"]), (setting, lines)


def test_it_computes_what_torch_computes(visit):
    asked = list(settings())
    assert len(asked) > 1000

    answers = visit(Straight).drive(asked, READ)

    for setting, answer in zip(asked, answers, strict=True):
        compare(setting, answer)


def test_the_comparison_sees_a_difference(visit):
    (answer,) = visit(Straight).drive([START], READ)
    compare(START, answer)

    for wrong in (
        {"y": answer["y"] + 1e-5},
        {"single": f"y = x·2.9742 {MINUS} 2.8760"},
        {"terms": answer["terms"].replace("0.3177", "0.3178")},
        {"equation": answer["equation"].replace("2.2592", "2.2593")},
    ):
        with pytest.raises(AssertionError):
            compare(START, {**answer, **wrong})
    assert answer["single"] == "y = x·2.9742 + 2.8760"


# Reads the curves and the dots back, as x and y.
CURVES = """figure => {
  const names = ["z", "h", "p"].flatMap(n => [n + 0, n + 1, n + 2]);
  const read = text => Number(text.replace("\\u2212", "-"));
  const wide = read(figure.part("tick2").textContent);
  return [...names, "y"].map(name => {
    const box = figure.part(`${name}-box`), dot = figure.part(`${name}-dot`);
    const [left, top, width, height] = ["x", "y", "width", "height"]
      .map(key => Number(box.getAttribute(key)));
    const size = read(figure.part(`${name}-most`).textContent);
    const back = ([x, y]) => [(2 * (x - left) / width - 1) * wide,
                              (1 - 2 * (y - top) / height) * size];
    const d = figure.part(`${name}-curve`).getAttribute("d");
    const points = d.slice(2).split(" L ").map(p =>
      back(p.split(" ").map(Number)));
    return {size, points,
            dot: back(["cx", "cy"].map(k => Number(dot.getAttribute(k))))};
  });
}"""


def test_the_curves_are_those_of_torch(visit):
    figure = visit(Straight)

    for x in (START["x"], 3.0, -17.0):
        for name in FUNCTIONS:
            setting = {**START, "x": x, "activation": name}
            figure.set(setting)
            curves = figure.root.evaluate(CURVES)

            for i, curve in enumerate(curves):
                xs, ys = zip(*[curve["dot"], *curve["points"]], strict=True)
                right = by_torch(setting, xs)
                key, unit = ("zhp"[i // 3], i % 3) if i < 9 else ("y", 0)
                assert far(list(ys), right[key][unit]) <= 1e-6, (name, i)
                assert xs[0] == pytest.approx(x)
                assert max(map(abs, xs[1:])) == (3 if abs(x) <= 3 else 24)
                assert max(map(abs, ys)) <= curve["size"] + 1e-6


def test_with_identity_every_x_lies_on_the_line_that_is_printed(visit):
    figure = visit(Straight)
    equation = figure.root.locator(".equation")
    right = by_torch(START)

    def off_the_line():
        curve = figure.root.evaluate(CURVES)[9]["points"]
        line = [x * right["weight"] + right["bias"] for x, _ in curve]
        return far([y for _, y in curve], line)

    figure.root.get_by_role("combobox").select_option("identity")
    figure.settle()

    assert figure.readout.text_content() == (
        f"At x = {MINUS}0.1468, y is 2.4394, "
        "on one line: weight 2.9742, bias 2.8760."
    )
    assert "this one line" in equation.text_content()
    assert off_the_line() <= 1e-6
    for name in ("sigmoid", "tanh", "relu"):
        figure.root.get_by_role("combobox").select_option(name)
        assert off_the_line() > 1
        assert "dashed" in equation.text_content()


# Copy as PyTorch -------------------------------------------------------------


def test_the_copied_code_gives_the_numbers_on_the_screen(visit):
    figure = visit(Straight, **CLIPBOARD)

    for name in FUNCTIONS:
        figure.set({"activation": name})
        figure.field("W1, unit 3").fill("-0.5")
        program, printed = run(figure.copied())

        for j in range(3):
            for key in ("z", "h"):
                value = program["z1" if key == "z" else "h"][0, j].item()
                text = figure.part(f"{key}{j}").partition("= ")[2]
                assert agrees(text, value), (name, key, j)
        y = program["y"].item()
        assert agrees(figure.part("y").removeprefix("y = "), y)
        # Once more as the one line.
        times = printed.count(f"[[{y:.4f}]]")
        assert times == (2 if name == "identity" else 1)


# Keyboard, mouse, touch ------------------------------------------------------


def test_the_keyboard_alone_solves_a_task(visit):
    figure = visit(Straight)

    for _, name in figure.walk():
        if name == "B1, unit 1":
            break
    figure.page.keyboard.press("Control+a")
    figure.page.keyboard.type("-0.79")
    figure.settle()

    assert figure.solved() == {"corner"}
    assert figure.readout.text_content() == (
        f"At x = {MINUS}0.1468, y is 0.3177."
    )  # no unit is on


def test_a_finger_moves_the_slider(visit):
    figure = visit(Straight, **PHONE)

    figure.page.touchscreen.tap(*figure.spot("input x, slider", 0.9))

    assert figure.value("x") > 1


def test_a_mouse_drags_the_slider(visit):
    figure = visit(Straight)

    figure.drag("input x, slider")

    assert figure.value("x") == 3
    assert figure.part("x") == "x = 3.0000"
