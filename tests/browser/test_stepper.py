"""The shape stepper, driven in Chromium and compared with torch."""

import random
import re
from itertools import product

import pytest

from tests.browser.figures import (
    CLIPBOARD,
    MINUS,
    PHONE,
    SHAPES,
    STEPPER,
    Stepper,
    far,
    number,
    run,
    shapes,
)

pytestmark = pytest.mark.browser

START, RECORDED = Stepper.start, STEPPER["recorded"]


# The same shapes, numbers and messages as torch ------------------------------

# What the figure shows.
READ = """figure => ({
  cells: [...figure.part("stage").children].map(e => e.textContent),
  readout: figure.querySelector(".readout").textContent})"""


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
        yield shapes("product", first, second)
        yield shapes("broadcast", first, second)
    yield shapes("view", (1, 1), (1,))
    yield shapes("view", (1000, 1), (1, 1000))
    yield shapes("view", (1000, 2), (999, 2))
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
        yield shapes(
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
    shapes = [[n for n in setting[key] if n] for key in SHAPES[tab]]
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


def test_it_computes_what_torch_computes(visit):
    asked = [{**START, **setting} for setting in settings()]
    assert len(asked) > 1000

    answers = visit(Stepper).drive(asked, READ)

    found = [
        (setting["tab"], compare(setting, answer))
        for setting, answer in zip(asked, answers, strict=True)
    ]
    for kind in product(SHAPES, ("error", "large", "drawn")):
        assert found.count(kind) >= 10, kind


def test_the_comparison_sees_a_difference(visit):
    setting = {**START, **shapes("product", (2, 3), (3, 4))}
    (answer,) = visit(Stepper).drive([setting], READ)
    assert compare(setting, answer) == "drawn"

    A, B, C = answer["lists"]
    for wrong in (
        {"lists": [A, B, [C[0] + 2e-6, *C[1:]]]},
        {"shapes": [[2, 3], [3, 4], [4, 2]]},
        {"cells": [cell.replace("18", "19") for cell in answer["cells"]]},
        {"readout": "C has shape (2, 4), and C[0, 1] is 1."},
        {"error": "a message"},
    ):
        with pytest.raises(AssertionError):
            compare(setting, {**answer, **wrong})


def test_the_copied_code_gives_what_the_screen_shows(visit):
    figure = visit(Stepper, **CLIPBOARD)

    for setting in (
        START,
        shapes("product", (1, 5), (5, 1), numbers="random"),
        shapes("product", (3,), (3,)),
        shapes("product", (64, 784), (784, 10)),
        shapes("product", (3, 4), (2, 3)),
        shapes("broadcast", (2, 1, 4), (3, 1), step=7),
        shapes("broadcast", (4, 2), (4,)),
        shapes("view", (2, 3), (6,), step=4),
        shapes("view", (2, 3), (4, 2)),
    ):
        figure.set(setting)
        values = figure.root.evaluate("f => ({...f.values, pairs: null})")
        code = figure.copied()
        if "error" in values:
            with pytest.raises(RuntimeError) as error:
                run(code)
            assert str(error.value) == values["error"]
            continue
        names, printed = run(code)
        if "C" in names:
            assert list(names["C"].shape) == values["shapes"][2]
            if values["lists"]:
                shown = figure.readout.text_content().rpartition(" is ")[2]
                value = eval(values["names"][2], names).item()
                assert number(shown[:-1]) == pytest.approx(value, abs=5.1e-5)
                assert f"{value:.4f}"[:5].rstrip("0.") in printed
        else:
            assert names["V"].flatten().tolist() == values["lists"][1]
            assert names["T"].flatten().tolist() == values["lists"][2]


# Bad input -------------------------------------------------------------------


def test_a_text_that_is_no_shape_is_refused(visit):
    figure = visit(Stepper)
    field = figure.field("shape of A")

    for text in (
        *("", "0", "(0, 3)", "-1", "1001", "(2, 1001)", "1e3", "2.5", "NaN"),
        *("Infinity", "(2, 3, 4)", "2;3", "a", "(2, 3))", "<b>"),
        *("-1000", "2,,-3", "9" * 400, "__proto__"),
    ):
        field.fill(text)

        assert figure.state() == START, text
        assert figure.message.text_content() == (
            "Write a shape with 1 to 2 sizes from 1 to 1000, such as (2, 3). "
            "Until then the last one counts."
        ), text
        assert field.get_attribute("aria-invalid") == "true"
        field.evaluate("e => e.dispatchEvent(new Event('change'))")
        assert field.input_value() == "(2, 3)"


def test_a_shape_may_be_written_in_several_ways(visit):
    figure = visit(Stepper)

    for text in ("(4, 3)", "4,3", "4 3", "4x3", " ( 4,3, ) ", "(4, 3"):
        figure.field("shape of A").fill(text)

        assert figure.value("left") == [4, 3], text
    for text in ("(1000,)", "1000"):
        figure.field("shape of A").fill(text)
        assert figure.value("left") == [0, 1000], text


# Keyboard, touch -------------------------------------------------------------


def test_the_keyboard_alone_works_every_tab_and_solves_the_tasks(visit):
    figure = visit(Stepper)
    press, write = figure.page.keyboard.press, figure.page.keyboard.type

    for tab, texts in {
        "product": ["(2, 3)", "(3, 1)"],
        "broadcast": ["(3, 1)", "(3,)"],
        "view": ["(4, 1)", "(1, 4)"],
    }.items():
        seen, todo = [], iter(texts)
        for kind, name in figure.walk():
            seen.append(kind)
            if kind == "radio" and tab != figure.value("tab"):
                press("ArrowRight")
                assert figure.value("tab") == tab
            elif kind == "text":
                press("Control+a")
                write(next(todo))
            elif kind == "range":
                press("ArrowRight")
                assert figure.value("step") == 1
            elif name == "Next entry":
                press("Enter")
                # Of two entries the first is next.
                assert figure.value("step") == (0 if tab == "product" else 2)
        wanted = ["radio", "text", "text", "select-one", "range"]
        wanted += ["button", "button", "button", "summary"]
        if tab == "view":
            wanted.remove("select-one")
        assert seen == wanted
    assert figure.solved() == set(Stepper.solutions)
    figure.settle()
    assert figure.readout.text_content() == (
        "Place 2 in the storage is W[2, 0], V[0, 2] and T[0, 2]. "
        "V and T are equal."
    )


def test_a_finger_steps_to_the_next_entry(visit):
    figure = visit(Stepper, **PHONE)

    figure.button("Next entry").tap()
    figure.settle()

    assert figure.readout.text_content() == (
        "C has shape (2, 4), and C[0, 2] is 20."
    )
    for _ in range(6):
        figure.button("Next entry").tap()
    assert figure.value("step") == 0
