"""The site's own Markdown: formulas and the table, and what they refuse."""

from types import SimpleNamespace

import pytest
from article_table import ArticleTable, read_rows
from formulas import ROLES, Formulas
from hooks import coloring_once, indexing_once, shorten_contents
from markdown import Markdown
from mkdocs.exceptions import BuildError
from pymdownx.highlight import Highlight


def render(text):
    formulas = Formulas()
    formulas.page = "layers.md"
    return Markdown(
        extensions=["pymdownx.arithmatex", formulas],
        extension_configs={"pymdownx.arithmatex": {"generic": True}},
    ).convert(text)


def test_a_formula_becomes_mathml():
    html = render("The sum $z = 3$ is")

    assert "<math" in html
    assert "$" not in html
    assert "arithmatex" not in html


def test_a_named_character_of_html_is_understood():
    assert "log" in render(r"$\log x < 3$")


def test_a_display_formula_can_be_scrolled_by_keyboard():
    html = render("$$\nz = 3\n$$")

    assert 'tabindex="0"' in html
    assert 'aria-label="Formula"' in html


@pytest.mark.parametrize("macro", ROLES)
def test_a_role_becomes_a_class(macro):
    html = render(rf"$\{macro}{{x}}$")

    assert f'class="{ROLES[macro][0]}"' in html
    assert "style=" not in html


@pytest.mark.parametrize(
    "latex", [r"\nope", r"\frac{1", r"\textcolor{red}{x}", r"\color{red} x"]
)
def test_a_formula_that_cannot_be_shown_names_its_page(latex):
    with pytest.raises(BuildError, match=r"layers\.md: the formula"):
        render(f"${latex}$")


GOOD = 'es = "Hola"\nen = "Hello"\nchanged = ""\n'


@pytest.fixture
def table(tmp_path):
    def table(toml):
        (tmp_path / "t.toml").write_text(toml)
        extension = ArticleTable()
        extension.docs, extension.page = tmp_path, "p.md"
        return Markdown(extensions=[extension]).convert("<!-- t.toml -->")

    return table


def test_rows_become_a_table_whose_languages_are_named(table):
    html = table(f'[[row]]\n{GOOD}where = "p.md#a"\n')

    assert html.startswith("<table")
    assert 'lang="es"' in html
    assert 'href="p.md#a"' in html


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ("", r"p\.md: t\.toml has no \[\[row\]\]"),
        ("[[row]", r"p\.md: t\.toml is not TOML"),
        (
            f"[[row]]\n{GOOD}[[row]]\nes = 1\n",
            r"t\.toml, row 2: 'es' is not text",
        ),
        ("[[row]]\nes = 'a'\n", r"t\.toml, row 1: 'en' is missing"),
        (f"[[row]]\n{GOOD}wher = 'x'\n", r"row 1: the key 'wher' is not"),
        (
            f"[[row]]\n{GOOD}where = [1]\n",
            r"row 1: .where. is not text, or a list",
        ),
    ],
)
def test_a_malformed_table_is_a_sentence_with_its_row(table, toml, sentence):
    with pytest.raises(BuildError, match=sentence):
        table(toml)


def test_a_missing_table_names_its_file(tmp_path):
    with pytest.raises(BuildError, match="the page does not exist"):
        read_rows(tmp_path / "no.toml", "the page")


def test_the_same_code_is_colored_once(monkeypatch):
    calls = []
    highlight = Highlight.highlight

    def counted(self, code, *args, **options):
        calls.append(code)
        return highlight(self, code, *args, **options)

    monkeypatch.setattr(Highlight, "highlight", coloring_once(counted))
    pages = ["```python\nx = 1\n```", "```python\nx = 2\n```"]

    def convert(page):
        return Markdown(extensions=["pymdownx.superfences"]).convert(page)

    before = [convert(page) for page in pages]
    assert [convert(page) for page in pages] == before
    assert calls == ["x = 1", "x = 2"]


def test_the_same_page_is_indexed_once():
    calls = []

    def add(index, page):
        calls.append(page.content)
        index.entries.append(page.content)

    add = indexing_once(add)
    build = [
        SimpleNamespace(url="a/", title="A", meta={}, content=content)
        for content in ("one", "two")
    ]
    for pages in (build, build, build[::-1]):
        index = SimpleNamespace(entries=[])
        for page in pages:
            add(index, page)
        assert index.entries == [page.content for page in pages]

    assert calls == ["one", "two"]


def test_a_long_page_lists_its_sections_alone():
    section = SimpleNamespace(children=[SimpleNamespace(children=[])])
    page = SimpleNamespace(toc=[SimpleNamespace(children=[section])])

    shorten_contents(page)

    assert page.toc[0].children == [section]
    assert section.children == []
