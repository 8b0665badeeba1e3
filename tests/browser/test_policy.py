"""The site works under a policy that trusts it and nobody else."""

import re

import pytest

from tests.browser.policy import inline, policy
from tests.browser.visit import Visit
from tests.conftest import ROOT

PAGE = "<!doctype html><title>x</title>{}"

# How each script begins that Material puts into the pages themselves.
THEME = ("__md_scope=", "var palette=", "var target=", "var tabs=")


@pytest.mark.browser
def test_nothing_runs_in_pages_but_a_few_lines_of_the_theme(site):
    found = inline(site)
    scripts = [text for text, kind in found.items() if kind == "script"]
    styles = [text for text, kind in found.items() if kind == "style"]

    assert scripts
    assert [t[:80] for t in scripts if not t.startswith(THEME)] == []
    assert len(styles) == 1
    assert styles[0] in (site / "404.html").read_text("utf-8")


@pytest.mark.browser
def test_the_palette_the_search_and_the_copy_button_work(context, host):
    window = context(permissions=["clipboard-write"])
    name = "one-neuron/index.html"
    with Visit(window, name, host.pages()[name]) as visit:
        page = visit.page
        before = page.evaluate("getComputedStyle(document.body).color")
        page.locator("label[for^=__palette]:visible").click()
        assert before != page.evaluate("getComputedStyle(document.body).color")

        # Now and then Chromium does not answer who asks for the clipboard.
        page.evaluate(
            "addEventListener('copy', copy => copied = copy.target.value)"
        )
        page.locator(".md-code__button").first.click()
        copied = page.evaluate("copied")
        assert copied.strip() == (
            page.locator(".language-python code").first.inner_text().strip()
        )

        for key in "/", "s":
            page.keyboard.press(key)
            page.locator("#__search:checked").wait_for(state="attached")
            page.keyboard.press("Escape")
            page.locator("#__search:not(:checked)").wait_for(state="attached")
            page.wait_for_function("document.activeElement == document.body")

        page.keyboard.press("/")
        page.keyboard.type("broadcasting")
        page.locator("a.md-search-result__link").first.click()
        page.wait_for_url("**/shapes/**")
        assert visit.complaints == []


@pytest.mark.browser
@pytest.mark.parametrize(
    "content",
    [
        "<script>document.title = 'ran'</script>",
        "<p onclick='x()'>x</p><script src='data:text/javascript,1'></script>",
        "<p style='color: red'>x</p>",
        '<img alt="" src="http://127.0.0.2:9/x.png">',
    ],
)
def test_what_the_policy_forbids_is_said(tmp_path, context, content):
    from tests.browser.host import Host

    rule = policy(tmp_path)  # of a site without pages
    (tmp_path / "index.html").write_text(PAGE.format(content))
    with (
        Host(tmp_path, rule) as host,
        Visit(context(), "index.html", host.address) as visit,
    ):
        assert "Content Security Policy" in str(visit.complaints)


def test_a_script_in_a_page_gets_a_hash_and_data_does_not(tmp_path):
    (tmp_path / "index.html").write_text(
        "<script>run()</script><style>p { color: red }</style>"
        '<script src="x.js"></script>'
        '<script type="application/json">{"a": 1}</script>'
    )

    assert inline(tmp_path) == {
        "run()": "script",
        "p { color: red }": "style",
    }
    rule = policy(tmp_path)
    assert rule.startswith("default-src 'self'; img-src 'self' data:; ")
    assert len(re.findall(r"'sha256-[\w+/]{43}='", rule)) == 2


def test_the_contributors_page_tells_how_to_print_the_policy():
    page = (ROOT / "docs/en/contributing.md").read_text("utf-8")

    assert "python -m tests.browser.policy site\n" in page
