# ruff: noqa: RUF012 -- what a class says of its figure, nobody changes
"""The interactive figures, as the tests open, read and drive them.

Below `Figure` stands one class for each, with what the tests of every figure
must know of it: tasks and their solutions, addresses to refuse, a reader's
moves. Torch and Playwright are imported where they are used: plain pytest
reads this file too, and need not wait for them.
"""

import contextlib
import io
import json

import pytest

from tests.conftest import ROOT

MINUS = "\N{MINUS SIGN}"
PHONE = {"width": 360, "height": 780, "has_touch": True, "is_mobile": True}
CALM = {"reduced_motion": "reduce"}
CLIPBOARD = {"permissions": ["clipboard-write"]}


def recorded(name):
    return json.loads((ROOT / f"snippets/{name}.json").read_text("utf-8"))


class Figure:
    """A figure on its page, as a reader meets it."""

    name = ""  # its id; the element is <forward-name>
    path = ""  # of its page
    start = {}  # its state at first
    answer = ""  # a number that the page's drawing shows
    elsewhere = ""  # another heading of the page
    hostile = {}  # texts that its keys refuse, beside those below
    solutions = {}  # {task: a state that solves it}
    unsolved = []  # states that solve none
    sights = []  # states to look at
    looks = 1  # so many of them, the first, look different
    acts = ""  # more that may change its height, as JavaScript
    stops = {}  # how many of each control the keyboard reaches
    fields = {}  # fields for any number: {label: its place in the state}

    def __init__(self, page):
        self.page = page
        self.errors = []  # what its page threw
        self.root = page.locator(f"forward-{self.name}")
        self.message = self.root.locator(".message")
        self.readout = self.root.locator(".readout")

    @classmethod
    def fragment(cls, state):
        """The address's end that spells a state."""
        pairs = {**cls.start, **state}.items()
        spell = [f"{key}={spelled(value)}" for key, value in pairs]
        return "#" + "&".join([cls.name, *spell])

    # What it shows.

    def field(self, label):
        return self.root.get_by_label(label, exact=True)

    def button(self, name):
        return self.root.get_by_role("button", name=name)

    def part(self, name):
        return self.root.locator(f'[data-part="{name}"]').text_content()

    def drawn(self):
        """All that is written in the drawing."""
        return self.root.locator("svg").text_content()

    def state(self):
        return self.root.evaluate("figure => figure.state")

    def value(self, key, index=None):
        """One number of the state."""
        value = self.state()[key]
        return value if index is None else value[index]

    def solved(self):
        return set(
            self.root.evaluate(
                """figure => [...figure.querySelectorAll("li.done")]
                  .map(card => card.dataset.task)"""
            )
        )

    # What a reader does.

    def play(self):
        """Change several settings, by several controls."""
        raise NotImplementedError

    def go(self, fragment):
        """Follow a link to this fragment."""
        self.page.evaluate(
            """fragment => new Promise((resolve, late) => {
              // The same address once more would be no change.
              history.replaceState(null, "", location.pathname);
              addEventListener("hashchange", resolve, { once: true });
              setTimeout(late, 9000, Error("the address has not changed"));
              location.hash = fragment;
            })""",
            fragment,
        )

    def set(self, state):
        """Follow a link to this state."""
        self.go(self.fragment(state))
        self.computed()

    def computed(self):
        """Wait for what takes longer than a frame."""
        self.page.wait_for_function(
            "name => !document.querySelector(`forward-${name}`).late",
            arg=self.name,
        )

    def settle(self):
        """Wait until a change has rested: it is read out, and shared."""
        self.page.evaluate("new Promise(end => setTimeout(end, 260))")

    def copied(self):
        """Copy the code; return it.

        It is caught on its way: now and then Chromium does not answer who
        asks for the clipboard's text.
        """
        self.page.evaluate(
            """() => {
              const { clipboard } = navigator, write = clipboard.writeText;
              clipboard.writeText = text =>
                write.call(clipboard, window.copied = text);
            }"""
        )
        self.button("Copy as PyTorch").click()
        self.page.wait_for_function(
            """name => document.querySelector(`forward-${name} .message`)
              .textContent.includes("clipboard")""",
            arg=self.name,
        )
        code = self.page.evaluate("window.copied")
        assert self.root.locator("pre").text_content() == code
        return code

    def stop(self):
        """What has the focus: its kind, name and outline, or None."""
        return self.page.evaluate(
            """name => {
              const e = document.activeElement;
              return e.closest(`forward-${name}`) && [
                e.type ?? e.localName, e.ariaLabel ?? e.textContent,
                getComputedStyle(e).outlineStyle];
            }""",
            self.name,
        )

    def walk(self):
        """Press Tab until the focus leaves; yield each stop's kind, name."""
        self.root.evaluate("e => { e.tabIndex = -1; e.focus(); }")
        self.page.keyboard.press("Tab")
        while stop := self.stop():
            kind, name, outline = stop
            assert outline != "none", f"the focus of {kind} cannot be seen"
            yield kind, name
            self.page.keyboard.press("Tab")

    def spot(self, label, share):
        """A place on a slider, this share of its width from the left."""
        slider = self.field(label)
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        return box["x"] + box["width"] * share, box["y"] + box["height"] / 2

    def drag(self, label):
        """Drag a slider from its middle to its end."""
        mouse = self.page.mouse
        mouse.move(*self.spot(label, 0.5))
        mouse.down()
        mouse.move(*self.spot(label, 1), steps=8)
        mouse.up()

    # Many settings at once.

    def drive(self, states, read="() => ({})"):
        """What the figure computes for each state; `read` adds to it."""
        answers = self.root.evaluate(
            """(figure, fragments) => {
              // It would lay out the page each time.
              figure.scrollIntoView = () => {};
              return JSON.stringify(fragments.map(fragment => {
                history.replaceState(null, "", fragment);
                const read = figure.readFragment();
                while (figure.late) figure.render();
                return {read, message: figure.message.textContent,
                        ...figure.values, ...(READ)(figure)};
              }));
            }""".replace("READ", read),
            [self.fragment(state) for state in states],
        )
        answers = json.loads(answers)
        for state, answer in zip(states, answers, strict=True):
            assert answer["read"], state
            assert not answer["message"].startswith("The addr"), state
        return answers

    def tour(self):
        """Go through all acts and sights: the panel's [height, words]."""
        return self.root.evaluate(
            """async (figure, fragments) => {
              const acts = [ACTS
                () => figure.say("refused", "1", "2", "3"),
                ...fragments.map(fragment => () => {
                  history.replaceState(null, "", fragment);
                  figure.readFragment();
                })];
              const look = () => [".panel", ".more"].map(name => {
                const copy = figure.querySelector(name).cloneNode(true);
                copy.querySelectorAll("pre").forEach(code => code.remove());
                const words = [...copy.querySelectorAll("[aria-label]")]
                  .map(e => e.getAttribute("aria-label"));
                const texts = document.createTreeWalker(
                  copy, NodeFilter.SHOW_TEXT);
                while (texts.nextNode()) words.push(texts.currentNode.data);
                return words.join(" ");
              }).join(" ");
              const seen = [];
              for (const act of acts) {
                act();
                while (figure.late) figure.render();
                figure.report();
                await new Promise(requestAnimationFrame);
                seen.push([figure.panel.getBoundingClientRect().height,
                           look()]);
              }
              return seen;
            }""".replace("ACTS", self.acts),
            [self.fragment(state) for state in self.sights],
        )


# Numbers and texts -----------------------------------------------------------


def spelled(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ",".join(map(spelled, value))
    return f"{value:.17f}" if isinstance(value, float) else str(value)


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


def run(code):
    """Run a program: its variables, and what it printed."""
    program = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(code, program)
    return program, printed.getvalue()


# Checks ----------------------------------------------------------------------

WCAG = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


def violations(figure, part):
    """The names of the rules that axe finds broken in a part of the page."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(figure.page, part, {"runOnly": WCAG})
    return [rule["id"] for rule in found.response["violations"]]


# How far the page's parts have moved since it began to load.
SHIFT = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(sum), 300);
})"""


def check_refused(figure, label, place, texts):
    """Each text is refused; return the numbers that were kept instead."""
    field, kept = figure.field(label), []
    for text in texts:
        field.fill("1")
        field.fill("")
        field.press_sequentially(text)

        message = figure.message.text_content()
        assert message.startswith("Write a number"), (label, text)
        assert field.get_attribute("aria-invalid") == "true", text
        value = figure.value(*place)
        # On the way, 1 and 1e2 were numbers.
        assert (
            value == 1
            if text in ("", "e", "NaN", "-")
            else (abs(value) <= 1000)
        ), text
        kept.append(value)
        field.evaluate("e => e.dispatchEvent(new Event('change'))")
        assert field.get_attribute("aria-invalid") is None, text
        shown = float(field.input_value())
        assert shown == pytest.approx(value, abs=5e-5), text
    return kept


def check_taken(figure, label, place, texts):
    """Each text is a number that may stand there."""
    for text in texts:
        figure.field(label).fill(text)

        assert figure.value(*place) == float(text)
        assert "Write" not in figure.message.text_content()


def hostile(kind):
    """Ends of addresses that spell no state of a figure."""
    sound = kind.fragment({}).partition("&")[2]
    pairs = sound.split("&")
    image = '<img src=x onerror="alert(1)">'
    yield from (image, "<script>alert(1)</script>", "javascript:alert(1)")
    yield from ("%00%ff&&&===", pairs[0].partition("=")[0] + "=9" * 50_000)
    yield from (f"{sound}=1", "&".join(pairs[1:]), "&".join(pairs[:-1]))
    for more in ("more=1", "__proto__=1", "toString=1", "", pairs[0]):
        yield f"{sound}&{more}"
    for i, pair in enumerate(pairs):
        key, _, text = pair.partition("=")
        _, comma, others = text.partition(",")
        texts = [*kind.hostile.get(key, ())]
        if isinstance(kind.start[key], bool):
            texts += ["1", "True", ""]
        elif isinstance(kind.start[key], str):
            texts += ["constructor", "toString", "prototype", "compute"]
            texts += ["alert(1)", image, ""]
        else:
            texts += [f"{text},1", *([others] if comma else [])]
            for bad in ("NaN", "Infinity", "1e9", "1001", "-1001", "0x1", ""):
                texts.append(bad + comma + others)
        for bad in texts:
            yield "&".join([*pairs[:i], f"{key}={bad}", *pairs[i + 1 :]])


# The five --------------------------------------------------------------------


class Neuron(Figure):
    name, path = "neuron", "one-neuron/"
    start = recorded("one_neuron")
    answer, elsewhere = "0.1595", "sigmoid"
    stronger = {"weights": [*start["weights"][:4], -0.6822]}
    solutions = {
        "weight": stronger,
        "bias": {"bias": 1.9796},
        "flat": {"bias": -100.0, "backward": True},
    }
    unsolved = [
        {"backward": True},
        {"weights": [1.0, 1.0, 1.0, 1.0, 1.0]},
        {"bias": 3.0},
        {**stronger, "activation": "relu"},
        {"bias": 1.9},
        {"bias": -100.0},
        {"features": [0.0] * 5, "bias": -100.0, "backward": True},
    ]
    sights = [{**stronger, "backward": True}, *solutions.values()]
    acts = """...Array.from({length: 61}, (_, i) => () =>
      figure.change("weights", i / 10 - 3, 4)),"""
    stops = {"number": 11, "range": 6, "select-one": 1, "checkbox": 1}
    stops |= {"button": 2}
    fields = {"weight 3": ("weights", 2)}

    def play(self):
        self.field("feature 2").fill("-0.25")
        self.root.get_by_role("combobox").select_option("tanh")
        self.root.get_by_role("checkbox").check()
        self.settle()


STEPPER = recorded("shape_stepper")
SHAPES = {
    "product": ("left", "right"),
    "broadcast": ("first", "second"),
    "view": ("matrix", "target"),
}


def shapes(tab, first, second, **more):
    """A state of the stepper: two shapes, in places for absent axes."""
    state = {"tab": tab, **more}
    for key, shape in zip(SHAPES[tab], (first, second), strict=True):
        state[key] = [0] * (len(STEPPER[key]) - len(shape)) + list(shape)
    return state


class Stepper(Figure):
    name, path = "stepper", "shapes/"
    start = {k: value for k, value in STEPPER.items() if k != "recorded"}
    answer, elsewhere = "18", "squeeze"
    hostile = {
        "left": ["2,0", "0,0", "-2,3", "2.5,3", "1e-3,3"],
        "first": ["2,0,4"],
        "matrix": ["0,3"],
        "step": ["-1", "0.5", "1e-9", "1&recorded=1"],
    }
    solutions = {
        "column": shapes("product", (2, 3), (3, 1)),
        "nine": shapes("broadcast", (3, 1), (3,)),
        "same": shapes("view", (1, 5), (5, 1)),
    }
    unsolved = [
        shapes("product", (2, 3), (3,)),
        shapes("product", (2, 4), (4, 1)),
        shapes("product", (2, 3), (2, 1)),
        shapes("broadcast", (3,), (3,)),
        shapes("broadcast", (3, 3), (3, 3)),
        shapes("broadcast", (3, 1), (3, 1)),
        shapes("view", (2, 3), (3, 2)),
        shapes("view", (1, 5), (5,)),
        shapes("view", (1, 3), (3, 1)),
    ]
    sights = [
        shapes("product", (1, 5), (5, 1), numbers="random"),
        shapes("broadcast", (2, 1, 4), (3, 1), numbers="random"),
        shapes("view", (2, 3), (3, 2), step=5),
        shapes("product", (999,), (1000,)),
        shapes("product", (64, 784), (784, 10)),
        shapes("broadcast", (999, 1), (1000, 3, 2)),
        shapes("view", (1000, 999), (1, 4)),
        *solutions.values(),
    ]
    looks = 3
    stops = {"radio": 1, "text": 2, "select-one": 1, "range": 1, "button": 3}

    def field(self, label):
        return self.root.get_by_label(label).locator("visible=true")

    def play(self):
        self.root.get_by_role("radio").nth(1).check()
        self.field("shape of A").fill("(3, 1)")
        self.field("shape of B").fill("(3,)")
        self.root.get_by_role("combobox").select_option("random")
        self.settle()


class Straight(Figure):
    name, path = "straight", "activations/"
    start = recorded("straight")
    answer, elsewhere = "y = 2.2592", "xor"
    hostile = {"activation": ["step"]}
    W1, B1, W2 = start["W1"], start["B1"], start["W2"]
    level = round(-(W1[0] * W2[0] + W1[1] * W2[1]) / W1[2], 2)
    solutions = {
        "corner": {"B1": [-0.79, *B1[1:]]},
        "straight": {"B1": [3.0, 3.0, 4.0]},
        "level": {"W2": [*W2[:2], level], "activation": "identity"},
    }
    unsolved = [
        {"activation": "identity"},
        {"B1": [0.79, *B1[1:]]},
        {"B1": [-0.79, *B1[1:]], "activation": "tanh"},
        {"B1": [-0.79, *B1[1:]], "B2": 0.0},
        {"B1": [3.0, 3.0, 1.0]},
        {"B1": [3.0, 3.0, 4.0], "activation": "sigmoid"},
        {"W1": [0.1, 0.1, 0.1]},
        {"W2": [*W2[:2], level]},
        {"W2": [0.0, 0.0, 0.0], "activation": "identity"},
        {"W2": [*W2[:2], level + 0.05], "activation": "identity"},
    ]
    sights = [solutions["level"], *solutions.values()]
    acts = """...Array.from({length: 10}, (_, i) => [
      () => figure.change("x", 0.6 * i - 3),
      () => figure.change("activation", "identity"),
      () => figure.change("W1", 3 - 6 * i, 2),
      () => figure.change("B1", 6 * i - 99, 1),
      () => figure.change("activation", "sigmoid"),
      () => figure.change("W2", 60 * (i - 10), 0)]).flat(),"""
    stops = {"number": 11, "range": 1, "select-one": 1, "button": 2}
    fields = {"input x": ("x",), "B1, unit 2": ("B1", 1), "B2": ("B2",)}

    def play(self):
        self.field("W2, unit 3").fill("-0.25")
        self.field("input x").fill("1.5")
        self.root.get_by_role("combobox").select_option("tanh")
        self.settle()


class Calculator(Figure):
    name, path = "calculator", "layers/"
    start = recorded("layers")
    answer, elsewhere = "0.3171", "parameters"
    hostile = {"activation": ["relu"], "unit": ["third"]}
    W1, B1, W2 = start["W1"], start["B1"], start["W2"]
    swapped = {
        "W1": [W1[1], W1[0], W1[3], W1[2], W1[5], W1[4]],
        "B1": B1[::-1],
        "W2": W2[::-1],
    }
    solutions = {
        "same": swapped,
        "silent": {"W2": [W2[0], 0.0]},
        "bias": {"B1": [-9.0, B1[1]]},
    }
    unsolved = [
        {"unit": "first"},
        {"activation": "tanh"},
        {"W1": [0.5] * 6},
        {**swapped, "features": [0.0] * 3},
        {"W2": [0.0, W2[1]]},
        {"W2": [0.0, 0.0]},
        {"B1": [B1[0], 1000.0]},
        {"B1": [-9.0, 1.0]},
        {"B1": [-9.0, B1[1]], "activation": "tanh"},
        {"B2": 100.0},
    ]
    sights = [swapped, {"activation": "tanh"}, *solutions.values()]
    acts = """() => figure.swap(), () => figure.flip(0), () => figure.flip(1),
      () => figure.change("unit", "output"), () => figure.reset(),
      () => figure.change("B1", -9, 0), () => figure.reset(),
      () => figure.change("W2", 0, 1), () => figure.reset(),
      () => figure.change("activation", "tanh"), () => figure.flip(0),"""
    stops = {"number": 14, "select-one": 2, "button": 5}
    fields = {"W2, row 1": ("W2", 0), "B2": ("B2",)}

    def play(self):
        self.field("feature 2").fill("-0.25")
        self.select("activation", "tanh")
        self.button("Swap units").click()
        self.button("Flip unit 1").click()
        self.settle()

    def select(self, key, name):
        place = ["unit", "activation"].index(key)
        self.root.get_by_role("combobox").nth(place).select_option(name)


class Recovery(Figure):
    name, path = "recovery", "true-weights/"
    start = recorded("recovery")
    answer, elsewhere = f"w₁ {MINUS}0.8948", "symmetry"
    hostile = {
        "rows": ["0", "1.5"],
        "rate": ["-1"],
        "steps": ["201", "-1", "2.5"],
        "seed": ["0"],
    }
    solutions = {
        "norm": {"labels": "threshold", "rate": 4},
        "coin": {"labels": "coin", "rows": 1000},
        "never": {"zero_grad": "never", "rate": 20},
    }
    unsolved = [
        {"labels": "coin"},
        {"labels": "probability", "rows": 1000},
        {"labels": "threshold"},
        {"labels": "threshold", "rate": 4, "zero_grad": "never"},
        {"zero_grad": "never"},
        {"rate": 20},
    ]
    sights = [*solutions.values(), {"zero_grad": "never", "rate": 1000}]
    stops = {"number": 2, "range": 1, "select-one": 2, "button": 5}

    def play(self):
        self.field("rows").fill("31")
        self.choose("labels", "coin")
        self.field("learning rate").fill("2.5")
        self.button("Draw other rows").click()
        self.trained()
        self.settle()

    def choose(self, label, value):
        label = self.root.locator("label", has_text=label)
        label.locator("select").select_option(value)

    def trained(self):
        """Wait until the training has come to its end."""
        self.page.wait_for_function(
            """() => { const f = document.querySelector("forward-recovery");
              return !f.late && !f.frame && f.state.steps === 200; }""",
            timeout=60_000,
        )


FIGURES = [Neuron, Stepper, Straight, Calculator, Recovery]
