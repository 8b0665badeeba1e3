"""Interactive figures, driven in Chromium and compared with torch.

Torch and Playwright are imported where they are used: plain pytest reads
this file too, and need not wait for them.
"""

import contextlib
import functools
import http.server
import io
import json
import random
import re
import threading
from itertools import product

import pytest
from bs4 import BeautifulSoup

from tests.conftest import ROOT

pytestmark = pytest.mark.browser

NEURON = "one-neuron/"
START = json.loads((ROOT / "snippets/one_neuron.json").read_text("utf-8"))
MINUS = "\N{MINUS SIGN}"
WCAG = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


# The site, the browser, the page --------------------------------------------


@pytest.fixture(scope="module")
def folder(site):
    """The built site; its host here sends no policy."""
    return site


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A file server that does not report each request."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address(folder):
    """Where the built site is served."""
    handler = functools.partial(Quiet, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def chromium(browser):
    return browser


@pytest.fixture
def visit(chromium, address):
    """Open a page: `visit(path, **options of the context) -> its Figure`.

    Whatever the page logs as an error fails the test at its end.
    """
    contexts, errors = [], []

    def visit(path=NEURON, change=None, quiet=True, base=address, **options):
        context = chromium.new_context(**options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        if quiet:
            page.on("pageerror", lambda error: errors.append(str(error)))
        if change:
            page.route(f"**/{NEURON}", change)
        page.goto(base + path)
        return Figure(page)

    yield visit
    for context in contexts:
        context.close()
    assert errors == []


class Figure:
    """The neuron on its page, as a reader meets it."""

    def __init__(self, page):
        self.page = page
        self.root = page.locator("forward-neuron")
        self.message = self.root.locator(".message")

    def field(self, label):
        return self.root.get_by_label(label, exact=True)

    def part(self, name):
        return self.root.locator(f'[data-part="{name}"]').text_content()

    def button(self, name):
        return self.root.get_by_role("button", name=name)

    def state(self):
        return self.root.evaluate("figure => figure.state")

    def solved(self):
        cards = self.root.locator("li.done").all()
        return {card.get_attribute("data-task") for card in cards}

    def go(self, fragment):
        """Follow a link to this fragment."""
        self.page.evaluate(
            """fragment => new Promise(resolve => {
              addEventListener("hashchange", resolve, { once: true });
              location.hash = fragment;
            })""",
            fragment,
        )

    def settle(self):
        """Wait until the figure has written its state to the address."""
        self.page.wait_for_timeout(400)


def fragment(state, start=START):
    """The address's end that spells a state."""
    pairs = [
        f"{key}={spelled(value)}" for key, value in {**start, **state}.items()
    ]
    return "#" + "&".join(["neuron", *pairs])


def spelled(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ",".join(map(spelled, value))
    return f"{value:.17f}" if isinstance(value, float) else str(value)


# The same numbers as torch ---------------------------------------------------

FUNCTIONS = ["identity", "sigmoid", "tanh", "relu"]

# Sets a figure to each address and reads what it computed and shows.
DRIVE = """(figure, fragments) => fragments.map(fragment => {
  history.replaceState(null, "", fragment);
  const read = figure.readFragment();
  const shown = n => figure.querySelector(`[data-part=${n}]`).textContent;
  return {read, ...figure.values, shown: ["sum", "z", "y"].map(shown),
          slopes: figure.state.features.map((_, i) => shown(`g${i}`)),
          message: figure.querySelector(".message").textContent};
})"""


def settings():
    """Edges, then a thousand random neurons, small, large and mixed."""
    draw = random.Random(7)
    for name in FUNCTIONS:
        for value in (0.0, 1000.0, -1000.0, 1e-7, 1.0):
            yield {
                "features": [value] * 5,
                "weights": [value] * 5,
                "bias": value,
                "activation": name,
            }
        yield {
            "features": [1000.0] * 5,
            "weights": [-1000.0] * 5,
            "bias": 1000.0,
            "activation": name,
        }
    for i in range(1000):
        size = draw.choice([0.1, 1, 3, 30, 1000])
        row = [round(draw.uniform(-size, size), 12) for _ in range(11)]
        yield {
            "features": row[:5],
            "weights": row[5:10],
            "bias": row[10],
            "activation": FUNCTIONS[i % 4],
        }


def by_torch(setting):
    """(products, sum, z, y, gradients of weights and bias) in float64."""
    import torch

    leaf = functools.partial(
        torch.tensor, dtype=torch.float64, requires_grad=True
    )
    features = leaf([setting["features"]])
    weights, bias = leaf([setting["weights"]]), leaf([[setting["bias"]]])
    z = features @ weights.T + bias
    name = setting["activation"]
    if name == "step":
        y = torch.heaviside(z.detach(), torch.zeros_like(z)) + 0 * z
    else:
        y = z * 1 if name == "identity" else getattr(torch, name)(z)
    y.backward()
    return {
        "products": (features * weights).flatten().tolist(),
        "sum": (features @ weights.T).item(),
        "z": z.item(),
        "y": y.item(),
        "gradients": [*weights.grad.flatten().tolist(), bias.grad.item()],
    }


def far(one, other):
    """The largest difference between two results of the same form."""
    if isinstance(one, list):
        return max(map(far, one, other))
    return abs(one - other)


def number(text):
    """The number that a figure shows."""
    return float(text.replace(MINUS, "-"))


def agrees(text, value):
    """Whether a text is the number, rounded to the digits it shows."""
    if "E" in text:
        return abs(number(text) - value) <= abs(value) * 5e-4
    digits = len(text.partition(".")[2])
    return abs(number(text) - value) <= 0.5000001 * 10**-digits


def test_it_computes_what_torch_computes(visit):
    asked = [{**setting, "backward": True} for setting in settings()]
    assert len(asked) > 1000

    answers = visit().root.evaluate(DRIVE, [fragment(s) for s in asked])

    compare(asked, answers)


def test_the_plant_neuron_computes_what_torch_computes(visit):
    text = (ROOT / "snippets/plant_neuron.json").read_text("utf-8")
    start = json.loads(text)
    draw = random.Random(7)
    asked = []
    for i in range(200):
        size = (1, 10, 1000)[i % 3]
        row = [round(draw.uniform(-size, size), 9) for _ in range(5)]
        row = row if i > 4 else [i // 2 * 500.0] * 5
        asked.append(
            {
                "features": row[:2],
                "weights": row[2:4],
                "bias": row[4],
                "activation": ("step", "sigmoid")[i % 2],
                "backward": True,
            }
        )

    figure = visit("artificial-neuron/")

    assert figure.part("y") == "0.7311"
    fragments = [fragment(setting, start) for setting in asked]
    compare(asked, figure.root.evaluate(DRIVE, fragments))
    figure.button("Reset").click()
    for task, state in {
        "feature": {"features": [6.0, 2.0]},
        "bias": {"bias": -4.0},
        "step": {"activation": "step", "backward": True},
    }.items():
        figure.go(fragment(state, start))
        assert figure.solved() == {task}
        code = {}
        with contextlib.redirect_stdout(io.StringIO()):
            exec(figure.root.locator("pre").text_content(), code)
        assert agrees(figure.part("y"), code["y"].item())
        figure.button("Reset").click()


def compare(asked, answers):
    """Hold what a figure computed and showed against torch."""
    for setting, answer in zip(asked, answers, strict=True):
        assert answer["read"] and not answer["message"].startswith("The addr")
        right = by_torch(setting)
        for name, value in right.items():
            assert far(answer[name], value) <= 1e-6, (setting, name)
        for text, name in zip(answer["shown"], ("sum", "z", "y"), strict=True):
            assert agrees(text, right[name]), (setting, name, text)
        for text, value in zip(
            answer["slopes"], right["gradients"][:-1], strict=True
        ):
            assert agrees(text.partition("= ")[2], value), (setting, text)


def test_the_comparison_sees_a_difference():
    right = by_torch({**START, "backward": True})

    assert far(right["products"], [p + 2e-6 for p in right["products"]]) > 1e-6
    assert agrees("0.1595", right["y"])
    assert not agrees("0.1594", right["y"])
    assert not agrees("1.5E6", 1.51e6)


def test_the_script_redraws_the_drawing_of_the_page(visit, folder):
    html = (folder / NEURON / "index.html").read_text("utf-8")
    drawn = BeautifulSoup(html, "html.parser").find("forward-neuron")

    live = visit().root.evaluate(
        """figure => Object.fromEntries(
             [...figure.querySelectorAll("[data-part]")].map(part =>
               [part.dataset.part, part.outerHTML]))"""
    )

    parts = drawn.find_all(attrs={"data-part": True})
    assert len(parts) == len(live) > 40
    for part in parts:
        name = part["data-part"]
        now = BeautifulSoup(live[name], "html.parser").find()
        assert now.text == part.text, name
        if name == "curve":  # drawn with more points
            continue
        for key in set(now.attrs) - {"class", "data-part"}:
            old, new = (
                re.split(r"[ (),]+", str(p.get(key))) for p in (part, now)
            )
            for a, b in zip(old, new, strict=True):
                numeric = re.fullmatch(r"-?[\d.]+", a)
                same = far(float(a), float(b)) < 0.06 if numeric else a == b
                assert same, (name, key, a, b)


# Copy as PyTorch ------------------------------------------------------------


def test_the_copied_code_gives_the_number_on_the_screen(visit):
    figure = visit(permissions=["clipboard-read", "clipboard-write"])

    for activation, backward in product(FUNCTIONS, (False, True)):
        figure.go(fragment({"activation": activation, "backward": backward}))
        figure.field("weight 5").fill("-0.5")
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
        assert agrees(figure.part("z"), program["z"].item())
        assert agrees(figure.part("y"), program["y"].item())
        assert f"{program['y'].item():.4f}" in printed.getvalue()
        slopes = [figure.part(f"g{i}").partition("= ")[2] for i in range(6)]
        if backward:
            right = [*program["weights"].grad[0], program["bias"].grad]
            for slope, value in zip(slopes, right, strict=True):
                assert agrees(slope, value.item()), (activation, slope)
        else:
            assert slopes == [""] * 6


def test_code_that_cannot_be_copied_is_selected(visit):
    figure = visit()
    figure.page.evaluate(
        """() => { navigator.clipboard.writeText = () =>
          Promise.reject(Error("not allowed")); }"""
    )

    figure.button("Copy as PyTorch").click()

    figure.page.wait_for_function("getSelection().toString().length > 100")
    assert "copy it by hand" in figure.message.text_content()
    assert figure.root.locator("pre").is_visible()


# Bad input -------------------------------------------------------------------


def test_no_number_or_one_too_large_is_refused(visit):
    figure = visit()
    field = figure.field("weight 3")

    for text in ("", "1000.1", "-1001", "1e999", "-1e999", "e", "NaN", "-"):
        field.fill("1")
        field.press("Control+a")
        field.press("Delete")
        field.press_sequentially(text)

        # On the way, 1 and 1e2 were numbers.
        assert abs(figure.state()["weights"][2]) <= 1000, text
        assert figure.message.text_content() == (
            f"Write a number between {MINUS}1000.0 and 1000.0. "
            "Until then the last one counts."
        ), text
        assert field.get_attribute("aria-invalid") == "true", text
        if text in ("", "e", "NaN", "-"):
            assert figure.state()["weights"][2] == 1, text
        field.evaluate("e => e.dispatchEvent(new Event('change'))")
        assert field.get_attribute("aria-invalid") is None, text
        assert float(field.input_value()) == pytest.approx(
            figure.state()["weights"][2], abs=5e-5
        ), text


def test_a_number_at_the_edge_is_taken(visit):
    figure = visit()

    for text in ("1000", "-1000", "0", "-0", "1e-3", ".5"):
        figure.field("weight 3").fill(text)

        assert figure.state()["weights"][2] == float(text)
        assert "Write" not in figure.message.text_content()


NUMBERS = "features=1,2,3,4,5&weights=1,2,3,4,5&bias=1"
REST = "&activation=sigmoid&backward=false"


HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "javascript:alert(1)",
    f"{NUMBERS}&activation=<img src=x onerror=alert(1)>&backward=false",
    f"{NUMBERS}&activation=constructor&backward=false",
    f"{NUMBERS}&activation=alert(1)&backward=false",
    f"{NUMBERS}&activation=sigmoid&backward=1",
    f"{NUMBERS.replace('1,2', 'NaN,2', 1)}{REST}",
    f"{NUMBERS.replace('1,2', 'Infinity,2', 1)}{REST}",
    f"{NUMBERS.replace('1,2', '1e9,2', 1)}{REST}",
    f"{NUMBERS.replace('1,2', '1001,2', 1)}{REST}",
    f"{NUMBERS.replace('1,2', ',2', 1)}{REST}",
    f"{NUMBERS.replace('1,2', '0x1,2', 1)}{REST}",
    f"{NUMBERS.replace('1,2,', '', 1)}{REST}",
    f"{NUMBERS.replace('1,2', '1,1,2', 1)}{REST}",
    f"{NUMBERS.replace('bias=1', 'bias=1,2')}{REST}",
    f"{NUMBERS}&bias=2{REST}",
    f"{NUMBERS}=1{REST}",
    NUMBERS,
    f"{NUMBERS}{REST}&more=1",
    f"{NUMBERS}{REST}&__proto__=1",
    f"{NUMBERS}{REST}&toString=1",
    f"{NUMBERS}{REST}&",
    "features=" + "9," * 50_000,
    "%00%ff&&&===",
]


def test_a_hostile_address_is_ignored_with_a_message(visit):
    figure = visit()
    said = []
    figure.page.on("dialog", lambda dialog: said.append(dialog.dismiss()))
    before = figure.page.locator("script, img").count()

    for hostile in HOSTILE:
        figure.field("bias").fill("2")
        figure.go(f"#neuron&{hostile}")

        message = figure.message.text_content()
        assert "does not exist" in message, hostile
        assert figure.state() == START, hostile
        assert figure.page.locator("script, img").count() == before, hostile
    assert said == []


def test_a_hostile_address_is_ignored_while_the_page_loads(visit):
    figure = visit(f"{NEURON}#neuron&{HOSTILE[1]}")

    assert "does not exist" in figure.message.text_content()
    assert figure.state() == START


def test_an_address_of_another_place_is_left_alone(visit):
    figure = visit(f"{NEURON}#sigmoid")

    assert figure.message.text_content() == ""
    assert figure.state() == START


# The address, the tasks, reset --------------------------------------------


def test_a_shared_address_shows_the_same_neuron(visit):
    first = visit()
    first.field("feature 2").fill("-0.25")
    first.root.get_by_role("combobox").select_option("tanh")
    first.root.get_by_role("checkbox").check()
    first.settle()
    path = first.page.url.partition(NEURON)[2]

    second = visit(NEURON + path)

    assert second.state() == first.state() != START
    assert second.part("y") == first.part("y")
    first.button("Reset").click()
    assert first.state() == START
    assert first.page.url.endswith("/#neuron")


SOLUTIONS = {
    "weight": {"weights": [*START["weights"][:4], -0.6822]},
    "bias": {"bias": 1.9796},
    "flat": {"bias": -100.0, "backward": True},
}
NO_SOLUTIONS = [
    {"backward": True},
    {"weights": [1.0, 1.0, 1.0, 1.0, 1.0]},
    {"bias": 3.0},
    {"weights": [*START["weights"][:4], -0.6822], "activation": "relu"},
    {"bias": 1.9},
    {"bias": -100.0},
    {"features": [0.0] * 5, "bias": -100.0, "backward": True},
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


def test_the_keyboard_reaches_and_moves_everything(visit):
    figure = visit()
    page, seen = figure.page, []
    page.evaluate("""() => {
      const before = document.querySelector("forward-neuron");
      before.tabIndex = -1;
      before.focus();
    }""")
    focused = """() => {
      const e = document.activeElement;
      if (!e.closest("forward-neuron")) return null;
      return [e.type ?? e.localName, getComputedStyle(e).outlineStyle];
    }"""
    while True:
        page.keyboard.press("Tab")
        now = page.evaluate(focused)
        if now is None:
            break
        kind, outline = now
        assert outline != "none", f"the focus of {kind} cannot be seen"
        seen.append(kind)
        before = figure.state()
        if kind in ("number", "range"):
            page.keyboard.press("ArrowUp")
            assert figure.state() != before, kind
        elif kind == "select-one":
            page.keyboard.press("ArrowDown")
            assert figure.state()["activation"] == "tanh"
        elif kind == "checkbox":
            page.keyboard.press("Space")
            assert figure.state()["backward"] is True
        elif kind == "button" and seen.count("button") == 1:
            page.keyboard.press("Enter")
            assert figure.state() == START
        elif kind == "summary":
            page.keyboard.press("Enter")
            assert figure.root.locator("details").get_attribute("open") == ""

    wanted = {"number": 11, "range": 6, "select-one": 1, "checkbox": 1}
    wanted |= {"button": 2, "summary": 1, "pre": 1}
    assert {kind: seen.count(kind) for kind in seen} == wanted


def test_the_keyboard_alone_solves_a_task(visit):
    figure = visit(f"{NEURON}#neuron")
    page = figure.page
    label = "document.activeElement.getAttribute('aria-label')"
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate(label) == "weight 5":
            break

    page.keyboard.press("ArrowUp")  # one more
    figure.settle()

    assert page.evaluate(label) == "weight 5"
    assert figure.solved() == {"weight"}
    readout = figure.root.locator(".readout")
    assert readout.get_attribute("role") == "status"  # hence aria-live
    z, y = figure.part("z"), figure.part("y")
    assert readout.text_content() == f"z is {z}, and y is {y}."
    assert number(y) > 0.5


def test_a_finger_moves_a_slider(visit):
    figure = visit(
        has_touch=True,
        is_mobile=True,
        viewport={"width": 360, "height": 780},
    )
    slider = figure.field("weight 5, slider")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()

    figure.page.touchscreen.tap(
        box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2
    )

    assert figure.state()["weights"][4] > 1
    assert figure.solved() == {"weight"}


def test_a_mouse_drags_a_slider(visit):
    figure = visit()
    slider = figure.field("bias, slider")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2

    figure.page.mouse.move(box["x"] + box["width"] * 0.5, middle)
    figure.page.mouse.down()
    figure.page.mouse.move(box["x"] + box["width"], middle, steps=8)
    figure.page.mouse.up()

    assert figure.state()["bias"] == 3
    assert float(figure.field("bias").input_value()) == 3


# Where it must work, and where it must not be ------------------------------


def violations(figure, part):
    """The names of the rules that axe finds broken in a part of the page."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(figure.page, part, {"runOnly": WCAG})
    return [rule["id"] for rule in found.response["violations"]]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, width, scheme):
    path = NEURON + fragment(
        {"weights": [*START["weights"][:4], -0.6822], "backward": True}
    )
    figure = visit(
        path, color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    figure.root.locator("summary").click()
    figure.field("weight 1").fill("")

    assert violations(figure, "figure:has(forward-neuron)") == []
    wide = figure.page.evaluate("document.documentElement.scrollWidth")
    assert wide == width


def test_axe_would_find_a_control_without_a_name(visit):
    figure = visit()
    figure.field("weight 1").evaluate("e => e.removeAttribute('aria-label')")

    assert violations(figure, "forward-neuron") == ["label"]


SHIFT = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(sum), 300);
})"""


@pytest.mark.parametrize("place", ["", "#products", "#elementwise"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_the_page_loads(visit, width, place):
    figure = visit(NEURON + place, viewport={"width": width, "height": 780})

    assert figure.page.evaluate(SHIFT) <= 0.01


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_a_reader_drags(visit, width):
    figure = visit(
        NEURON + "#neuron", viewport={"width": width, "height": 780}
    )
    figure.root.evaluate(
        """async figure => {
          for (let i = 0; i <= 60; i++) {
            figure.change("weights", i / 10 - 3, 4);
            await new Promise(requestAnimationFrame);
          }
        }"""
    )

    assert figure.page.evaluate(SHIFT) <= 0.01


def test_without_javascript_there_is_the_drawing(visit):
    figure = visit(java_script_enabled=False)

    assert figure.root.locator("svg").is_visible()
    assert figure.root.locator("input, button").count() == 0
    assert figure.part("y") == "0.1595"
    for name in ("state", "words"):
        assert not figure.root.locator(f"[data-{name}]").is_visible()


def test_print_shows_the_drawing_alone(visit):
    figure = visit()
    figure.page.emulate_media(media="print")

    assert figure.root.locator("svg").is_visible()
    assert figure.part("y") == "0.1595"
    for name in ("panel", "more"):
        assert not figure.root.locator(f".{name}").is_visible()


def test_it_works_from_a_file(visit, folder):
    # Search needs more than a file; the offline build has its own tests.
    figure = visit(
        NEURON + "index.html", base=f"file://{folder}/", quiet=False
    )

    figure.field("bias").fill("3")
    figure.settle()

    assert number(figure.part("y")) > 0.5
    assert "bias=3" in figure.page.url


def test_it_works_under_a_strict_policy(visit):
    def strict(route):
        answer = route.fetch()
        policy = {"Content-Security-Policy": "default-src 'self'"}
        route.fulfill(response=answer, headers={**answer.headers, **policy})

    # The theme's own inline scripts stop; the figure needs none.
    figure = visit(change=strict, quiet=False)
    figure.page.evaluate("""() => {
      window.refused = [];
      document.addEventListener("securitypolicyviolation", event =>
        window.refused.push(event.violatedDirective));
    }""")
    figure.field("bias").fill("3")
    figure.root.get_by_role("checkbox").check()
    figure.button("Copy as PyTorch").click()
    figure.settle()

    assert number(figure.part("y")) > 0.5
    assert figure.page.evaluate("window.refused") == []


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
    figure.root.get_by_role("checkbox").check()
    figure.field("Ж 1").first.fill("")
    figure.settle()

    assert figure.part("y") == "0,1595"
    assert figure.part("z") == f"{MINUS}1,6619"
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


def test_a_missing_word_is_named(visit):
    def forget(route):
        answer = route.fetch()
        html = answer.text().replace("<dt>reset</dt>", "<dt>rest</dt>")
        route.fulfill(response=answer, body=html)

    figure = visit("about/", quiet=False)
    errors = []
    figure.page.on("pageerror", lambda error: errors.append(str(error)))
    figure.page.route(f"**/{NEURON}", forget)
    figure.page.goto(figure.page.url.replace("about/", NEURON))

    assert 'lacks "reset"' in "".join(errors)


def test_motion_is_reduced_for_those_who_asked(visit):
    figure = visit(reduced_motion="reduce")

    figure.field("bias").fill("3")

    assert figure.root.evaluate("figure => figure.calm") is True
    assert figure.page.evaluate("document.getAnimations().length") == 0
