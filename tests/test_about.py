"""The book says one thing of itself, wherever it says it."""

import re

import yaml

from tests.conftest import ROOT

ABOUT = (ROOT / "docs/en/about.md").read_text("utf-8")
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))


def field(name):
    """A field of the BibTeX entry, without the braces that keep capitals."""
    return re.sub(r"[{}]", "", re.search(rf"{name} *= (.+?),?\n", ABOUT)[1])


def test_the_citation_file_has_what_its_format_asks_for():
    assert {"cff-version", "message", "title", "authors"} <= CITATION.keys()
    assert CITATION["cff-version"] == "1.2.0"


def test_both_ways_to_cite_say_the_same():
    book = CITATION["preferred-citation"]

    for entry in (CITATION, book):
        assert entry["title"] == field("title")
        assert [each["name"] for each in entry["authors"]] == [field("author")]


def test_the_book_names_its_authors_as_its_license_does():
    holders = re.search(r"\(c\) (.+)", (ROOT / "LICENSE").read_text("utf-8"))

    assert field("author").lower() == holders[1].lower()


def test_every_license_is_named_and_linked():
    license = (ROOT / "LICENSE").read_text("utf-8")
    names = {path.name for path in ROOT.glob("LICENSES/*.txt")}

    assert {name for name in names if f"LICENSES/{name}" in license} == names
    linked = set(re.findall(r"\(licenses/([\w.-]+)\)", ABOUT))
    assert linked == names | {"LICENSE.txt"}
