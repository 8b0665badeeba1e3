"""The shape stepper, driven in Chromium and compared with torch."""

import contextlib
import io
import json
import random
import re
from itertools import product

import pytest
from bs4 import BeautifulSoup

from tests.browser import test_figures as ground
from tests.browser.test_figures import (  # noqa: F401 -- fixtures
    MINUS,
    SHIFT,
    address,
    chromium,
    far,
    folder,
    number,
    spelled,
    violations,
    visit,
)
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

PAGE = "shapes/"
START = json.loads((ROOT / "snippets/shape_stepper.json").read_text("utf-8"))
RECORDED = START.pop("recorded")
FIELDS = {
    "product": ("left", "right"),
    "broadcast": ("first", "second"),
    "view": ("matrix", "target"),
}


class Stepper(ground.Figure):
    """The stepper on its page, as a reader meets it."""

    def __init__(self, page):
        super().__init__(page)
        self.root = page.locator("forward-stepper")
        self.message = self.root.locator(".message")

    def field(self, label):
        return self.root.get_by_label(label).locator("visible=true")

    def readout(self):
        self.page.wait_for_timeout(300)  # it speaks when a change has rested
        return self.root.locator(".readout").text_content()


@pytest.fixture
def step(visit):  # noqa: F811
    """Open the stepper: `step(address's end, **options) -> Stepper`."""
    return lambda end="", **options: Stepper(visit(PAGE + end, **options).page)


def state(tab, first, second, **more):
    """A state of the figure: two shapes, in places for absent axes."""
    keys = FIELDS[tab]
    shapes = {
        key: [0] * (len(START[key]) - len(shape)) + list(shape)
        for key, shape in zip(keys, (first, second), strict=True)
    }
    return {**START, "tab": tab, **shapes, **more}


def fragment(settings):
    pairs = [f"{key}={spelled(value)}" for key, value in settings.items()]
    return "#" + "&".join(["stepper", *pairs])


# The same shapes, numbers and messages as torch -----------------------------

DRIVE = """(figure, fragments) => fragments.map(fragment => {
  history.replaceState(null, "", fragment);
  const read = figure.readFragment();
  return {read, ...figure.values, pairs: null,
          cells: [...figure.part("stage").children].map(e => e.textContent),
          readout: figure.querySelector(".readout").textContent,
          code: figure.querySelector("pre").textContent};
})"""


def settings():
    """Edges, every pair of small shapes' kinds, and a thousand at random."""
    draw = random.Random(7)
    for first, second in (
        ((1000, 1000), (1000, 1000)),
        ((1000,), (1000,)),
        ((1000,), (999,)),
        ((1, 1), (1,)),
        ((1,), (1,)),
        ((1, 1000), (1000, 1)),
    ):
        yield state("product", first, second)
        yield state("broadcast", first, second)
    yield state("view", (1, 1), (1,))
    yield state("view", (1000, 1), (1, 1000))
    yield state("view", (1000, 2), (999, 2))
    for i in range(1200):
        tab = ("product", "broadcast", "view")[i % 3]
        most = draw.choice([3, 5, 6, 40])

        def shape(axes, most=most):
            return [draw.randint(1, most) for _ in range(axes)]

        first = shape(2 if tab == "view" else draw.randint(1, 2))
        second = shape(draw.randint(1, 2))
        if tab == "broadcast":
            first = [draw.choice([1, size]) for size in shape(i % 9 // 3 + 1)]
            second = [
                draw.choice([1, size, *first[-1:]])
                for size in shape(draw.randint(1, 3))
            ]
        elif i % 4:  # most of them fit
            if tab == "product":
                second[0] = first[-1]
            else:
                count = first[0] * first[1]
                rows = draw.choice(
                    [
                        n
                        for n in range(1, 1001)
                        if not count % n and count // n < 999
                    ]
                )
                second = [rows, count // rows]
                if count <= 1000 and draw.random() < 0.5:
                    second = [count]
        yield state(
            tab,
            first,
            second,
            numbers=draw.choice(["whole", "random"]),
            step=draw.randint(0, 1000),
        )


def by_torch(setting):
    """The tensors that torch makes of a setting, or its message."""
    import torch

    tab = setting["tab"]
    shapes = [[n for n in setting[key] if n] for key in FIELDS[tab]]
    if tab == "view":
        W = torch.arange(shapes[0][0] * shapes[0][1]).view(shapes[0])
        try:
            return W, W.view(shapes[1]), W.T
        except RuntimeError as error:
            return str(error)
    kind = tab if setting["numbers"] == "whole" else "random"
    A, B = (
        torch.tensor(numbers, dtype=torch.float64)
        .repeat(-(-torch.Size(shape).numel() // len(numbers)))[
            : torch.Size(shape).numel()
        ]
        .view(shape)
        for numbers, shape in zip(
            RECORDED["numbers"][kind], shapes, strict=True
        )
    )
    try:
        return A, B, A @ B if tab == "product" else A + B
    except RuntimeError as error:
        return str(error)


def compare(setting, answer):
    """Hold what the stepper computed against torch; what was it?"""
    right = by_torch(setting)
    if isinstance(right, str):
        assert answer["error"] == right, setting
        assert answer["readout"] == f"PyTorch stops: {right}"
        return "error"
    assert "error" not in answer, setting
    assert answer["shapes"] == [list(t.shape) for t in right], setting
    if setting["tab"] == "view":
        V, T = right[1:]
        assert answer["same"] == (V.shape == T.shape and bool((V == T).all()))
    if answer["lists"] is None:
        assert max(t.numel() for t in right) > 6, setting
        return "large"
    for mine, tensor in zip(answer["lists"], right, strict=True):
        assert far(mine, tensor.flatten().tolist()) <= 1e-6, setting
    at = setting["step"] % right[2].numel()
    letters = "WVT" if setting["tab"] == "view" else "ABC"
    names = dict(zip(letters, right, strict=True))
    if setting["tab"] == "view":
        assert answer["at"] == at
        assert [eval(name, names) for name in answer["names"]] == [at] * 3
        assert answer["strides"] == [list(t.stride()) for t in right]
    else:
        value = eval(answer["names"][2], names)
        assert value == right[2].flatten()[at]
        shown = re.search(r" is (\S+)\.$", answer["readout"])[1]
        assert number(shown) == pytest.approx(value.item(), abs=5.1e-5)
        if setting["tab"] == "broadcast":
            import torch

            right = *torch.broadcast_tensors(*right[:2]), right[2]
    wanted = [v for t in right for v in t.flatten().tolist()]
    cells = [c for c in answer["cells"] if re.fullmatch(rf"{MINUS}?[\d.]+", c)]
    assert len(cells) == len(wanted), setting
    for cell, value in zip(cells, wanted, strict=True):
        assert abs(number(cell) - value) <= 0.00501, setting
    return "drawn"


def test_it_computes_what_torch_computes(step):
    asked = list(settings())
    assert len(asked) > 1000

    answers = step().root.evaluate(DRIVE, [fragment(s) for s in asked])

    found = [
        (setting["tab"], compare(setting, answer))
        for setting, answer in zip(asked, answers, strict=True)
        if answer["read"] or pytest.fail(str(setting))
    ]
    for kind in product(FIELDS, ("error", "large", "drawn")):
        assert found.count(kind) >= 10, kind


def test_the_comparison_sees_a_difference(step):
    setting = state("product", (2, 3), (3, 4))
    (answer,) = step().root.evaluate(DRIVE, [fragment(setting)])
    assert compare(setting, answer) == "drawn"

    answer["lists"][2][0] += 2e-6

    with pytest.raises(AssertionError):
        compare(setting, answer)


def test_the_copied_code_gives_what_the_screen_shows(step):
    import torch

    figure = step(permissions=["clipboard-read", "clipboard-write"])
    for setting in (
        START,
        state("product", (1, 5), (5, 1), numbers="random"),
        state("product", (3,), (3,)),
        state("product", (64, 784), (784, 10)),
        state("product", (3, 4), (2, 3)),
        state("broadcast", (2, 1, 4), (3, 1), step=7),
        state("broadcast", (4, 2), (4,)),
        state("view", (2, 3), (6,), step=4),
        state("view", (2, 3), (4, 2)),
    ):
        figure.go(fragment(setting))
        figure.button("Copy as PyTorch").click()
        figure.page.wait_for_function(
            "document.querySelector('.message').textContent"
            ".includes('clipboard')"
        )
        code = figure.page.evaluate("navigator.clipboard.readText()")
        names, error = {}, None
        try:
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                exec(code, names)
        except RuntimeError as raised:
            error = str(raised)

        values = figure.root.evaluate("f => ({...f.values, pairs: null})")
        assert error == values.get("error")
        if error is None and "C" in names:
            assert list(names["C"].shape) == values["shapes"][2]
            if values["lists"]:
                shown = figure.readout().rpartition(" is ")[2][:-1]
                value = eval(values["names"][2], names).item()
                assert number(shown) == pytest.approx(value, abs=5.1e-5)
                assert f"{value:.4f}"[:5].rstrip("0.") in printed.getvalue()
        elif error is None:
            assert names["V"].flatten().tolist() == values["lists"][1]
            assert names["T"].flatten().tolist() == values["lists"][2]
    assert torch.is_tensor(names["W"])


def test_the_script_redraws_the_drawing_of_the_page(step, folder):  # noqa: F811
    html = (folder / PAGE / "index.html").read_text("utf-8")
    page = BeautifulSoup(html, "html.parser")
    drawn = page.select("forward-stepper [data-part=stage] > *")

    live = step().root.evaluate("f => f.part('stage').innerHTML")

    live = BeautifulSoup(live, "html.parser").find_all(True)
    # The script draws cell by cell, and so does the program.
    assert len(live) == len(drawn) == 55
    for old, new in zip(drawn, live, strict=True):
        assert old.name == new.name and old.text == new.text
        assert old["class"][0] == new["class"][0]
        for key in {"x", "y", "width", "height", "font-size"} & set(old.attrs):
            assert abs(float(old[key]) - float(new[key])) < 0.06, key


# Bad input ------------------------------------------------------------------


def test_a_text_that_is_no_shape_is_refused(step):
    figure = step()
    field = figure.field("shape of A")

    for text in (
        *("", "0", "(0, 3)", "-1", "1001", "(2, 1001)", "1e3", "2.5", "NaN"),
        *("Infinity", "(2, 3, 4)", "2;3", "(2, 3", "a", "(2, 3))", "<b>"),
        *("-1000", "2,,-3", "9" * 400, "__proto__"),
    ):
        if text == "(2, 3":  # on the way to a shape
            continue
        field.fill(text)

        assert figure.state() == START | {"step": figure.state()["step"]}
        assert figure.message.text_content() == (
            "Write a shape with 1 to 2 sizes from 1 to 1000, such as (2, 3). "
            "Until then the last one counts."
        ), text
        assert field.get_attribute("aria-invalid") == "true"
        field.evaluate("e => e.dispatchEvent(new Event('change'))")
        assert field.input_value() == "(2, 3)"


def test_a_shape_may_be_written_in_several_ways(step):
    figure = step()

    for text in ("(4, 3)", "4,3", "4 3", "4x3", " ( 4,3, ) ", "(4, 3"):
        figure.field("shape of A").fill(text)

        assert figure.state()["left"] == [4, 3], text
    for text in ("(1000,)", "1000"):
        figure.field("shape of A").fill(text)
        assert figure.state()["left"] == [0, 1000], text


SOUND = fragment(START).partition("&")[2]
HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    SOUND.replace("product", "constructor"),
    SOUND.replace("product", "prototype"),
    SOUND.replace("product", "compute"),
    SOUND.replace("whole", "<img src=x onerror=alert(1)>"),
    SOUND.replace("left=2,3", "left=2,0"),
    SOUND.replace("left=2,3", "left=0,0"),
    SOUND.replace("left=2,3", "left=-2,3"),
    SOUND.replace("left=2,3", "left=2.5,3"),
    SOUND.replace("left=2,3", "left=1001,3"),
    SOUND.replace("left=2,3", "left=NaN,3"),
    SOUND.replace("left=2,3", "left=Infinity,3"),
    SOUND.replace("left=2,3", "left=2,3,4"),
    SOUND.replace("left=2,3", "left=3"),
    SOUND.replace("left=2,3", "left=1e-3,3"),
    SOUND.replace("matrix=2,3", "matrix=0,3"),
    SOUND.replace("first=0,2,4", "first=2,0,4"),
    SOUND.replace("step=1", "step=-1"),
    SOUND.replace("step=1", "step=0.5"),
    SOUND.replace("step=1", "step=1e-9"),
    f"{SOUND}&recorded=1",
    f"{SOUND}&__proto__=1",
    f"{SOUND}&",
    SOUND.partition("&")[2],
    "left=" + "9," * 50_000,
]


def test_a_hostile_address_is_ignored_with_a_message(step):
    figure = step()
    said = []
    figure.page.on("dialog", lambda dialog: said.append(dialog.dismiss()))
    before = figure.page.locator("script, img").count()

    for hostile in HOSTILE:
        figure.field("shape of A").fill("(4, 4)")
        figure.go(f"#stepper&{hostile}")

        assert "do not exist" in figure.message.text_content(), hostile
        assert figure.state() == START, hostile
        assert figure.page.locator("script, img").count() == before, hostile
    assert said == []


# The address, the tasks, reset ----------------------------------------------


def test_a_shared_address_shows_the_same_shapes(step):
    first = step()
    first.root.get_by_label("A + B").check()
    first.field("shape of A").fill("(3, 1)")
    first.field("shape of B").fill("(3,)")
    first.root.get_by_role("combobox").select_option("random")
    first.page.wait_for_url("**second=0,0,3**step=0")
    first.page.wait_for_url("**numbers=random**")
    end = first.page.url.partition(PAGE)[2]

    second = step(end)

    assert second.state() == first.state() != START
    assert second.readout() == first.readout()
    assert "C has shape (3, 3)" in second.readout()
    first.button("Reset").click()
    assert first.state() == START


SOLUTIONS = {
    "column": state("product", (2, 3), (3, 1)),
    "nine": state("broadcast", (3, 1), (3,)),
    "same": state("view", (1, 5), (5, 1)),
}
NO_SOLUTIONS = [
    state("product", (2, 3), (3,)),
    state("product", (2, 4), (4, 1)),
    state("product", (2, 3), (2, 1)),
    state("broadcast", (3,), (3,)),
    state("broadcast", (3, 3), (3, 3)),
    state("broadcast", (3, 1), (3, 1)),
    state("view", (2, 3), (3, 2)),
    state("view", (1, 5), (5,)),
    state("view", (1, 3), (3, 1)),
]


def test_a_task_is_solved_by_its_solution_and_nothing_else(step):
    figure = step()

    for setting in NO_SOLUTIONS:
        figure.go(fragment(setting))
        assert figure.state() == setting
        assert figure.solved() == set(), setting
    for task, setting in SOLUTIONS.items():
        figure.go(fragment(setting))
        assert figure.solved() == {task}
        assert figure.message.text_content().startswith("Done: ")
        figure.button("Reset").click()
        assert figure.solved() == set()


# Keyboard, touch ------------------------------------------------------------


def test_the_keyboard_alone_works_every_tab_and_solves_the_tasks(step):
    figure = step("#stepper")
    page, root = figure.page, figure.root
    root.evaluate("f => { f.tabIndex = -1; f.focus(); }")
    focused = """() => {
      const e = document.activeElement;
      return [e.closest("forward-stepper") ? e.type ?? e.localName : null,
              getComputedStyle(e).outlineStyle];
    }"""

    def walk():
        """Press Tab until the focus leaves; yield what it meets."""
        while True:
            page.keyboard.press("Tab")
            kind, outline = page.evaluate(focused)
            if kind is None:
                return
            assert outline != "none", f"the focus of {kind} cannot be seen"
            yield kind

    def write(text):
        page.keyboard.press("Control+a")
        page.keyboard.type(text)

    texts = {
        "product": ["(2, 3)", "(3, 1)"],
        "broadcast": ["(3, 1)", "(3,)"],
        "view": ["(4, 1)", "(1, 4)"],
    }
    for tab, shapes in texts.items():
        root.evaluate("f => f.focus()")
        seen, todo = [], list(shapes)
        for kind in walk():
            seen.append(kind)
            before = figure.state()
            if kind == "radio" and tab != before["tab"]:
                page.keyboard.press("ArrowRight")
                assert figure.state()["tab"] == tab
            elif kind == "text":
                write(todo.pop(0))
            elif kind == "range":
                page.keyboard.press("ArrowRight")
                assert figure.state()["step"] == 1
            elif kind == "button" and seen.count("button") == 1:
                page.keyboard.press("Enter")
                assert figure.state()["step"] == (0 if tab == "product" else 2)
            elif kind == "select-one":
                page.keyboard.press("ArrowDown")
                assert figure.state()["numbers"] != before["numbers"]
                page.keyboard.press("ArrowUp")
        wanted = ["radio", "text", "text", "select-one", "range"]
        wanted += ["button", "button", "button", "summary"]
        if tab == "view":
            wanted.remove("select-one")
        assert seen == wanted
        assert todo == []
    assert figure.solved() == set(SOLUTIONS)
    readout = root.locator(".readout")
    assert readout.get_attribute("role") == "status"  # hence aria-live
    assert figure.readout() == (
        "Place 2 in the storage is W[2, 0], V[0, 2] and T[0, 2]. "
        "V and T are equal."
    )


def test_a_finger_steps_to_the_next_entry(step):
    figure = step(
        has_touch=True, is_mobile=True, viewport={"width": 360, "height": 780}
    )
    figure.button("Next entry").tap()

    assert figure.readout() == "C has shape (2, 4), and C[0, 2] is 20."
    for _ in range(6):
        figure.button("Next entry").tap()
    assert figure.state()["step"] == 0


# Where it must work, and where it must not be -------------------------------


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(step, width, scheme):
    figure = step(
        color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    figure.root.locator("summary").click()
    for setting in (
        state("product", (1, 5), (5, 1), numbers="random"),
        state("product", (4,), (5,)),
        state("broadcast", (3, 1), (3,), step=4),
        state("view", (2, 3), (3, 2)),
    ):
        figure.go(fragment(setting))
        figure.root.locator("input[type=text]:visible").first.fill("0")
        assert violations(figure, "figure:has(forward-stepper)") == []
        wide = figure.page.evaluate("document.documentElement.scrollWidth")
        assert wide == width


@pytest.mark.parametrize("place", ["", "#own-shapes", "#squeeze"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_the_page_loads(step, width, place):
    figure = step(place, viewport={"width": width, "height": 780})

    assert figure.page.evaluate(SHIFT) <= 0.01


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_from_one_setting_to_the_next(step, width):
    figure = step("#stepper", viewport={"width": width, "height": 780})
    heights = set()
    for setting in (
        START,
        state("product", (999,), (1000,)),
        state("product", (1, 5), (5, 1), numbers="random"),
        state("broadcast", (2, 1, 4), (3, 1), numbers="random"),
        state("broadcast", (999, 1), (1000, 3, 2)),
        state("view", (2, 3), (3, 2), step=5),
        state("view", (1000, 999), (1, 4)),
    ):
        figure.go(fragment(setting))
        figure.settle()
        heights.add(figure.root.evaluate("f => f.offsetHeight"))

    assert len(heights) == 1


def test_without_javascript_and_in_print_there_is_the_drawing(step):
    figure = step(java_script_enabled=False)
    live = step()
    live.page.emulate_media(media="print")

    for one in (figure, live):
        assert one.root.locator("svg").is_visible()
        assert "18" in one.part("stage")
        for name in ("[data-state]", "[data-words]", ".panel", ".more"):
            assert not one.root.locator(name).is_visible()


def test_every_word_and_number_is_the_pages(visit):  # noqa: F811
    def translate(route):
        answer = route.fetch()
        html = answer.text().replace('<html lang="en"', '<html lang="de"')
        html = re.sub(
            r"(<dt>[\w.]+</dt><dd>)([^<]*)",
            lambda m: m[1] + re.sub(r"[^\W\d_]{2,}", "Ж", m[2]),
            html,
        )
        route.fulfill(response=answer, body=html)

    figure = Stepper(visit("about/").page)
    figure.page.route(f"**/{PAGE}", translate)
    figure.page.goto(figure.page.url.replace("about/", PAGE))
    shown = ""
    for setting in (
        state("product", (1, 5), (5, 1), numbers="random"),
        state("broadcast", (3, 1), (3,)),
        state("view", (2, 3), (3, 2)),
        state("product", (64, 784), (784, 10)),
    ):
        figure.go(fragment(setting))
        shown += figure.root.evaluate(
            """f => [".panel", ".more"].map(name => {
              const copy = f.querySelector(name).cloneNode(true);
              copy.querySelector("pre")?.remove();
              const labels = [...copy.querySelectorAll("[aria-label]")].map(
                e => e.getAttribute("aria-label"));
              const texts = document.createTreeWalker(
                copy, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) labels.push(texts.currentNode.data);
              return labels.join(" ");
            }).join(" ")"""
        )

    assert "Ж" in shown
    assert f"{MINUS}1,9796" in shown
    assert re.findall(r"[A-Za-z]{2,}", shown) == []
