"""The search finds what readers paste and ask, in the real search box."""

import tomllib

import pytest

from tests.browser.search import Search
from tests.browser.visit import Visit
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

# What is typed, and the place that must come first: a page or a section.
FIRST = {
    "Trying to backward through the graph a second time": (
        "autograd.md#twice"
    ),
    "RuntimeError: a leaf Variable that requires grad is being used in an "
    "in-place operation.": "errors.md#leaf-in-place",
    "Can't call numpy() on Tensor that requires grad.": (
        "errors.md#cannot-call-numpy"
    ),
    "ValueError: optimizer got an empty parameter list": (
        "errors.md#empty-parameter-list"
    ),
    "@": "shapes.md#mm-matmul",
    "σ": "activations.md",
    "torch.matmul": "shapes.md#mm-matmul",
    "zero_grad": "torch-nn.md#zero-grad",
    "broadcasting": "shapes.md#broadcasting",
    "how do I load weights": "torch-nn.md#save",
}
QUESTIONS = tomllib.loads(
    (ROOT / "tests/course/questions.toml").read_text("utf-8")
)["question"]
# Answered too, but other sections have more of the question's words.
FURTHER_DOWN = {
    "shapes.md#broadcasting",
    "batches.md#target-size",
    "torch-nn.md#layout",
    "autograd.md#variable",
    "batches.md#last-batch",
}


@pytest.fixture
def search(context, host):
    window = context()
    with Visit(window, "index.html", host.address) as visit:
        yield Search(visit.page)
    assert visit.complaints == []


def test_ten_queries_find_their_place_first(search):
    wrong = {}
    for query, place in FIRST.items():
        # A page's own entry stands above its sections.
        page, section = search(query)[:2]
        if place not in (page, section) or not place.startswith(page):
            wrong[query] = page, section

    assert len(FIRST) == 10
    assert wrong == {}


def test_learners_questions_find_the_section_that_answers(search):
    missed = {}
    for question in QUESTIONS:
        places = question["executed"]
        places = [places] if isinstance(places, str) else places
        found = search(question["name"])[:5]
        if not set(places) & (set(found) | FURTHER_DOWN):
            missed[question["name"]] = found

    assert len(QUESTIONS) > 10 * len(FURTHER_DOWN)
    assert missed == {}


@pytest.mark.parametrize(
    ("query", "rewritten"),
    [
        ("what is a tensor", "tensor^1 tensor*"),
        ("tens", "tens^1 tens*"),
        ("torch.matmul(a, b)", "torch^1 matmul^1 b^1"),
        ("view(-1", "view^1 1^1 1*"),
        ("the", "the^1 the*"),
        ("loss loss", "loss^1 loss*"),
        ("@", "matmul^1"),
        ("A @ B", "matmul^1 b^1 b*"),
        ("σ", "sigmoid^1 sigmoid*"),
        ("+ - ~ :", ""),
        ("", ""),
    ],
)
def test_a_query_is_put_into_the_searchs_words(context, query, rewritten):
    worker = ROOT / "theme/assets/javascripts/workers/book.js"
    separator = r"""[\s\-,:!?=\[\](){}"'`<>/*@+]+|\.(?!\d)|&[lg]t;"""
    page = context().new_page()
    code = worker.read_text("utf-8")
    functions = code[code.index("const SILENT") : code.index("let setup")]

    assert (
        page.evaluate(
            "([code, ...words]) => "
            "new Function(`${code}; return rewrite`)()(...words)",
            [functions, query, separator],
        )
        == rewritten
    )
