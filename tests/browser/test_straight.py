"""Three hidden units of one input, driven and compared with torch.

What all figures share is tested with the neuron, in test_figures.py.
"""

import contextlib
import io
import json
import random
import re

import pytest
from bs4 import BeautifulSoup

from tests.browser import test_figures as figures
from tests.browser.test_figures import (
    FUNCTIONS,
    MINUS,
    SHIFT,
    agrees,
    far,
    number,
    spelled,
    violations,
)
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

# The site, its address and the browser are those of the other figures.
folder, address, chromium = figures.folder, figures.address, figures.chromium

PAGE = "activations/"
START = json.loads((ROOT / "snippets/straight.json").read_text("utf-8"))
NUMBERS = ["x", "W1", "B1", "W2", "B2"]


class Straight(figures.Figure):
    """The three units on their page, as a reader meets them."""

    def __init__(self, page):
        super().__init__(page)
        self.root = page.locator("forward-straight")
        self.message = self.root.locator(".message")
        self.function = self.root.get_by_role("combobox")


@pytest.fixture
def visit(chromium, address):
    """Open a page: `visit(path, **options of the context) -> Straight`.

    Whatever the page logs as an error fails the test at its end.
    """
    contexts, errors = [], []

    def visit(path=PAGE, change=None, **options):
        context = chromium.new_context(**options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        if change:
            page.route(f"**/{PAGE}", change)
        page.goto(address + path)
        return Straight(page)

    yield visit
    for context in contexts:
        context.close()
    assert errors == []


def fragment(state):
    """The address's end that spells a state."""
    pairs = [
        f"{key}={spelled(value)}" for key, value in {**START, **state}.items()
    ]
    return "#" + "&".join(["straight", *pairs])


# The same numbers as torch ---------------------------------------------------

# Sets the figure to each address and reads what it computed and shows.
DRIVE = """(figure, fragments) => fragments.map(fragment => {
  history.replaceState(null, "", fragment);
  const read = figure.readFragment();
  const names = ["z", "h", "p"].flatMap(n => [n + 0, n + 1, n + 2]);
  const shown = [...names, "y"].map(name => figure.part(name).textContent);
  return {read, ...figure.values, shown,
          single: figure.part("single").textContent,
          terms: figure.part("terms").textContent,
          equation: figure.equation.innerText,
          message: figure.message.textContent};
})"""


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


def test_it_computes_what_torch_computes(visit):
    asked = list(settings())
    assert len(asked) > 1000

    answers = visit().root.evaluate(DRIVE, [fragment(s) for s in asked])

    for setting, answer in zip(asked, answers, strict=True):
        assert answer["read"] and not answer["message"].startswith("The addr")
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


def test_the_comparison_sees_a_difference():
    right = by_torch(START)
    other = by_torch({**START, "B2": START["B2"] + 1e-5})

    assert agrees("2.2592", right["y"])
    assert far(right["y"], other["y"]) > 1e-6
    assert is_line("y = x·2.9742 + 2.8760", right["weight"], right["bias"])
    assert not is_line(
        f"y = x·2.9742 {MINUS} 2.8760", right["weight"], right["bias"]
    )


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


@pytest.mark.parametrize("x", [START["x"], 3.0, -17.0])
def test_the_curves_are_those_of_torch(visit, x):
    figure = visit()

    for name in FUNCTIONS:
        setting = {**START, "x": x, "activation": name}
        figure.go(fragment(setting))
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
    figure = visit()
    figure.function.select_option("identity")
    figure.settle()

    readout = figure.root.locator(".readout").text_content()
    assert readout == (
        f"At x = {MINUS}0.1468, y is 2.4394, "
        "on one line: weight 2.9742, bias 2.8760."
    )
    assert "this one line" in figure.root.locator(".equation").text_content()
    xs, ys = zip(*figure.root.evaluate(CURVES)[9]["points"], strict=True)
    right = by_torch(START)
    line = [x * right["weight"] + right["bias"] for x in xs]
    assert far(list(ys), line) <= 1e-6
    for name in ("sigmoid", "tanh", "relu"):
        figure.function.select_option(name)
        xs, ys = zip(*figure.root.evaluate(CURVES)[9]["points"], strict=True)
        line = [x * right["weight"] + right["bias"] for x in xs]
        assert far(list(ys), line) > 1
        assert "dashed" in figure.root.locator(".equation").text_content()


def test_the_script_redraws_the_drawing_of_the_page(visit, folder):
    html = (folder / PAGE / "index.html").read_text("utf-8")
    drawn = BeautifulSoup(html, "html.parser").find("forward-straight")

    live = visit().root.evaluate(
        """figure => Object.fromEntries(
             [...figure.querySelectorAll("[data-part]")].map(part =>
               [part.dataset.part, part.outerHTML]))"""
    )

    parts = drawn.find_all(attrs={"data-part": True})
    assert len(parts) == len(live) > 70
    for part in parts:
        name = part["data-part"]
        now = BeautifulSoup(live[name], "html.parser").find()
        assert now.text == part.text, name
        assert set(now.attrs) == set(part.attrs)
        for key in set(now.attrs) - {"class", "data-part"}:
            # V 9 and L 5 9 may draw the same line.
            if name.endswith("-at"):
                continue
            old, new = (
                re.split(r"[ (),]+", str(p.get(key))) for p in (part, now)
            )
            for a, b in zip(old, new, strict=True):
                numeric = re.fullmatch(r"-?[\d.]+", a)
                same = far(float(a), float(b)) < 0.06 if numeric else a == b
                assert same, (name, key, a, b)


# Copy as PyTorch ------------------------------------------------------------


def test_the_copied_code_gives_the_numbers_on_the_screen(visit):
    figure = visit(permissions=["clipboard-read", "clipboard-write"])

    for name in FUNCTIONS:
        figure.go(fragment({"activation": name}))
        figure.field("W1, unit 3").fill("-0.5")
        figure.button("Copy as PyTorch").click()
        figure.page.wait_for_function(
            "document.querySelector('forward-straight .message').textContent"
            ".includes('clipboard')"
        )
        code = figure.page.evaluate("navigator.clipboard.readText()")
        program = {}
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(code, program)

        assert figure.root.locator("pre").text_content() == code
        for j in range(3):
            for key in ("z", "h"):
                value = program["z1" if key == "z" else "h"][0, j].item()
                text = figure.part(f"{key}{j}").partition("= ")[2]
                assert agrees(text, value), (name, key, j)
        y = program["y"].item()
        assert agrees(figure.part("y").removeprefix("y = "), y)
        # Once more as the one line.
        times = printed.getvalue().count(f"[[{y:.4f}]]")
        assert times == (2 if name == "identity" else 1)


# Bad input -------------------------------------------------------------------


def test_no_number_or_one_too_large_is_refused(visit):
    figure = visit()
    for label, key in (("input x", "x"), ("B1, unit 2", "B1"), ("B2", "B2")):
        field = figure.field(label)
        for text in ("", "1000.1", "-1001", "1e999", "NaN", "-"):
            field.fill("1")
            field.press("Control+a")
            field.press("Delete")
            field.press_sequentially(text)

            values = [figure.state()[key]]
            values = values[0] if key == "B1" else values
            assert all(abs(value) <= 1000 for value in values), text
            assert figure.message.text_content().startswith("Write a number")
            assert field.get_attribute("aria-invalid") == "true", text
        for text in ("1000", "-1000", "0", "1e-3"):
            field.fill(text)
            assert "Write" not in figure.message.text_content()
            assert float(text) in [figure.state()["x"], figure.state()["B2"],
                                   *figure.state()["B1"]]  # fmt: skip


VALUES = "x=1&W1=1,2,3&B1=1,2,3&W2=1,2,3&B2=1"
REST = "&activation=tanh"
HOSTILE = [
    "<script>alert(1)</script>",
    f"{VALUES}&activation=<img src=x onerror=alert(1)>",
    f"{VALUES}&activation=constructor",
    f"{VALUES}&activation=toString",
    f"{VALUES}&activation=step",
    f"{VALUES.replace('x=1', 'x=NaN')}{REST}",
    f"{VALUES.replace('x=1', 'x=Infinity')}{REST}",
    f"{VALUES.replace('x=1', 'x=1001')}{REST}",
    f"{VALUES.replace('x=1', 'x=')}{REST}",
    f"{VALUES.replace('W2=1,2,3', 'W2=1,2')}{REST}",
    f"{VALUES.replace('W2=1,2,3', 'W2=1,2,3,4')}{REST}",
    f"{VALUES}{REST}&x=1",
    f"{VALUES}{REST}&__proto__=1",
    VALUES,
]


def test_a_hostile_address_is_ignored_with_a_message(visit):
    figure = visit(f"{PAGE}#straight&{HOSTILE[1]}")
    said = []
    figure.page.on("dialog", lambda dialog: said.append(dialog.dismiss()))
    before = figure.page.locator("script, img").count()
    assert "does not exist" in figure.message.text_content()

    for hostile in HOSTILE:
        figure.field("B2").fill("2")
        figure.go(f"#straight&{hostile}")

        assert "does not exist" in figure.message.text_content(), hostile
        assert figure.state() == START, hostile
        assert figure.page.locator("script, img").count() == before, hostile
    assert said == []
    figure.go(f"#straight&{VALUES}{REST}")  # they differ from this one
    assert figure.state()["activation"] == "tanh"


# The address, the tasks, reset --------------------------------------------


def test_a_shared_address_shows_the_same_network(visit):
    first = visit()
    first.field("W2, unit 3").fill("-0.25")
    first.field("input x").fill("1.5")
    first.function.select_option("tanh")
    first.settle()
    path = first.page.url.partition(PAGE)[2]

    second = visit(PAGE + path)

    assert second.state() == first.state() != START
    assert second.part("y") == first.part("y")
    first.button("Reset").click()
    assert first.state() == START
    assert first.page.url.endswith("/#straight")


W1, B1, W2 = START["W1"], START["B1"], START["W2"]
LEVEL = round(-(W1[0] * W2[0] + W1[1] * W2[1]) / W1[2], 2)
SOLUTIONS = {
    "corner": {"B1": [-0.79, *B1[1:]]},
    "straight": {"B1": [3.0, 3.0, 4.0]},
    "level": {"W2": [*W2[:2], LEVEL], "activation": "identity"},
}
NO_SOLUTIONS = [
    {"activation": "identity"},
    {"B1": [0.79, *B1[1:]]},
    {"B1": [-0.79, *B1[1:]], "activation": "tanh"},
    {"B1": [-0.79, *B1[1:]], "B2": 0.0},
    {"B1": [3.0, 3.0, 1.0]},
    {"B1": [3.0, 3.0, 4.0], "activation": "sigmoid"},
    {"W1": [0.1, 0.1, 0.1]},
    {"W2": [*W2[:2], LEVEL]},
    {"W2": [0.0, 0.0, 0.0], "activation": "identity"},
    {"W2": [*W2[:2], LEVEL + 0.05], "activation": "identity"},
]


def test_a_task_is_solved_by_its_solution_and_nothing_else(visit):
    figure = visit()

    for state in NO_SOLUTIONS:
        figure.go(fragment(state))
        assert figure.state() == {**START, **state}
        assert figure.solved() == set(), state
    for task, state in SOLUTIONS.items():
        figure.go(fragment(state))
        assert figure.solved() == {task}
        assert figure.message.text_content().startswith("Done: ")
        figure.button("Reset").click()
        assert figure.solved() == set()


# Keyboard, mouse, touch ------------------------------------------------------


def test_the_keyboard_alone_reaches_everything_and_solves_a_task(visit):
    figure = visit(f"{PAGE}#straight")
    page, seen = figure.page, []
    page.evaluate("""() => {
      const before = document.querySelector("forward-straight");
      before.tabIndex = -1;
      before.focus();
    }""")
    focused = """() => {
      const e = document.activeElement;
      if (!e.closest("forward-straight")) return null;
      return [e.type ?? e.localName, e.getAttribute("aria-label"),
              getComputedStyle(e).outlineStyle];
    }"""
    while True:
        page.keyboard.press("Tab")
        now = page.evaluate(focused)
        if now is None:
            break
        kind, label, outline = now
        assert outline != "none", f"the focus of {kind} cannot be seen"
        seen.append(kind)
        before = figure.state()
        if kind in ("number", "range"):
            page.keyboard.press("ArrowUp")
            assert figure.state() != before, label
        elif kind == "select-one":
            page.keyboard.press("ArrowUp")
            assert figure.state()["activation"] == "tanh"
        elif kind == "button" and seen.count("button") == 1:
            page.keyboard.press("Enter")
            assert figure.state() == START
        elif kind == "summary":
            page.keyboard.press("Enter")
            assert figure.root.locator("details").get_attribute("open") == ""
    wanted = {"number": 11, "range": 1, "select-one": 1, "button": 2}
    wanted |= {"summary": 1, "pre": 1}
    assert {kind: seen.count(kind) for kind in seen} == wanted
    assert figure.solved() == set()

    page.keyboard.press("Shift+Tab")
    while page.evaluate(focused)[1] != "B1, unit 1":
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("-0.79")
    figure.settle()

    assert figure.solved() == {"corner"}
    readout = figure.root.locator(".readout")
    assert readout.get_attribute("role") == "status"  # hence aria-live
    assert readout.text_content() == (
        f"At x = {MINUS}0.1468, y is 0.3177."
    )  # no unit is on


def test_a_finger_moves_the_slider(visit):
    figure = visit(
        has_touch=True,
        is_mobile=True,
        viewport={"width": 360, "height": 780},
    )
    slider = figure.field("input x, slider")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()

    figure.page.touchscreen.tap(
        box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2
    )

    assert figure.state()["x"] > 1


def test_a_mouse_drags_the_slider(visit):
    figure = visit()
    slider = figure.field("input x, slider")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2

    figure.page.mouse.move(box["x"] + box["width"] * 0.5, middle)
    figure.page.mouse.down()
    figure.page.mouse.move(box["x"] + box["width"], middle, steps=8)
    figure.page.mouse.up()

    assert figure.state()["x"] == 3
    assert figure.part("x") == "x = 3.0000"


# Where it must work, and where it must not be ------------------------------


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, width, scheme):
    figure = visit(
        PAGE + fragment(SOLUTIONS["level"]),
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
    )
    figure.root.locator("summary").click()
    figure.field("B2").fill("")

    assert violations(figure, "figure:has(forward-straight)") == []
    wide = figure.page.evaluate("document.documentElement.scrollWidth")
    assert wide == width


@pytest.mark.parametrize("place", ["", "#straight-plus-straight", "#xor"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_the_page_loads(visit, width, place):
    figure = visit(PAGE + place, viewport={"width": width, "height": 780})

    assert figure.page.evaluate(SHIFT) <= 0.01


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_a_reader_plays(visit, width):
    figure = visit(
        PAGE + "#straight", viewport={"width": width, "height": 780}
    )
    heights = figure.root.evaluate(
        """async figure => {
          const heights = new Set();
          const acts = [
            i => figure.change("x", i / 10 - 3),
            () => figure.change("activation", "identity"),
            i => figure.change("W1", 3 - i, 2),
            i => figure.change("B1", i - 99, 1),
            () => figure.change("activation", "sigmoid"),
            i => figure.change("W2", 10 * (i - 60), 0),
            () => figure.say("refused", "1", "2"),
          ];
          for (let i = 0; i <= 60; i++) {
            acts[i % acts.length](i);
            figure.report();
            await new Promise(requestAnimationFrame);
            heights.add(figure.panel.getBoundingClientRect().height);
          }
          return [...heights];
        }"""
    )

    assert len(heights) == 1
    assert figure.page.evaluate(SHIFT) <= 0.01


def test_without_javascript_there_is_the_drawing(visit):
    figure = visit(java_script_enabled=False)

    assert figure.root.locator("svg").is_visible()
    assert figure.root.locator("input, button").count() == 0
    assert figure.part("y") == "y = 2.2592"
    for name in ("state", "words"):
        assert not figure.root.locator(f"[data-{name}]").is_visible()


def test_print_shows_the_drawing_alone(visit):
    figure = visit()
    figure.page.emulate_media(media="print")

    assert figure.root.locator("svg").is_visible()
    assert figure.part("y") == "y = 2.2592"
    for name in ("panel", "more"):
        assert not figure.root.locator(f".{name}").is_visible()


def test_every_word_and_number_is_the_pages(visit):
    def translate(route):
        answer = route.fetch()
        html = answer.text().replace('<html lang="en"', '<html lang="de"')
        html = re.sub(
            r"(<dt>[\w.]+</dt><dd>)([^<]*(?:<!--.*?-->)?[^<]*)",
            lambda m: m[1] + re.sub(r"[^\W\d_]+", "Ж", m[2]),
            html,
        )
        route.fulfill(response=answer, body=html)

    figure = visit(change=translate)
    figure.field("B2").or_(figure.field("Ж2")).first.fill("")
    figure.settle()

    assert figure.part("y") == "y = 2,2592"
    assert figure.part("z1") == f"z₂ = {MINUS}1,0338"
    assert figure.part("single") == "y = x·2,9742 + 2,8760"
    shown = figure.root.evaluate(
        """figure => [".panel", ".more"].map(name => {
          const copy = figure.querySelector(name).cloneNode(true);
          copy.querySelectorAll("pre").forEach(code => code.remove());
          const labels = [...copy.querySelectorAll("[aria-label]")].map(e =>
            e.getAttribute("aria-label"));
          const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) labels.push(texts.currentNode.data);
          return labels.join(" ");
        }).join(" ")"""
    )
    assert "Ж" in shown
    assert re.findall(r"[A-Za-z]{2,}", shown) == []


def test_motion_is_reduced_for_those_who_asked(visit):
    figure = visit(reduced_motion="reduce")

    figure.function.select_option("identity")

    assert figure.page.evaluate("document.getAnimations().length") == 0
    assert number(figure.part("y").removeprefix("y = ")) == 2.4394
