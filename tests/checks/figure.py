"""Figures and start states: made by a program, and committed."""

import json
import re
from xml.etree import ElementTree

from tests.book import Mistake, difference

SVG = "{http://www.w3.org/2000/svg}"


def check_answers(answers, name, program, function):
    """What is wrong with a figure's program, run once or twice."""
    line = 1
    if not answers:
        sentence = (
            f"no program draws {name}. Write it, with a function "
            f"`{function}()` that returns its text."
        )
    elif trouble := answers[0].trouble or answers[0].printed:
        line = answers[0].line
        sentence = f"the figure could not be drawn quietly.\n{trouble}"
    elif not isinstance(answers[0].result, str):
        sentence = (
            f"`{function}()` returns no text. Let it return what {name} "
            "shall hold."
        )
    elif answers[0].result != answers[-1].result:
        drawn = [str(answer.result) for answer in answers]
        sentence = "it draws something else the second time.\n"
        sentence += difference(*drawn, "first run", "second run")
    else:
        return []
    return [Mistake(f"{program}:{line}", sentence)]


def check_redrawn(path, name, drawn):
    """Whether a figure's program still draws what is committed."""
    committed = path.read_text("utf-8")
    if committed == drawn:
        return []
    return [
        Mistake(
            f"{name}:1",
            "redrawing gives another figure. Run `pytest --record` and look "
            "at it.\n" + difference(committed, drawn, name, "drawn now"),
        )
    ]


def check_figure(path, name):
    """What is wrong with a committed drawing or start state."""
    if not path.exists():
        return [Mistake(f"{name}:1", "it is missing. Run `pytest --record`.")]
    return check_text(path.read_bytes(), path, name)


def check_text(text, path, name):
    """What is wrong with the bytes of a drawing or a start state."""
    if path.suffix == ".json":
        return check_state(text, name)
    return check_drawing(text, path.stem, name)


def check_state(state, name):
    """What is wrong with the JSON from which an interactive figure starts."""

    def refuse(constant):
        raise ValueError(f"{constant} is no number of JSON")

    sentences = []
    try:
        json.loads(state, parse_constant=refuse)
    except ValueError as error:
        sentences.append(
            f"a browser cannot read it as JSON ({error}). Mend `state()`."
        )
    if re.search(b"[<&]", state):
        sentences.append(
            "it holds `<` or `&`, which HTML reads. Leave them out."
        )
    if b"\r" in state:
        sentences.append("its line ends are foreign. Run `pytest --record`.")
    return [Mistake(f"{name}:1", sentence) for sentence in sentences]


def check_drawing(drawing, stem, name):
    """What is wrong with the bytes of an SVG, its lines and colors aside."""
    try:
        svg = ElementTree.fromstring(drawing)
    except ElementTree.ParseError as error:
        return [
            Mistake(
                f"{name}:{error.position[0]}",
                f"it is no well-formed SVG ({error}). Run `pytest --record`.",
            )
        ]
    sentences = []
    if b"\r" in drawing:
        sentences.append("its line ends are foreign. Run `pytest --record`.")
    for tag in ("title", "desc"):
        element = svg.find(SVG + tag)
        if element is None or not (element.text or "").strip():
            sentences.append(
                f"it has no <{tag}>, so some readers learn nothing of it. "
                "Let its program write one."
            )
    if svg.get("role") != "img":
        sentences.append('its <svg> lacks role="img". Add it.')
    prefix = stem.replace("_", "-")
    for element in svg.iter():
        tag = str(element.tag).rpartition("}")[2]
        if element.get("style") or tag == "style":
            sentences.append(
                "it carries its own style, which the dark palette cannot "
                "change. Give the element a class."
            )
        identity = element.get("id") or prefix
        if not re.match(rf"{prefix}(-|$)", identity.replace("_", "-")):
            sentences.append(
                f"its id `{identity}` may collide with another figure's on "
                f"one page. Begin it with `{prefix}`."
            )
    return [Mistake(f"{name}:1", sentence) for sentence in sentences]
