"""The site builds without torch and network, to the byte, and is sound."""

import filecmp
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from copy import copy as duplicate
from fnmatch import fnmatch
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.book.book import Book
from tests.book.page import Page
from tests.checks import built as built_checks
from tests.checks.built import (
    Site,
    check_fences,
    check_links,
    check_published,
    check_styles,
    check_third_parties,
    leads_somewhere,
)
from tests.conftest import ROOT, expect_none

BOOK = Book(ROOT)
PAGES = [Page(path, BOOK) for path in BOOK.pages()]

# Put first on the path, it takes torch and the network from the build.
DEPRIVED = """
import socket, sys
sys.modules["torch"] = None
def refuse(*_):
    raise OSError("the build asked for the network")
socket.socket.connect = socket.getaddrinfo = refuse
"""


# The plain tests leave out what runs for long; test_labs_built.py has it.
WITHOUT_LABS = {"LABS": "off"}


def build(folder, site, strict=True, config=None, **environment):
    """`mkdocs build --strict` of the book in a folder, or of a config."""
    deprived = site.parent / f"{site.name}-deprived"
    deprived.mkdir()
    (deprived / "sitecustomize.py").write_text(DEPRIVED)
    command = [sys.executable, "-m", "mkdocs", "build"]
    return subprocess.run(
        [
            *command,
            "--strict" if strict else "--no-strict",
            "--site-dir",
            site,
            *(["-f", config] if config else []),
        ],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(deprived),
            **WITHOUT_LABS,
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def copy(folder):
    """The book, as a clone would have it."""
    ignore = shutil.ignore_patterns(
        ".venv", ".node", "site", "__pycache__", ".*_cache", ".cache"
    )
    return shutil.copytree(ROOT, folder, ignore=ignore)


@pytest.fixture(scope="module")
def builds(tmp_path_factory):
    """Two builds in two places, which differ in all that may not show."""
    folder = tmp_path_factory.mktemp("builds")
    places = {
        "one": {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"},
        "the second copy": {"TZ": "America/Lima", "PYTHONHASHSEED": "2"},
    }
    sites = {}
    with ThreadPoolExecutor() as pool:
        for name, environment in places.items():
            book = copy(folder / name)
            site = folder / f"site of {name}"
            sites[site] = pool.submit(build, book, site, **environment)
    for done in sites.values():
        if done.result().returncode:
            pytest.fail(done.result().stdout, pytrace=False)
    return list(sites)


@pytest.fixture(scope="module")
def site(builds):
    return Site(builds[0])


def test_two_builds_of_one_commit_are_the_same_bytes(builds):
    one, two = builds
    files = [
        {p.relative_to(s) for p in s.rglob("*") if p.is_file()} for s in builds
    ]
    assert files[0] == files[1]

    _, different, unread = filecmp.cmpfiles(one, two, files[0], shallow=False)

    assert (different, unread) == ([], [])


def test_no_page_asks_another_host(site):
    expect_none(check_third_parties(site))


def test_every_rule_of_a_style_sheet_is_closed(site):
    expect_none(check_styles(site))


def test_every_link_and_anchor_leads_somewhere(site):
    expect_none(check_links(site))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.stem)
def test_the_built_page_holds_the_code_of_the_ledger(site, page):
    expect_none(check_fences(site, page, built(site, page.path.stem)))


def built(site, stem):
    name = "index.html" if stem == "index" else f"{stem}/index.html"
    return site.folder / name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.stem)
def test_no_include_or_formula_is_left_unread(site, page):
    # A copy: the other tests look at the same page, before or after.
    text = duplicate(site.pages[built(site, page.path.stem)].find("article"))
    for code in text.find_all(["pre", "code", "table"]):
        code.clear()

    assert "8<" not in text.text
    assert "$" not in text.text
    assert "\\(" not in text.text


def test_the_404_page_needs_no_other_file(site):
    page = site.pages[site.folder / "404.html"]
    loading = [
        element
        for element in page.find_all(["link", "script", "img"])
        if not (element.get("href") or element["src"]).startswith("data:")
    ]

    assert loading == []
    assert page.find("a", href=True)


def test_a_page_loads_the_scripts_of_its_figures_and_no_others(site):
    for path, page in site.pages.items():
        scripts = page.find_all("script", src=re.compile("js/figures/"))
        names = {e.name for e in page.find_all(re.compile("^forward-"))}
        wanted = {name.removeprefix("forward-") for name in names}
        wanted |= {"figure"} if wanted else set()

        assert {Path(s["src"]).stem for s in scripts} == wanted, path
        assert all(script.has_attr("defer") for script in scripts), path


def test_nothing_but_pages_and_assets_is_published(site):
    expect_none(check_published(site))


ADDRESS = "https://example.org/book/"
COLAB = "https://colab.research.google.com/github/"


@pytest.fixture(scope="module")
def addressed(tmp_path_factory):
    """A site that knows its address and its repository; three pages will do.

    Its book lies where books rarely lie, as a checkout on Windows would be,
    and is built from another folder.
    """
    folder = tmp_path_factory.mktemp("Bücher (größere)")
    book = copy(folder / "the forward pass – копия")
    for page in book.glob("docs/en/*.md"):
        if page.stem not in ("index", "one-neuron", "about"):
            page.unlink()
    for name in ("docs/en", "snippets", "LICENSES"):
        for path in (book / name).rglob("*.*"):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = tree(book)
    for path in before:
        path.chmod(0o555 if path.is_dir() else 0o444)
    done = build(
        folder,
        folder / "site",
        strict=False,
        config=book / "mkdocs.yml",
        SITE_URL=ADDRESS,
        REPOSITORY="someone/book",
        BRANCH="notebooks",
        PYTHONDONTWRITEBYTECODE="1",
    )
    for path in before:
        path.chmod(0o755)
    assert done.returncode == 0, done.stdout
    return SimpleNamespace(
        folder=folder / "site", kept=tree(book) == before, said=done.stdout
    )


def tree(folder):
    """{path: its bytes} of a folder, caches of Python and git aside."""
    return {
        path: path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
        if not {"__pycache__", ".git"} & set(path.parts)
    }


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("one-neuron/index.html", 'rel="canonical"'),
        ("one-neuron/index.html", f"{COLAB}someone/book/blob/notebooks/one_"),
        ("one-neuron/index.html", "/book/edit/main/docs/en/one-neuron.md"),
        ("one-neuron/index.html", "=mistake.yml&page=one-neuron.md"),
        ("one-neuron/index.md", f"]({ADDRESS}one-neuron/#sigmoid)"),
        ("about/index.md", f"]({ADDRESS}licenses/LICENSE.txt)"),
        ("downloads/one_neuron.ipynb", f"[The Forward Pass]({ADDRESS}one-"),
        ("llms.txt", f"({ADDRESS}one-neuron/index.md)"),
        ("sitemap.xml", f"<loc>{ADDRESS}one-neuron/</loc>"),
        ("robots.txt", f"Sitemap: {ADDRESS}sitemap.xml"),
    ],
)
def test_an_address_is_published_only_when_it_is_known(
    addressed, site, name, known
):
    assert known in unescape((addressed.folder / name).read_text("utf-8"))
    path = site.folder / name
    if path.exists():
        assert known not in unescape(path.read_text("utf-8"))


def test_the_build_needs_no_certain_place_and_no_certain_line_ends(
    addressed, site
):
    """The pages hold what they hold in a build of a usual checkout."""
    for name in ("one-neuron/index.html", "index.html"):
        here, there = (
            BeautifulSoup((folder / name).read_text("utf-8"), "html.parser")
            for folder in (addressed.folder, site.folder)
        )
        texts = [page.find("article").get_text() for page in (here, there)]
        for link in "Open in Colab", "Edit this page", "Report a mistake":
            texts[0] = texts[0].replace(link, "")
        assert texts[0].split() == texts[1].split()
    for name in ("downloads/one_neuron.py", "licenses/LICENSE.txt"):
        here, there = (
            (folder / name).read_bytes()
            for folder in (addressed.folder, site.folder)
        )
        assert here == there


def test_the_build_writes_nothing_into_the_checkout(addressed):
    assert addressed.kept


def test_every_page_is_there_as_markdown_with_its_outputs(site):
    for page in PAGES:
        name = built(site, page.path.stem)
        text = name.with_suffix(".md").read_text("utf-8")
        shown = " ".join(built_checks.words(text))
        blocks = [
            " ".join(built_checks.words(page.code(fence)))
            for fence in page.fences
        ]
        assert [block for block in blocks if block not in shown] == []
        bare = re.sub(r"(?ms)^(`{3,}).*?^\1$|`[^`\n]*`", "", text)
        assert not re.search(r"<!--|8<|<svg|\{ [.#]|^[!?]{3}", bare, re.M)


def test_every_link_in_the_markdown_leads_somewhere(site):
    dead = []
    for page in PAGES:
        html = built(site, page.path.stem)
        text = html.with_suffix(".md").read_text("utf-8")
        text = re.sub(r"(?ms)^(`{3,}).*?^\1$|`[^`\n]*`", "", text)
        links = [urlsplit(link) for link in re.findall(r"\]\((.*?)\)", text)]
        dead += [
            f"{page.name}: {parts.geturl()}"
            for parts in links
            if not parts.scheme and not leads_somewhere(site, html, parts)
        ]

    assert dead == []


def test_every_chapter_offers_its_program_and_its_notebook(site):
    chapters = [
        page for page in PAGES if len(BOOK.own_programs(page.path)) == 2
    ]
    for page in PAGES:
        html = site.pages[built(site, page.path.stem)]
        offered = [a["href"] for a in html.find_all("a", download=True)]
        stem = page.path.stem.replace("-", "_")
        assert offered == [
            f"../downloads/{stem}{ending}"
            for ending in (".py", ".ipynb")
            if page in chapters
        ]
        assert ("minutes to read" in html.text) == (page in chapters)


def test_llms_txt_names_every_page(site):
    text = (site.folder / "llms.txt").read_text("utf-8")
    names = re.findall(r"^- \[.+\]\((\S+)\): \S", text, re.M)

    assert text.startswith("# The Forward Pass\n\n> ")
    assert sorted(site.folder / name for name in names) == sorted(
        built(site, page.path.stem).with_suffix(".md") for page in PAGES
    )


def test_the_versions_are_those_of_the_requirements(site):
    text = (site.folder / "versions/index.md").read_text("utf-8")
    pins = (ROOT / "requirements.txt").read_text("utf-8")

    assert re.findall(r"^\| `(\S+)` \| (\S+) \|$", text, re.M) == re.findall(
        r"^([\w-]+)==(\S+)", pins, re.M
    )


# The checks, failing ------------------------------------------------------

PAGE = "<html><body><article>{}</article></body></html>"


@pytest.fixture
def planted(tmp_path):
    """A built site with one page and this in it."""

    def plant(content, **files):
        for name, text in files.items():
            (tmp_path / name.replace("_", ".")).write_text(text)
        (tmp_path / "index.html").write_text(PAGE.format(content))
        return Site(tmp_path)

    return plant


@pytest.mark.parametrize(
    "content",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<script src="//cdn.example/x.js"></script>',
        '<img src="http://example.org/x.png">',
        '<img srcset="x.png 1x, https://example.org/x.png 2x">',
        '<link rel="stylesheet" href="https://fonts.example/x.css">',
        '<link rel="preconnect" href="https://fonts.example">',
        '<iframe src="https://video.example"></iframe>',
        '<p style="background: url(https://example.org/x.png)">',
        "<style>@import 'https://fonts.example/x.css';</style>",
        '<form action="https://example.org/search"></form>',
        '<meta http-equiv="refresh" content="0;url=https://example.org">',
        '<video poster="https://example.org/x.png"></video>',
        '<link rel="apple-touch-icon" href="https://example.org/x.png">',
        '<link rel="preload" imagesrcset="a 1x, https://example.org/x 2x">',
        "<script>fetch('https://example.org/count')</script>",
        "<p onclick=\"fetch('//example.org/count')\"></p>",
        '<base href="https://example.org/">',
        '<a href="." ping="https://example.org/count"></a>',
        '<img src="/\\example.org/x.png">',
        '<img src="ht\ntps://example.org/x.png">',
        "<style>p { background: URL(https://example.org/x.png) }</style>",
    ],
)
def test_a_request_to_another_host_is_found(planted, content):
    (mistake,) = check_third_parties(planted(content))

    assert mistake.place == "index.html"
    assert "a reader's browser would ask" in mistake.sentence


def test_a_rule_that_is_not_closed_is_found(planted):
    site = planted("")
    css = site.folder / "assets/css"
    css.mkdir(parents=True)
    (css / "book.css").write_text("a {\n  color: red;\n\nb, c\n{\n}\n")

    (mistake,) = check_styles(site)

    assert "the braces of `a {` do not match" in mistake.sentence


def test_a_style_sheet_that_asks_another_host_is_found(planted):
    site = planted("", book_css="a { src: url('https://example.org/x') }")

    assert [m.place for m in check_third_parties(site)] == ["book.css"]


@pytest.mark.parametrize(
    "content",
    [
        '<a href="nowhere/">',
        '<a href="#nothing">',
        '<a href="index.html#nothing">',
        '<a href="/nowhere/">',
        '<script src="x.js"></script>',
        '<img src="x.png">',
        '<a href="../../../etc/passwd">',
        '<a href="htps://example.org">',
        '<video src="x.mp4"></video>',
        '<a href="/index.html">',
    ],
)
def test_a_dead_link_is_found(planted, content):
    (mistake,) = check_links(planted(content))

    assert "leads nowhere" in str(mistake) or "in a folder" in str(mistake)


def test_a_style_sheet_that_names_no_file_is_found(planted):
    site = planted("", book_css="a { src: url(x.woff2) }")

    assert [m.place for m in check_links(site)] == ["book.css"]


@pytest.mark.parametrize(
    "name", ["notes.csv", "a.docx", "old.md", "x.json", "x.py", "x.ipynb"]
)
def test_a_file_that_no_page_needs_is_found(planted, name):
    site = planted("")
    (site.folder / name).write_text("")

    assert [m.place for m in check_published(site)] == [name]


def test_live_links_pass(planted):
    site = planted(
        '<h1 id="here"></h1><a href="#here"></a><a href="."></a>'
        '<a href="index.html#here"></a><a href="https://example.org"></a>'
    )

    assert check_links(site) == []
    assert check_third_parties(site) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("<pre>a b</pre>", None),
        ("<pre>a b</pre><pre>c</pre>", "shows 2 blocks of code, *from the 2."),
        ("", "shows 0 blocks of code, *from the 1."),
        ("<pre>a c</pre>", "shows 1 blocks of code, *from the 1."),
    ],
)
def test_code_that_the_ledger_does_not_know_is_found(
    planted, book, content, sentence
):
    page = Page(book.page("p", "```text\na b\n```"), Book(book.root))
    site = planted(content)

    found = check_fences(site, page, site.folder / "index.html")

    assert len(found) == (sentence is not None)
    assert all(fnmatch(str(mistake), f"*{sentence}*") for mistake in found)


# What MkDocs warns about: (file, behind which text what is added, what the
# warning names).
WARNED = {
    "a dead link": ("docs/en/about.md", "", "\n[x](no.md)\n", "no.md"),
    "a dead anchor": (
        "docs/en/about.md",
        "",
        "\n[x](layers.md#nowhere)\n",
        "#nowhere",
    ),
    "a page that is not in the nav": (
        "docs/en/lost.md",
        "",
        "# Lost\n",
        "lost.md",
    ),
    "a nav entry without its page": (
        "mkdocs.yml",
        "      - about.md\n",
        "      - gone.md\n",
        "gone.md",
    ),
}
# What stops a build at once, on the first page.
STOPPING = {
    "an include of nothing": ('--8<-- "no.svg"', "no.svg"),
    "a section that is not there": (
        '```python\n--8<-- "layers.py:nothing"\n```',
        "'nothing' could not be located",
    ),
    "a formula that cannot be shown": ("$\\nope$", "index.md: the formula"),
}


def plant(path, behind, text):
    old = path.read_text("utf-8") if path.exists() else ""
    before, behind, after = old.partition(behind) if behind else (old, "", "")
    path.write_text(before + behind + text + after, "utf-8")


def test_each_warning_stops_the_strict_build(tmp_path):
    book = copy(tmp_path / "book")
    for page in book.glob("docs/en/*.md"):
        page.write_text("# A page\n")  # the settings warn, not the text
    for name, behind, text, _ in WARNED.values():
        plant(book / name, behind, text)

    done = build(book, tmp_path / "site")

    warnings = [
        line for line in done.stdout.splitlines() if line.startswith("WARNING")
    ]
    assert done.returncode != 0
    assert len(warnings) == len(WARNED)
    assert f"{len(WARNED)} warnings in strict mode" in done.stdout
    for _, _, _, words in WARNED.values():
        assert words in done.stdout


@pytest.mark.parametrize("fault", STOPPING)
def test_a_fault_stops_the_build_at_once(tmp_path, fault):
    book = copy(tmp_path / "book")
    text, words = STOPPING[fault]
    plant(book / "docs/en/index.md", "", f"\n{text}\n")

    done = build(book, tmp_path / "site")

    assert done.returncode != 0
    assert words in done.stdout
