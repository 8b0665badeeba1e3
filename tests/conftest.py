"""Miniature books, in which the tests plant their faults."""

import textwrap
from pathlib import Path

import pytest

from tests.book.book import Book
from tests.book.page import Page
from tests.checks.numbers import check_numbers
from tests.checks.sections import check_page

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[1]

SETTINGS = """
site_name: A miniature book
docs_dir: docs/en
markdown_extensions:
  - pymdownx.snippets:
      base_path:
        - !relative $config_dir/snippets
      check_paths: true
"""


class MiniBook:
    """A book in a folder of its own."""

    def __init__(self, root):
        self.root = root
        self.write("mkdocs.yml", SETTINGS)
        self.write("docs/en/.keep", "")
        self.write("snippets/.keep", "")

    def write(self, name, text):
        """Write a file of the book; the text may be indented as a whole."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"), "utf-8")
        return path

    def program(self, name, **sections):
        """Write snippets/<name>.py with these sections, in this order."""
        parts = [f'"""{name}."""\n']
        for section, code in sections.items():
            code = textwrap.dedent(code).strip("\n")
            parts.append(
                f"# --8<-- [start:{section}]\n{code}\n"
                f"# --8<-- [end:{section}]\n"
            )
        return self.write(f"snippets/{name}.py", "\n".join(parts))

    def record(self, name, **sections):
        """Write snippets/<name>.out with these sections."""
        return self.write(
            f"snippets/{name}.out",
            "".join(
                f"--8<-- [start:{section}]\n{text}\n--8<-- [end:{section}]\n"
                for section, text in sections.items()
            ),
        )

    def page(self, name, *parts):
        """Write docs/en/<name>.md from its parts, a blank line between."""
        return self.write(
            f"docs/en/{name}.md",
            "\n".join(
                textwrap.dedent(part).strip("\n") + "\n" for part in parts
            ),
        )

    def one_neuron(self, code="print(0.25)", printed="0.25", text="# Page"):
        """A right book: one page, one section that prints, its record."""
        self.program("one_neuron", forward=code)
        self.record("one_neuron", forward=printed)
        self.page("one-neuron", text, *shown("one_neuron", "forward"))

    def mistakes(self, name="one-neuron"):
        """What the checks say of a page before any of it has run."""
        page = Page(self.root / f"docs/en/{name}.md", Book(self.root))
        found = page.mistakes + check_page(page) + check_numbers(page)
        return [str(mistake) for mistake in found]


def expect_none(mistakes):
    """Fail with the sentences of these mistakes, and nothing around them."""
    if mistakes:
        pytest.fail("\n".join(map(str, mistakes)), pytrace=False)


def shown(program, section):
    """The parts of a page that show a section and its output."""
    return (
        f'```python\n--8<-- "{program}.py:{section}"\n```',
        "<!--pytest-codeblocks:expected-output-->",
        f'```text title="Output"\n--8<-- "{program}.out:{section}"\n```',
    )


@pytest.fixture
def book(tmp_path):
    return MiniBook(tmp_path)


@pytest.fixture
def run(pytester, monkeypatch):
    """Run pytest on a miniature book: `run(*arguments) -> result`.

    `run.book` is that book. The layer is plugged in as in the real one.
    """
    book = MiniBook(pytester.path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeini("[pytest]\naddopts = --codeblocks\n")

    def run(*arguments, process=False):
        plugins = ("-p", "tests.book.plugin", "-p", "no:cacheprovider")
        if process:
            return pytester.runpytest_subprocess(*plugins, *arguments)
        return pytester.runpytest_inprocess(*plugins, *arguments)

    run.book = book
    return run
