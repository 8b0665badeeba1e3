"""Labs: what their cells become, what is refused, when they run again."""

import importlib.metadata
import json
from types import SimpleNamespace

import labs
import pytest
from mkdocs.exceptions import BuildError
from plots import figure

from tests.checks.labs import check_lab
from tests.conftest import ROOT, expect_none

LABS = sorted((ROOT / "docs/en/labs").glob("*.py"))


def text(source, **options):
    return {"cell_type": "markdown", "metadata": options, "source": source}


def code(source, *outputs, **options):
    return {
        "cell_type": "code",
        "metadata": options,
        "source": source,
        "outputs": list(outputs),
    }


def printed(words, name="stdout"):
    return {"output_type": "stream", "name": name, "text": words}


SVG = """<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" width="9pt" viewBox="0 0 9 9"
 xmlns:xlink="http://www.w3.org/1999/xlink">
<metadata>2026</metadata><style type="text/css">*{}</style>
<defs><path id="m1" d="M 0.123456 9" style="stroke: #0b30a0"/></defs>
<g id="unused"><use xlink:href="#m1" style="fill: #000000; stroke-width: 2"/>
<text style="font: 10px 'DejaVu'; fill: #c40a49">z</text></g></svg>"""
PLOT = {"output_type": "display_data", "data": {"image/svg+xml": SVG}}


# What cells become --------------------------------------------------------


def test_a_cell_and_its_output_become_a_block_and_its_output():
    shown, _ = labs.markdown([code("print(1)", printed("1\n"))], "x.py")

    assert shown == (
        '```python\nprint(1)\n```\n\n```text title="Output"\n1\n```'
    )


def test_what_is_printed_in_pieces_is_one_output():
    cell = code("x", printed("1\n"), printed("2\n"))

    assert "\n1\n2\n" in labs.markdown([cell], "x.py")[0]


def test_a_prediction_closes_over_the_output_and_the_answer():
    cells = [
        code("print(1)", printed("1\n"), predict="which?"),
        text("One.", answer=True),
        text("On."),
    ]

    shown, _ = labs.markdown(cells, "x.py")

    assert '??? question "which?"\n\n    ```text' in shown
    assert "\n\n    One.\n\nOn." in shown


def test_a_solution_is_closed_and_code_may_be_folded():
    cells = [
        code("a", printed("1\n"), solution="S"),
        code("b", printed("2\n"), fold="F"),
    ]

    shown, _ = labs.markdown(cells, "x.py")

    assert '??? success "S"\n\n    ```python\n    a\n' in shown
    assert '    1\n    ```\n\n??? example "F"' in shown
    assert shown.endswith('\n\n```text title="Output"\n2\n```')


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ([text("a", predic="x")], "x.py, cell 1: it cannot be shown as"),
        ([text("a", answer=True)], "cell 1: an answer stands behind"),
        ([code("a", PLOT)], 'cell 1: its plot needs an alt="…"'),
        ([code("a", printed("no", "stderr"))], "cell 1: it wrote to stderr"),
    ],
)
def test_a_cell_that_cannot_be_shown_is_refused(cells, sentence):
    with pytest.raises(BuildError) as refused:
        labs.markdown(cells, "x.py")

    assert sentence in str(refused.value)


def test_a_plot_takes_the_books_colors_and_brings_no_style():
    drawn = figure(SVG, "xor-0", "A & B", "C < D")

    assert "style" not in drawn
    assert 'stroke="var(--role-input)"' in drawn
    assert 'fill="var(--ink)"' in drawn
    assert '<text class="gradient"' in drawn or 'class="gradient"' in drawn
    assert 'id="xor-0-0"' in drawn
    assert 'href="#xor-0-0"' in drawn
    assert "unused" not in drawn
    assert "2026" not in drawn
    assert 'd="M 0.1 9"' in drawn
    assert 'aria-label="A &amp; B"' in drawn
    assert "<figcaption>C &lt; D</figcaption>" in drawn


def test_the_front_matter_is_the_raw_cell():
    raw = {"cell_type": "raw", "source": "---\ntitle: A\n---"}

    assert labs.header([raw]) == {"title": "A"}
    assert labs.header([text("a")]) == {}


# The downloads ------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "source", "plain"),
    [
        ("", "[a](../one-neuron.md#x) b", "a b"),
        ("", "[a](https://example.org) b", "[a](https://example.org) b"),
        (
            "https://x.org/book/",
            "[a](../one-neuron.md#x), [b](../index.md), [c](xor.py)",
            "[a](https://x.org/book/one-neuron/#x), "
            "[b](https://x.org/book/), [c](https://x.org/book/labs/xor/)",
        ),
        ("", r"$\pre{z} = \inp{x}\times 2$", r"${z} = {x}\times 2$"),
        ("", "## A line { #line }\n", "## A line\n"),
    ],
)
def test_a_notebook_has_what_jupyter_can_show(address, source, plain):
    config = SimpleNamespace(site_url=address)

    assert labs.plain(source, {}, config) == plain


def test_boxes_become_what_jupyter_can_show():
    config = SimpleNamespace(site_url="")

    assert labs.plain("a", {"abstract": "T"}, config) == "**T**\n\na"
    assert "<summary>T</summary>" in labs.plain("a", {"box": "T"}, config)


@pytest.mark.parametrize("path", LABS, ids=lambda path: path.stem)
def test_a_notebook_is_the_same_each_time_and_holds_no_output(path):
    config = SimpleNamespace(site_url="")
    notebook = labs.download(path, config)

    assert notebook == labs.download(path, config)
    cells = json.loads(notebook)["cells"]
    assert cells[0]["source"][0].startswith("# ")
    assert [cell["id"] for cell in cells] == [
        f"cell-{number}" for number in range(1, len(cells) + 1)
    ]
    assert not any(cell.get("outputs") for cell in cells)


# The text -----------------------------------------------------------------


@pytest.mark.parametrize("path", LABS, ids=lambda path: path.stem)
def test_every_number_of_a_lab_is_asserted(path):
    expect_none(check_lab(path, path.name))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("It prints 0.25.", None),
        ("It prints 0.26.", "x.py, cell 1: no cell asserts 0.26."),
        ('alt="It rises to 0.26."', "cell 2: no cell asserts 0.26."),
    ],
)
def test_a_number_that_no_cell_asserts_is_found(tmp_path, words, sentence):
    lab = tmp_path / "x.py"
    alt = words if words.startswith("alt") else ""
    lab.write_text(
        f"# %% [markdown]\n# {'' if alt else words}\n"
        f"# %% {alt}\nx = 0.26\nassert 1 / 4 == 0.25\n"
    )

    found = check_lab(lab, "x.py")

    assert len(found) == (sentence is not None)
    assert all(sentence in str(mistake) for mistake in found)


def test_a_line_that_is_too_wide_is_found(tmp_path):
    lab = tmp_path / "x.py"
    lab.write_text(f"# %%\nx = '{'x' * 80}'\n")

    assert "wider than 79 columns" in str(check_lab(lab, "x.py")[0])


# With and without ---------------------------------------------------------


def test_without_labs_the_nav_has_none():
    nav = ["index.md", {"Labs": ["labs/a.py"]}, {"C": ["c.md", "labs/b.py"]}]

    assert labs.without_labs(nav) == ["index.md", {"C": ["c.md"]}]


def test_a_missing_package_is_named_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.delenv("LABS", raising=False)
    (tmp_path / "labs").mkdir()
    (tmp_path / "labs/a.py").write_text("# %%\nimport no_such_package\n")

    with pytest.raises(BuildError, match="no_such_package is not installed"):
        labs.prepare(
            SimpleNamespace(
                docs_dir=tmp_path, config_file_path=tmp_path / "mkdocs.yml"
            )
        )


# When a lab runs again ----------------------------------------------------


@pytest.fixture
def lab(tmp_path, monkeypatch):
    """A lab that imports a snippet, served; `lab.run()` counts its runs."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets/deep.py").write_text("x = 1\n")
    (tmp_path / "snippets/helper.py").write_text("from deep import x\n")
    path = tmp_path / "docs/a.py"
    path.write_text("# %%\nfrom helper import x\n")
    monkeypatch.setattr(labs.state, "serving", True)
    monkeypatch.delenv("CI", raising=False)
    runs = []

    def run():
        def cells():
            runs.append(1)
            return [len(runs)]

        assert labs.executed(path, tmp_path, cells)
        return len(runs)

    return SimpleNamespace(root=tmp_path, path=path, run=run)


def test_a_lab_that_nothing_changed_runs_once(lab):
    assert (lab.run(), lab.run()) == (1, 1)


@pytest.mark.parametrize(
    "name", ["docs/a.py", "snippets/helper.py", "snippets/deep.py"]
)
def test_a_lab_runs_again_when_it_or_what_it_imports_changes(lab, name):
    lab.run()
    path = lab.root / name
    path.write_text(path.read_text() + "y = 1\n")

    assert lab.run() == 2
    assert len(list((lab.root / ".cache/labs").iterdir())) == 1


def test_a_lab_runs_again_when_an_installed_version_changes(lab, monkeypatch):
    lab.run()
    installed = [SimpleNamespace(name="torch", version="2.14.0")]
    monkeypatch.setattr(importlib.metadata, "distributions", lambda: installed)

    assert lab.run() == 2


@pytest.mark.parametrize("where", ["build", "CI"])
def test_a_build_and_ci_trust_no_cache(lab, monkeypatch, where):
    lab.run()
    if where == "CI":
        monkeypatch.setenv("CI", "true")
    else:
        monkeypatch.setattr(labs.state, "serving", False)

    assert (lab.run(), lab.run()) == (2, 3)


def test_a_broken_cache_is_not_trusted(lab):
    lab.run()
    (kept,) = (lab.root / ".cache/labs").iterdir()
    kept.write_text("[")

    assert lab.run() == 2
