"""What the site, our reading and pytest-codeblocks must read alike.

Between its fences a page shows no code that the tests do not see, and hides
none that they do; and pytest-codeblocks extracts the very blocks that run.
"""

import io
import re

from pytest_codeblocks import extract_from_buffer

from tests.book import Mistake
from tests.book.fences import INLINE_CODE

INVISIBLE = re.compile(
    r"[\0-\x08\x0b-\x1f\x7f-\x9f\xad"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
OPENS_A_BOX = re.compile(r" *(!!!|\?\?\?|===|[-+*] |\d+\. )")
HIDING = re.compile(
    r"<(?:pre|script|style|template|textarea)\b|<[^>]*\s(?:hidden|style)\b",
    re.I,
)


def check_markup(page):
    """What is wrong with a page beside its fences."""
    mistakes = []

    def wrong(number, sentence):
        mistakes.append(Mistake(f"{page.name}:{number}", sentence))

    if page.text.startswith("---") != bool(page.front_matter):
        wrong(
            1,
            "MkDocs takes another part of this page for its front matter. "
            "Begin with a line `---`, then `key: value`, then `---`.",
        )
    for match in INVISIBLE.finditer(page.text):
        wrong(
            page.text.count("\n", 0, match.start()) + 1,
            "this line holds an invisible character, "
            f"U+{ord(match[0]):04X}. Delete it.",
        )
    comment = None
    for number, line in enumerate(page.lines, 1):
        fence = page.within.get(number)
        if fence and fence.line < number:
            continue
        indent = len(line) - len(line.lstrip(" "))
        if line[indent:].startswith("\t"):
            wrong(number, "indent this line with spaces, not tabs.")
        if 4 <= indent < len(line) and not lies_in_a_box(
            page.lines, number - 1, indent
        ):
            wrong(
                number,
                "the site takes what is indented here for code. Indent only "
                "what lies in a list or in a box, by four spaces, and begin "
                "those after a blank line.",
            )
        if fence and comment:
            wrong(
                number,
                "this fence stands in an HTML comment (opened in line "
                f"{comment}), where it runs unseen. Delete it.",
            )
        if fence or ("<" not in line and "-->" not in line):
            continue
        bare = INLINE_CODE.sub("", line)
        if HIDING.search(bare):
            wrong(
                number,
                "raw HTML that may hide a block, or show code that nothing "
                "runs. Use Markdown.",
            )
        for sign in re.findall("<!--|-->", bare):
            comment = (comment or number) if sign == "<!--" else None
    return mistakes


def lies_in_a_box(lines, index, indent):
    """Whether the next line above that is indented less opens a box."""
    while index and (
        not lines[index].strip() or lines[index].startswith(" " * indent)
    ):
        index -= 1
    opener = OPENS_A_BOX.match(lines[index])
    while index and lines[index - 1].strip():
        index -= 1
    return (
        opener is not None
        and opener.start(1) % 4 == 0
        and opener.start(1) < indent < opener.start(1) + 8
        and OPENS_A_BOX.match(lines[index]) is not None
    )


def check_extraction(page):
    """pytest-codeblocks reads the page's fences as we do."""
    text = "".join(f"{line}\n" for line in page.lines)
    try:
        blocks = extract_from_buffer(
            io.StringIO(text), max_num_lines=len(page.lines) + 2
        )
    except RuntimeError as error:
        sentence = f"pytest-codeblocks cannot read this page: {error}"
        return [Mistake(f"{page.name}:1", sentence)]
    theirs = {
        block.lineno: solid(
            "\n".join(block.marks), block.code, block.expected_output
        )
        for block in blocks
    }
    ours = {
        fence.line: solid(
            fence.mark, fence.text, fence.output and fence.output.text
        )
        for fence in page.fences
        if fence.kind != "output"
    }
    return [
        Mistake(
            f"{page.name}:{line}",
            "pytest-codeblocks and the site read something else here. Make "
            "it an ordinary fence, and begin no other line with three "
            "backticks.",
        )
        for line in sorted(theirs.keys() | ours.keys())
        if theirs.get(line) != ours.get(line)
    ]


def solid(*texts):
    """Each text's lines; pytest-codeblocks drops some blank ones."""
    return [
        [line for line in (text or "").split("\n") if line.strip()]
        for text in texts
    ]
