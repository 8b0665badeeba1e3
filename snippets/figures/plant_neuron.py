"""Draw the plant neuron taken apart, as one_neuron.py draws its own."""

from pathlib import Path

from drawing import run, start_state
from one_neuron import WORDS, draw_neuron

CHAPTER = Path(__file__).with_name("artificial_neuron.py")
TITLE = "The plant neuron, from its features to y"


def draw(words=None):
    """Draw the neuron with the numbers of its chapter."""
    words = words or {**WORDS, "title": TITLE}
    program = run(CHAPTER)
    names = "features", "weights", "products"
    rows = [program[name] for name in names]
    values = {name: program[name] for name in ("bias", "z", "y")}
    return draw_neuron(
        "plant_neuron", words, rows, total=sum(program["products"]), **values
    )


def state():
    """Write the neuron from which the interactive figure starts."""
    program = run(CHAPTER, "sum", "zeros", "bias")
    return start_state(
        features=program["features"],
        weights=program["weights"],
        bias=program["bias"],
        activation="sigmoid",
        backward=False,
    )
