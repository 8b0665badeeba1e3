"""The layer that keeps the book true.

pytest-codeblocks brings the option --codeblocks, collects the pages, and
says what it would extract from them; the rest is here. One page's way, and
the order to read the files in:

    fences.py    finds its fences: ``` to ```, in the one form that the site
                 and the tests read alike; whatever differs is refused
    page.py      gives each fence a kind (run, output, text, quoted, skipped),
                 or says in a sentence why it has none
    book.py      finds what the page includes: sections of a program
                 (snippets/one_neuron.py) and of its record (.out, what each
                 section printed)
    plugin.py    makes pytest's items of it: a block (a fence that runs), a
                 figure, and the page itself
    run.py       runs the page's blocks once, when the first of them is
                 asked for its verdict; compares, or records
    runner.py    sends them to a process of their own, and outlives it
    worker.py    that process: executes them one after the other, then puts
                 back what they changed; it imports nothing of ours

A figure is an SVG, or the JSON from which an interactive figure starts; the
program of its name in snippets/figures makes it anew, and the bytes must be
the same.
A quotation is an output that the tests cannot produce, shown with its source.

What is wrong with a page beside its outputs is for tests/checks to find: a
new check goes there, and is called in `PageItem`. A new kind of fence goes
into `page.KINDS`, `Page._account_for` and `plugin.LEDGER`, and checks/numbers
decides what its numbers count for.
"""

import difflib
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


def difference(old, new, old_name, new_name):
    """What differs between two texts, line by line."""
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), old_name, new_name, lineterm=""
    )
    text = "\n".join(lines)
    if old.split() == new.split():
        text += f"\nOnly white space differs:\n{old!r}\n{new!r}"
    return text


def read_text(path, name):
    """A file's text, without a byte order mark, every line end a `\\n`."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"{name}:{line}: it is not UTF-8. Save it in that encoding."
        ) from error
