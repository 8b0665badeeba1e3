"""Small helpers that the figures share: elements, numbers, one SVG text.

Colors and fonts belong to the site's style sheet: an element only carries
classes, such as "wire weight" or "number bias".
"""

import contextlib
import io
import json
from pathlib import Path
from xml.etree import ElementTree

MINUS = "\N{MINUS SIGN}"


def run(figure_file, *sections):
    """Run the program of the same name, silently; return its variables.

    With names of sections, run only those: enough where others train.
    """
    figure = Path(figure_file)
    program = (figure.parent.parent / figure.name).read_text("utf-8")
    if sections:
        program = "".join(
            program.partition(f"[start:{name}]\n")[2]
            .partition(f"# --8<-- [end:{name}]")[0]
            for name in sections
        )
    variables = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(program, figure.name, "exec"), variables)
    return variables


def number(value):
    """Write a number as the pages print it, with a real minus sign."""
    return f"{float(value):.4f}".replace("-", MINUS)


def shape(tensor):
    """Write a tensor's shape, such as (1, 5)."""
    return str(tuple(tensor.shape))


def rounded(value):
    """Write a coordinate with at most one decimal."""
    return f"{round(float(value), 1) + 0:g}"


def element(tag, classes, **attributes):
    """Build one element; `stroke_width=2` becomes `stroke-width="2"`."""
    result = ElementTree.Element(tag, {"class": classes})
    if classes == "line":
        result.set("fill", "none")
    for name, value in attributes.items():
        text = value if isinstance(value, str) else rounded(value)
        result.set(name.replace("_", "-"), text)
    return result


def text(x, y, words, classes, size=15, anchor="middle"):
    """Write words whose capitals are centered on the height y."""
    result = element(
        "text", classes, x=x, y=y + 0.36 * size, font_size=size,
        text_anchor=anchor,
    )
    result.text = str(words)
    return result


def circle(x, y, radius, classes):
    """Draw a circle around (x, y)."""
    return element("circle", classes, cx=x, cy=y, r=radius)


def box(x, y, width, height, classes, corner=4, stroke_width=1.5):
    """Draw a rectangle whose top left corner is (x, y)."""
    return element(
        "rect", classes, x=x, y=y, width=width, height=height, rx=corner,
        stroke_width=stroke_width,
    )


def path(classes, *steps, width=1.5, **attributes):
    """Draw an open path of letters and coordinates: "M", 0, 0, "H", 9."""
    d = " ".join(s if isinstance(s, str) else rounded(s) for s in steps)
    return element(
        "path", classes, d=d, fill="none", stroke_width=width, **attributes
    )


def arrow(classes, x1, y1, x2, y2, width=1.5, head=5):
    """Draw a horizontal or vertical line with a head at (x2, y2)."""
    back_x = head * ((x2 < x1) - (x2 > x1))
    back_y = head * ((y2 < y1) - (y2 > y1))
    return path(
        classes, "M", x1, y1, "L", x2, y2,
        "M", x2 + back_x + back_y, y2 + back_y + back_x,
        "L", x2, y2,
        "L", x2 + back_x - back_y, y2 + back_y - back_x, width=width,
    )


def part(name, drawn):
    """Name an element, so that the interactive figure can find it."""
    drawn.set("data-part", name)
    return drawn


def group(*parts, **attributes):
    """Put parts together, to be moved as one."""
    result = element("g", "group", **attributes)
    result.extend(parts)
    return result


def start_state(**values):
    """Write what an interactive figure starts from, each tensor in full."""
    plain = {
        name: value.tolist() if hasattr(value, "tolist") else value
        for name, value in values.items()
    }
    return json.dumps(plain, indent=2) + "\n"


def svg(name, width, height, title, description, parts):
    """Put the parts into one SVG text, its title and description first."""
    root = ElementTree.Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {rounded(width)} {rounded(height)}",
        "role": "img",
        "aria-labelledby": f"{name}-title {name}-desc",
    })
    for tag, words in (("title", title), ("desc", description)):
        child = ElementTree.SubElement(root, tag, {"id": f"{name}-{tag}"})
        child.text = words
    root.extend(parts)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode") + "\n"
