"""A page: its fences, each accounted for, and the blocks that run.

pytest-codeblocks extracts the blocks. It says nothing about what it passes
over, so the fences are read a second time (fences.py), and whatever the two
read differently is refused.
"""

import functools
import io
import re

from mkdocs.utils.meta import get_data
from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound
from pytest_codeblocks import extract_from_buffer

from tests.book import Mistake, read_text
from tests.book.fences import INLINE_CODE, FenceReader

KINDS = ("run", "output", "text", "quoted", "skipped")
QUOTATION = "Quoted, not run here"
OUTPUT = "Output"
OUTPUT_MARK = "<!--pytest-codeblocks:expected-output-->"

FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)??(---|\.\.\.)[ \t]*\n", re.S)
SKIP_MARK = re.compile(
    r"<!--pytest\.mark\.skip\(reason="
    r"(\"[^\"\\]*\w[^\"\\]*\"|'[^'\\]*\w[^'\\]*')\)-->"
)
SNIPPET_SIGN = re.compile(r"-+8<-")
INCLUDE = re.compile(r'--8<-- "([\w/.-]+?)(?::([a-z][a-z0-9_]*))?"')
PROGRAM = re.compile(r"\w+\.py")
FIGURES = (".svg", ".json")
PYTHON = re.compile(r"i?py", re.I)
INVISIBLE = re.compile(
    r"[\0-\x08\x0b-\x1f\x7f-\x9f\xad"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)


class Page:
    """A page as the tests see it; reading it runs nothing."""

    def __init__(self, path, book):
        self.path = path
        self.book = book
        self.name = book.name(path)
        self.text = read_text(path, self.name)
        self.mistakes = []
        self._sources = {}
        self.front_matter = FRONT_MATTER.match(self.text)
        self.lines = without_front_matter(self.text, self.front_matter)
        self._check_lines()
        reader = FenceReader(self.lines, self.wrong)
        self.fences, self._directives = reader.fences, reader.directives
        self._read_includes()
        self._account()

    def wrong(self, line, sentence):
        self.mistakes.append(Mistake(f"{self.name}:{line}", sentence))

    @property
    def blocks(self):
        """The fences that are programs, run or skipped, in page order."""
        return [
            fence for fence in self.fences if fence.kind in ("run", "skipped")
        ]

    @property
    def figures(self):
        """The (line, name) of each figure, or state, that it pulls in."""
        return [
            (number, file)
            for number, file in self._includes
            if file.endswith(FIGURES)
        ]

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

    def source(self, fence):
        """(file, line) of the first line of a block, for messages."""
        if fence.include is None:
            return self.name, fence.line + 1
        if fence.include not in self._sources:
            self._sources[fence.include] = self._source(*fence.include)
        return self._sources[fence.include]

    def _source(self, file, name):
        path = self.book.snippets / file
        sections = self.book.sections(path) if path.exists() else {}
        section = sections.get(name)
        return self.book.name(path), section.line if section else 1

    # Reading ---------------------------------------------------------------

    def _check_lines(self):
        start = self.front_matter.end() if self.front_matter else 0
        body = get_data(self.text)[0]
        if body.lstrip("\n") != self.text[start:].lstrip("\n"):
            self.wrong(
                1,
                "MkDocs takes another part of this page for its front "
                "matter. Begin with a line `---`, then `key: value`, then "
                "`---`.",
            )
        for match in INVISIBLE.finditer(self.text):
            self.wrong(
                self.text.count("\n", 0, match.start()) + 1,
                "this line holds an invisible character, "
                f"U+{ord(match[0]):04X}. Delete it.",
            )

    def _read_includes(self):
        """Find the include lines, and every line that only looks like one."""
        self._includes = []
        inside = {
            number: fence
            for fence in self.fences
            for number in range(fence.line + 1, fence.end)
        }
        for number, line in enumerate(self.lines, 1):
            fence = inside.get(number)
            # A section's marker takes its line away, in inline code too.
            if fence or self.book.preprocessor.match_section(line):
                bare = line
            else:
                bare = INLINE_CODE.sub("", line)
            sign = SNIPPET_SIGN.search(bare)
            if not sign or bare[: sign.start()].endswith(";"):
                continue
            match = INCLUDE.fullmatch(line.lstrip(" ") if fence else line)
            if not match:
                self.wrong(
                    number,
                    "pymdownx would print or misread this include. Write "
                    '`--8<-- "file.py:section"` with one space, double '
                    "quotes and nothing behind them; line ranges go stale, "
                    "name a section. To show such a line, put `;` before it.",
                )
            elif fence is None:
                self._check_include_in_text(number, match)
            elif fence.text.count("\n") != 1:
                self.wrong(
                    number,
                    "an include must be alone in its fence. Split the fence.",
                )
            elif match[2] is None:
                self.wrong(
                    number,
                    f"name a section of {match[1]}: "
                    f'`--8<-- "{match[1]}:section"`.',
                )
            elif fence.language == "python" and not PROGRAM.fullmatch(
                match[1]
            ):
                self.wrong(
                    number,
                    f"{match[1]} is no program of the book, which would be a "
                    "`.py` file directly in its folder of programs. Include "
                    "a section of a program.",
                )
            else:
                fence.include = (match[1], match[2])

    def _check_include_in_text(self, number, match):
        if match[2] is None and match[1].endswith(FIGURES):
            self._includes.append((number, match[1]))
        else:
            self.wrong(
                number,
                "outside a fence a page pulls in only figures: "
                '`--8<-- "figures/name.svg"`, and states: `--8<-- '
                '"name.json"`. Put the include in a fence.',
            )

    # Accounting -----------------------------------------------------------

    def _account(self):
        """Give every fence its kind, or a sentence that says why not."""
        marks = self._read_directives()
        last = None
        for fence in self.fences:
            mark = marks.get(fence.line, "")
            self._account_for(fence, mark, last)
            if fence.kind in ("run", "skipped"):
                last = fence
        self._agree_with_codeblocks()

    def _read_directives(self):
        """{line of a fence: the comment directly above it}."""
        opening = {fence.line for fence in self.fences}
        marks = {}
        for number in self._directives:
            comment = self.lines[number - 1].strip()
            below = number + 1
            while (
                below <= len(self.lines) and not self.lines[below - 1].strip()
            ):
                below += 1
            if comment != OUTPUT_MARK and not SKIP_MARK.fullmatch(comment):
                self.wrong(
                    number,
                    f"`{comment}` is not a mark of this book. It has two: "
                    f"`{OUTPUT_MARK}` above an output, and "
                    '`<!--pytest.mark.skip(reason="why")-->` above a block '
                    "that must not run. A mistake is shown by catching it.",
                )
            elif below not in opening:
                self.wrong(
                    number,
                    f"`{comment}` must stand directly above its fence; "
                    "otherwise it falls on a later one. Move it there.",
                )
            else:
                marks[below] = comment
        return marks

    def _account_for(self, fence, mark, last):
        language = fence.language
        if mark == OUTPUT_MARK:
            self._account_for_output(fence, last)
        elif mark and fence.include is not None:
            self.wrong(
                fence.line,
                "a section of a program runs with its page; it cannot be "
                "skipped. Delete the mark.",
            )
        elif language == "python":
            fence.kind = "skipped" if mark else "run"
            if not mark and fence.include is None:
                self.wrong(
                    fence.line,
                    "Python typed into a page is checked by nobody. Move it "
                    "into a section of a program and include that.",
                )
        elif language in ("sh", "bash"):
            if mark:
                fence.kind = "skipped"
            else:
                self.wrong(
                    fence.line,
                    "pytest-codeblocks would run these shell commands. Write "
                    '`<!--pytest.mark.skip(reason="why")-->` above them.',
                )
        elif mark:
            self.wrong(
                fence.line,
                f"nothing runs a `{language}` fence, so there is nothing to "
                "skip. Delete the mark.",
            )
        elif PYTHON.match(language) or is_python(language):
            self.wrong(
                fence.line,
                f"nothing runs a fence of language `{language}`. Write "
                "`python`.",
            )
        elif fence.include is not None:
            self.wrong(
                fence.line,
                "this fence shows a program or a record, but nothing "
                f"compares it. Write `python`, or `{OUTPUT_MARK}` above it.",
            )
        elif lexer(language) is None:
            self.wrong(
                fence.line,
                f"`{language}` is no language that the site knows. State "
                "one, `text` for plain text.",
            )
        elif fence.options.get("title") == QUOTATION:
            self._account_for_quotation(fence)
        elif fence.options.get("title") == OUTPUT:
            self.wrong(
                fence.line,
                "an output typed into a page is checked by nobody. Include "
                f"its section of the record, with `{OUTPUT_MARK}` above it.",
            )
        else:
            fence.kind = "text"

    def _account_for_output(self, fence, last):
        if fence.language != "text":
            self.wrong(fence.line, "an output's language is `text`.")
        elif last is None or last.kind != "run" or last.output is not None:
            self.wrong(
                fence.line,
                "this output belongs to no block: the block above it is "
                "skipped, missing, or has its output already. Put each "
                "output below its own block.",
            )
        elif fence.include is None:
            self.wrong(
                fence.line,
                "an output typed into a page is checked by nobody. Include "
                "its section of the record.",
            )
        elif last.include and fence.include != (
            last.include[0].removesuffix(".py") + ".out",
            last.include[1],
        ):
            self.wrong(
                fence.line,
                f"this shows {':'.join(fence.include)} below "
                f"{':'.join(last.include)}. Include the record's section of "
                "the same name.",
            )
        else:
            fence.kind = "output"
            last.output = fence

    def _account_for_quotation(self, fence):
        below = (self.lines[fence.end :] + [""] * 2)[:2]
        source = below[0].strip() or below[1].strip()
        if re.search(r"\d", source) and not re.match(r"[`#<-]", source):
            fence.kind = "quoted"
        else:
            self.wrong(
                fence.line,
                "a quotation names its source and version in the line "
                "beneath it. Add that line.",
            )

    def _agree_with_codeblocks(self):
        """Both readings of the page must give the same blocks."""
        if self.mistakes:
            return  # a page that is misread is reported once
        text = "".join(f"{line}\n" for line in self.lines)
        try:
            extracted = extract_from_buffer(
                io.StringIO(text), max_num_lines=len(self.lines) + 2
            )
        except RuntimeError as error:
            self.wrong(1, f"pytest-codeblocks cannot read this page: {error}")
            return
        theirs = {block.lineno: block for block in extracted}
        for fence in self.fences:
            block = theirs.pop(fence.line, None)
            if fence.kind == "output":
                same = block is None
            else:
                same = block is not None and alike(block.code, fence.text)
            if block is not None:
                fence.marks = block.marks
                shown = fence.output.text if fence.output else ""
                same = same and alike(block.expected_output or "", shown)
            if not same:
                self.wrong(
                    fence.line,
                    "pytest-codeblocks and the site read this fence "
                    "differently. Make it an ordinary fence.",
                )
        for line in theirs:
            self.wrong(line, "pytest-codeblocks sees a fence here. Mend it.")


def without_front_matter(text, front_matter):
    """The page's lines; those of its front matter are blank."""
    length = front_matter.end() if front_matter else 0
    blank = "\n" * text[:length].count("\n")
    return (blank + text[length:]).removesuffix("\n").split("\n")


def alike(text, other):
    """Whether two texts agree; pytest-codeblocks drops some blank lines."""
    return [line for line in text.split("\n") if line.strip()] == [
        line for line in other.split("\n") if line.strip()
    ]


@functools.cache
def lexer(language):
    """What Pygments colors a language with on the site, or None."""
    try:
        return find_lexer_class_by_name(language)
    except ClassNotFound:
        return None


def is_python(language):
    return getattr(lexer(language), "__module__", "").endswith(".python")
