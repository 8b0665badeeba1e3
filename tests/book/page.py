"""A page: its fences, each accounted for, and the blocks that run.

pytest-codeblocks says nothing about what it passes over, so the fences are
read a second time (fences.py). tests/checks/markup.py refuses whatever it
extracts otherwise, and what the site would show beside the fences.
"""

import functools
import re

from mkdocs.utils.meta import get_data
from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound

from tests.book import Mistake, read_text
from tests.book.book import MARKER_SIGN
from tests.book.fences import INLINE_CODE, read_fences
from tests.checks.markup import check_extraction, check_markup

KINDS = ("run", "output", "text", "quoted", "skipped")
QUOTATION = "Quoted, not run here"
OUTPUT = "Output"

# A mark of pytest-codeblocks: what begins like one, and what one may be.
MARK_SIGN = re.compile(r"<!--[-\s]*pytest")
OUTPUT_MARK = "pytest-codeblocks:expected-output"
MARK = re.compile(
    rf"<!--({OUTPUT_MARK}|pytest\.mark\.skip\(reason="
    r"(?:\"[^\"\\]*\w[^\"\\]*\"|'[^'\\]*\w[^'\\]*')\))-->"
)
# An include: what begins like one, and what one may be.
INCLUDE_SIGN = re.compile(r"(?<![;-])-+8<-")
PROGRAM = re.compile(r'--8<-- "(\w+\.py):([a-z][a-z0-9_]*)"\n')
RECORD = re.compile(r'--8<-- "(\w+\.out):([a-z][a-z0-9_]*)"\n')
INCLUDES = {"python": PROGRAM, "text": RECORD}
FIGURE = re.compile(r'--8<-- "(figures/\w+\.svg|\w+\.json)"')


class Page:
    """A page as the tests see it; reading it runs nothing."""

    def __init__(self, path, book):
        self.path = path
        self.book = book
        self.name = book.name(path)
        self.text = read_text(path, self.name)
        body, self.front_matter = get_data(self.text)  # as MkDocs does
        # Blank lines for the front matter: each line keeps its number.
        above = self.text.removesuffix(body).count("\n") * "\n"
        self.lines = (above + body).removesuffix("\n").split("\n")
        self.mistakes = []
        self.fences = read_fences(self.lines, self.wrong)
        self.within = {
            number: fence
            for fence in self.fences
            for number in range(fence.line, fence.end + 1)
        }
        """{number of a line: the fence that it belongs to}"""
        self.figures = []
        """The (line, name) of each figure, or state, that it pulls in."""
        self._read_includes()
        self._read_marks()
        self._account()
        self.mistakes += check_markup(self)
        if not self.mistakes:  # a page that is misread is reported once
            self.mistakes += check_extraction(self)

    def wrong(self, line, sentence):
        self.mistakes.append(Mistake(f"{self.name}:{line}", sentence))

    @property
    def blocks(self):
        """The fences that are programs, run or skipped, in page order."""
        return [f for f in self.fences if f.kind in ("run", "skipped")]

    def counts(self):
        """How many fences of each kind; those of no kind come under ''."""
        kinds = [fence.kind for fence in self.fences]
        return {kind: kinds.count(kind) for kind in ("", *KINDS)}

    def code(self, fence):
        """The text of a fence as the site shows it.

        Raises LookupError with a sentence when its include finds nothing.
        """
        if fence.include is None:
            return fence.text
        return self.book.expand(fence.text.removesuffix("\n"))

    def _read_includes(self):
        """Find the include lines, and every line that only looks like one."""
        for number, line in enumerate(self.lines, 1):
            if MARKER_SIGN not in line:
                continue
            fence = self.within.get(number)
            bare = line
            # A section's marker takes its line away, in inline code too: there
            # nothing is cut out.
            if not fence and not self.book.preprocessor.match_section(line):
                bare = INLINE_CODE.sub("", line)
            if not INCLUDE_SIGN.search(bare):
                continue
            if not fence and (match := FIGURE.fullmatch(line)):
                self.figures.append((number, match[1]))
                continue
            form = INCLUDES.get(fence.language) if fence else None
            if form and (match := form.fullmatch(fence.text)):
                fence.include = (match[1], match[2])
                continue
            self.wrong(
                number,
                "pymdownx would print or misread this include, or nothing "
                "would compare it. It has four forms, letter by letter: "
                '`--8<-- "name.py:section"` alone in a `python` fence, '
                '`--8<-- "name.out:section"` alone in a `text` fence, '
                '`--8<-- "figures/name.svg"` and `--8<-- "name.json"` '
                "outside. A `;` before it shows it as it is.",
            )

    def _read_marks(self):
        """Hand each mark of pytest-codeblocks to the fence right below."""
        for number, line in enumerate(self.lines, 1):
            if number in self.within or "<!--" not in line:
                continue
            if not MARK_SIGN.search(INLINE_CODE.sub("", line)):
                continue
            rest = enumerate(self.lines[number:], number + 1)
            below = next((i for i, text in rest if text.strip()), None)
            match = MARK.fullmatch(line.strip())
            if match and below in self.within:
                self.within[below].mark = match[1]
                continue
            self.wrong(
                number,
                f"`{line.strip()}` is not a mark of this book right above its "
                f"fence. There are two: `<!--{OUTPUT_MARK}-->` above an "
                'output, and `<!--pytest.mark.skip(reason="why")-->` above a '
                "block that must not run. Catch a mistake to show it.",
            )

    def _account(self):
        """Give every fence its kind, or a sentence that says why not."""
        block = None
        for fence in self.fences:
            if sentence := self._account_for(fence, block):
                self.wrong(fence.line, sentence)
            if fence.kind in ("run", "skipped"):
                block = fence

    def _account_for(self, fence, block):
        """What speaks against a fence below this block, or None."""
        language, title = fence.language, fence.options.get("title")
        if not language:
            return None  # fences.py has refused it
        if fence.mark == OUTPUT_MARK:
            return self._account_for_output(fence, block)
        if language in ("python", "sh", "bash"):
            if bool(fence.include) == bool(fence.mark):
                return (
                    "code typed into a page is checked by nobody, and a "
                    "section of a program cannot be skipped. Include a "
                    "section; or type what must not run, below "
                    '`<!--pytest.mark.skip(reason="why")-->`.'
                )
            fence.kind = "skipped" if fence.mark else "run"
        elif fence.mark:
            return (
                f"nothing runs a `{language}` fence, so there is nothing to "
                "skip. Delete the mark."
            )
        elif not is_other_language(language):
            return (
                f"nothing runs or colors a fence of language `{language}`. "
                "Write `python`, `text`, or another language that is not "
                "Python and that the site knows."
            )
        elif fence.include or title == OUTPUT:
            return (
                "an output that nothing compares. Include its section of the "
                f"record, with `<!--{OUTPUT_MARK}-->` above it."
            )
        elif title == QUOTATION:
            if not self._names_its_source(fence):
                return (
                    "a quotation names its source and version in the line "
                    "beneath it. Add that line."
                )
            fence.kind = "quoted"
        else:
            fence.kind = "text"
        return None

    def _account_for_output(self, fence, block):
        if not block or not block.include or block.output:
            return (
                "this output belongs to no block: the block above it is "
                "skipped, missing, typed, or has its output already. Put "
                "each output below its own block."
            )
        file, section = block.include
        record = file.removesuffix(".py") + ".out"
        if fence.language != "text" or fence.include != (record, section):
            return (
                f"this is not the output of {file}:{section} above it. "
                "Include that, alone in a `text` fence: "
                f'`--8<-- "{record}:{section}"`.'
            )
        fence.kind, block.output = "output", fence
        return None

    def _names_its_source(self, fence):
        below = [*self.lines[fence.end :], "", ""]
        source = below[0].strip() or below[1].strip()
        return re.search(r"\d", source) and not re.match(r"[`#<-]", source)


@functools.cache
def is_other_language(name):
    """Whether the site colors a language, and that is not Python."""
    try:
        lexer = find_lexer_class_by_name(name)
    except ClassNotFound:
        return False
    return "python" not in lexer.__module__
