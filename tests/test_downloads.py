"""What readers take away holds what the page shows, and runs."""

import ast
import functools
import json
import re
import subprocess
import sys
from types import SimpleNamespace
from xml.etree import ElementTree

import nbformat
import pytest
from downloads import Downloads, Links, without_marks
from markdown import Markdown
from mkdocs.exceptions import BuildError
from mkdocs.utils.meta import get_data
from notebooks import figure_style, notebook, standalone
from plain import Box, Fence, Prose, count_words, markdown, read
from sources import Includes

from tests.book.book import SNIPPETS, Book, snippet_settings
from tests.book.page import Page
from tests.checks import alone
from tests.conftest import ROOT

BOOK = Book(ROOT)
CSS = (ROOT / "theme/assets/css/book.css").read_text("utf-8")
CHAPTERS = [
    Page(path, BOOK)
    for path in BOOK.pages()
    if len(BOOK.own_programs(path)) == 2  # the second holds the exercises
]
chapters = pytest.mark.parametrize(
    "page", CHAPTERS, ids=lambda page: page.path.stem
)


def parts_of(page):
    """The parts of a page, its includes expanded as the site expands them."""
    includes = Includes()
    settings = {SNIPPETS: snippet_settings(BOOK.config)}
    processors = Markdown(
        extensions=[SNIPPETS, includes], extension_configs=settings
    ).preprocessors
    lines = get_data(page.text)[0].split("\n")
    processors["includes"].run(processors["snippet"].run(lines))
    return read(includes.lines)


def plain_link(text, target):
    return f"[{text}]({target})"


@functools.cache
def notebook_of(page):
    text = notebook(parts_of(page), "", plain_link, figure_style(CSS))
    return nbformat.reads(text, as_version=4)


def code_cells(book):
    return [cell for cell in book.cells if cell.cell_type == "code"]


# The chapters ---------------------------------------------------------------


@chapters
def test_a_notebook_holds_the_blocks_of_the_page_in_order(page):
    book = notebook_of(page)
    nbformat.validate(book)
    runs = [fence for fence in page.fences if fence.kind == "run"]

    assert [cell.source for cell in code_cells(book)] == [
        page.code(fence).rstrip("\n") for fence in runs
    ]
    assert all(cell.outputs == [] for cell in code_cells(book))
    assert len({cell.id for cell in book.cells}) == len(book.cells)


@chapters
def test_a_notebook_holds_no_marks_of_the_site(page):
    text = "\n".join(cell.source for cell in notebook_of(page).cells)

    assert text.startswith("# ")
    assert "<!--" not in text
    assert "8<" not in text
    assert "{ #" not in text
    assert not any(rf"\{role}{{" in text for role in ("inp", "wgt", "pre"))
    linked = set(re.findall(r"\]\(#([\w-]+)\)", text))
    assert linked <= set(re.findall(r'<a id="([\w-]+)"></a>', text))
    for heading in ("Exercises", "Solution and check"):
        assert f"{heading}\n" in f"{text}\n"


@chapters
def test_a_notebook_brings_its_figures_with_their_words(page):
    pictures = {}
    for cell in notebook_of(page).cells:
        for name, data in cell.get("attachments", {}).items():
            assert f"](attachment:{name})" in cell.source
            pictures[name] = data["image/svg+xml"]

    drawn = [name for _, name in page.figures if name.endswith(".svg")]
    assert len(pictures) == len(drawn) > 0


def test_a_picture_is_whole_and_has_its_colors_with_it():
    svg = (BOOK.snippets / "figures/one_neuron.svg").read_text("utf-8")
    picture = standalone(svg, figure_style(CSS))
    style = ElementTree.fromstring(picture).findtext("*")

    assert 'width="440"' in picture
    assert "--role-input: #0b30a0" in style
    assert ".node" in style
    assert "light-dark" not in style


@chapters
def test_a_program_to_download_is_the_program_without_its_marks(page):
    program = BOOK.own_programs(page.path)[0].read_text("utf-8")
    bare = without_marks(program)

    assert "8<" not in bare
    assert ast.dump(ast.parse(bare)) == ast.dump(ast.parse(program))


@pytest.mark.browser
def test_the_programs_to_download_print_their_records(tmp_path):
    programs = [BOOK.own_programs(page.path)[0] for page in CHAPTERS]
    for path in programs:
        program = without_marks(path.read_text("utf-8"))
        (tmp_path / path.name).write_text(program, "utf-8")

    done = subprocess.run(
        [
            sys.executable,
            "-P",
            alone.__file__,
            *(tmp_path / path.name for path in programs),
        ],
        capture_output=True,
        text=True,
    )

    for path, ended in zip(programs, json.loads(done.stdout), strict=True):
        record = BOOK.sections(path.with_suffix(".out")).values()
        printed = "".join(section.text for section in record)
        assert ended == [0, printed, "", []], path.name


@pytest.mark.browser
@chapters
def test_a_notebook_prints_what_the_page_shows(page, tmp_path):
    import nbclient  # half a second, which only this test needs

    book = notebook_of(page)
    runs = [fence for fence in page.fences if fence.kind == "run"]

    nbclient.NotebookClient(
        book,
        timeout=120,
        kernel_name="python3",
        resources={"metadata": {"path": str(tmp_path)}},
    ).execute()

    for cell, fence in zip(code_cells(book), runs, strict=True):
        printed = "".join(output.get("text", "?") for output in cell.outputs)
        section = expected(fence)
        assert printed == section, f"{page.name}:{fence.line}"
    assert list(tmp_path.iterdir()) == []


def expected(fence):
    """What the record has of the section that a block shows."""
    file, name = fence.include
    record = BOOK.snippets / file.replace(".py", ".out")
    sections = BOOK.sections(record) if record.exists() else {}
    return sections[name].text if name in sections else ""


# Its parts ------------------------------------------------------------------

SAMPLE = r"""# A page { #top }

The sum $\pre{z} = 2\inp{\mathbf{x}} + \bia{b}$ is 3<!--number: why-->.
{ .lead }

```python
print(1)
```

??? question "Predict: `a < b`"

    <!--pytest-codeblocks:expected-output-->

    ```text title="Output"
    1
    ```

    One, see [there](other.md#x) and `{ #kept }`.

!!! note "Mind"

    A note.

<!--pytest.mark.skip(reason="no")-->

```python
import nothing
```

## More { #more }

??? success "Solution"

    ```python
    print(2)
    ```

<figure>
<forward-neuron>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>T</title>
<desc>D</desc></svg>
<div data-state>{"weights": [1]}</div>
</forward-neuron>
<figcaption>C</figcaption>
</figure>
"""


def test_a_page_is_read_as_its_parts():
    parts = read(SAMPLE.split("\n"))
    kinds = [type(part).__name__ for part in parts]

    assert kinds == [
        "Prose", "Fence", "Box", "Box", "Prose", "Fence", "Prose", "Box",
        "Figure",
    ]  # fmt: skip
    assert [part.runs for part in parts if isinstance(part, Fence)] == [
        True,
        False,
    ]
    assert parts[2][:2] == ("Predict: `a < b`", True)
    assert parts[3][:2] == ("Mind", False)


def test_a_page_becomes_plain_markdown():
    text = markdown(read(SAMPLE.split("\n")), plain_link)

    assert text.startswith("# A page\n\nThe sum $z = 2{\\mathbf{x}} + b$ is 3")
    assert (
        "**Predict: `a < b`**\n\nOutput:\n\n```text\n1\n```\n\nOne, see"
        in text
    )
    assert "[there](other.md#x) and `{ #kept }`." in text
    assert text.endswith("**T.** D\n\nC")
    for sign in ("<!--", "lead", "???", "<svg", "weights", "# More {"):
        assert sign not in text


def test_a_page_becomes_cells():
    book = json.loads(
        notebook(read(SAMPLE.split("\n")), "From a book.", plain_link, "")
    )
    cells = ["".join(cell["source"]) for cell in book["cells"]]

    assert cells[0].startswith('# <a id="top"></a>A page\n\nThe sum')
    assert cells[0].endswith("From a book.")
    assert cells[1] == "print(1)"
    assert cells[2].startswith(
        "<details><summary>Predict: <code>a &lt; b</code></summary>\n\nOne,"
    )
    assert "</details>\n\n**Mind**\n\nA note." in cells[2]
    assert "```python\nimport nothing\n```" in cells[2]
    assert cells[3] == '## <a id="more"></a>More'
    assert cells[4:6] == ["### Solution", "print(2)"]
    assert cells[6] == "![T. D](attachment:figure-1.svg)\n\nC"


def test_words_are_counted_in_prose_and_programs():
    parts = [
        Prose("Two words <!-- not these -->"),
        Fence("python", "", "x = 1", True),
        Box("", True, [Fence("text", "Output", "1 2 3", False)]),
    ]

    assert count_words(parts) == 5


@pytest.mark.parametrize(
    ("address", "target", "written"),
    [
        ("", "b.md#x", "B (*Page B*)"),
        ("", "#x", "[B](#x)"),
        ("", "https://example.org/", "[B](https://example.org/)"),
        ("https://e.org/", "b.md#x", "[B](https://e.org/b/#x)"),
        ("https://e.org/", "#x", "[B](#x)"),
    ],
)
def test_a_notebooks_link_leads_somewhere_or_is_none(address, target, written):
    def file(name):
        page = SimpleNamespace(title=f"Page {name.upper()}")
        page.file = SimpleNamespace(
            src_uri=f"{name}.md", url=f"{name}/", page=page
        )
        return page.file

    files = {f"{name}.md": file(name) for name in "ab"}
    book = SimpleNamespace(get_file_from_path=files.get)
    links = Links(files["a.md"].page, book, address)

    assert links.away("B", target) == written


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("repository", "book"),
        ("repository", "https://github.com/a/b"),
        ("branch", "two words"),
    ],
)
def test_a_repository_that_cannot_be_is_refused(name, value):
    config = SimpleNamespace(
        config_file_path=str(ROOT / "mkdocs.yml"),
        site_url="",
        extra={name: value},
    )

    with pytest.raises(BuildError, match=f"{name.upper()} is '{value}'"):
        Downloads(config)


@pytest.mark.parametrize("base", ["downloads/layers", "labs/xor/xor"])
def test_colab_opens_the_notebook_of_a_known_branch(base):
    """The notebooks of chapters and labs lie in one folder of that branch."""
    config = SimpleNamespace(
        config_file_path=str(ROOT / "mkdocs.yml"),
        site_url="",
        extra={"repository": "someone/book"},
    )
    files = [("program", f"{base}.py"), ("notebook", f"{base}.ipynb")]
    assert Downloads(config).links(base) == files

    config.extra["branch"] = "notebooks"

    *kept, (kind, address) = Downloads(config).links(base)
    name = base.rpartition("/")[2]
    folder = "https://colab.research.google.com/github/someone/book/blob"
    assert (kept, kind) == (files, "colab")
    assert address == f"{folder}/notebooks/{name}.ipynb"
