"""The labs as they are published: run, shown, linked and downloaded.

This runs every lab several times, which takes minutes: `pytest -m browser`.
"""

import filecmp
import gzip
import os
import re
import shutil
import socket
import subprocess
import sys
import time

import nbclient
import nbformat
import pytest

from tests.checks.built import (
    Site,
    check_links,
    check_published,
    check_third_parties,
)
from tests.conftest import ROOT, expect_none
from tests.test_serve import get
from tests.test_site import DEPRIVED, copy

pytestmark = [
    pytest.mark.browser,
    # Jupyter's own packages warn each other.
    pytest.mark.filterwarnings("default"),
]

LABS = sorted(path.stem for path in (ROOT / "docs/en/labs").glob("*.py"))
# A second machine: other threads, and no faster instructions.
ELSEWHERE = {
    "OMP_NUM_THREADS": "2",
    "OMP_WAIT_POLICY": "passive",  # a thread that spins starves the others
    "ATEN_CPU_CAPABILITY": "default",
}
KILOBYTES = 220
SMALL = '# %% [markdown]\n# # A lab\n# %%\n{}\nprint("value", 1 + 1)\n'


def mkdocs(book, *words, **environment):
    environment = {**os.environ, "LABS": "on", **environment}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *words],
        cwd=book,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Two builds with labs, which differ in all that may not show."""
    folder = tmp_path_factory.mktemp("labs")
    found = []
    for name, hashes in (("one", "1"), ("the second copy", "2")):
        book = copy(folder / name)
        done = mkdocs(book, "build", "--strict", PYTHONHASHSEED=hashes)
        assert done.returncode == 0, done.stdout
        assert not (book / ".cache").exists()
        found.append(book / "site")
    return found


@pytest.fixture(scope="module")
def site(sites):
    return Site(sites[0])


@pytest.fixture
def one_lab(tmp_path):
    """A book whose only lab holds this code."""
    book = copy(tmp_path / "book")
    for page in book.glob("docs/en/*.md"):
        page.write_text("# A page\n", "utf-8")
    for lab in book.glob("docs/en/labs/*.py"):
        lab.write_text("# %% [markdown]\n# # Another lab\n", "utf-8")

    def write(code=""):
        lab = book / "docs/en/labs/xor.py"
        lab.write_text(SMALL.format(code), "utf-8")
        return book

    return write


def test_two_builds_of_one_commit_are_the_same_bytes(sites):
    one, two = sites
    files = [
        {p.relative_to(s) for p in s.rglob("*") if p.is_file()} for s in sites
    ]
    assert files[0] == files[1]

    _, different, unread = filecmp.cmpfiles(one, two, files[0], shallow=False)

    assert (different, unread) == ([], [])


def test_links_anchors_and_files_are_sound(site):
    expect_none(check_third_parties(site))
    expect_none(check_links(site))
    expect_none(check_published(site))


@pytest.mark.parametrize("name", LABS)
def test_a_lab_is_a_page_like_the_others(site, name):
    path = site.folder / f"labs/{name}/index.html"
    page = site.pages[path]
    article = page.find("article")
    source = (ROOT / f"docs/en/labs/{name}.py").read_text("utf-8")

    assert len(gzip.compress(path.read_bytes())) < KILOBYTES * 1000
    assert page.title.text.startswith(article.h1.text.rstrip("¶"))
    assert page.find("meta", {"name": "description"})["content"]
    assert [a["href"] for a in article.find_all("a", download=True)] == [
        f"{name}.py",
        f"{name}.ipynb",
    ]
    assert article.find_all(["style", "script"]) == []
    assert "jp-" not in str(article)
    assert "$" not in re.sub(r"<pre.*?</pre>", "", str(article), flags=re.S)
    assert "LAB-PLOT" not in article.text
    plots = article.find_all("svg", class_="plot")
    assert not any(plot.find_all(style=True) for plot in plots)
    assert len(plots) == len(re.findall(r"^# %%.* alt=", source, re.M))
    assert all(plot["aria-label"] for plot in plots)
    headings = article.find_all(["h2", "h3"])
    assert all(h.get("id") and h.find(class_="headerlink") for h in headings)
    toc = page.find("nav", class_="md-nav--secondary")
    links = [a["href"] for a in toc.find_all("a")]
    assert links == [f"#{heading['id']}" for heading in headings]
    ids = [element["id"] for element in page.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_labs_are_found_by_the_search(site):
    indexes = (site.folder / "search").glob("*.json")
    index = "".join(path.read_text("utf-8") for path in indexes)

    for name in LABS:
        assert f'"location":"labs/{name}/#remember"' in index


@pytest.mark.parametrize("name", LABS)
def test_the_program_runs_as_it_is_downloaded(site, name, tmp_path):
    shutil.copy(site.folder / f"labs/{name}/{name}.py", tmp_path)

    done = subprocess.run(
        [sys.executable, f"{name}.py"],
        cwd=tmp_path,
        env={**os.environ, **ELSEWHERE, "MPLBACKEND": "Agg"},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert os.listdir(tmp_path) == [f"{name}.py"]


@pytest.mark.parametrize("name", LABS)
def test_the_notebook_runs_as_it_is_downloaded(
    site, name, tmp_path, monkeypatch
):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    path = site.folder / f"labs/{name}/{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)

    nbclient.NotebookClient(
        notebook,
        startup_timeout=300,
        resources={"metadata": {"path": tmp_path}},
    ).execute()

    assert not any("../" in cell.source for cell in notebook.cells)


def test_a_cell_that_raises_stops_the_build(one_lab):
    done = mkdocs(one_lab("x = 1\nx / 0"), "build")

    assert done.returncode != 0
    assert "labs/xor.py:5: a cell raised ZeroDivisionError: " in done.stdout
    assert "Traceback" not in done.stdout


def test_a_cell_that_warns_stops_the_build(one_lab):
    done = mkdocs(one_lab("import warnings; warnings.warn('old')"), "build")

    assert done.returncode != 0
    assert "labs/xor.py, cell 2: it wrote to stderr" in done.stdout


def test_a_dead_link_in_a_lab_is_a_warning(one_lab):
    book = one_lab()
    lab = book / "docs/en/labs/xor.py"
    lab.write_text("# %% [markdown]\n# # A\n# [x](../no.md#way)\n", "utf-8")

    assert "link '../no.md#way'" in mkdocs(book, "build").stdout


def test_without_torch_the_build_says_so_in_a_sentence(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(DEPRIVED)
    done = mkdocs(
        ROOT, "build", "-d", str(tmp_path / "site"), PYTHONPATH=str(tmp_path)
    )

    assert done.returncode != 0
    (line,) = [x for x in done.stdout.splitlines() if x.startswith("ERROR")]
    assert "torch is not installed: run `pip install -r" in line
    assert "LABS=off mkdocs build" in line
    assert "Traceback" not in done.stdout


def test_while_serving_a_changed_snippet_runs_its_lab_again(one_lab):
    book = one_lab("from helper import new")
    helper = book / "snippets/helper.py"
    helper.write_text("new = 1\nprint('first')\n", "utf-8")
    kept = book / ".cache/labs"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-a", address],
        cwd=book,
        env={**os.environ, "LABS": "on", "CI": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: "first" in get(f"http://{address}/labs/xor/"))
        first = set(kept.glob("xor-*.json"))
        others = set(kept.glob("*.json")) - first
        assert (len(first), len(others)) == (1, len(LABS) - 1)

        helper.write_text("new = 1\nprint('second')\n", "utf-8")

        until(lambda: "second" in get(f"http://{address}/labs/xor/"))
        assert others < set(kept.glob("*.json"))
    finally:
        server.terminate()
        server.wait()


def until(holds, seconds=90):
    """Wait until a call returns something true; return that."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(0.1)
    pytest.fail(f"nothing came in {seconds} seconds")
