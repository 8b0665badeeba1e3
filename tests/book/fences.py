"""The fences of a page, read by the rules of pymdownx.superfences.

Whatever the site would show otherwise than the tests read it is refused, in
a sentence with its line.
"""

import re
from dataclasses import dataclass, field

from pymdownx.superfences import (
    RE_HL_LINES,
    RE_LINENUMS,
    RE_NESTED_FENCE_START,
    RE_OPTIONS,
)

FENCE = re.compile(r"(?P<indent>[\s>]*)(?P<ticks>`{3,}|~{3,})(?P<info>.*)")
DIRECTIVE = re.compile(r"<!--[-\s]*pytest")
OPTIONS = {
    "title": re.compile(""),
    "hl_lines": RE_HL_LINES,
    "linenums": RE_LINENUMS,
}
INLINE_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
OPENS_A_BOX = re.compile(r" *(!!!|\?\?\?|===|[-+*] |\d+\. )")
HIDING = re.compile(
    r"<(?:pre|script|style|template|textarea)\b|<[^>]*\s(?:hidden|style)\b",
    re.I,
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


class FenceReader:
    """Reads the fences of some lines; `wrong(line, sentence)` hears of slips.

    fences: what it found, in order. directives: the lines that hold a mark
    of pytest-codeblocks.
    """

    def __init__(self, lines, wrong):
        self.lines = lines
        self.wrong = wrong
        self.fences = []
        self.directives = []
        self._read_fences()

    def _read_fences(self):
        number, comment = 0, None
        self.directives = []
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
                self.directives.append(number)
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

    def _check_indentation(self, number):
        """Refuse what the site would take for a block of indented code."""
        line = self.lines[number - 1]
        indent = len(line) - len(line.lstrip(" "))
        if line[indent:].startswith("\t"):
            self.wrong(number, "indent this line with spaces, not tabs.")
        if indent < 4 or indent == len(line):
            return
        if not self._lies_in_a_box(number - 1, indent):
            self.wrong(
                number,
                "the site takes what is indented here for code. Indent only "
                "what lies in a list or in a box, by four spaces, and begin "
                "those after a blank line.",
            )

    def _lies_in_a_box(self, index, indent):
        """Whether the next line above that is indented less opens a box."""
        while index and (
            not self.lines[index].strip()
            or self.lines[index].startswith(" " * indent)
        ):
            index -= 1
        opener = OPENS_A_BOX.match(self.lines[index])
        while index and self.lines[index - 1].strip():
            index -= 1
        return (
            opener is not None
            and opener.start(1) % 4 == 0
            and opener.start(1) < indent < opener.start(1) + 8
            and OPENS_A_BOX.match(self.lines[index]) is not None
        )


def open_comment(line, opened, number):
    """The line in which a comment that is still open began, or None."""
    for sign in re.findall(r"<!--|-->", line):
        opened = (opened or number) if sign == "<!--" else None
    return opened
