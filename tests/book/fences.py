"""The fences of a page, in the one form that site and tests read alike.

The site and pytest-codeblocks disagree on many others, and say nothing of
it: what only looks like a fence is refused, in a sentence with its line.
"""

import re
from dataclasses import dataclass, field

FENCE = re.compile(r"(?P<indent>[\s>]*)(?P<ticks>`{3,}|~{3,})(?P<info>[^`]*)")
INFO = re.compile(
    r"(?P<language>[\w+#][\w+#.-]*)"
    r"(?P<options>(?: +(?:"
    r"title=(?:\"[^\"]*\"|'[^']*')"
    r"|hl_lines=\"\d+(?:-\d+)?(?: \d+(?:-\d+)?)*\""
    r"|linenums=\"\d+\""
    r"))*) *"
)
OPTION = re.compile(r"(\w+)=([\"'])(.*?)\2")
INLINE_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


@dataclass
class Fence:
    """One fence of a page."""

    line: int
    """The line of the page that opens it."""
    end: int
    """The line that closes it."""
    text: str
    """What stands in it on the page, its indentation cut."""
    language: str = ""
    """Empty where its first line was refused."""
    options: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    """One of page.KINDS; empty while nobody has accounted for it."""
    mark: str = ""
    """The comment right above it, when that is a mark."""
    include: tuple[str, str] | None = None
    """(file, section), both as written, when the fence is an include."""
    output: "Fence | None" = None
    """The output shown for a block that runs."""


def read_fences(lines, wrong):
    """The fences of a page; `wrong(line, sentence)` hears of slips."""
    fences, number = [], 0
    while number < len(lines):
        number += 1
        line = lines[number - 1]
        if match := FENCE.fullmatch(line):
            fences.append(read_fence(lines, number, match, wrong))
            number = fences[-1].end
        elif re.search("```|~~~", INLINE_CODE.sub("", line)):
            refuse_opening(number, line, wrong)
    return fences


def read_fence(lines, start, match, wrong):
    """The fence that opens in line `start`."""
    indent, ticks = match["indent"], match["ticks"]
    body, end = [], len(lines)
    for number, line in enumerate(lines[start:], start + 1):
        if line.rstrip() == indent + ticks:
            end = number
            break
        outdented = line.strip() and not line.startswith(indent)
        if outdented or line.lstrip().startswith(ticks):
            wrong(
                number,
                f"the fence of line {start} may end here: this line is "
                "indented less, or begins with as many backticks. Indent it "
                "as the fence, or give the fence one backtick more.",
            )
        body.append(line[len(indent) :])
    else:
        wrong(
            start,
            "this fence has no end. Close it with a line of "
            f"{len(ticks)} backticks, indented as it is.",
        )
    fence = Fence(start, end, "".join(f"{line}\n" for line in body))
    info = INFO.fullmatch(match["info"])
    if info is None or "~" in ticks or ">" in indent:
        refuse_opening(start, lines[start - 1], wrong)
    else:
        fence.language = info["language"]
        fence.options = {
            name: value for name, _, value in OPTION.findall(info["options"])
        }
    return fence


def refuse_opening(number, line, wrong):
    wrong(
        number,
        f"`{line.strip()}` opens no fence that the site and the tests read "
        "alike. Begin the line with backticks, then write a language, then at "
        'most title="…", hl_lines="1 3-4" or linenums="1".',
    )
