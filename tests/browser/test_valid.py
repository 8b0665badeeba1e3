"""Every page is valid HTML, as html-validate reads the standard."""

import json
import subprocess

import pytest

from tests.book import Mistake
from tests.browser.node import NoNode, tool
from tests.conftest import expect_none

SETTINGS = {"root": True, "extends": ["html-validate:standard"]}
# Two checkboxes in Material's base template, which every page extends.
EXCUSED = {
    ("valid-autocomplete", "#__drawer"),
    ("valid-autocomplete", "#__search"),
}


def check_html(folder, scratch):
    """What html-validate says of the pages in a folder."""
    settings = scratch / "html-validate.json"
    settings.write_text(json.dumps(SETTINGS))
    try:
        words = tool("html-validate")
    except NoNode as missing:
        pytest.fail(str(missing), pytrace=False)
    report = scratch / "report.json"  # a pipe would cut a long one off
    subprocess.run(
        [*words, "--config", settings, "-f", f"json={report}", "**/*.html"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
    )
    return [
        Mistake(
            f"{path}:{message['line']}",
            f"this is not valid HTML: {message['message']} "
            f"({message['ruleId']}, {message.get('selector')}). Mend the "
            "page, or the template that makes it.",
        )
        for page in json.loads(report.read_text())
        for path in [page["filePath"]]
        for message in page["messages"]
        if (message["ruleId"], message.get("selector")) not in EXCUSED
    ]


@pytest.mark.browser
def test_every_page_is_valid(site, tmp_path):
    expect_none(check_html(site, tmp_path))


@pytest.mark.browser
def test_invalid_html_is_found(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    start = '<!DOCTYPE html>\n<html lang="en"><head><title>A</title></head>'
    (pages / "a.html").write_text(
        f"{start}<body><p><div>A</p></div><ul><p>B</p></ul><img src=x>"
        '<a href="#a" id="a" id="b">C</a>'
    )
    (pages / "b.html").write_text(f"{start}<body><p>Sound.</p></body></html>")

    found = [str(mistake) for mistake in check_html(pages, tmp_path)]

    assert len(found) > 2
    assert all("a.html:" in each for each in found)


def test_without_node_a_sentence_says_how_to_get_it(tmp_path):
    with pytest.raises(NoNode, match="sudo apt-get install nodejs npm"):
        tool("lighthouse", {"PATH": str(tmp_path)})
