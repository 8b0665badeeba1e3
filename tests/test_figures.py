"""Interactive figures: small, fully worded, and loaded only where used."""

import gzip
import re

import pytest
from bs4 import BeautifulSoup

from tests.book import Mistake
from tests.conftest import ROOT, expect_none

SCRIPTS = sorted((ROOT / "theme/assets/js/figures").glob("*.js"))
GROUND = next(path for path in SCRIPTS if path.stem == "figure")
FIGURES = [path for path in SCRIPTS if path != GROUND]
PAGES = sorted((ROOT / "docs/en").glob("*.md"))
# Samples are indented.
ELEMENT = re.compile(r"^<forward-(\w+)\b.*?^</forward-\1>", re.M | re.S)
WORD = re.compile(
    r'\b(?:word|say|button|choice|checkbox)\([^")]*"([\w.]+)"(?:, "(\w+)")?'
)
FAMILY = re.compile(r'\b(?:choices|choice)\("(\w+)"')


def size(path):
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def figures(page):
    """The interactive figures of a page: {name of its script: element}."""
    return {
        match[1]: BeautifulSoup(match[0], "html.parser")
        for match in ELEMENT.finditer(page.read_text("utf-8"))
    }


def check_words(element, script, name):
    """The page gives each word that the scripts ask for, and no other."""
    given = {key.text for key in element.select("[data-words] dt")}
    families = set(FAMILY.findall(script))
    asked = {key for keys in WORD.findall(script) for key in keys if key}
    asked -= families
    mistakes = [
        Mistake(name, f"the figure has no word for `{key}`. Write it.")
        for key in sorted(asked - given)
    ]
    for key in sorted(given - asked):
        if key.partition(".")[0] not in families:
            mistakes.append(
                Mistake(name, f"no script asks for `{key}`. Delete it.")
            )
    return mistakes


def test_the_scripts_are_small():
    sizes = {path.stem: size(path) for path in SCRIPTS}

    assert sizes["figure"] <= 6 * 1024
    assert all(size <= 4.5 * 1024 for size in map(size, FIGURES))
    assert sum(sizes.values()) <= 24 * 1024


@pytest.mark.parametrize("script", FIGURES, ids=lambda path: path.stem)
def test_each_word_is_on_the_page(script):
    scripts = GROUND.read_text("utf-8") + script.read_text("utf-8")
    used = {page: figures(page).get(script.stem) for page in PAGES}
    used = {page: element for page, element in used.items() if element}

    assert used, f"no page uses {script.name}"
    for page, element in used.items():
        expect_none(check_words(element, scripts, page.name))


def test_a_word_too_few_and_a_word_too_many_are_found():
    script = 'this.word("try"); this.button("reset", x); choices("tasks")'
    element = BeautifulSoup(
        "<dl data-words><dt>try</dt><dt>tasks.one</dt><dt>old</dt></dl>",
        "html.parser",
    )

    assert [str(m) for m in check_words(element, script, "p.md")] == [
        "p.md: the figure has no word for `reset`. Write it.",
        "p.md: no script asks for `old`. Delete it.",
    ]
