"""The layer that keeps the book true, built on pytest-codeblocks.

A page goes through these files in this order:

    plugin.py    pytest's hooks: the pages, `--record`, the ledger
    items.py     what pytest runs: a page's blocks, its figures, the page
    run.py       the run of a page: verdicts, and records
    book.py      the folders, and the site's own snippet settings (mkdocs.yml)
    page.py      what a page holds; each fence is accounted for
    fences.py    the fences, as the site reads them
    program.py   a program or a record, cut into named sections
    runner.py    hands blocks to a process of their own, and outlives it
    worker.py    that process; it imports nothing of ours

What must never pass beside a wrong output is looked for in tests/checks.

Words: page, fence, block, program, section, record, figure, quotation.
"""

from typing import NamedTuple


class Mistake(NamedTuple):
    """One sentence for the author: what is wrong, and what to do."""

    place: str
    """File and line, relative to the book's root: `docs/en/page.md:42`."""
    sentence: str

    def __str__(self):
        return f"{self.place}: {self.sentence}"


class Unreadable(Exception):
    """A file that is not UTF-8; its text is the sentence for the author."""


def read_text(path, name):
    """A file's text, without a byte order mark, every line end a `\\n`."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"{name}:{line}: it is not UTF-8. Save it in that encoding."
        ) from error
