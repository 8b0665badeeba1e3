"""Each check of a page, failing on a page that has the fault."""

import pytest

from tests.browser import checks
from tests.browser.host import Host
from tests.browser.visit import Visit

pytestmark = pytest.mark.browser

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"></head>
<body><main><article>
<h1 id="top">A page</h1>
{}
</article></main></body>
</html>"""
SLOW = "setTimeout(() => document.body.prepend(Object.assign("


@pytest.fixture
def planted(tmp_path, context):
    """A page with this in it, opened: `planted(html, ...) -> visit`."""
    opened = []

    def planted(content, policy="", width=1280, **options):
        (tmp_path / "index.html").write_text(PAGE.format(content))
        host = Host(tmp_path, policy)
        window = context(width, **options)
        visit = Visit(window, "index.html", host.address)
        for each in (host, visit):
            opened.append(each)
            each.__enter__()
        return visit

    yield planted
    for each in reversed(opened):
        each.__exit__()


FAULTS = {
    "no alternative text": (
        "accessibility",
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">',
        "image-alt",
    ),
    "pale text": (
        "accessibility",
        '<p style="color: #ccc">Who can read this?</p>',
        "color-contrast",
    ),
    "pale text in a closed box": (
        "accessibility",
        '<details><summary>A</summary><p style="color: #ccc">This?</p>'
        "</details>",
        "color-contrast",
    ),
    "pale text in the dark palette": (
        "accessibility",
        "<style>@media (prefers-color-scheme: dark) { p { color: #ccc } }"
        "</style><p>Who can read this?</p>",
        "color-contrast",
    ),
    "another host": (
        "third_parties",
        '<img alt="x" src="http://127.0.0.2:9/x.png">',
        "the browser asked http://127.0.0.2:9/x.png",
    ),
    "an error": ("console", "<script>nope()</script>", "nope is not defined"),
    "a missing file": ("console", '<script src="no.js"></script>', "404"),
    "something that comes late": (
        "shift",
        f"<p>Text.</p><script>{SLOW}document.createElement('div'), "
        "{style: 'height: 300px'})), 50)</script>",
        "moves while the page loads",
    ),
    "a wide line": (
        "width",
        "<pre>" + "x" * 400 + "</pre>",
        "scrolls sideways, because of <pre>",
    ),
    "a wide line in a closed box": (
        "width",
        "<details><summary>A</summary><pre>" + "x" * 400 + "</pre></details>",
        "scrolls sideways",
    ),
    "no outline": (
        "keyboard",
        '<style>a:focus { outline: 0 }</style><a href="#top">A</a>',
        "nobody sees that <a",
    ),
    "a trap": (
        "keyboard",
        '<a href="#top">A</a><button onkeydown="event.preventDefault()">B'
        '</button><a href="#top">C</a>',
        "Tab never leaves <button",
    ),
    "a focus that is taken away": (
        "keyboard",
        '<a href="#top">A</a><button tabindex="-1">B</button>'
        '<a href="#top" onfocus="this.nextSibling.focus()">C</a>'
        '<a href="#top">D</a><a href="#top">E</a>'
        "<script>document.links[1].addEventListener('focus', e => "
        "document.links[3].focus())</script>",
        "Tab does not reach",
    ),
    "a wrong order": (
        "keyboard",
        '<a href="#top">A</a><a href="#top" tabindex="1">B</a>',
        "Tab goes back from",
    ),
    "a hidden stop": (
        "keyboard",
        '<a href="#top" style="position: absolute; left: -999px">A</a>',
        "outside the screen",
    ),
    "a box that no key scrolls": (
        "keyboard",
        '<div style="overflow: auto" onfocusin="" id="box"><div style="width: '
        '3000px">x</div></div><script>document.querySelector("#box").tabIndex '
        "= -1</script>",
        "scrolls sideways, but not by keyboard",
    ),
    "a box that no key opens": (
        "boxes",
        '<details><summary onkeydown="event.preventDefault()">A</summary>x'
        "</details>",
        "Enter does not open the box 'A'",
    ),
    "no skip link": (
        "skip_link",
        '<a href="other.html">A</a>',
        "the first thing that Tab reaches",
    ),
    "a skip link to nothing": (
        "skip_link",
        '<a href="#nothing">A</a>',
        "the first thing that Tab reaches",
    ),
    "a bar on paper": (
        "paper",
        '<div class="md-header">Menu</div>',
        "paper shows .md-header",
    ),
    "a box that stays closed on paper": (
        "paper",
        "<details><summary>A</summary><p>B</p></details>",
        "the box 'A' stays closed",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(planted, fault):
    check, content, words = FAULTS[fault]

    found = getattr(checks, f"check_{check}")(planted(content))

    assert any(words in str(mistake) for mistake in found), found


@pytest.mark.parametrize(
    "check", sorted({check for check, *_ in FAULTS.values()})
)
def test_a_sound_page_passes(planted, check):
    visit = planted(
        '<p><a href="#top">Skip</a></p><p>Text.</p><p><button>Do</button></p>'
        "<details open><summary>A</summary>B</details>"
    )

    assert getattr(checks, f"check_{check}")(visit) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<p hidden>B</p>", "nobody sees <p hidden"),
        ("<svg style='display: none'></svg>", "nobody sees <svg"),
        ("", "these words are missing: ['B']"),
    ],
)
def test_what_needs_javascript_is_found(planted, content, words):
    visit = planted(content, java_script_enabled=False)

    found = checks.check_without_scripts(visit, ["A", "page", "B"])

    assert words in str(found[0])


@pytest.mark.parametrize(("name", "limit"), [("x/", 160), ("labs/x/", 220)])
def test_a_heavy_page_is_found(planted, name, limit):
    visit = planted("")
    visit.name = name

    assert checks.check_weight(visit, limit * 1000) == []
    (mistake,) = checks.check_weight(visit, limit * 1000 + 1)
    assert f"{limit} are allowed" in str(mistake)


def test_the_host_counts_what_it_sends(planted, tmp_path):
    (tmp_path / "x.js").write_text("x" * 100_000)
    (tmp_path / "x.png").write_bytes(b"x" * 5000)
    visit = planted('<script src="x.js"></script><img alt="" src="x.png">')

    assert visit.requests[-1].endswith("x.png")
    assert visit.page.request.get(visit.address + "no").status == 404
