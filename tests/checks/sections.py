"""Sections: a page shows each of its program once, in order, and nothing
of a program or a record lies outside them."""

import ast
import functools
import os
import re
import sys
import tempfile

from tests.book import Mistake, read_text
from tests.book.book import MARKER_SIGN, record_text
from tests.checks.markup import INVISIBLE


def check_page(page):
    """What is wrong with what a page includes, outputs and numbers aside."""
    mistakes = []
    for fence in page.fences:
        if not fence.kind:
            continue
        inside = f"{page.name}:{fence.line + 1}"
        try:
            text = page.code(fence)
        except LookupError as error:
            mistakes.append(Mistake(inside, str(error)))
            continue
        if fence.include and not text.strip():
            sentence = "this includes nothing. Fill the section."
            mistakes.append(Mistake(inside, sentence))
        mistakes += check_highlights(page, fence, text)
    for path in page.book.own_programs(page.path):
        name = page.book.name(path)
        mistakes += check_program(path, name, page.book.read(path))
        mistakes += check_shown(page, path, page.blocks)
        record = path.with_suffix(".out")
        if record.exists():
            outputs = [f for f in page.fences if f.kind == "output"]
            name = page.book.name(record)
            mistakes += check_record(record, name, page.book.read(record))
            mistakes += check_shown(page, record, outputs)
    return mistakes


def check_highlights(page, fence, text):
    """hl_lines names lines that the block has and that are not blank."""
    lines = ["", *text.strip("\n").split("\n")]  # as the site counts them
    for part in fence.options.get("hl_lines", "").split():
        first, _, last = part.partition("-")
        numbers = range(int(first), int(last or first) + 1)
        if not numbers or not all(
            number < len(lines) and lines[number].strip() for number in numbers
        ):
            yield Mistake(
                f"{page.name}:{fence.line}",
                f"hl_lines names `{part}`, but the block has no such line to "
                "highlight. Count its lines again.",
            )


def check_shown(page, file, fences):
    """The page shows each section of a file once, in the file's order."""
    name, stem = page.book.name(file), file.name
    sections = page.book.sections(file)
    shown = [
        (fence.include[1], fence.line)
        for fence in fences
        if fence.include and fence.include[0] == stem
    ]
    for section in sections.keys() - {section for section, _ in shown}:
        yield Mistake(
            f"{name}:{sections[section].line - 1}",
            f"{page.name} does not show section `{section}`. Include it "
            + (
                "there, or delete it."
                if file.suffix == ".py"
                else "there, or let `pytest --record` delete it."
            ),
        )
    order = {section: i for i, section in enumerate(sections)}
    before, seen = -1, {}
    for section, line in shown:
        place = f"{page.name}:{line}"
        if section in seen:
            yield Mistake(
                place,
                f"section `{section}` is shown already in line "
                f"{seen[section]}. Show each section once.",
            )
        elif order.get(section, before) < before:
            yield Mistake(
                place,
                f"section `{section}` comes earlier in {name}. Show the "
                "sections in the program's order.",
            )
        seen.setdefault(section, line)
        before = max(before, order.get(section, before))


def check_program(path, name, read):
    """A program's markers, its syntax, and statements in no section."""
    sections, mistakes = read[0].values(), list(read[1])

    def wrong(line, sentence):
        mistakes.append(Mistake(f"{name}:{line}", sentence))

    try:
        tree = ast.parse(read_text(path, name))
    except SyntaxError as error:
        wrong(error.lineno, f"Python cannot read it: {error.msg}.")
        return mistakes
    statements, docstring_end = tree.body, 0
    if ast.get_docstring(tree) is not None:
        docstring_end = statements[0].end_lineno
        statements = statements[1:]
    for node in statements:
        decorators = getattr(node, "decorator_list", [])
        first = min(part.lineno for part in (node, *decorators))
        if not any(
            s.line <= first and node.end_lineno < s.end for s in sections
        ):
            wrong(
                node.lineno,
                "this statement lies in no section, so no page can show it. "
                "Put it between a start and an end marker.",
            )
    for section in sections:
        if section.line <= docstring_end:
            wrong(
                section.line - 1,
                f"section `{section.name}` lies in the docstring, where the "
                "program does not run it. Move it out.",
            )
        if not section.text.strip():
            wrong(
                section.line - 1,
                f"section `{section.name}` is empty. Delete it.",
            )
    return mistakes


def check_record(path, name, read):
    """A record as a file; what it says is compared when the blocks run."""
    sections, mistakes = read
    printed = {section.name: section.text for section in sections.values()}
    text = path.read_text("utf-8")
    if mistakes or record_text(printed) == text:
        return mistakes
    inside = {
        number
        for section in sections.values()
        for number in range(section.line - 1, section.end + 1)
    }
    lines = enumerate(text.split("\n"), 1)
    outside = (n for n, line in lines if line.strip() and n not in inside)
    return [
        Mistake(
            f"{name}:{next(outside, 1)}",
            "this record was edited by hand: between its sections lies "
            "something. Run `pytest --record`.",
        )
    ]


def unfit(printed, root):
    """Why no record can hold this output, as a sentence, or None."""
    for sentence, sign in unfit_signs(root).items():
        if found := sign.search(printed):
            return f"{sentence}: {found[0]!a}. Print it otherwise."
    return None


@functools.cache
def unfit_signs(root):
    """{what no record can hold: how to find it}."""
    paths = {str(root), sys.prefix, sys.base_prefix}
    paths |= {tempfile.gettempdir(), os.path.expanduser("~")}
    # `/` alone is nobody's path.
    paths = [re.escape(path) for path in paths if len(path) > 3]
    return {
        "the output must end with a line end": re.compile(r"[^\n]\Z"),
        "the output looks like a section marker": re.compile(MARKER_SIGN),
        "the output holds an invisible character": INVISIBLE,
        "the output holds a path of this machine": re.compile("|".join(paths)),
    }
