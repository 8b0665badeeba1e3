"""The Lighthouse command: which pages, which figures count, what is low."""

import pytest

from tests.browser.chromium import find_chromium
from tests.browser.host import Host
from tests.browser.node import tool
from tests.conftest import ROOT
from tests.lighthouse import (
    CATEGORIES,
    CHAPTER,
    below,
    heaviest,
    measure,
    verdict,
)

FULL = dict.fromkeys(CATEGORIES, 100)


def test_the_performance_is_the_median_and_the_rest_the_worst():
    runs = [
        {**FULL, "performance": score, "seo": seo}
        for score, seo in ((90, 100), (97, 92), (99, 100))
    ]

    assert verdict(runs) == {**FULL, "performance": 97, "seo": 92}


@pytest.mark.parametrize(
    ("form", "scores", "low"),
    [
        ("mobile", {"performance": 95}, []),
        ("mobile", {"performance": 94}, ["performance"]),
        ("desktop", {"performance": 98}, ["performance"]),
        ("desktop", {"performance": 99}, []),
        ("mobile", {"seo": 99}, ["seo"]),
    ],
)
def test_what_is_below_its_limit_is_named(form, scores, low):
    assert below({**FULL, **scores}, form) == low


def test_a_chapter_is_known_by_what_stands_above_its_title():
    template = ROOT / "theme/partials/chapter.html"

    assert CHAPTER in template.read_text("utf-8")


def test_the_heaviest_page_of_each_kind_is_taken(tmp_path):
    pages = {
        "index.html": "",
        "a/index.html": CHAPTER,
        "b/index.html": CHAPTER + "x" * 9,
        "labs/c/index.html": "",
        "d/index.html": "",
    }
    for name, html in pages.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html)

    assert heaviest(tmp_path, list(pages)) == [
        name for name in pages if name != "a/index.html"
    ]


@pytest.mark.browser
def test_lighthouse_finds_a_fault(tmp_path):
    page = "<!doctype html><html><p style='color: #ccc'>Pale.</p></html>"
    (tmp_path / "index.html").write_text(page)

    with Host(tmp_path) as host:
        scores, faults = measure(
            host.address, "desktop", find_chromium(), tool("lighthouse")
        )

    assert scores["accessibility"] < 100
    assert {"color-contrast", "document-title"} <= faults
