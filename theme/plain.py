"""A page as plain Markdown, for whoever reads it outside the site.

The page's includes are expanded already (sources.py). Boxes, figures, the
colors of formulas, addresses of headings and comments belong to the site;
`read` takes a page apart into what is left:

    Prose, Fence, Figure, Box (which holds such parts in turn)
"""

import re
from collections import deque
from typing import NamedTuple
from xml.etree import ElementTree

from formulas import ROLES

BOX = re.compile(r'(?P<sign>!!!|\?\?\?\+?) +[\w -]+?(?: +"(?P<title>.*)")?')
FENCE = re.compile(r"(?P<indent> *)(?P<ticks>`{3,})(?P<info>[^`]*)")
TITLE = re.compile(r'title="([^"]*)"')
SKIPPED = "<!--pytest.mark.skip("
FIGURE = re.compile(r"<figure\b[^>]*>(.*?)</figure>", re.S)
# In a figure: beside these two may lie the data of one that can be changed.
DRAWING = re.compile(r"<svg\b.*?</svg>", re.S)
CAPTION = re.compile(r"<figcaption>(.*?)</figcaption>", re.S)
SVG = "{http://www.w3.org/2000/svg}"
CODE = r"(?P<code>(?P<ticks>`+)(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`))"
ROLE = "|".join(ROLES)
# What the site alone understands. Code comes first: it stays as it is.
SITE_ONLY = re.compile(
    rf"{CODE}"
    r"|<!--.*?-->"
    r"|<(?P<data>template|script|style)\b.*?</(?P=data)>"
    r"|</?(?!(?:a|br)\b)[a-z][\w-]*(?:\s[^<>]*)?>"
    rf"|(?<![a-zA-Z])\\(?:{ROLE}){{(?P<symbol>\w)}}"
    rf"|\\(?:{ROLE})(?={{)"
    r"|[ \t]*\{:?[ ]*[#.][^{}\n]*\}(?=[ \t]*$)",
    re.S | re.M,
)
HEADING = re.compile(r"^(#{1,6} )(.*?) *\{[^{}]*#([\w-]+)[^{}]*\}$", re.M)
LINK = re.compile(
    rf"{CODE}"
    r"|\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)"
)


class Prose(NamedTuple):
    text: str


class Fence(NamedTuple):
    """A fence; `runs` says that it is a block of the page's program."""

    language: str
    title: str
    text: str
    runs: bool


class Figure(NamedTuple):
    """A drawing with its words."""

    svg: str
    title: str
    description: str
    caption: str


class Box(NamedTuple):
    title: str
    closed: bool
    parts: list

    @property
    def runs(self):
        """Whether blocks of the program lie in the box."""
        return any(
            isinstance(part, Fence) and part.runs for part in self.parts
        )


def read(lines):
    """The parts of a page, in order; `lines` have their includes in them."""
    parts, prose, lines = [], [], deque(lines)

    def end_prose():
        text = "\n".join(prose).rstrip()
        prose.clear()
        parts.extend(prose_and_figures(text))
        return text.rpartition("\n")[2]

    while lines:
        line = lines.popleft()
        box, fence = BOX.fullmatch(line), FENCE.fullmatch(line)
        if box:
            end_prose()
            inside = []
            while lines and (not lines[0].strip() or lines[0][:4] == " " * 4):
                inside.append(lines.popleft()[4:])
            closed = box["sign"].startswith("?")
            parts.append(Box(box["title"] or "", closed, read(inside)))
        elif fence:
            skipped = end_prose().startswith(SKIPPED)
            inside = []
            while lines and lines[0].strip() != fence["ticks"]:
                inside.append(lines.popleft().removeprefix(fence["indent"]))
            if lines:
                lines.popleft()
            language, _, options = fence["info"].strip().partition(" ")
            title = TITLE.search(options)
            parts.append(
                Fence(
                    language,
                    title[1] if title else "",
                    "\n".join(inside).rstrip("\n"),
                    language == "python" and not skipped,
                )
            )
        else:
            prose.append(line)
    end_prose()
    return parts


def prose_and_figures(text):
    """A text's Prose and Figures, in order."""
    start = 0
    for match in FIGURE.finditer(text):
        drawing, caption = DRAWING.search(match[1]), CAPTION.search(match[1])
        if not drawing:
            continue
        if text[start : match.start()].strip():
            yield Prose(text[start : match.start()])
        svg = ElementTree.fromstring(drawing[0])
        yield Figure(
            drawing[0],
            svg.findtext(f"{SVG}title", "").strip(),
            svg.findtext(f"{SVG}desc", "").strip(),
            caption[1].strip() if caption else "",
        )
        start = match.end()
    if text[start:].strip():
        yield Prose(text[start:])


def cleaned(text, link, anchors=False):
    """Prose without what the site alone understands.

    link(text, target) writes a link; `anchors` keeps what headings are linked
    by, in HTML.
    """
    if anchors:
        text = HEADING.sub(r'\1<a id="\3"></a>\2', text)
    text = SITE_ONLY.sub(code_alone, text)
    text = LINK.sub(
        lambda match: match["code"] or link(match["text"], match["target"]),
        text,
    )
    return re.sub(r"[ \t]*\n(?:[ \t]*\n)+", "\n\n", text).strip("\n")


def code_alone(match):
    return match["code"] or match["symbol"] or ""


def markdown(parts, link):
    """The parts as one Markdown text."""
    written = []
    for part in parts:
        if isinstance(part, Prose):
            written.append(cleaned(part.text, link))
        elif isinstance(part, Fence):
            written += [f"{part.title}:"] * bool(part.title)
            written.append(fenced(part))
        elif isinstance(part, Figure):
            written.append(f"**{part.title}.** {part.description}")
            written.append(cleaned(part.caption, link))
        else:
            written += [f"**{part.title}**"] * bool(part.title)
            written.append(markdown(part.parts, link))
    return "\n\n".join(text for text in written if text)


def fenced(fence):
    """A fence as Markdown, with more backticks than it holds."""
    longest = max(map(len, re.findall(r"`+", fence.text)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}{fence.language}\n{fence.text}\n{ticks}"


def count_words(parts):
    """How many words there are to read: prose, captions and programs."""
    count = 0
    for part in parts:
        if isinstance(part, Box):
            count += count_words(part.parts)
        elif isinstance(part, Figure):
            count += len(part.caption.split())
        elif isinstance(part, Prose) or part.runs:
            count += len(SITE_ONLY.sub(code_alone, part.text).split())
    return count
