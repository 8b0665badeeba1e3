"""Figures: drawn by a program of the same name, and committed."""

import re
from xml.etree import ElementTree

from tests.book import Mistake
from tests.book.run import difference

SVG = "{http://www.w3.org/2000/svg}"


def check_answers(answers, name, program):
    """What is wrong with a figure's program, run once or twice."""
    line = 1
    if not answers:
        sentence = (
            f"no program draws {name}. Write it, with a function `draw()` "
            "that returns the SVG."
        )
    elif trouble := answers[0].trouble or answers[0].printed:
        line = answers[0].line
        sentence = f"the figure could not be drawn quietly.\n{trouble}"
    elif not isinstance(answers[0].result, str):
        sentence = "`draw()` returns no text. Let it return the SVG."
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
    """What is wrong with a committed drawing."""
    if not path.exists():
        return [Mistake(f"{name}:1", "it is missing. Run `pytest --record`.")]
    return check_drawing(path.read_bytes(), path.stem, name)


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
