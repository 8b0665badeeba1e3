"""The neuron, driven in Chromium and compared with torch."""

import functools
import random
from itertools import product

import pytest

from tests.browser.figures import (
    CLIPBOARD,
    MINUS,
    PHONE,
    Neuron,
    agrees,
    far,
    number,
    recorded,
    run,
)

pytestmark = pytest.mark.browser

FUNCTIONS = ["identity", "sigmoid", "tanh", "relu"]


class Plant(Neuron):
    """The neuron with two features, on a page of its own."""

    path = "artificial-neuron/"
    start = recorded("plant_neuron")


# The same numbers as torch ---------------------------------------------------

# What the figure shows.
READ = """figure => {
  const shown = name => figure.part(name).textContent;
  return {shown: ["sum", "z", "y"].map(shown),
          slopes: figure.state.features.map((_, i) => shown(`g${i}`))};
}"""


def settings():
    """Edges, then a thousand random neurons, small, large and mixed."""
    draw = random.Random(7)

    def setting(features, weights, bias, name):
        return {
            "features": features,
            "weights": weights,
            "bias": bias,
            "activation": name,
            "backward": True,
        }

    for name in FUNCTIONS:
        for value in (0.0, 1000.0, -1000.0, 1e-7, 1.0):
            yield setting([value] * 5, [value] * 5, value, name)
        yield setting([1000.0] * 5, [-1000.0] * 5, 1000.0, name)
    for i in range(1000):
        size = draw.choice([0.1, 1, 3, 30, 1000])
        row = [round(draw.uniform(-size, size), 12) for _ in range(11)]
        yield setting(row[:5], row[5:10], row[10], FUNCTIONS[i % 4])


def plants():
    """The same for two features, with the step."""
    draw = random.Random(7)
    for i in range(200):
        size = (1, 10, 1000)[i % 3]
        row = [round(draw.uniform(-size, size), 9) for _ in range(5)]
        row = row if i > 4 else [i // 2 * 500.0] * 5
        yield {
            "features": row[:2],
            "weights": row[2:4],
            "bias": row[4],
            "activation": ("step", "sigmoid")[i % 2],
            "backward": True,
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


def compare(setting, answer):
    """Hold what the figure computed and showed against torch."""
    right = by_torch(setting)
    for name, value in right.items():
        assert far(answer[name], value) <= 1e-6, (setting, name)
    for text, name in zip(answer["shown"], ("sum", "z", "y"), strict=True):
        assert agrees(text, right[name]), (setting, name, text)
    gradients = right["gradients"][:-1]
    for text, value in zip(answer["slopes"], gradients, strict=True):
        assert agrees(text.partition("= ")[2], value), (setting, text)


@pytest.mark.parametrize(
    ("kind", "asked", "count"),
    [(Neuron, settings, 1000), (Plant, plants, 200)],
)
def test_it_computes_what_torch_computes(visit, kind, asked, count):
    asked = list(asked())
    assert len(asked) >= count

    answers = visit(kind).drive(asked, READ)

    for setting, answer in zip(asked, answers, strict=True):
        compare(setting, answer)


def test_the_comparison_sees_a_difference(visit):
    setting = {**Neuron.start, "backward": True}
    (answer,) = visit(Neuron).drive([setting], READ)
    compare(setting, answer)

    for wrong in (
        {"products": [p + 2e-6 for p in answer["products"]]},
        {"shown": [*answer["shown"][:2], "0.1594"]},
        {"slopes": ["= 1.0000", *answer["slopes"][1:]]},
    ):
        with pytest.raises(AssertionError):
            compare(setting, {**answer, **wrong})
    assert agrees("0.1595", answer["y"])
    assert not agrees("1.5E6", 1.51e6)


def test_the_plant_neuron_has_its_own_tasks_and_its_own_code(visit):
    figure = visit(Plant)

    assert figure.part("y") == "0.7311"
    for task, state in {
        "feature": {"features": [6.0, 2.0]},
        "bias": {"bias": -4.0},
        "step": {"activation": "step", "backward": True},
    }.items():
        figure.set(state)
        assert figure.solved() == {task}
        program, _ = run(figure.root.locator("pre").text_content())
        assert agrees(figure.part("y"), program["y"].item())
        figure.button("Reset").click()


# Copy as PyTorch -------------------------------------------------------------


def test_the_copied_code_gives_the_number_on_the_screen(visit):
    figure = visit(Neuron, **CLIPBOARD)

    for activation, backward in product(FUNCTIONS, (False, True)):
        figure.set({"activation": activation, "backward": backward})
        figure.field("weight 5").fill("-0.5")
        program, printed = run(figure.copied())

        assert agrees(figure.part("z"), program["z"].item())
        assert agrees(figure.part("y"), program["y"].item())
        assert f"{program['y'].item():.4f}" in printed
        slopes = [figure.part(f"g{i}").partition("= ")[2] for i in range(6)]
        if backward:
            right = [*program["weights"].grad[0], program["bias"].grad]
            for slope, value in zip(slopes, right, strict=True):
                assert agrees(slope, value.item()), (activation, slope)
        else:
            assert slopes == [""] * 6


def test_code_that_cannot_be_copied_is_selected(visit):
    figure = visit(Neuron)
    figure.page.evaluate(
        """() => { navigator.clipboard.writeText = () =>
          Promise.reject(Error("not allowed")); }"""
    )

    figure.button("Copy as PyTorch").click()

    figure.page.wait_for_function(
        "() => getSelection().toString().length > 100"
    )
    assert "copy it by hand" in figure.message.text_content()
    assert figure.root.locator("pre").is_visible()


# Keyboard, mouse, touch ------------------------------------------------------


def test_a_refusal_says_what_to_write(visit):
    figure = visit(Neuron)

    figure.field("weight 3").fill("1000.1")

    assert figure.message.text_content() == (
        f"Write a number between {MINUS}1000.0 and 1000.0. "
        "Until then the last one counts."
    )


def test_the_keyboard_alone_solves_a_task(visit):
    figure = visit(Neuron)

    for _, name in figure.walk():
        if name == "weight 5":
            break
    figure.page.keyboard.press("ArrowUp")  # one more
    figure.settle()

    assert figure.stop()[1] == "weight 5"
    assert figure.solved() == {"weight"}
    z, y = figure.part("z"), figure.part("y")
    assert figure.readout.text_content() == f"z is {z}, and y is {y}."
    assert number(y) > 0.5


def test_a_finger_moves_a_slider(visit):
    figure = visit(Neuron, **PHONE)

    figure.page.touchscreen.tap(*figure.spot("weight 5, slider", 0.9))

    assert figure.value("weights", 4) > 1
    assert figure.solved() == {"weight"}


def test_a_mouse_drags_a_slider(visit):
    figure = visit(Neuron)

    figure.drag("bias, slider")

    assert figure.value("bias") == 3
    assert float(figure.field("bias").input_value()) == 3
