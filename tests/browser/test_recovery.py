"""The figure that trains: driven in Chromium and compared with torch."""

import contextlib
import io
import json
import random
import re

import pytest
from bs4 import BeautifulSoup

from tests.browser.test_figures import (  # noqa: F401 - three are fixtures
    MINUS,
    SHIFT,
    Figure,
    address,
    agrees,
    chromium,
    far,
    folder,
    number,
    spelled,
    violations,
)
from tests.browser.test_figures import visit as visit_neuron  # noqa: F401
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

PAGE = "true-weights/"
START = json.loads((ROOT / "snippets/recovery.json").read_text("utf-8"))
KINDS = ["probability", "coin", "threshold"]
NAMES = ["w₁", "w₂", "w₃", "w₄", "w₅", "b"]


class Recovery(Figure):
    """The training on its page, as a reader meets it."""

    def __init__(self, page):
        super().__init__(page)
        self.root = page.locator("forward-recovery")
        self.message = self.root.locator(".message")
        self.readout = self.root.locator(".readout")

    def choose(self, label, value):
        self.root.locator("label", has_text=label).locator(
            "select"
        ).select_option(value)

    def trained(self):
        """Wait until the training has come to its end."""
        self.page.wait_for_function(
            """() => { const f = document.querySelector("forward-recovery");
              return !f.late && !f.frame && f.state.steps === 200; }""",
            timeout=60_000,
        )

    def set(self, state):
        """Go to an address, and wait until it is computed."""
        self.go(fragment(state))
        self.page.wait_for_function(
            '!document.querySelector("forward-recovery").late'
        )


@pytest.fixture
def visit(visit_neuron):  # noqa: F811
    """Open the page: `visit(path, **options) -> its Recovery`."""

    def visit(path=PAGE, change=None, **options):
        if not change:
            return Recovery(visit_neuron(path, **options).page)
        page = visit_neuron("about/", **options).page
        page.route(f"**/{PAGE}", change)
        page.goto(page.url.replace("about/", path))
        return Recovery(page)

    return visit


def fragment(state):
    pairs = {**START, **state}.items()
    return "#" + "&".join(
        ["recovery", *(f"{key}={spelled(value)}" for key, value in pairs)]
    )


# The same numbers as torch ---------------------------------------------------

# Sets the figure to each address and trains without waiting for frames.
DRIVE = """(figure, fragments) => JSON.stringify(fragments.map(fragment => {
  history.replaceState(null, "", fragment);
  const read = figure.readFragment();
  while (figure.late) figure.render();
  return {read, ...figure.values,
          shown: figure.querySelector("[data-part=now]").textContent,
          message: figure.message.textContent};
}))"""

# The rows that the page draws: features and targets, for each address.
ROWS = """(figure, fragments) => JSON.stringify(fragments.map(fragment => {
  history.replaceState(null, "", fragment);
  figure.readFragment();
  while (figure.late) figure.render();
  const { features, targets } = Training.of(figure.state);
  return {features, targets};
}))"""


def settings():
    """Edges, then a thousand random trainings."""
    draw = random.Random(7)
    for labels in KINDS:
        for zero_grad in ("first", "never"):
            for rows, rate, steps in (
                (1, 0, 0),
                (1, 1000, 1),
                (1000, 1000, 2),
                (1000, 1, 200),
                (1, 1, 200),
                (6, 1e-7, 200),
            ):
                yield {
                    "labels": labels,
                    "zero_grad": zero_grad,
                    "rows": rows,
                    "rate": rate,
                    "steps": steps,
                }
    for size in (0.0, 1000.0, -1000.0):
        yield {"weights": [size] * 5, "bias": -size, "rows": 50}
    for i in range(1000):
        yield {
            "labels": KINDS[i % 3],
            "zero_grad": "first" if draw.random() < 0.6 else "never",
            "rows": round(10 ** draw.uniform(0, 3)),
            "rate": round(10 ** draw.uniform(-2, 1.3), 6),
            "steps": round(10 ** draw.uniform(0, 2.301)),
            "seed": draw.randint(1, 6),
        }


def by_torch(setting, features, targets):
    """The parameters, their .grad and the loss, in float64."""
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits

    weights = torch.zeros(1, 5, dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(1, 1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([weights, bias], lr=setting["rate"])
    for step in range(setting["steps"] + 1):
        if setting["zero_grad"] == "first":
            optimizer.zero_grad()
        z = features @ weights.T + bias
        loss = binary_cross_entropy_with_logits(z, targets)
        loss.backward()
        if step < setting["steps"]:
            optimizer.step()
    return {
        "parameters": [*weights.flatten().tolist(), bias.item()],
        "grad": [*weights.grad.flatten().tolist(), bias.grad.item()],
        "loss": loss.item(),
    }


def distance(one, other):
    """The largest difference of two results, for large numbers relative."""
    return max(
        far(one[key], other[key]) / max(1, *map(abs, flat(one[key])))
        for key in ("parameters", "grad", "loss")
    )


def flat(value):
    return value if isinstance(value, list) else [value, 0]


def test_it_trains_as_torch_trains(visit):
    import torch

    torch.set_num_threads(1)  # more of them wait for each other here
    asked = [{**START, **setting} for setting in settings()]
    assert len(asked) > 1000
    figure = visit()
    data, full = {}, []
    for setting in asked:  # all rows once; a smaller set is their beginning
        key = tuple(map(str, (setting[k] for k in ("labels", "seed", "bias"))))
        if key not in data:
            data[key] = len(full)
            full.append(fragment({**setting, "rows": 1000, "steps": 0}))
    rows = [
        {k: torch.tensor(v, dtype=torch.float64) for k, v in found.items()}
        for found in json.loads(figure.root.evaluate(ROWS, full))
    ]
    fragments = [fragment(setting) for setting in asked]

    answers = json.loads(figure.root.evaluate(DRIVE, fragments))

    compared = 0
    for setting, answer in zip(asked, answers, strict=True):
        assert answer["read"], setting
        assert not answer["message"].startswith("The addr"), setting
        key = tuple(map(str, (setting[k] for k in ("labels", "seed", "bias"))))
        found = rows[data[key]]
        features = found["features"][: setting["rows"]]
        targets = found["targets"][: setting["rows"], None]
        right = by_torch(setting, features, targets)
        if distance(right, answer) > 1e-4:
            # Too large a rate may make a training chaotic: then torch does
            # not agree with itself when its rows stand in another order.
            again = by_torch(setting, features.flip(0), targets.flip(0))
            assert distance(right, again) > 1e-6, setting
            continue
        compared += 1
        assert agrees(answer["shown"], answer["loss"]), setting
    assert compared >= 1000
    assert compared >= 0.98 * len(asked)


def test_the_comparison_sees_a_difference():
    one = {"parameters": [0.5, 2.0], "grad": [0.0, 0.1], "loss": 0.4}

    assert distance(one, one) == 0
    assert distance(one, {**one, "loss": 0.4002}) > 1e-4
    assert distance(one, {**one, "grad": [0.0002, 0.1]}) > 1e-4
    assert distance(one, {**one, "parameters": [0.5, 2.0003]}) > 1e-4


def test_the_rows_are_those_of_the_page(visit):
    import torch

    figure = visit()
    cut = [fragment({"rows": n, "labels": k}) for k in KINDS for n in (7, 900)]

    found = json.loads(figure.root.evaluate(ROWS, cut))

    few, many = found[0], found[1]
    assert many["features"][:7] == few["features"]
    rows = torch.tensor(many["features"])
    assert rows.mean().abs() < 0.05
    assert 0.95 < rows.std() < 1.05
    assert {*found[3]["targets"]} == {*found[5]["targets"]} == {0, 1}
    flips = torch.tensor(found[3]["targets"], dtype=torch.float64)
    share = torch.tensor(many["targets"], dtype=torch.float64)
    assert (flips.mean() - share.mean()).abs() < 0.05
    assert found[5]["targets"] == [int(p > 0.5) for p in many["targets"]]


def test_the_script_redraws_the_drawing_of_the_page(visit, folder):  # noqa: F811
    html = (folder / PAGE / "index.html").read_text("utf-8")
    drawn = BeautifulSoup(html, "html.parser").find("forward-recovery")
    figure = visit()
    figure.trained()

    live = figure.root.evaluate(
        """figure => Object.fromEntries(
             [...figure.querySelectorAll("[data-part]")].map(part =>
               [part.dataset.part, part.outerHTML]))"""
    )

    parts = drawn.find_all(attrs={"data-part": True})
    assert len(parts) == len(live) > 30
    for part in parts:
        name = part["data-part"]
        now = BeautifulSoup(live[name], "html.parser").find()
        if name != "ends":
            assert now.text == part.text, name
        if name == "loss" or name.startswith("line"):
            points, few = (points_of(p["d"]) for p in (now, part))
            assert len(points) == 201 > len(few) > 30
            for point in few:
                assert min(far(point, p) for p in points) < 0.11, name
            continue
        for key in set(now.attrs) - {"class", "data-part"}:
            old, new = (
                re.split(r"[ (),]+", str(p.get(key))) for p in (part, now)
            )
            for a, b in zip(old, new, strict=True):
                numeric = re.fullmatch(r"-?[\d.]+", a)
                same = far(float(a), float(b)) < 0.06 if numeric else a == b
                assert same, (name, key, a, b)


def points_of(d):
    pairs = re.findall(r"(-?[\d.]+) (-?[\d.]+)", d)
    return [[float(x), float(y)] for x, y in pairs]


# No frame works too long ----------------------------------------------------

# The work of each frame: the script's own, in event and animation callbacks.
FRAMES = """async figure => {
  const real = requestAnimationFrame.bind(window), frames = [];
  let work = 0;
  const timed = act => {
    const start = performance.now();
    act();
    work += performance.now() - start;
  };
  window.requestAnimationFrame = act => real(time => timed(() => act(time)));
  const select = figure.querySelector("select");
  select.value = "coin";
  timed(() => select.dispatchEvent(new Event("change")));
  await new Promise(resolve => {
    const frame = () => {
      frames.push(work);
      work = 0;
      if (figure.frame || figure.late) real(frame); else resolve();
    };
    real(frame);
  });
  window.requestAnimationFrame = real;
  return frames;
}"""


@pytest.mark.parametrize("calm", ["reduce", "no-preference"])
def test_no_frame_works_for_more_than_four_milliseconds(visit, calm):
    figure = visit(reduced_motion=calm)
    runs = []
    for seed in range(1, 9):  # other rows each time, hence nothing is kept
        figure.set({"rows": 1000, "seed": seed, "steps": 0})
        runs.append(figure.root.evaluate(FRAMES))
        assert figure.state()["steps"] == 200
        assert figure.state()["labels"] == "coin"

    # The machine interrupts some run in any frame, but not all runs in one.
    count = min(map(len, runs))
    assert count > (200 if calm == "no-preference" else 1)
    least = [min(run[i] for run in runs) for i in range(count)]
    assert max(least) <= 4, least


def test_the_measure_sees_a_frame_that_works_too_long(visit):
    figure = visit(reduced_motion="reduce")
    figure.root.evaluate(
        """figure => {
          const show = figure.show;
          figure.show = values => {
            const end = performance.now() + 5;
            while (performance.now() < end);
            show.call(figure, values);
          };
        }"""
    )

    assert max(figure.root.evaluate(FRAMES)) > 4


def test_who_wants_less_motion_gets_the_end_at_once(visit):
    figure = visit(reduced_motion="reduce")

    figure.choose("labels", "threshold")
    figure.trained()

    assert figure.root.evaluate("figure => figure.frame ?? null") is None
    assert figure.page.evaluate("document.getAnimations().length") == 0
    figure.button("One step").click()
    assert figure.state()["steps"] == 0


def test_start_pause_and_one_step(visit):
    figure = visit()

    figure.button("Start").click()
    figure.button("Pause").click()
    paused = figure.state()["steps"]
    assert paused < 200
    figure.page.wait_for_timeout(200)
    assert figure.state()["steps"] == paused
    figure.button("One step").click()
    assert figure.state()["steps"] == paused + 1
    figure.button("Start").click()
    figure.trained()
    figure.button("Start").wait_for()
    figure.settle()
    assert figure.readout.text_content().startswith("After 200 steps the loss")

    figure.button("Start").click()
    figure.button("Reset").click()
    figure.button("Start").wait_for()
    assert figure.state() == START


# Copy as PyTorch ------------------------------------------------------------


def test_the_copied_code_gives_the_numbers_on_the_screen(visit):
    figure = visit(permissions=["clipboard-read", "clipboard-write"])

    for i, labels in enumerate(KINDS * 2):
        zero_grad = "first" if i < 3 else "never"
        state = {"labels": labels, "zero_grad": zero_grad, "rows": 40 + i}
        figure.set({**state, "rate": 0.7, "steps": 150, "seed": 3})
        figure.button("Copy as PyTorch").click()
        figure.page.wait_for_function(
            "document.querySelector('.message').textContent"
            ".includes('clipboard')"
        )
        code = figure.page.evaluate("navigator.clipboard.readText()")
        program = run(code)

        assert figure.root.locator("pre").text_content() == code
        right = [*program["weights"][0], program["bias"]]
        for i, value in enumerate(right):
            name, _, shown = figure.part(f"name{i}").partition(" ")
            assert name == NAMES[i]
            assert agrees(shown, value.item()), (state, i)


def run(code):
    """Run a copied program; return its variables."""
    import torch

    program = {}
    try:
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(code, program)
    finally:
        torch.set_default_dtype(torch.float32)
    assert "requires_grad=True" in printed.getvalue()
    return program


# Bad input -------------------------------------------------------------------


def test_no_number_or_a_wrong_one_is_refused(visit):
    figure = visit(reduced_motion="reduce")

    for label, key, texts in (
        ("rows", "rows", ("", "0", "-3", "1.5", "1001", "1e999", "NaN")),
        ("learning rate", "rate", ("", "-1", "1000.1", "1e999", "e")),
    ):
        field = figure.field(label)
        for text in texts:
            field.fill("7")
            field.press("Control+a")
            field.press("Delete")
            field.press_sequentially(text)

            state = figure.state()[key]
            assert 0 <= state <= 1000, (label, text)
            assert key == "rate" or (state >= 1 and state == int(state))
            message = figure.message.text_content()
            assert message.startswith("Write a number"), (label, text)
            assert field.get_attribute("aria-invalid") == "true", text
            field.evaluate("e => e.dispatchEvent(new Event('change'))")
            assert field.get_attribute("aria-invalid") is None, text
            assert float(field.input_value()) == figure.state()[key]


def test_a_number_is_left_alone_while_it_is_typed(visit):
    figure = visit()
    field = figure.field("learning rate")

    field.press("Control+a")
    field.press_sequentially("0.5", delay=100)
    assert field.input_value() == "0.5"
    assert figure.state()["rate"] == 0.5
    field.press("Control+a")
    field.press("Delete")
    figure.button("Start").wait_for()  # the training waits

    steps = figure.state()["steps"]
    figure.settle()
    assert field.input_value() == ""
    assert field.get_attribute("aria-invalid") == "true"
    assert figure.message.text_content().startswith("Write a number")
    assert figure.state()["steps"] == steps < 200


def test_a_number_at_the_edge_is_taken(visit):
    figure = visit(reduced_motion="reduce")

    for label, key, texts in (
        ("rows", "rows", ("1", "1000")),
        ("learning rate", "rate", ("0", "1000", "1e-3", ".5")),
    ):
        for text in texts:
            figure.field(label).fill(text)
            figure.trained()

            assert figure.state()[key] == float(text)
            assert "Write" not in figure.message.text_content()


FULL = fragment({}).partition("&")[2]
HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    FULL.replace("probability", "<img src=x onerror=alert(1)>"),
    FULL.replace("probability", "constructor"),
    FULL.replace("first", "alert(1)"),
    FULL.replace("rows=100", "rows=0"),
    FULL.replace("rows=100", "rows=1.5"),
    FULL.replace("rows=100", "rows=1001"),
    FULL.replace("rows=100", "rows=100,100"),
    FULL.replace("rows=100", "rows=NaN"),
    FULL.replace("rate=1", "rate=-1"),
    FULL.replace("rate=1", "rate=Infinity"),
    FULL.replace("steps=200", "steps=201"),
    FULL.replace("steps=200", "steps=-1"),
    FULL.replace("steps=200", "steps=2.5"),
    FULL.replace("seed=1", "seed=0"),
    FULL.replace("seed=1", "seed=1e9"),
    FULL.replace("&steps=200", ""),
    f"{FULL}&steps=200",
    f"{FULL}&__proto__=1",
    f"{FULL}&",
    "weights=" + "9," * 50_000,
    "%00%ff&&&===",
]


def test_a_hostile_address_is_ignored_with_a_message(visit):
    figure = visit()
    said = []
    figure.page.on("dialog", lambda dialog: said.append(dialog.dismiss()))
    before = figure.page.locator("script, img").count()

    assert len(set(HOSTILE)) == len(HOSTILE)
    assert FULL not in HOSTILE
    for hostile in HOSTILE:
        figure.set({"rows": 20})
        figure.go(f"#recovery&{hostile}")

        assert "does not exist" in figure.message.text_content(), hostile
        assert figure.state() == START, hostile
        assert figure.page.locator("script, img").count() == before, hostile
    assert said == []
    loading = visit(f"{PAGE}#recovery&{HOSTILE[1]}")
    assert "does not exist" in loading.message.text_content()
    assert loading.state() == START


# The address, the tasks, reset ----------------------------------------------


def test_a_shared_address_shows_the_same_training(visit):
    first = visit(reduced_motion="reduce")
    first.field("rows").fill("31")
    first.choose("labels", "coin")
    first.field("learning rate").fill("2.5")
    first.button("Draw other rows").click()
    first.trained()
    first.settle()
    path = first.page.url.partition(PAGE)[2]

    second = visit(PAGE + path)
    second.trained()

    assert second.state() == first.state() != START
    assert second.state()["seed"] == 2
    for name in ("now", "name0", "name5"):
        assert second.part(name) == first.part(name)
    first.button("Reset").click()
    assert first.state() == START
    assert first.page.url.endswith("/#recovery")


SOLUTIONS = {
    "coin": {"labels": "coin", "rows": 1000},
    "norm": {"labels": "threshold", "rate": 4},
    "never": {"zero_grad": "never", "rate": 20},
}
NO_SOLUTIONS = [
    {"labels": "coin"},
    {"labels": "probability", "rows": 1000},
    {"labels": "threshold"},
    {"labels": "threshold", "rate": 4, "zero_grad": "never"},
    {"zero_grad": "never"},
    {"rate": 20},
]


def test_a_task_is_solved_by_its_solution_and_nothing_else(visit):
    figure = visit()

    for state in NO_SOLUTIONS:
        figure.set(state)
        assert figure.state() == {**START, **state}
        assert figure.solved() == set(), state
    for task, state in SOLUTIONS.items():
        figure.set(state)
        assert figure.solved() == {task}
        assert figure.message.text_content().startswith("Done: ")
        figure.button("Reset").click()
        figure.trained()
        assert figure.solved() == set()


# Keyboard and touch ----------------------------------------------------------


def focus(figure):
    """Put the focus in front of the figure."""
    figure.root.evaluate("e => { e.tabIndex = -1; e.focus(); }")


def test_the_keyboard_reaches_and_moves_everything(visit):
    figure = visit(reduced_motion="reduce")
    page, seen = figure.page, []
    focus(figure)
    focused = """() => {
      const e = document.activeElement;
      if (!e.closest("forward-recovery")) return null;
      return [e.type ?? e.localName, e.ariaLabel ?? e.textContent,
              getComputedStyle(e).outlineStyle];
    }"""
    while True:
        page.keyboard.press("Tab")
        now = page.evaluate(focused)
        if now is None:
            break
        kind, name, outline = now
        assert outline != "none", f"the focus of {kind} cannot be seen"
        seen.append(kind)
        before = figure.state()
        if kind == "number":
            page.keyboard.press("ArrowUp")
        elif kind == "range":
            page.keyboard.press("ArrowRight")
        elif kind == "select-one":
            page.keyboard.press("ArrowDown")
        elif kind in ("button", "summary"):
            page.keyboard.press("Enter")
        if name == "Reset":
            assert figure.state() == START != before
        elif name == "Start":
            assert figure.state()["steps"] == 200
        elif kind == "summary":
            assert figure.root.locator("details").get_attribute("open") == ""
        elif kind != "pre" and name != "Copy as PyTorch":
            assert figure.state() != before, name

    wanted = {"number": 2, "range": 1, "select-one": 2, "button": 5}
    wanted |= {"summary": 1, "pre": 1}
    assert {kind: seen.count(kind) for kind in seen} == wanted


def test_the_keyboard_alone_solves_a_task(visit):
    figure = visit()
    page = figure.page
    focus(figure)
    for _ in range(3):
        page.keyboard.press("Tab")

    page.keyboard.press("t")  # thresholds
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("4")
    figure.trained()
    figure.settle()

    assert figure.state() == {**START, "labels": "threshold", "rate": 4}
    assert figure.solved() == {"norm"}
    assert figure.readout.get_attribute("role") == "status"  # aria-live
    norm = re.search(
        r"norm of the weights is ([\d.]+)", figure.readout.text_content()
    )
    assert number(norm[1]) > 4 * 2.3011


def test_a_finger_moves_the_steps(visit):
    figure = visit(
        has_touch=True, is_mobile=True, viewport={"width": 360, "height": 780}
    )
    slider = figure.field("steps taken")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()

    figure.page.touchscreen.tap(
        box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2
    )

    assert 30 < figure.state()["steps"] < 90
    figure.root.get_by_role("button", name="Start").tap()
    figure.trained()


# Where it must work ----------------------------------------------------------


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, width, scheme):
    figure = visit(
        PAGE + fragment(SOLUTIONS["norm"]),
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
    )
    figure.trained()
    figure.root.locator("summary").click()
    figure.field("rows").fill("")

    assert violations(figure, "figure:has(forward-recovery)") == []
    wide = figure.page.evaluate("document.documentElement.scrollWidth")
    assert wide == width


@pytest.mark.parametrize("place", ["", "#recovery", "#symmetry"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_the_page_loads(visit, width, place):
    figure = visit(PAGE + place, viewport={"width": width, "height": 780})
    figure.trained()

    assert figure.page.evaluate(SHIFT) <= 0.01


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_it_trains(visit, width):
    figure = visit(
        PAGE + "#recovery", viewport={"width": width, "height": 780}
    )
    figure.trained()
    figure.choose("zero_grad()", "never")
    figure.field("learning rate").fill("1000")
    figure.trained()
    figure.settle()

    # The reader's own input excuses the first half second, but no more.
    assert figure.page.evaluate(SHIFT) <= 0.01


def test_without_javascript_there_is_the_drawing(visit):
    figure = visit(java_script_enabled=False)

    assert figure.root.locator("svg").is_visible()
    assert figure.root.locator("input, button").count() == 0
    assert figure.part("name0") == f"w₁ {MINUS}0.8948"
    for name in ("state", "words"):
        assert not figure.root.locator(f"[data-{name}]").is_visible()


def test_print_shows_the_drawing_alone(visit):
    figure = visit()
    figure.page.emulate_media(media="print")

    assert figure.root.locator("svg").is_visible()
    for name in ("panel", "more"):
        assert not figure.root.locator(f".{name}").is_visible()


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
    figure.choose("labels", "threshold")
    figure.button("Copy as PyTorch").click()
    figure.trained()

    assert figure.part("name0") != f"w₁ {MINUS}0.8948"
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
    figure.root.locator("select").first.select_option("coin")
    figure.trained()
    figure.settle()

    assert re.fullmatch(r"0,\d{4}", figure.part("now"))
    assert re.fullmatch(r"w₁ −\d,\d{4}", figure.part("name0"))
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
