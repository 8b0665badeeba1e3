"""The contributors' page: its sample works, and its quotations are true."""

import ast
import re
import shutil
from pathlib import Path

from tests.book.book import Book
from tests.book.runner import Runner
from tests.checks.whole import check_orphans, check_wrong_answers
from tests.conftest import ROOT

PAGE = (ROOT / "docs/en/contributing.md").read_text("utf-8")

OUTPUT = '```text title="Output"\n--8<-- "two_examples.out:forward"\n```\n'


def samples():
    """The page's samples of a chapter, in order, includes unescaped."""
    chapter = PAGE[PAGE.index("## Add a chapter") : PAGE.index("## Rules")]
    fences = re.findall(
        r"^(`{3,})(?:python|markdown|yaml)\n(.*?)^\1$", chapter, re.M | re.S
    )
    return [re.sub(";(?=--8<--)", "", text) for _, text in fences]


def test_the_sample_chapter_works_as_it_stands(run, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    program, page, nav, solutions, exercises, wrong, drawing, figure = (
        samples()
    )
    book = run.book
    book.write("snippets/two_examples.py", program)
    book.write("snippets/two_examples_exercises.py", solutions)
    answers = book.write("tests/wrong_answers/two_examples.py", wrong)
    book.write("snippets/figures/two_examples.py", drawing)
    shutil.copy(
        ROOT / "snippets/figures/drawing.py", book.root / "snippets/figures"
    )
    assert page.count(OUTPUT) == 1
    page = page.replace(OUTPUT, f"{OUTPUT}\n{figure}")
    book.write("docs/en/two-examples.md", f"{page}\n{exercises}")

    assert run("--record").ret == 0
    whole = Book(book.root)
    runner = Runner()
    assert check_orphans(whole) == []
    path = whole.own_programs(whole.docs / "two-examples.md")[-1]
    assert check_wrong_answers(whole, path, answers, runner) == []
    runner.close()
    assert "two-examples.md" in nav


def test_every_quoted_failure_is_one_that_the_project_reports():
    rows = [line for line in PAGE.splitlines() if line.startswith('| "')]
    quoted = [
        text
        for row in rows
        for text in re.findall(r'"([^"]+)"', bare(row.split(" | ")[0]))
    ]
    reported = bare("\n".join(strings()))

    unknown = [
        text
        for text in quoted
        if not re.search(
            ".{0,60}?".join(map(re.escape, re.split(r"\s*…\s*", text))),
            reported,
            re.S,
        )
    ]

    assert len(quoted) > 50
    # MkDocs reports this one itself.
    assert unknown == ["Aborted with … warnings in strict mode"]


def bare(text):
    """The text without the marks of code, which the page's table lacks."""
    return text.replace("`", "")


def strings():
    """Every string in the tests and the theme; § stands for a value."""
    files = {*ROOT.glob("tests/**/*.py"), *ROOT.glob("theme/*.py")}
    for path in files - {Path(__file__)}:
        source = path.read_text("utf-8")
        yield from re.findall(r"def (test_\w+)", source)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Constant):
                yield str(node.value)
            elif isinstance(node, ast.JoinedStr):
                yield "".join(
                    str(getattr(part, "value", "§"))
                    if isinstance(part, ast.Constant)
                    else "§"
                    for part in node.values
                )
