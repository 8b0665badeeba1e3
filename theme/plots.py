"""Makes matplotlib's SVG a figure of the book: its colors, ids and words.

matplotlib writes fixed colors, inline styles and long coordinates. Here the
colors of the roles, of ink and of paper become the style sheet's, so that a
plot follows the palette; styles become attributes, which a content security
policy allows; and what repeats or changes with the machine goes.
"""

import re
from html import escape
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
# The colors that labs draw with, as book.css declares them for light paper.
COLORS = {
    "#0b30a0": "var(--role-input)",
    "#6b2400": "var(--role-weight)",
    "#ab2bb5": "var(--role-bias)",
    "#6e5401": "var(--role-pre)",
    "#127267": "var(--role-activation)",
    "#c40a49": "var(--role-gradient)",
    "#000000": "var(--ink)",
    "#ffffff": "var(--paper)",
    "#b0b0b0": "var(--edge)",  # matplotlib's grid
    "#808080": "var(--edge)",  # what it calls gray
    "#cccccc": "var(--line)",  # the frame of its legend
}
SMALL = 250  # points: a plot narrower than this stays narrow
NUMBER = re.compile(r"-?\d+\.\d+")


def figure(svg, name, alt, caption=None):
    """Return a `<figure>` with a plot that begins its ids with `name`."""
    svg = svg[svg.index("<svg") :]
    root = ElementTree.fromstring(svg)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{SVG}style", f"{SVG}metadata") or not (
                isinstance(child.tag, str) and child.tag.startswith(SVG)
            ):
                parent.remove(child)
    ids = {}
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
        attributes(element)
        if "id" in element.attrib:
            ids[element.get("id")] = f"{name}-{len(ids)}"
    used = set()
    for element in root.iter():
        for key, value in element.attrib.items():
            for id in re.findall(r"^#(.+)|url\(#(.+)\)", value):
                id = "".join(id)
                used.add(id)
                element.set(key, value.replace(f"#{id}", f"#{ids[id]}"))
    for element in root.iter():
        id = element.attrib.pop("id", None)
        if id in used:
            element.set("id", ids[id])
    box = root.get("viewBox")
    small = float(box.split()[2]) < SMALL
    root.attrib.clear()
    root.attrib.update(
        {
            "class": "plot small" if small else "plot",
            "viewBox": box,
            "role": "img",
            "aria-label": alt,
        }
    )
    ElementTree.indent(root, "")
    drawn = ElementTree.tostring(root, encoding="unicode")
    words = f"<figcaption>{escape(caption)}</figcaption>\n" if caption else ""
    return f"<figure>\n{drawn}\n{words}</figure>"


def attributes(element):
    """Turn an element's style into attributes, in the book's colors."""
    style = element.attrib.pop("style", "")
    for part in filter(None, (part.strip() for part in style.split(";"))):
        key, _, value = part.partition(":")
        key, value = key.strip(), value.strip()
        if key == "font":  # the style sheet chooses the family
            size = re.search(r"([\d.]+)px", value)[1]
            element.set("font-size", size)
        elif key != "font-family":
            element.set(key, value.removesuffix("px"))
    if LINK in element.attrib:
        element.set("href", element.attrib.pop(LINK))
    for key, value in list(element.attrib.items()):
        if key in ("fill", "stroke"):
            color = COLORS.get(value.lower(), value)
            element.set(key, color)
            role = re.search(r"role-(\w+)", color)
            if role and element.tag == "text":  # the style sheet inks texts
                element.set("class", role[1])
        elif key in ("d", "x", "y", "width", "height") or (
            key == "transform" and value.startswith(("rotate", "translate("))
        ):
            element.set(key, NUMBER.sub(rounded, " ".join(value.split())))


def rounded(match):
    """One decimal is a tenth of a pixel."""
    return f"{round(float(match[0]), 1) + 0:g}"
