"""The 3-2-1 calculator, driven in Chromium and compared with torch."""

import random
import re
from itertools import product

import pytest

from tests.browser.figures import (
    CLIPBOARD,
    MINUS,
    PHONE,
    Calculator,
    agrees,
    far,
    run,
)

pytestmark = pytest.mark.browser

START = Calculator.start
NUMBERS = ["features", "W1", "B1", "W2", "B2"]
UNITS = ["first", "second", "output"]


# The same numbers as torch ---------------------------------------------------

# What the figure shows; then what is left of y with the units swapped, and
# with both flipped.
READ = """figure => {
  const names = ["pre0", "pre1", "pre2",
                 "activation0", "activation1", "activation2"];
  const lines = [...figure.equation.children].map(p => p.textContent);
  const answer = {equation: lines.join("\\n"),
                  shown: names.map(name => figure.part(name).textContent)};
  figure.swap();
  answer.swapped = figure.values.outputs[2];
  figure.flip(0);
  figure.flip(1);
  answer.flipped = figure.values.outputs[2];
  clearTimeout(figure.timer);
  return {...answer, state: figure.state};
}"""


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


def compare(setting, answer):
    """Hold what the figure computed and showed against torch."""
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


def test_it_computes_what_torch_computes(visit):
    asked = list(settings())
    assert len(asked) > 1000

    answers = visit(Calculator).drive(asked, READ)

    for setting, answer in zip(asked, answers, strict=True):
        compare(setting, answer)


def test_the_comparison_sees_a_difference(visit):
    (answer,) = visit(Calculator).drive([START], READ)
    compare(START, answer)

    for wrong in (
        {"outputs": [value + 2e-6 for value in answer["outputs"]]},
        {"shown": ["0.7599", *answer["shown"][1:]]},
        {"equation": answer["equation"].replace("0.1373", "0.1374")},
        {"flipped": answer["flipped"] + 2e-9},
        {"state": {**answer["state"], "B2": 0.0}},
    ):
        with pytest.raises(AssertionError):
            compare(START, {**answer, **wrong})


# One unit, its column, its wires ---------------------------------------------

LIT = """figure => ({
  labels: [...figure.querySelectorAll(".lit")].map(e =>
    e.getAttribute("aria-label")).join("|"),
  wires: [...figure.querySelectorAll("[data-part^=wire][stroke-width='3']")]
    .map(e => e.dataset.part),
  marks: [0, 1, 2].filter(i => figure.part(`mark${i}`)
    .getAttribute("visibility") === "visible"),
  boxes: [0, 1, 2].filter(i => figure.part(`unit${i}`)
    .querySelector("rect[stroke-width='3']")),
  equation: figure.equation.innerText,
})"""


def test_a_unit_lights_with_its_column_its_wires_and_its_sum(visit):
    figure = visit(Calculator)
    labels = [
        "W1, row 1, column 1|W1, row 2, column 1|"
        "W1, row 3, column 1|B1, column 1",
        "W1, row 1, column 2|W1, row 2, column 2|"
        "W1, row 3, column 2|B1, column 2",
        "W2, row 1|W2, row 2|B2",
    ]
    sums = ["0.6270 + 0.1328 = 0.7598", f"({MINUS}0.3969) + 0.1373 = ",
            f"({MINUS}1.0078) + 0.2405 = {MINUS}0.7672"]  # fmt: skip

    # Once through the list, once by a click on the drawing.
    for unit, click in product(range(3), (False, True)):
        figure.button("Reset").click()
        if click:
            part = f'[data-part="activation{unit}"]'
            figure.root.locator(part).click()
        else:
            figure.select("unit", UNITS[unit])
        now = figure.root.evaluate(LIT)

        assert figure.value("unit") == UNITS[unit]
        assert now["labels"] == labels[unit]
        assert now["marks"] == now["boxes"] == [unit]
        wires = [f"wire{unit}{i}" for i in range(3 if unit < 2 else 2)]
        assert sorted(now["wires"]) == wires
        assert sums[unit] in now["equation"]


# Other weights, the same output ----------------------------------------------


def output(figure):
    return figure.root.evaluate("figure => figure.values.outputs[2]")


def test_swapping_and_flipping_change_the_weights_and_not_y(visit):
    figure = visit(Calculator)
    note = figure.root.locator(".note")
    y = output(figure)

    figure.button("Swap units").click()
    state = figure.state()
    # The unit is the second, in its new place.
    assert state == {**START, **Calculator.swapped, "unit": "first"}
    assert abs(output(figure) - y) <= 1e-15
    assert "The output is still 0.3171." in note.text_content()
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
    assert abs(output(figure) - y) <= 1e-15
    assert figure.part("activation1") == "0.5645"  # 1 - 0.4355
    assert note.get_attribute("role") == "status"
    assert note.text_content() == (
        "Column 2 of W1 and B1 and row 2 of W2 have changed their signs, and "
        f"0.3177 was added to B2, because sigmoid({MINUS}z) is "
        f"1 {MINUS} sigmoid(z). The output is still 0.3171."
    )
    figure.field("feature 1").fill("1")
    assert note.text_content().startswith("Click a unit")


def test_with_tanh_a_flip_leaves_the_output_bias(visit):
    figure = visit(Calculator, Calculator.fragment({"activation": "tanh"}))
    y, h = output(figure), figure.part("activation0")

    figure.button("Flip unit 1").click()

    assert figure.value("B2") == START["B2"]
    assert output(figure) == y
    assert figure.part("activation0") == f"{MINUS}{h}"
    note = figure.root.locator(".note").text_content()
    assert "B2 stays" in note and figure.part("activation2") in note


def test_a_flip_that_leaves_the_limits_is_refused(visit):
    state = {"W2": [1000.0, 0.0], "B2": 0.5}
    figure = visit(Calculator, Calculator.fragment(state))

    figure.button("Flip unit 1").click()

    assert figure.state() == {**START, **state}
    assert figure.message.text_content() == (
        f"B2 would leave {MINUS}1000.0 to 1000.0, so nothing was changed."
    )


# Copy as PyTorch -------------------------------------------------------------


def test_the_copied_code_gives_the_numbers_on_the_screen(visit):
    figure = visit(Calculator, **CLIPBOARD)

    for activation, swap in product(("sigmoid", "tanh"), (False, True)):
        figure.set({"activation": activation})
        figure.field("W1, row 3, column 2").fill("-0.5")
        if swap:
            figure.button("Swap units").click()
            figure.button("Flip unit 1").click()
        program, printed = run(figure.copied())

        pre = [*program["z1"][0], program["z2"]]
        post = [*program["h"][0], program["output"]]
        for unit in range(3):
            assert agrees(figure.part(f"pre{unit}"), pre[unit].item())
            assert agrees(figure.part(f"activation{unit}"), post[unit].item())
        assert f"{program['output'].item():.4f}" in printed


# Keyboard and touch ----------------------------------------------------------


def test_the_keyboard_alone_solves_a_task(visit):
    figure = visit(Calculator)

    for _, name in figure.walk():
        if name == "Swap units":
            break
    figure.page.keyboard.press("Space")
    figure.settle()

    assert figure.solved() == {"same"}
    assert figure.readout.text_content() == (
        f"First hidden unit: z is {MINUS}0.2596, and it gives 0.4355. "
        "The output is 0.3171."
    )


def test_a_finger_marks_a_unit_and_swaps(visit):
    figure = visit(Calculator, **PHONE)

    figure.root.locator('[data-part="activation2"]').tap()
    assert figure.value("unit") == "output"
    figure.button("Swap units").tap()

    assert figure.solved() == {"same"}
