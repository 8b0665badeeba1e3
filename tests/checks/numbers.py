"""The numbers in the text: each was printed, or written, by a block.

A number counts as printed when a block's output, or a literal in its code,
gives it rounded to the digits that the text shows. Exempt are whole numbers
below 100, years, numbers in links, versions such as 2.13.0, and what the
page excuses right behind it: `3.11<!--number: the Python release-->`.
The text is the prose, the titles of blocks, the comments in programs, the
title and description of figures, and what stands in fences that nothing
runs, quotations aside.
"""

import ast
import contextlib
import functools
import html
import os
import re
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from tests.book import Mistake
from tests.book.fences import INLINE_CODE
from tests.book.page import Page
from tests.checks.markup import INVISIBLE

MINUS = "-\u2212\u2010\u2011\u2012\ufe63\uff0d"
SPACE = "\u00a0\u2009\u202f"
POWER = rf"(?: *\^ *\{{?[{MINUS}+]?\d+\}}?|[⁺⁻]?[⁰¹²³⁴-⁹]+)"
NUMBER = re.compile(
    r"(?<!\d)(?<!\d\.)"
    rf"(?P<whole>\d{{1,3}}(?:[,_{SPACE}]\d{{3}})+(?!\d)|\d+|(?=\.\d))"
    r"(?P<fraction>\.\d+)?"
    rf"(?P<exponent>[eE][{MINUS}+]?\d+"
    rf"|\s*[×·]\s*10(?P<power>{POWER})"
    rf"|(?<=(?<![\d.])10)(?P<bare>{POWER}))?"
    r"(?!\d|\.\d)"
    rf"(?P<percent>[\s{SPACE}]?\\?%)?"
)
DIGIT = re.compile(r"\d")
PRINTED = re.compile(
    r"(?<![^\W_])(?<!\d\.)-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
)
EXCUSE = re.compile(r"[*_`)\]}$]*<!--\s*number:(?P<reason>.*?)-->")
SUPERSCRIPTS = str.maketrans(
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻" + MINUS, "0123456789+-" + "-" * len(MINUS), "^{} "
)
BULLET = re.compile(r"[\s>]*-\s")
SIGN = re.compile(rf"([{MINUS}\u2013])[\s{{*_`$]*$")
OPERAND = re.compile(r"[^\W_]|[)\]}]")

COMMENT = re.compile(
    r"^ {0,3}<!--.*?-->|<!--(?:(?!\n\s*\n).)*?-->", re.S | re.M
)
EXTERNAL_LINK = re.compile(r"!?\[(?:(?!\n\s*\n)[^\]])*\]\(\s*<?[a-z]+:[^)]*\)")
LINK = re.compile(r"\]\(\s*(?P<target>[^)\s]*)(?P<title>[^)]*)\)")
BARE_ADDRESS = re.compile(r"<?https?://[^\s>)\]]+>?")
ATTRIBUTES = re.compile(
    r"\{:?(?:\s*[#.][a-zA-Z][\w.-]*|\s+[a-zA-Z-]+=(?:\"[^\"\n]*\"|'[^'\n]*'))+"
    r"\s*\}"
)
TAG = re.compile(
    r"</?[a-zA-Z][\w-]*"
    r"(?:\s+[a-zA-Z][\w-]*(?:=(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?)*\s*/?>"
)
SPOKEN_ATTRIBUTE = re.compile(
    r"\b(?:alt|title|aria-label|summary)=(?:\"([^\"]*)\"|'([^']*)')"
)
LATEX_COMMAND = re.compile(r"\\(?:times|cdot)(?![a-zA-Z])|\\[a-zA-Z]+|\\,")
LATEX = {"\\times": "×", "\\cdot": "×", "\\,": "\u2009"}
ENTITY = re.compile(r"&#?\w+;")
# Markup within a number: 0.**16**, $0.{16}$
WITHIN = re.compile(
    r"(?<![\d.])(\d+)(?:([.,])[*_`{}]+(?=\d+(?!\d|\.\d))|[*_`{}]+(?=[.,]\d))"
    r"|\\(?=\.)|\{(?=[-\u2212]\})|(?<=[-\u2212])\}"
)


class Known(NamedTuple):
    """A number that a block printed or wrote."""

    value: Decimal
    digits: int | None
    """Its digits behind the point; None when it is exact."""


def check_numbers(page):
    """A Mistake for each number in the text that nothing gave."""
    has_program = any(fence.kind == "run" for fence in page.fences)
    own = Numbers([page])
    mistakes = [*check_comments(page, own), *check_descriptions(page, own)]
    for number, line in enumerate(prose_lines(page), 1):
        known = own if has_program else Numbers([*linked_pages(page, line)])
        for shown in unknown_numbers(line, known):
            mistakes.append(
                Mistake(
                    f"{page.name}:{number}",
                    f"no block of this page printed or wrote {shown}. "
                    "Mend the number, or print it, or excuse it right behind "
                    "it with `<!--number: reason-->`"
                    + (
                        "."
                        if has_program
                        else ", or link to the page that prints it."
                    ),
                )
            )
    return mistakes


def check_comments(page, known):
    """The same for the comments in the page's blocks."""
    for fence in page.fences:
        if fence.kind != "run":
            continue
        with contextlib.suppress(LookupError):
            file, first = page.book.source(*fence.include)
            for number, line in enumerate(page.code(fence).split("\n"), first):
                if "#" not in line:
                    continue
                for shown in unknown_numbers(line.partition("#")[2], known):
                    yield Mistake(
                        f"{file}:{number}",
                        f"no block of {page.name} printed or wrote {shown}, "
                        "but this comment says so. Mend it or print it.",
                    )


def check_descriptions(page, known):
    """The same for what a figure tells those who do not see it."""
    for _, file in page.figures:
        path = page.book.snippets / file
        # The figure's own check reports a file that is missing or broken.
        with contextlib.suppress(OSError, ElementTree.ParseError):
            for element in ElementTree.parse(path).iter():
                if not str(element.tag).endswith(("}title", "}desc")):
                    continue
                for shown in unknown_numbers(element.text or "", known):
                    yield Mistake(
                        f"{page.book.name(path)}:1",
                        f"no block of {page.name} printed or wrote {shown}, "
                        "but the figure says so. Mend it or print it.",
                    )


def check_text(text, place, pages):
    """The same for a text that no page holds, beside the given pages."""
    return [
        Mistake(place, f"none of the pages linked here prints {shown}.")
        for shown in unknown_numbers(plain(text), Numbers(pages))
    ]


def prose_lines(page):
    """The page's lines, front matter included, what runs left out."""
    lines = page.text.removesuffix("\n").split("\n")
    for fence in page.fences:
        lines[fence.line - 1] = fence.options.get("title", "")
        for number in range(fence.line + 1, fence.end + 1):
            lines[number - 1] = (
                re.sub(r"[<\[{&\\`]", " ", lines[number - 1])
                if fence.kind == "text"
                else ""
            )
    # An excuse must outlive the comments; a tag may run over lines.
    return plain("\n".join(lines)).split("\n")


def plain(text):
    """Markdown without what is no prose; line ends stay where they are."""
    text = INLINE_CODE.sub(literal, text)
    text = COMMENT.sub(
        lambda m: m[0] if "number:" in m[0] else same_lines(m), text
    )
    text = EXTERNAL_LINK.sub(same_lines, text)
    text = BARE_ADDRESS.sub("", text)
    text = ATTRIBUTES.sub(spoken, text)
    text = TAG.sub(spoken, text)
    text = ENTITY.sub(
        lambda m: re.sub(r"[<\n]", " ", html.unescape(m[0])), text
    )
    text = WITHIN.sub(r"\1\2", INVISIBLE.sub("", text).replace("{,}", ","))
    return LATEX_COMMAND.sub(lambda m: LATEX.get(m[0], " "), text)


def literal(match):
    """Inline code, in which Markdown reads no comment, link or tag."""
    return match[0].replace("<", " ").replace("](", "] (").replace("{", " ")


def same_lines(match):
    return "\n" * match[0].count("\n")


def spoken(match):
    """What a reader hears of an HTML tag: its alternative text or title."""
    if match[0].startswith("<sup"):
        return "^"
    words = " ".join(a or b for a, b in SPOKEN_ATTRIBUTE.findall(match[0]))
    return words + "\n" * (match[0].count("\n") - words.count("\n"))


def unknown_numbers(line, known):
    """The numbers of a line that are neither known, exempt nor excused."""
    if not DIGIT.search(line):
        return  # as in most lines; the rest is slower
    targets = [
        range(*m.span("target")) for m in LINK.finditer(line) if m["target"]
    ]
    for match in NUMBER.finditer(line):
        start = match.start()
        if any(start in target for target in targets):
            continue
        if in_comment(line, start) or exempt(match, line):
            continue
        excuse = EXCUSE.match(line, match.end())
        if excuse and re.search(r"\w", excuse["reason"]):
            continue
        if not known.give(match, line):
            yield sign_of(match, line)[1] + match[0].strip()


def in_comment(line, position):
    return any(
        match.start() < position < match.end()
        for match in COMMENT.finditer(line)
    )


def exempt(match, line):
    """Whole numbers below 100, years, and digits that are part of a name."""
    if match["fraction"] or match["exponent"]:
        return False
    digits = re.sub(r"\D", "", match["whole"])
    value = int(digits)
    before = line[match.start() - 1 : match.start()]
    if len(digits) < 3 or (before.isalpha() and before.isascii()):
        return True
    # 2000 is far more often a count than a year.
    return len(match["whole"]) == 4 and 1900 <= value < 2030 and value != 2000


def sign_of(match, line):
    """(the signs that the number may have, the sign as shown)."""
    before = line[: match.start()]
    sign = SIGN.search(before)
    if not sign or BULLET.fullmatch(before[: sign.start() + 2]):
        return (1,), ""
    operand = before[: sign.start()]
    attached = sign.end(1) == match.start()
    if not (attached and operand[-1:].isspace()) and ends_operand(operand):
        return (1, -1), ""  # a minus between two numbers, a range, a dash
    return (-1,), "\u2212"


def ends_operand(text):
    """Whether what comes before a minus is a number, a name or a word."""
    text = text.rstrip().replace("$$", "$")
    last = text[-1:]
    if last in ("$", "`"):
        return text.count(last) % 2 == 0
    if last == "|":
        return text.count("$") % 2 == 1
    return bool(OPERAND.match(last))


def agrees(match, line, known):
    """Whether the known number, rounded, is the number of the text."""
    if re.match(r"0\d", match["whole"]):
        return False  # the end of a number such as 1 000
    text = re.sub(r"\D", "", match["whole"])
    text += match["fraction"] or ""
    if match["bare"]:
        text = "1e" + match["bare"].translate(SUPERSCRIPTS)
    elif match["power"]:
        text += "e" + match["power"].translate(SUPERSCRIPTS)
    elif match["exponent"]:
        text += match["exponent"].translate(SUPERSCRIPTS)
    value = Decimal(text)
    shown = -value.as_tuple().exponent
    half = Decimal(1).scaleb(-shown) / 2
    scales = (0, 2) if match["percent"] else (0,)
    for sign in sign_of(match, line)[0]:
        for scale in scales:
            digits = known.digits
            if digits is not None and shown > digits - scale:
                continue
            if abs(known.value.scaleb(scale) - sign * value) <= half:
                return True
    return False


class Numbers:
    """The numbers that some pages print, and those that their code writes."""

    def __init__(self, pages):
        self.pages = pages

    def give(self, match, line):
        """Whether one of them, rounded, is the number of the text."""
        return any(agrees(match, line, n) for n in self.printed) or any(
            agrees(match, line, n) for n in self.written
        )

    @functools.cached_property
    def printed(self):
        return [
            printed(number)
            for text in self._texts("output")
            for number in PRINTED.findall(text)
        ]

    @functools.cached_property
    def written(self):
        return [
            Known(Decimal(number), None)
            for code in self._texts("run")
            for number in literals(code)
        ]

    def _texts(self, kind):
        for page in self.pages:
            for fence in page.fences:
                if fence.kind == kind:
                    # The page's own check reports an include of nothing.
                    with contextlib.suppress(LookupError):
                        yield page.code(fence)


def printed(text):
    value = Decimal(text)
    whole = "." not in text and "e" not in text.lower()
    return Known(value, None if whole else -value.as_tuple().exponent)


def literals(code):
    """The numbers that a block writes: its literals, sign included."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return
    signs = {}
    for node in ast.walk(tree):  # which comes to a sign before its number
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            signs[node.operand] = "-"
        value = getattr(node, "value", None)
        if isinstance(node, ast.Constant) and type(value) in (int, float):
            yield f"{signs.get(node, '')}{value}"


def linked_pages(page, line):
    """The pages that a line links to."""
    for match in LINK.finditer(line):
        name = match["target"].partition("#")[0]
        path = Path(os.path.normpath(page.path.parent / name))
        inside = path.is_relative_to(page.book.docs)
        if name.endswith(".md") and inside and path.exists():
            yield Page(path, page.book)
