"""The course as a whole: each concept and each question has its place, and
each chapter has what a reader must find in it."""

import re
import tomllib

import pytest

from tests.book import Mistake
from tests.book.book import Book
from tests.book.page import Page
from tests.conftest import ROOT, expect_none, shown

BOOK = Book(ROOT)
HEADING = re.compile(r"(#+) .*\{ #([\w-]+) \}")
# How a concept is treated, and what its section must hold.
TREATMENTS = {
    "explained": "c",
    "executed": "x",
    "figure": "f",
    "exercise": "e+",
}


def read(name):
    return tomllib.loads((ROOT / f"tests/course/{name}.toml").read_text())


CONCEPTS = read("concepts")["concept"]
QUESTIONS = read("questions")["question"]


def chapters(book):
    """The names of the chapters: the first section of the nav."""
    sections = (item for item in book.config["nav"] if isinstance(item, dict))
    return next(
        pages
        for section in sections
        for pages in section.values()
        if isinstance(pages, list)
    )


class Outline:
    """The headings of a page, and what stands below each."""

    def __init__(self, page):
        self.page = page
        inside = {
            number
            for fence in page.fences
            for number in range(fence.line, fence.end + 1)
        }
        self.headings = [
            (number, len(match[1]), match[2])
            for number, line in enumerate(page.lines, 1)
            if number not in inside and (match := HEADING.fullmatch(line))
        ]

    def span(self, anchor):
        """The lines of a section with all below it, or None."""
        for i, (start, level, name) in enumerate(self.headings):
            if name == anchor:
                ends = (n for n, d, _ in self.headings[i + 1 :] if d <= level)
                return range(start, next(ends, len(self.page.lines) + 1))
        return None

    def has(self, treatment, span):
        """Whether a section holds what a treatment asks for."""
        if treatment == "explained":
            return len(span) > 2
        if treatment == "figure":
            return any(line in span for line, _ in self.page.figures)
        if treatment == "exercise":
            exercises = self.span("exercises") or range(0)
            if span[0] not in exercises or span == exercises:
                return False
        return any(
            fence.output is not None
            for fence in self.page.blocks
            if fence.line in span
        )


def check_places(rows, treatments, book):
    """Each row's addresses lead to sections that hold what they say."""
    mistakes, outlines = [], {}
    for row in rows:
        for treatment in treatments:
            for address in listed(row.get(treatment, [])):
                name, _, anchor = address.partition("#")
                path = book.docs / name
                span = None
                if path.is_file():
                    if name not in outlines:
                        outlines[name] = Outline(Page(path, book))
                    span = outlines[name].span(anchor)
                if span is None:
                    sentence = f"no heading has the address {address}."
                elif not outlines[name].has(treatment, span):
                    sentence = f"{address} holds nothing that is {treatment}."
                else:
                    continue
                mistakes.append(Mistake(row["name"], sentence))
    return mistakes


def check_asked(rows):
    """Each concept is treated in each way that is asked for."""
    return [
        Mistake(row["name"], f"no section says where it is {treatment}.")
        for row in rows
        for treatment, sign in TREATMENTS.items()
        if sign in row["asked"] and not row.get(treatment)
    ]


def listed(value):
    return [value] if isinstance(value, str) else value


def check_chapter(page):
    """What a reader must find in each chapter."""
    text = "\n".join(page.lines)
    outline = Outline(page)
    exercises = outline.span("exercises") or range(0)
    tasks = [
        name
        for number, depth, name in outline.headings
        if number in exercises and depth == 3
    ]
    parts = {
        "a box that says what the reader will be able to do": re.search(
            r"^!!! abstract", text, re.M
        ),
        "a figure": page.figures,
        "a place to predict": re.search(r'^\?\?\? question "', text, re.M),
        "three exercises": len(tasks) > 2,
        "its common mistakes": outline.span("mistakes"),
        "what to remember": outline.span("remember"),
    }
    return [
        Mistake(page.name, f"this chapter lacks {part}. Add it.")
        for part, found in parts.items()
        if not found
    ]


def test_every_concept_has_its_sections():
    assert [row["row"] for row in CONCEPTS] == list(range(1, 71))
    expect_none(check_asked(CONCEPTS))
    expect_none(check_places(CONCEPTS, TREATMENTS, BOOK))


def test_every_question_has_an_answer_that_is_run():
    expect_none(check_places(QUESTIONS, ["executed"], BOOK))


@pytest.mark.parametrize("name", chapters(BOOK))
def test_every_chapter_has_its_parts(name):
    expect_none(check_chapter(Page(BOOK.docs / name, BOOK)))


@pytest.mark.parametrize(
    ("treatment", "address", "sentence"),
    [
        ("explained", "nowhere.md#a", "no heading has the address"),
        ("explained", "one-neuron.md#nowhere", "no heading has the address"),
        ("executed", "one-neuron.md#talk", "holds nothing that is executed"),
        ("figure", "one-neuron.md#run", "holds nothing that is figure"),
        ("exercise", "one-neuron.md#run", "holds nothing that is exercise"),
        ("exercise", "one-neuron.md#exercises", "holds nothing that is"),
    ],
)
def test_a_place_that_does_not_hold_what_it_should_is_found(
    book, treatment, address, sentence
):
    book.program("one_neuron", forward="print(0.25)")
    book.record("one_neuron", forward="0.25")
    book.page(
        "one-neuron",
        "# One neuron { #top }",
        "## Run { #run }",
        *shown("one_neuron", "forward"),
        "## Talk { #talk }",
        "No block here.",
        "## Exercises { #exercises }",
    )
    row = {"name": "a row", treatment: address}

    (mistake,) = check_places([row], TREATMENTS, Book(book.root))

    assert sentence in mistake.sentence


def test_a_concept_that_lacks_a_treatment_is_found():
    row = {"name": "a row", "asked": "cx e+", "executed": "p.md#a"}

    mistakes = check_asked([row])

    assert [str(m).split()[-1] for m in mistakes] == [
        "explained.",
        "exercise.",
    ]


def test_a_place_that_holds_it_is_right(book):
    book.one_neuron()
    book.page(
        "one-neuron",
        "## Exercises { #exercises }",
        "### Run { #run }",
        *shown("one_neuron", "forward"),
    )
    row = {
        "name": "a row",
        "executed": ["one-neuron.md#run", "one-neuron.md#exercises"],
        "exercise": "one-neuron.md#run",
    }

    assert check_places([row], TREATMENTS, Book(book.root)) == []


def test_a_chapter_that_lacks_a_part_is_found(book):
    book.one_neuron()
    path = book.root / "docs/en/one-neuron.md"

    mistakes = check_chapter(Page(path, Book(book.root)))

    assert len(mistakes) == 6
    assert "lacks a figure" in str(mistakes[1])
