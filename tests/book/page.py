"""A page: its fences, each accounted for, and the blocks that run.

pytest-codeblocks extracts the blocks. It reads a page line by line and says
nothing about what it passes over, so this file reads the fences a second
time, by the site's rules, and refuses whatever the two read differently.
"""

import functools
import io
import re
from dataclasses import dataclass, field

from mkdocs.utils.meta import get_data
from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound
from pymdownx.superfences import (
    RE_HL_LINES,
    RE_LINENUMS,
    RE_NESTED_FENCE_START,
    RE_OPTIONS,
)
from pytest_codeblocks import extract_from_buffer

from tests.book import Mistake
from tests.book.program import check_program, check_record

KINDS = ("run", "output", "text", "quoted", "skipped")
QUOTATION = "Quoted, not run here"
OUTPUT = "Output"
OUTPUT_MARK = "<!--pytest-codeblocks:expected-output-->"

FENCE = re.compile(r"(?P<indent>[\s>]*)(?P<ticks>`{3,}|~{3,})(?P<info>.*)")
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)??(---|\.\.\.)[ \t]*\n", re.S)
DIRECTIVE = re.compile(r"<!--[-\s]*pytest")
SKIP_MARK = re.compile(
    r"<!--pytest\.mark\.skip\(reason="
    r"(\"[^\"\\]*\w[^\"\\]*\"|'[^'\\]*\w[^'\\]*')\)-->"
)
SNIPPET_SIGN = re.compile(r"-+8<-")
INCLUDE = re.compile(r'--8<-- "([\w/.-]+?)(?::([a-z][a-z0-9_]*))?"')
OPTIONS = {
    "title": re.compile(""),
    "hl_lines": RE_HL_LINES,
    "linenums": RE_LINENUMS,
}
INLINE_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
PYTHON = re.compile(r"i?py", re.I)
OPENS_A_BOX = re.compile(r" *(!!!|\?\?\?|===|[-+*] |\d+\. )")
HIDING = re.compile(
    r"<(?:pre|script|style|template|textarea)\b|<[^>]*\s(?:hidden|style)\b",
    re.I,
)
INVISIBLE = re.compile(
    r"[\0-\x08\x0b-\x1f\x7f-\x9f\xad"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)


@dataclass
class Fence:
    """One fence of a page."""

    line: int
    """The line of the page that opens it."""
    end: int
    """The line that closes it."""
    language: str
    options: dict[str, str]
    text: str
    """What stands in it on the page, its indentation cut."""
    kind: str = ""
    """One of KINDS; empty while nobody has accounted for it."""
    marks: list[str] = field(default_factory=list)
    """pytest marks, as pytest-codeblocks hands them on."""
    include: tuple[str, str] | None = None
    """(file, section), both as written, when the fence is an include."""
    output: "Fence | None" = None
    """The output shown for a block that runs."""


class Page:
    """A page as the tests see it; reading it runs nothing."""

    def __init__(self, path, book):
        self.path = path
        self.book = book
        self.name = book.name(path)
        self.text = path.read_text("utf-8-sig")
        """The page without a byte order mark, every line end a `\\n`."""
        self.mistakes = []
        self.fences = []
        self.front_matter = FRONT_MATTER.match(self.text)
        self.lines = without_front_matter(self.text, self.front_matter)
        self._check_lines()
        self._read_fences()
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
        """The (line, name) of each figure that the page pulls in."""
        return [
            (number, file)
            for number, file in self._includes
            if file.endswith(".svg")
        ]

    def counts(self):
        """How many fences of each kind; those of no kind come under ''."""
        kinds = [fence.kind for fence in self.fences]
        return {kind: kinds.count(kind) for kind in ("", *KINDS)}

    # Reading, by the rules of pymdownx.superfences ------------------------

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

    def _check_indentation(self, number):
        """Refuse what the site would take for a block of indented code."""
        line = self.lines[number - 1]
        indent = len(line) - len(line.lstrip(" "))
        if indent < 4:
            return
        above = (
            other
            for other in reversed(self.lines[: number - 1])
            if other.strip() and not other.startswith(" " * indent)
        )
        opener = OPENS_A_BOX.match(next(above, ""))
        if not opener or indent >= opener.start(1) + 8:
            self.wrong(
                number,
                "the site takes what is indented here for code. Indent it by "
                "four spaces within a list or a box, and not at all "
                "elsewhere.",
            )

    def _read_fences(self):
        number, comment = 0, None
        self._directives = []
        while number < len(self.lines):
            number += 1
            line = self.lines[number - 1]
            match = FENCE.fullmatch(line)
            if match and "`" not in match["info"]:
                if comment:
                    self.wrong(
                        number,
                        "this fence stands in an HTML comment (opened in line "
                        f"{comment}), where it runs unseen. Delete it.",
                    )
                self._check_indentation(number)
                number = self._read_fence(number, match)
                continue
            if number == 1 or not self.lines[number - 2].strip():
                self._check_indentation(number)
            bare = INLINE_CODE.sub("", line)
            if HIDING.search(bare):
                self.wrong(
                    number,
                    "raw HTML that may hide a block, or show code that "
                    "nothing runs. Use Markdown.",
                )
            if "```" in bare or "~~~" in bare:
                self.wrong(
                    number,
                    "a fence must begin its line, and its language must "
                    "follow the backticks. Put it on a line of its own.",
                )
            if DIRECTIVE.search(bare):
                self._directives.append(number)
            comment = open_comment(bare, comment, number)

    def _read_fence(self, start, match):
        """Read the fence that opens in this line; the line that ends it."""
        indent, ticks = match["indent"], match["ticks"]
        body, end = [], None
        for number in range(start + 1, len(self.lines) + 1):
            line = self.lines[number - 1]
            if line.rstrip() == indent + ticks:
                end = number
                break
            if line.strip() and not line.startswith(indent):
                self.wrong(
                    number,
                    "this line is indented less than its fence (line "
                    f"{start}), so the site ends the fence here. Indent it.",
                )
            elif line.lstrip().startswith(ticks):
                self.wrong(
                    number,
                    "pytest-codeblocks would end the fence of line "
                    f"{start} here. Give the outer fence one backtick more.",
                )
            body.append(line[len(indent) :])
        if end is None:
            self.wrong(
                start,
                "this fence has no end. Close it with a line of "
                f"{len(ticks)} backticks, indented as it is.",
            )
            end = len(self.lines)
        text = "".join(f"{line}\n" for line in body)
        fence = Fence(start, end, *self._read_info(start, match), text)
        self.fences.append(fence)
        if "~" in ticks:
            self.wrong(start, "nothing runs a `~~~` fence. Write backticks.")
        if ">" in indent:
            self.wrong(
                start,
                "nothing runs a fence in a block quotation. Use an "
                "admonition (`!!!`) or a closed box (`???`).",
            )
        if indent.strip(" >"):
            self.wrong(start, "indent this fence with spaces, not tabs.")
        return end

    def _read_info(self, line, match):
        """The language and the options behind a fence's backticks."""
        info = match["info"].strip()
        site = RE_NESTED_FENCE_START.fullmatch(match["ticks"] + info)
        if not site or site["attrs"] is not None or site["unrecognized"]:
            self.wrong(
                line,
                f"nothing runs a fence opened with `{info}`. Write the "
                'language, then options such as title="Output".',
            )
            return info, {}
        options = {}
        for option in RE_OPTIONS.finditer(site["options"] or ""):
            key, value = option["key"], option["value"]
            if key not in OPTIONS:
                self.wrong(line, f"a fence has no option `{key}`. Delete it.")
            elif value is None or not OPTIONS[key].match(value):
                self.wrong(
                    line,
                    f"the site cannot read the option `{option[0]}`. Write "
                    'it as in hl_lines="1 3-4".',
                )
            else:
                options[key] = value
        return site["lang"] or "", options

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
            marker = self.book.preprocessor.match_section(line)
            if fence or (marker and not marker["escape"]):
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
            elif fence.language == "python" and match[1][-3:] != ".py":
                self.wrong(
                    number,
                    f"{match[1]} is no program. Include a section of a "
                    "program, or show it as text.",
                )
            else:
                fence.include = (match[1], match[2])

    def _check_include_in_text(self, number, match):
        if match[2] is None and match[1].endswith(".svg"):
            self._includes.append((number, match[1]))
        else:
            self.wrong(
                number,
                "outside a fence a page pulls in only figures: "
                '`--8<-- "figures/name.svg"`. Put the include in a fence.',
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

    # The page and its programs --------------------------------------------

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
        path = self.book.snippets / fence.include[0]
        section = self.book.sections(path).get(fence.include[1])
        return self.book.name(path), section.line if section else 1

    def check(self):
        """Everything that is wrong with the page, its outputs aside."""
        mistakes = list(self.mistakes)
        for fence in self.fences:
            if not fence.kind:
                continue
            try:
                text = self.code(fence)
            except LookupError as error:
                place = f"{self.name}:{fence.line + 1}"
                mistakes.append(Mistake(place, str(error)))
            else:
                mistakes += self._check_highlights(fence, text)
        for path in self.book.own_programs(self.path):
            mistakes += self._check_program(path)
        return mistakes

    def _check_highlights(self, fence, text):
        lines = text.strip("\n").split("\n")  # as the site shows it
        for part in fence.options.get("hl_lines", "").split():
            first, _, last = part.partition("-")
            numbers = range(int(first), int(last or first) + 1) or [0]
            for number in numbers:
                if not (
                    0 < number <= len(lines) and lines[number - 1].strip()
                ):
                    yield Mistake(
                        f"{self.name}:{fence.line}",
                        f"hl_lines names `{part}`, but the block has no such "
                        "line to highlight. Count its lines again.",
                    )
                    break

    def _check_program(self, path):
        """The page shows each section of its program once, in order."""
        mistakes = check_program(path, self.book.name(path))
        record = path.with_suffix(".out")
        for file, fences in (
            (path, self.blocks),
            (record, [f for f in self.fences if f.kind == "output"]),
        ):
            name = file.relative_to(self.book.snippets).as_posix()
            shown = [
                (fence.include[1], fence.line)
                for fence in fences
                if fence.include and fence.include[0] == name
            ]
            if file.exists():
                mistakes += self._check_shown(file, shown)
        if record.exists():
            mistakes += check_record(record, self.book.name(record))
        return mistakes

    def _check_shown(self, file, shown):
        name = self.book.name(file)
        sections = self.book.sections(file)
        order = {section: i for i, section in enumerate(sections)}
        for section in order.keys() - {section for section, _ in shown}:
            yield Mistake(
                f"{name}:{sections[section].line - 1}",
                f"{self.name} does not show section `{section}`. Include it "
                + (
                    "there, or delete it."
                    if file.suffix == ".py"
                    else "there, or let `pytest --record` delete it."
                ),
            )
        before, seen = -1, {}
        for section, line in shown:
            if section in seen:
                yield Mistake(
                    f"{self.name}:{line}",
                    f"section `{section}` is shown already in line "
                    f"{seen[section]}. Show each section once.",
                )
            elif order.get(section, before) < before:
                yield Mistake(
                    f"{self.name}:{line}",
                    f"section `{section}` comes earlier in {name}. Show the "
                    "sections in the program's order.",
                )
            seen.setdefault(section, line)
            before = max(before, order.get(section, before))


def without_front_matter(text, front_matter):
    """The page's lines; those of its front matter are blank."""
    length = front_matter.end() if front_matter else 0
    blank = "\n" * text[:length].count("\n")
    return (blank + text[length:]).removesuffix("\n").split("\n")


def open_comment(line, opened, number):
    """The line in which a comment that is still open began, or None."""
    for sign in re.findall(r"<!--|-->", line):
        opened = (opened or number) if sign == "<!--" else None
    return opened


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
