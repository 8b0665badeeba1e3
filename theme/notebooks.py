"""A chapter as a notebook: its prose and its code, in the page's order.

What the code prints is left to whoever runs it.
"""

import base64
import re
from html import escape

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from plain import Box, Fence, Figure, Prose, cleaned, fenced

OUTPUT = "Output"
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
# A picture has one palette, the light one: it brings its own paper.
PALETTE = re.compile(r"light-dark\(([^(),]+),[^()]+\)")


def notebook(parts, opening, link, style):
    """The text of a notebook; `opening` is Markdown below its title.

    link(text, target) writes a link; `style` is the CSS of the figures.
    """
    writer = Writer(link, style)
    writer.write(parts[:1])  # the title
    writer.texts.append(opening)
    writer.write(parts[1:])
    writer.end_cell()
    for number, cell in enumerate(writer.cells, 1):
        cell["id"] = f"cell-{number}"
    book = new_notebook(
        cells=writer.cells,
        metadata={
            "kernelspec": {
                "display_name": "Python 3",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
        },
    )
    return nbformat.writes(book) + "\n"


class Writer:
    """Fills the cells of a notebook with a page's parts."""

    def __init__(self, link, style):
        self.cells = []
        self.link, self.style = link, style
        self.texts, self.attachments = [], {}
        self.level, self.figures = 1, 0

    def write(self, parts):
        for part in parts:
            if isinstance(part, Prose):
                self.write_prose(part.text)
            elif isinstance(part, Box):
                self.write_box(part)
            elif isinstance(part, Figure):
                self.write_figure(part)
            elif part.runs:
                self.end_cell()
                self.cells.append(new_code_cell(part.text))
            elif not is_output(part):
                self.texts.append(fenced(part))

    def write_prose(self, text):
        """Write prose; each heading begins a cell, which Jupyter can fold."""
        text = cleaned(text, self.link, anchors=True)
        for part in re.split(r"^(?=#+ )", text, flags=re.M):
            if part.startswith("#"):
                self.end_cell()
                self.level = part.index(" ")
            self.texts.append(part)

    def write_box(self, box):
        """Write a box: under a heading if it holds code, else to unfold."""
        if box.runs:
            self.end_cell()
            self.texts.append(f"{'#' * (self.level + 1)} {box.title}")
            self.write(box.parts)
        elif box.closed and not all(map(is_output, box.parts)):
            title = re.sub(r"`(.*?)`", r"<code>\1</code>", escape(box.title))
            summary = f"<summary>{title}</summary>"
            self.texts.append(f"<details>{summary}")
            self.write(box.parts)
            self.texts.append("</details>")
        elif not box.closed:
            self.texts.append(f"**{box.title}**")
            self.write(box.parts)

    def write_figure(self, figure):
        self.figures += 1
        name = f"figure-{self.figures}.svg"
        svg = base64.b64encode(standalone(figure.svg, self.style).encode())
        self.attachments[name] = {"image/svg+xml": svg.decode()}
        words = f"{figure.title}. {figure.description}"
        words = re.sub(r"([\[\]\\])", r"\\\1", words)
        self.texts.append(f"![{words}](attachment:{name})")
        self.texts.append(cleaned(figure.caption, self.link))

    def end_cell(self):
        """Put the texts so far into a cell."""
        texts = [text.strip("\n") for text in self.texts if text.strip()]
        if texts:
            cell = new_markdown_cell("\n\n".join(texts))
            if self.attachments:
                cell["attachments"] = self.attachments
            self.cells.append(cell)
        self.texts, self.attachments = [], {}


def is_output(part):
    """Whether a part shows what a block prints."""
    return isinstance(part, Fence) and part.title == OUTPUT


def figure_style(css):
    """The rules of the style sheet that color a figure, in light colors."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    rules = []
    for match in RULE.finditer(css):
        selector = " ".join(match[1].split())
        if selector == ":root":
            body = PALETTE.sub(r"\1", match[2])
        elif selector.startswith("figure svg "):
            selector, body = selector.removeprefix("figure svg "), match[2]
        else:
            continue
        rules.append(f"{selector}{{{' '.join(body.split())}}}")
    return "".join([*rules, "svg{background:var(--paper)}"])


def standalone(svg, style):
    """A drawing of the site as a picture: with its style and its size."""
    width = re.search(r'viewBox="0 0 ([\d.]+) ', svg)[1]
    opening, end, rest = svg.partition(">")
    return f'{opening} width="{width}"{end}<style>{style}</style>{rest}\n'
