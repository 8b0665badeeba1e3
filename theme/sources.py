"""What the build is made of, and what is wrong with it.

pymdownx.snippets pulls programs, records and figures into the pages. It takes
what it finds: half a record, a drawing that was cut off. A reader would get
the broken page, so the files are looked at as they are read.
"""

import functools
from pathlib import Path
from xml.etree import ElementTree

from markdown import Extension
from markdown.preprocessors import Preprocessor
from mkdocs.exceptions import BuildError
from pymdownx.snippets import SnippetMissingError

WOFF2 = b"wOF2"


class Includes(Extension):
    """Checks what a page includes, and keeps the page with it in `lines`."""

    page = "a page"
    lines = None

    def extendMarkdown(self, md):
        snippet = md.preprocessors["snippet"]
        read, expand = snippet.read_lines, snippet.run

        @functools.cache  # a page names its program dozens of times
        def read_lines(path):
            lines = readable(read, path)
            if not any(lines):
                raise BuildError(
                    f"{name(path)}: it is empty. Record it again."
                )
            check_marks(path, lines, snippet.match_section)
            if path.endswith(".svg"):
                check_drawing(path, "\n".join(lines))
            return lines

        def run(lines):
            try:
                return expand(lines)
            except SnippetMissingError as error:
                raise BuildError(
                    f"{self.page}: {error}. Mend the include, or write the "
                    "file: `pytest --record` makes records and figures."
                ) from None

        snippet.read_lines, snippet.run = read_lines, run
        # Behind the includes (32), before anything that changes the text.
        md.preprocessors.register(Keeper(self), "includes", 31)


class Keeper(Preprocessor):
    """Keeps a page's lines and passes them on."""

    def __init__(self, includes):
        super().__init__()
        self.includes = includes

    def run(self, lines):
        self.includes.lines = lines
        return lines


def name(path):
    """A file's name and its folder's, for a message."""
    return "/".join(Path(path).parts[-2:])


def readable(read, path):
    """What `read` makes of a file, which must be there, and UTF-8."""
    try:
        return read(path)
    except FileNotFoundError:
        raise BuildError(
            f"{name(path)}: it is missing. Take it from the book's source."
        ) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BuildError(
            f"{name(path)}:{line}: it is not UTF-8. Save it in that "
            "encoding, or record it again."
        ) from None


def text_of(path):
    """A file's text, without a byte order mark, every line end a `\n`."""
    return readable(lambda p: p.read_text(encoding="utf-8-sig"), Path(path))


def check_marks(path, lines, match_section):
    """Each section of a file ends: pymdownx would go on to the file's end."""
    opened = None
    for number, line in enumerate(lines, 1):
        mark = match_section(line)
        if not mark or mark["escape"]:
            continue
        starts, section = mark["type"] == "start", mark["name"]
        if starts == (opened is not None) or opened not in (None, section):
            raise BuildError(
                f"{name(path)}:{number}: section `{opened or section}` has "
                f"no {'end' if opened else 'start'}. The file is damaged: "
                "mend it, or record it again."
            )
        opened = section if starts else None
    if opened:
        raise BuildError(
            f"{name(path)}:{len(lines)}: section `{opened}` has no end. The "
            "file is damaged: mend it, or record it again."
        )


def check_drawing(path, text):
    """A figure is an SVG, whole."""
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise BuildError(
            f"{name(path)}: it is no well-formed SVG: {error}. Record it "
            "again."
        ) from None
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        raise BuildError(f"{name(path)}: it is no SVG. Record it again.")


def check_font(path):
    """The font of the formulas is there, and all of it."""
    data = path.read_bytes() if path.is_file() else b""
    whole = int.from_bytes(data[8:12], "big") == len(data)
    if not data.startswith(WOFF2) or not whole:
        raise BuildError(
            f"{name(path)}: it is {'damaged' if data else 'missing'}. Take it "
            "from the book's source, or make it as contributing.md says."
        )
