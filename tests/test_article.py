"""The article's table: its original whole, its links alive, its numbers."""

import re

import pytest
from article_table import read_rows

from tests.book import Mistake
from tests.book.book import Book
from tests.book.page import Page
from tests.checks.numbers import check_text
from tests.conftest import ROOT, expect_none

BOOK = Book(ROOT)
DATA = ROOT / "docs/en/the-article.toml"
ORIGINAL = (ROOT / "docs/article.es.txt").read_text("utf-8")
ROWS = read_rows(DATA, DATA.name)


def check_coverage(rows, original):
    """Each character of the original has one row, in the same order."""
    rest = squeeze(original)
    for number, row in enumerate(rows, 1):
        part = squeeze(row["es"])
        if not rest.startswith(part):
            return [
                Mistake(
                    f"{DATA.name}, row {number}",
                    f"the original goes on with `{rest[:40]}`, not with "
                    f"`{part[:40]}`. Give each sentence one row, word for "
                    "word.",
                )
            ]
        rest = rest.removeprefix(part)
    if rest:
        return [Mistake(DATA.name, f"no row has the original's `{rest}`.")]
    return []


def squeeze(text):
    """The text without any white space."""
    return re.sub(r"\s", "", text)


def check_places(rows, book):
    """Each link of a row leads to a heading of a page of the book."""
    mistakes = []
    for number, row in enumerate(rows, 1):
        for target in row.get("where", []):
            name, _, anchor = target.partition("#")
            path = book.docs / name
            text = path.read_text("utf-8") if path.is_file() else ""
            if not re.search(rf"^#+ .*\{{ #{anchor} \}}$", text, re.M):
                mistakes.append(
                    Mistake(
                        f"{DATA.name}, row {number}",
                        f"no heading has the address {target}. Mend `where`.",
                    )
                )
    return mistakes


def check_numbers(rows, book):
    """A row's numbers were printed on a page that it links to."""
    mistakes = []
    for number, row in enumerate(rows, 1):
        linked = re.findall(r"\]\(([\w-]+\.md)", row["changed"])
        names = {target.partition("#")[0] for target in row.get("where", [])}
        pages = [Page(book.docs / n, book) for n in names | set(linked)]
        place = f"{DATA.name}, row {number}"
        mistakes += check_text(row["changed"], place, pages)
        if not row.get("code"):
            mistakes += check_text(row["en"], place, pages)
    return mistakes


def test_every_sentence_of_the_original_has_its_row():
    expect_none(check_coverage(ROWS, ORIGINAL))


def test_every_link_of_a_row_has_its_heading():
    expect_none(check_places(ROWS, BOOK))


def test_every_number_of_a_row_was_printed():
    expect_none(check_numbers(ROWS, BOOK))


def test_the_page_shows_the_table():
    page = (BOOK.docs / "the-article.md").read_text("utf-8")

    assert f"<!-- {DATA.name} -->" in page.splitlines()


@pytest.mark.parametrize(
    "rows",
    [
        ROWS[:-1],
        ROWS[1:],
        [*ROWS[:3], ROWS[4], ROWS[3], *ROWS[5:]],
        [*ROWS[:3], *ROWS[2:]],
        [{"es": ROWS[0]["es"].replace("PyTorch", "Pytorch")}, *ROWS[1:]],
    ],
    ids=["last row", "first row", "order", "twice", "letter"],
)
def test_a_table_that_lacks_or_alters_a_sentence_is_found(rows):
    assert len(check_coverage(rows, ORIGINAL)) == 1


@pytest.mark.parametrize(
    "target", ["nowhere.md#sigmoid", "one-neuron.md#nowhere", "one-neuron.md"]
)
def test_a_link_to_no_heading_is_found(target):
    (mistake,) = check_places([{"where": [target]}], BOOK)

    assert mistake.place == f"{DATA.name}, row 1"


@pytest.mark.parametrize(
    ("where", "found"), [(["layers.md#forward"], 0), ([], 1)]
)
def test_a_number_that_no_linked_page_prints_is_found(where, found):
    row = {"en": "", "changed": "It prints 0.3171.", "where": where}

    assert len(check_numbers([row], BOOK)) == found
