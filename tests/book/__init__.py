"""The layer that keeps the book true, built on pytest-codeblocks.

A page goes through it in this order, one file a step:

    book.py      the folders, and the site's own snippet settings (mkdocs.yml)
    page.py      what a page holds: every fence accounted for
    program.py   a program or a record, cut into named sections
    worker.py    the process that executes blocks (it imports nothing of ours)
    runner.py    this side of that process: start it, hand over, survive it
    prose.py     the numbers in the text
    figure.py    the drawings
    plugin.py    all of it as pytest items, and `pytest --record`

Words: page, block, program, section, record, figure, quotation.
A check answers with `Mistake`s: what is wrong, where, and what to do.
"""

from typing import NamedTuple


class Mistake(NamedTuple):
    """One sentence for the author, and where it holds."""

    place: str
    """File and line relative to the book's root: `docs/en/page.md:42`."""
    sentence: str

    def __str__(self):
        return f"{self.place}: {self.sentence}"
