"""The layer that keeps the book true, built on pytest-codeblocks.

A page goes through these files, in the order to read them in:

    plugin.py    pytest's hooks, and what pytest runs: blocks, figures, pages
    page.py      what a page holds: each fence is accounted for, or refused
    fences.py    the fences, in the one form that site and tests read alike
    book.py      the folders, the includes, and files cut into sections
    run.py       the run of a page: verdicts, and records
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
