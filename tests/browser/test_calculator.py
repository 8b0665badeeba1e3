"""The 3-2-1 calculator, driven in Chromium and compared with torch.

What all figures share is tested with the neuron, in test_figures.py.
"""

import contextlib
import io
import json
import random
import re
from itertools import product

import pytest
from bs4 import BeautifulSoup

from tests.browser import test_figures as figures
from tests.browser.test_figures import (
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

PAGE = "layers/"
START = json.loads((ROOT / "snippets/layers.json").read_text("utf-8"))
NUMBERS = ["features", "W1", "B1", "W2", "B2"]
UNITS = ["first", "second", "output"]


class Calculator(figures.Figure):
    """The 3-2-1 network on its page, as a reader meets it."""

    def __init__(self, page):
        super().__init__(page)
        self.root = page.locator("forward-calculator")
        self.message = self.root.locator(".message")
        self.note = self.root.locator(".note")

    def select(self, key, name):
        place = ["unit", "activation"].index(key)
        self.root.get_by_role("combobox").nth(place).select_option(name)

    def output(self):
        return self.root.evaluate("figure => figure.values.outputs[2]")


@pytest.fixture
def visit(chromium, address):
    """Open a page: `visit(path, **options of the context) -> Calculator`.

    Whatever the page logs as an error fails the test at its end.
    """
    contexts, errors = [], []

    def visit(path=PAGE, change=None, base=address, **options):
        context = chromium.new_context(**options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        if change:
            page.route(f"**/{PAGE}", change)
        page.goto(base + path)
        return Calculator(page)

    yield visit
    for context in contexts:
        context.close()
    assert errors == []


def fragment(state):
    """The address's end that spells a state."""
    pairs = [
        f"{key}={spelled(value)}" for key, value in {**START, **state}.items()
    ]
    return "#" + "&".join(["calculator", *pairs])


# The same numbers as torch ---------------------------------------------------

# Sets the figure to each address and reads what it computed and shows;
# then swaps the units and flips both, and reads what is left of y.
DRIVE = """(figure, fragments) => fragments.map(fragment => {
  history.replaceState(null, "", fragment);
  const read = figure.readFragment();
  const names = ["pre0", "pre1", "pre2",
                 "activation0", "activation1", "activation2"];
  const shown = names.map(name => figure.part(name).textContent);
  const equation = figure.equation.innerText;
  const answer = {read, ...figure.values, shown, equation,
                  message: figure.message.textContent};
  figure.swap();
  answer.swapped = figure.values.outputs[2];
  figure.flip(0);
  figure.flip(1);
  answer.flipped = figure.values.outputs[2];
  answer.state = figure.state;
  clearTimeout(figure.timer);
  return answer;
})"""


def settings():
    """Edges, then a thousand random networks, small, large and mixed."""
    draw = random.Random(8)
    sizes = {name: len(START[name]) for name in NUMBERS[:-1]}
    kinds = list(product(("sigmoid", "tanh"), UNITS))

    def setting(values, kind):
        return {
            **{name: [next(values) for _ in range(sizes[name])]
               for name in sizes},
            "B2": next(values),
            "activation": kind[0],
            "unit": kind[1],
        }  # fmt: skip

    for kind in kinds:
        for value in (0.0, 1000.0, -1000.0, 1e-7, 1.0):
            yield setting(iter([value] * 14), kind)
        yield setting(iter([1000.0, -1000.0] * 7), kind)
    for i in range(1000):
        size = draw.choice([0.1, 1, 3, 30, 1000])
        row = (round(draw.uniform(-size, size), 12) for _ in range(14))
        yield setting(row, kinds[i % len(kinds)])


def by_torch(setting):
    """(products, sums, z, outputs) of the three units, in float64."""
    import torch

    features, W1, B1, W2, B2 = (
        torch.tensor(setting[name], dtype=torch.float64) for name in NUMBERS
    )
    features, W1, W2 = features.view(1, 3), W1.view(3, 2), W2.view(2, 1)
    z1 = features @ W1 + B1
    h = getattr(torch, setting["activation"])(z1)
    z2 = h @ W2 + B2
    return {
        "products": [
            *(features.T * W1).T.tolist(),
            (h.T * W2).flatten().tolist(),
        ],
        "sums": [*(features @ W1)[0].tolist(), (h @ W2).item()],
        "z": [*z1[0].tolist(), z2.item()],
        "outputs": [*h[0].tolist(), torch.sigmoid(z2).item()],
    }


def spells(answer, setting, right):
    """Whether the equation ends with torch's numbers of the chosen unit."""
    unit = UNITS.index(setting["unit"])
    text = answer["equation"].replace("(", "").replace(")", "")
    *_, terms, total, last = [line for line in text.split("\n") if line]
    terms, total = (
        re.split(r" [+=] ", line.removeprefix("= ")) for line in (terms, total)
    )
    bias = [*setting["B1"], setting["B2"]][unit]
    z, output = right["z"][unit], right["outputs"][unit]
    pairs = [
        *zip(terms, [*right["products"][unit], bias], strict=True),
        *zip(total, [right["sums"][unit], bias, z], strict=True),
        (last.rpartition("= ")[2], output),
    ]
    return all(agrees(text, value) for text, value in pairs)


def test_it_computes_what_torch_computes(visit):
    asked = list(settings())
    assert len(asked) > 1000

    answers = visit().root.evaluate(DRIVE, [fragment(s) for s in asked])

    for setting, answer in zip(asked, answers, strict=True):
        assert answer["read"] and not answer["message"].startswith("The addr")
        right = by_torch(setting)
        for name, value in right.items():
            assert far(answer[name], value) <= 1e-6, (setting, name)
        shown = right["z"] + right["outputs"]
        for text, value in zip(answer["shown"], shown, strict=True):
            assert agrees(text, value), (setting, text, value)
        assert spells(answer, setting, right), (setting, answer["equation"])
        y = right["outputs"][2]
        assert far([answer["swapped"], answer["flipped"]], [y, y]) <= 1e-9
        assert far(by_torch(answer["state"])["outputs"][2], y) <= 1e-9


def test_the_comparison_sees_a_difference():
    right = by_torch(START)
    other = by_torch({**START, "B2": START["B2"] + 1e-5})

    assert agrees("0.3171", right["outputs"][2])
    assert far(right["outputs"], other["outputs"]) > 1e-6


def test_the_script_redraws_the_drawing_of_the_page(visit, folder):
    html = (folder / PAGE / "index.html").read_text("utf-8")
    drawn = BeautifulSoup(html, "html.parser").find("forward-calculator")

    live = visit().root.evaluate(
        """figure => Object.fromEntries(
             [...figure.querySelectorAll("[data-part]")].map(part =>
               [part.dataset.part, part.outerHTML]))"""
    )

    parts = drawn.find_all(attrs={"data-part": True})
    assert len(parts) == len(live) > 30
    for part in parts:
        now = BeautifulSoup(live[part["data-part"]], "html.parser").find()
        assert now.text == part.text
        assert now.attrs == part.attrs


# One unit, its column, its wires --------------------------------------------


def test_a_unit_lights_with_its_column_its_wires_and_its_sum(visit):
    figure = visit()
    lit = {
        "first": "W1, row 1, column 1|W1, row 2, column 1|"
        "W1, row 3, column 1|B1, column 1",
        "second": "W1, row 1, column 2|W1, row 2, column 2|"
        "W1, row 3, column 2|B1, column 2",
        "output": "W2, row 1|W2, row 2|B2",
    }
    sums = ["0.6270 + 0.1328 = 0.7598", f"({MINUS}0.3969) + 0.1373 = ",
            f"({MINUS}1.0078) + 0.2405 = {MINUS}0.7672"]  # fmt: skip

    for unit, (name, labels) in enumerate(lit.items()):
        # Once through the list, once by a click on the drawing.
        figure.button("Reset").click()
        for choose in (
            lambda name=name: figure.select("unit", name),
            lambda unit=unit: figure.root.locator(
                f'[data-part="activation{unit}"]'
            ).click(),
        ):
            choose()
            now = figure.root.evaluate(
                """figure => ({
                  labels: [...figure.querySelectorAll(".lit")].map(e =>
                    e.getAttribute("aria-label")).join("|"),
                  wires: [...figure.querySelectorAll(
                    "[data-part^=wire][stroke-width='3']")].map(e =>
                    e.dataset.part),
                  marks: [0, 1, 2].filter(i => figure.part(`mark${i}`)
                    .getAttribute("visibility") === "visible"),
                  boxes: [0, 1, 2].filter(i => figure.part(`unit${i}`)
                    .querySelector("rect[stroke-width='3']")),
                  equation: figure.equation.innerText,
                })"""
            )
            assert figure.state()["unit"] == name
            assert now["labels"] == labels
            assert now["marks"] == now["boxes"] == [unit]
            wires = [f"wire{unit}{i}" for i in range(3 if unit < 2 else 2)]
            assert sorted(now["wires"]) == wires
            assert sums[unit] in now["equation"]
            figure.button("Reset").click()


# Other weights, the same output ---------------------------------------------


def test_swapping_and_flipping_change_the_weights_and_not_y(visit):
    figure = visit()
    y = figure.output()

    figure.button("Swap units").click()
    state = figure.state()
    assert state["W1"] == [START["W1"][k] for k in (1, 0, 3, 2, 5, 4)]
    assert state["B1"] == START["B1"][::-1]
    assert state["W2"] == START["W2"][::-1]
    assert state["unit"] == "first"  # the second, in its new place
    assert abs(figure.output() - y) <= 1e-15
    assert "The output is still 0.3171." in figure.note.text_content()
    assert figure.solved() == {"same"}
    figure.button("Swap units").click()
    assert figure.state() == START

    figure.button("Flip unit 2").click()
    state = figure.state()
    assert state["W1"][1::2] == [-w for w in START["W1"][1::2]]
    assert state["W1"][::2] == START["W1"][::2]
    assert state["B1"] == [START["B1"][0], -START["B1"][1]]
    assert state["W2"] == [START["W2"][0], -START["W2"][1]]
    assert state["B2"] == START["B2"] + START["W2"][1]
    assert abs(figure.output() - y) <= 1e-15
    assert figure.part("activation1") == "0.5645"  # 1 - 0.4355
    assert figure.note.text_content() == (
        "Column 2 of W1 and B1 and row 2 of W2 have changed their signs, and "
        f"0.3177 was added to B2, because sigmoid({MINUS}z) is "
        f"1 {MINUS} sigmoid(z). The output is still 0.3171."
    )
    figure.field("feature 1").fill("1")
    assert figure.note.text_content().startswith("Click a unit")


def test_with_tanh_a_flip_leaves_the_output_bias(visit):
    figure = visit(f"{PAGE}{fragment({'activation': 'tanh'})}")
    y, h = figure.output(), figure.part("activation0")

    figure.button("Flip unit 1").click()

    assert figure.state()["B2"] == START["B2"]
    assert figure.output() == y
    assert figure.part("activation0") == f"{MINUS}{h}"
    note = figure.note.text_content()
    assert "B2 stays" in note and figure.part("activation2") in note


def test_a_flip_that_leaves_the_limits_is_refused(visit):
    state = {"W2": [1000.0, 0.0], "B2": 0.5}
    figure = visit(PAGE + fragment(state))

    figure.button("Flip unit 1").click()

    assert figure.state() == {**START, **state}
    assert figure.message.text_content() == (
        f"B2 would leave {MINUS}1000.0 to 1000.0, so nothing was changed."
    )


# Copy as PyTorch ------------------------------------------------------------


def test_the_copied_code_gives_the_numbers_on_the_screen(visit):
    figure = visit(permissions=["clipboard-read", "clipboard-write"])

    for activation, swap in product(("sigmoid", "tanh"), (False, True)):
        figure.go(fragment({"activation": activation}))
        figure.field("W1, row 3, column 2").fill("-0.5")
        if swap:
            figure.button("Swap units").click()
            figure.button("Flip unit 1").click()
        figure.button("Copy as PyTorch").click()
        figure.page.wait_for_function(
            "document.querySelector('.message').textContent"
            ".includes('clipboard')"
        )
        code = figure.page.evaluate("navigator.clipboard.readText()")
        program = {}
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(code, program)

        assert figure.root.locator("pre").text_content() == code
        pre = [*program["z1"][0], program["z2"]]
        post = [*program["h"][0], program["output"]]
        for unit in range(3):
            assert agrees(figure.part(f"pre{unit}"), pre[unit].item())
            assert agrees(figure.part(f"activation{unit}"), post[unit].item())
        y = program["output"].item()
        assert f"{y:.4f}" in printed.getvalue()


# Bad input -------------------------------------------------------------------


def test_no_number_or_one_too_large_is_refused(visit):
    figure = visit()
    for label, key in (("W2, row 1", "W2"), ("B2", "B2")):
        field = figure.field(label)
        for text in ("", "1000.1", "-1001", "1e999", "NaN", "-"):
            field.fill("1")
            field.press("Control+a")
            field.press("Delete")
            field.press_sequentially(text)

            values = [figure.state()[key]]
            if key == "W2":
                values = figure.state()[key]
            assert all(abs(value) <= 1000 for value in values), text
            assert figure.message.text_content().startswith("Write a number")
            assert field.get_attribute("aria-invalid") == "true", text
        for text in ("1000", "-1000", "0", "1e-3"):
            field.fill(text)
            assert figure.message.text_content() == ""
            assert float(text) in [figure.state()["B2"], *figure.state()["W2"]]


VALUES = "features=1,2,3&W1=1,2,3,4,5,6&B1=1,2&W2=1,2&B2=1"
REST = "&activation=sigmoid&unit=first"
HOSTILE = [
    "<script>alert(1)</script>",
    f"{VALUES}&activation=sigmoid&unit=<img src=x onerror=alert(1)>",
    f"{VALUES}&activation=sigmoid&unit=third",
    f"{VALUES}&activation=relu&unit=first",
    f"{VALUES}&activation=constructor&unit=first",
    f"{VALUES.replace('5,6', '5')}{REST}",
    f"{VALUES.replace('5,6', '5,6,7')}{REST}",
    f"{VALUES.replace('5,6', '5,NaN')}{REST}",
    f"{VALUES.replace('5,6', '5,Infinity')}{REST}",
    f"{VALUES.replace('5,6', '5,1001')}{REST}",
    f"{VALUES}{REST}&B2=1",
    f"{VALUES}{REST}&__proto__=1",
    VALUES,
]


def test_a_hostile_address_is_ignored_with_a_message(visit):
    figure = visit(f"{PAGE}#calculator&{HOSTILE[1]}")
    said = []
    figure.page.on("dialog", lambda dialog: said.append(dialog.dismiss()))
    before = figure.page.locator("script, img").count()
    assert "does not exist" in figure.message.text_content()

    for hostile in HOSTILE:
        figure.field("B2").fill("2")
        figure.go(f"#calculator&{hostile}")

        assert "does not exist" in figure.message.text_content(), hostile
        assert figure.state() == START, hostile
        assert figure.page.locator("script, img").count() == before, hostile
    assert said == []
    figure.go(f"#calculator&{VALUES}{REST}")  # they differ from this one
    assert figure.state()["unit"] == "first"


# The address, the tasks, reset --------------------------------------------


def test_a_shared_address_shows_the_same_network(visit):
    first = visit()
    first.field("feature 2").fill("-0.25")
    first.select("activation", "tanh")
    first.button("Swap units").click()
    first.button("Flip unit 1").click()
    first.settle()
    path = first.page.url.partition(PAGE)[2]

    second = visit(PAGE + path)

    assert second.state() == first.state() != START
    assert second.part("activation2") == first.part("activation2")
    first.button("Reset").click()
    assert first.state() == START
    assert first.page.url.endswith("/#calculator")


SOLUTIONS = {
    "same": {"W1": [START["W1"][k] for k in (1, 0, 3, 2, 5, 4)],
             "B1": START["B1"][::-1], "W2": START["W2"][::-1]},
    "silent": {"W2": [START["W2"][0], 0.0]},
    "bias": {"B1": [-9.0, START["B1"][1]]},
}  # fmt: skip
NO_SOLUTIONS = [
    {"unit": "first"},
    {"activation": "tanh"},
    {"W1": [0.5] * 6},
    {**SOLUTIONS["same"], "features": [0.0] * 3},
    {"W2": [0.0, START["W2"][1]]},
    {"W2": [0.0, 0.0]},
    {"B1": [START["B1"][0], 1000.0]},
    {"B1": [-9.0, 1.0]},
    {"B1": [-9.0, START["B1"][1]], "activation": "tanh"},
    {"B2": 100.0},
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


# Keyboard and touch ----------------------------------------------------------


def test_the_keyboard_alone_reaches_everything_and_solves_a_task(visit):
    figure = visit(f"{PAGE}#calculator")
    page, seen = figure.page, []
    page.evaluate("""() => {
      const before = document.querySelector("forward-calculator");
      before.tabIndex = -1;
      before.focus();
    }""")
    focused = """() => {
      const e = document.activeElement;
      if (!e.closest("forward-calculator")) return null;
      return [e.type ?? e.localName, e.textContent,
              getComputedStyle(e).outlineStyle];
    }"""
    while True:
        page.keyboard.press("Tab")
        now = page.evaluate(focused)
        if now is None:
            break
        kind, text, outline = now
        assert outline != "none", f"the focus of {kind} cannot be seen"
        seen.append(kind)
        before = figure.state()
        if kind == "number":
            page.keyboard.press("ArrowUp")
            assert figure.state() != before
        elif kind == "select-one":
            key = "unit" if seen.count(kind) == 1 else "activation"
            page.keyboard.press("ArrowDown")
            assert figure.state()[key] != before[key]
        elif text == "Reset":
            page.keyboard.press("Enter")
            assert figure.state() == START
        elif text.startswith(("Swap", "Flip")):
            page.keyboard.press("Space")
            assert figure.state()["W1"] != before["W1"]
        elif kind == "summary":
            page.keyboard.press("Enter")
            assert figure.root.locator("details").get_attribute("open") == ""
    wanted = {"number": 14, "select-one": 2, "button": 5}
    wanted |= {"summary": 1, "pre": 1}
    assert {kind: seen.count(kind) for kind in seen} == wanted
    assert figure.solved() == set()

    page.keyboard.press("Shift+Tab")
    while not page.evaluate(focused)[1].startswith("Swap"):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    figure.settle()

    assert figure.solved() == {"same"}
    readout = figure.root.locator(".readout")
    assert readout.get_attribute("role") == "status"  # hence aria-live
    assert figure.note.get_attribute("role") == "status"
    assert readout.text_content() == (
        f"First hidden unit: z is {MINUS}0.2596, and it gives 0.4355. "
        "The output is 0.3171."
    )


def test_a_finger_marks_a_unit_and_swaps(visit):
    figure = visit(
        has_touch=True,
        is_mobile=True,
        viewport={"width": 360, "height": 780},
    )

    figure.root.locator('[data-part="activation2"]').tap()
    assert figure.state()["unit"] == "output"
    figure.button("Swap units").tap()

    assert figure.solved() == {"same"}


# Where it must work, and where it must not be ------------------------------


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, width, scheme):
    figure = visit(
        PAGE + fragment(SOLUTIONS["same"]),
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
    )
    figure.root.locator("summary").click()
    figure.button("Flip unit 1").click()
    figure.field("B2").fill("")

    assert violations(figure, "figure:has(forward-calculator)") == []
    wide = figure.page.evaluate("document.documentElement.scrollWidth")
    assert wide == width


@pytest.mark.parametrize("place", ["", "#same-output"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_the_page_loads(visit, width, place):
    figure = visit(PAGE + place, viewport={"width": width, "height": 780})

    assert figure.page.evaluate(SHIFT) <= 0.01


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_a_reader_plays(visit, width):
    figure = visit(
        PAGE + "#calculator", viewport={"width": width, "height": 780}
    )
    heights = figure.root.evaluate(
        """async figure => {
          const heights = new Set();
          const acts = [() => figure.swap(), () => figure.flip(0),
            () => figure.flip(1), () => figure.change("unit", "output"),
            () => figure.change("B1", -9, 0), () => figure.reset(),
            () => figure.change("W2", 0, 1), () => figure.reset(),
            () => figure.change("B1", -9, 0),
            () => figure.say("refused", "1", "2")];
          for (let i = 0; i <= 30; i++) {
            acts[i % acts.length]();
            figure.report();
            await new Promise(requestAnimationFrame);
            heights.add(figure.panel.getBoundingClientRect().height);
          }
          return [...heights];
        }"""
    )

    assert len(heights) == 1
    assert figure.page.evaluate(SHIFT) <= 0.01


def test_the_narrowest_screen_needs_no_scrolling_aside(visit):
    figure = visit(PAGE, viewport={"width": 320, "height": 780})

    wide = figure.page.evaluate("document.documentElement.scrollWidth")
    assert wide == 320


def test_without_javascript_there_is_the_drawing(visit):
    figure = visit(java_script_enabled=False)

    assert figure.root.locator("svg").is_visible()
    assert figure.root.locator("input, button").count() == 0
    assert figure.part("activation2") == "0.3171"
    for name in ("state", "words"):
        assert not figure.root.locator(f"[data-{name}]").is_visible()


def test_print_shows_the_drawing_alone(visit):
    figure = visit()
    figure.page.emulate_media(media="print")

    assert figure.root.locator("svg").is_visible()
    assert figure.part("activation2") == "0.3171"
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
    figure.root.get_by_role("button").nth(1).click()
    figure.field("Ж 1").first.fill("")
    figure.settle()

    assert figure.part("activation2") == "0,3171"
    assert figure.part("pre2") == f"{MINUS}0,7672"
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

    figure.button("Swap units").click()

    assert figure.page.evaluate("document.getAnimations().length") == 0
    assert number(figure.part("activation2")) == 0.3171
