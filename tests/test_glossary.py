"""The glossary: its data, its page, and the links at first uses."""

from pathlib import Path

import pytest
from glossary import FirstUses, Glossary
from markdown import Markdown
from mkdocs.exceptions import BuildError

from tests.book import Mistake
from tests.book.book import Book
from tests.book.page import Page
from tests.checks.numbers import check_text
from tests.conftest import ROOT, expect_none
from tests.test_article import check_places

BOOK = Book(ROOT)
GLOSSARY = Glossary(BOOK.docs)

LABELS = """
[labels]
symbol = "Symbol"
torch = "In PyTorch"
also = "Also called"
spanish = "Spanish"
chapter = "Explained in"
[labels.notation]
name = "Name"
shape = "Shape"
[labels.other_books]
idea = "Idea"
[[notation]]
name = "bias"
[[other_books]]
idea = "rows"
"""
BIAS = """
[[term]]
id = "bias"
term = "bias"
definition = "A number."
match = ["biases"]
"""
NDIM = """
[[term]]
id = "ndim"
term = "number of axes"
definition = "How many."
symbol = "n"
torch = "Tensor.ndim"
also = ["rank", "dimension"]
spanish = "número de ejes"
chapter = "p.md#a"
"""


@pytest.fixture
def glossary(tmp_path):
    def glossary(toml):
        (tmp_path / "glossary.toml").write_text(LABELS + toml, "utf-8")
        (tmp_path / "p.md").write_text("# Axes { #a }\n")
        return Glossary(tmp_path)

    return glossary


@pytest.fixture
def linked(glossary):
    def linked(markdown, toml=BIAS + NDIM):
        extension = FirstUses()
        extension.glossary = glossary(toml)
        extensions = ["admonition", "tables", extension]
        return Markdown(extensions=extensions).convert(markdown)

    return linked


def check_terms(glossary):
    """Terms are sorted, and each id and each written form is one term's."""
    mistakes, ids, forms, before = [], set(), {}, ""
    for term in glossary.terms:
        place = f"{glossary.file.name}, {term['term']}"
        key = term["term"].casefold()
        if key < before:
            mistakes.append(Mistake(place, "it is not in its place: sort."))
        before = key
        if term["id"] in ids:
            mistakes.append(Mistake(place, f"the id {term['id']} is taken."))
        ids.add(term["id"])
        for form in [key, *map(str.casefold, term.get("match", []))]:
            if form in forms:
                sentence = f"`{form}` is a form of {forms[form]} too."
                mistakes.append(Mistake(place, sentence))
            forms[form] = term["term"]
    return mistakes


def rows(glossary):
    """The terms as check_places reads them."""
    return [{"where": [t["chapter"]]} if "chapter" in t else {}
            for t in glossary.terms]  # fmt: skip


def test_the_terms_are_sorted_and_unique():
    expect_none(check_terms(GLOSSARY))


def test_each_term_leads_to_its_chapter():
    expect_none(check_places(rows(GLOSSARY), BOOK))


def test_each_number_of_a_definition_is_printed():
    mistakes = []
    for term in GLOSSARY.terms:
        name = term.get("chapter", "").partition("#")[0]
        pages = [Page(BOOK.docs / name, BOOK)] if name else []
        mistakes += check_text(term["definition"], term["term"], pages)
    expect_none(mistakes)


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        (NDIM + BIAS, "it is not in its place: sort."),
        (BIAS + NDIM.replace('"ndim"', '"bias"'), "the id bias is taken."),
        (BIAS + NDIM + 'match = ["Biases"]', "`biases` is a form of bias too"),
    ],
)
def test_terms_out_of_order_or_twice_are_found(glossary, toml, sentence):
    (mistake,) = check_terms(glossary(toml))

    assert sentence in mistake.sentence


def test_a_term_becomes_a_heading_with_its_facts(glossary):
    text = glossary(NDIM).fill_in("<!-- glossary: terms -->")

    assert text.startswith("### number of axes { #ndim }\n\nHow many.\n")
    assert "- Symbol: $n$\n- In PyTorch: `Tensor.ndim`\n" in text
    assert "- Also called: rank, dimension\n" in text
    assert '- Spanish: <span lang="es">número de ejes</span>\n' in text
    assert "- Explained in: [Axes](p.md#a)\n" in text


def test_each_letter_leads_to_its_first_term(glossary):
    text = glossary(BIAS + NDIM).fill_in("<!-- glossary: letters -->")

    assert text == "[B](#bias) [N](#ndim)\n{ .letters }"


def test_the_notation_becomes_a_table(glossary):
    text = glossary(BIAS).fill_in("<!-- glossary: notation -->")

    assert text == "| Name | Shape |\n| --- | --- |\n| bias |  |"


def test_only_the_first_use_is_linked(linked):
    html = linked("The biases, a bias.\n\nOne bias more.")

    assert html.count("<a ") == 1
    assert '<a class="term" href="glossary.md#bias">biases</a>, a' in html


def test_uses_are_found_in_the_order_of_the_text(linked):
    html = linked("The *number of axes* is first, a **bias** then, bias.")

    assert '<em><a class="term" href="glossary.md#ndim">number of' in html
    assert '<strong><a class="term" href="glossary.md#bias">bias</a>' in html
    assert html.count("<a ") == 2


def test_a_use_behind_an_element_waits_for_its_turn(linked):
    html = linked("*x* bias *bias*")

    assert "<em>bias</em>" in html


@pytest.mark.parametrize(
    "markdown",
    [
        "# The bias",
        "`bias`",
        "[bias](p.md)",
        '!!! note "Box"\n\n    The bias.',
        "| a |\n|---|\n| bias |",
        "unbiased, bias-free, debias",
    ],
)
def test_what_is_no_running_text_is_left_alone(linked, markdown):
    assert "glossary.md" not in linked(markdown)


def test_a_common_word_may_be_left_unlinked(linked):
    assert "<a " not in linked("A bias.", BIAS + "link = false\n" + NDIM)


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ("", r"glossary\.toml has no \[\[term\]\]"),
        (BIAS.replace("id", "ident"), "term 1: the key 'ident' is not one"),
        (BIAS.replace('"A number."', "1"), "'definition' is not text"),
        (BIAS.replace('"A number."', '""'), "'definition' is empty"),
        (BIAS.replace('id = "bias"', ""), "'id' is missing"),
        (BIAS + "torch = [1]\n", "'torch' is not text, or a list"),
        (BIAS + "link = 1\n", "'link' is not true or false"),
    ],
)
def test_a_malformed_glossary_is_a_sentence(glossary, toml, sentence):
    with pytest.raises(BuildError, match=sentence):
        glossary(toml)


@pytest.mark.parametrize(
    ("labels", "missing"),
    [
        ("", "symbol, torch, also, spanish, chapter, notation, other_books"),
        (LABELS.replace('torch = "In PyTorch"', ""), r"torch\."),
        (LABELS.replace("[labels.notation]", "[labels.else]"), "notation"),
    ],
)
def test_a_glossary_without_its_labels_is_a_sentence(
    tmp_path, labels, missing
):
    (tmp_path / "glossary.toml").write_text(labels + BIAS, "utf-8")

    with pytest.raises(BuildError, match=rf"\[labels\] lacks {missing}"):
        Glossary(tmp_path)


def test_the_file_is_read_once(glossary, monkeypatch):
    glossary(BIAS)
    reads = []
    read_text = Path.read_text
    monkeypatch.setattr(
        Path,
        "read_text",
        lambda path, *args, **kinds: (
            reads.append(path.name) or read_text(path, *args, **kinds)
        ),
    )

    glossary(BIAS)

    assert reads == ["glossary.toml"]
