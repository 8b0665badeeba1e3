"""Damaged and missing files stop the build, in a sentence that names them."""

import re
import shutil
from types import SimpleNamespace

import pytest
from markdown import Markdown
from mkdocs.exceptions import BuildError
from sources import Includes, check_font, text_of
from versions import MARKER, with_versions

from tests.conftest import ROOT

FONT = ROOT / "theme/assets/fonts/stix-two-math.woff2"
RECORD = "--8<-- [start:forward]\n0.25\n--8<-- [end:forward]\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>T</title></svg>\n'


@pytest.fixture
def included(tmp_path):
    """What a page shows that includes this of a file with these bytes."""

    def included(name, data, section=""):
        if data is not None:
            (tmp_path / name).write_bytes(data)
        includes = Includes()
        includes.page = "one-neuron.md"
        markdown = Markdown(
            extensions=["pymdownx.snippets", includes],
            extension_configs={
                "pymdownx.snippets": {
                    "base_path": [str(tmp_path)],
                    "check_paths": True,
                }
            },
        )
        markdown.convert(f'--8<-- "{name}{section}"')
        return "\n".join(includes.lines)

    return included


def test_a_sound_record_is_shown(included):
    data = RECORD.encode()

    assert included("a.out", data, ":forward") == "0.25"
    assert included("b.svg", SVG.encode()).strip() == SVG.strip()


def test_the_line_ends_of_windows_are_shown_as_others(included):
    data = RECORD.replace("\n", "\r\n").encode()

    assert included("a.out", data, ":forward") == "0.25"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (None, "one-neuron.md: .*a.out.* could not be found"),
        (b"", "/a.out: it is empty"),
        (b"0.25", "one-neuron.md: .*'forward' could not be located"),
        (RECORD[:28].encode(), r"/a.out:3: section `forward` has no end"),
        (RECORD[25:].encode(), r"/a.out:\d: section `forward` has no start"),
        (
            b"--8<-- [start:data]\n" + RECORD.encode(),
            r"/a.out:2: section `data` has no end",
        ),
        (RECORD.encode("utf-16"), r"/a.out:1: it is not UTF-8"),
        (b"0.25\n\xff" + RECORD.encode(), r"/a.out:2: it is not UTF-8"),
    ],
)
def test_a_damaged_record_stops_the_build(included, data, sentence):
    with pytest.raises(BuildError, match=sentence):
        included("a.out", data, ":forward")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (None, "one-neuron.md: .*a.svg.* could not be found"),
        (b"\n", "/a.svg: it is empty"),
        (SVG[:50].encode(), "/a.svg: it is no well-formed SVG"),
        (b"<p>x</p>", "/a.svg: it is no SVG"),
        (b"\x89PNG\xff", "/a.svg:1: it is not UTF-8"),
    ],
)
def test_a_damaged_figure_stops_the_build(included, data, sentence):
    with pytest.raises(BuildError, match=sentence):
        included("a.svg", data)


def test_the_font_is_sound():
    check_font(FONT)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (None, "is missing"),
        (FONT.read_bytes()[:1000], "is damaged"),
        (b"<!doctype html>", "is damaged"),
    ],
)
def test_a_damaged_font_stops_the_build(tmp_path, data, sentence):
    path = tmp_path / "math.woff2"
    if data is not None:
        path.write_bytes(data)

    with pytest.raises(BuildError, match=rf"/math\.woff2: it {sentence}"):
        check_font(path)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(None, ": it is missing"), (b"\n\xff\xfe", ":2: it is not UTF-8")],
)
def test_a_damaged_page_license_or_program_stops_the_build(
    tmp_path, data, sentence
):
    path = tmp_path / "LICENSE"
    if data is not None:
        path.write_bytes(data)

    with pytest.raises(BuildError, match=f"/LICENSE{sentence}"):
        text_of(path)


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("requirements.txt", None, "/requirements.txt: it is missing"),
        ("requirements.txt", "torch\n", "requirements.txt holds no"),
        ("requirements.txt", "torch==1.0\n", "asks for 1.0"),
        ("snippets/two_networks.out", None, "_networks.out: it is missing"),
        ("snippets/two_networks.out", "9.9\n", "no known version"),
    ],
)
def test_versions_that_disagree_stop_the_build(tmp_path, name, text, sentence):
    (tmp_path / "snippets").mkdir()
    for file in ("requirements.txt", "snippets/two_networks.out"):
        shutil.copy(ROOT / file, tmp_path / file)
    config = SimpleNamespace(
        config_file_path=str(tmp_path / "mkdocs.yml"),
        extra={"versions": {"package": "Package", "version": "Version"}},
    )
    assert "| `torch` | 2." in with_versions(MARKER, config)
    (tmp_path / name).unlink()
    if text:
        (tmp_path / name).write_text(text)

    with pytest.raises(BuildError, match=re.escape(sentence)):
        with_versions(MARKER, config)
