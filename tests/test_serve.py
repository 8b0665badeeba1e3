"""`mkdocs serve` shows an edit in the open browser, without a restart."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.conftest import ROOT

SECONDS = 30
PAGES = "index", "one-neuron", "the-article"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A served copy of the book: its folder and its address."""
    folder = tmp_path_factory.mktemp("served")
    for name in ("docs", "snippets", "theme", "LICENSES"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("mkdocs.yml", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    for page in (folder / "docs/en").glob("*.md"):
        if page.stem not in PAGES:
            page.unlink()  # each edit builds all pages
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-a", address],
        cwd=folder,
        env={**os.environ, "LABS": "off"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: get(f"http://{address}/"))
        yield folder, f"http://{address}"
    finally:
        server.terminate()
        server.wait()


def get(address):
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:
            return answer.read().decode()
    except ConnectionError:
        return ""
    except urllib.error.URLError:
        return ""


def until(holds):
    """Wait until a call returns something true; return that."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(0.05)
    pytest.fail(f"nothing came in {SECONDS} seconds")


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("docs/en/one-neuron.md", "one-neuron"),
        ("docs/en/the-article.toml", "the-article"),
        ("snippets/one_neuron.py", "one-neuron"),
        ("snippets/one_neuron.out", "one-neuron"),
        ("snippets/figures/one_neuron.svg", "one-neuron"),
        ("theme/assets/css/book.css", "one-neuron"),
    ],
)
def test_an_edit_reaches_the_open_browser(served, name, page):
    folder, address = served
    html = get(f"{address}/{page}/")
    epoch, request = re.search(r"livereload\((\d+), (\d+)\)", html).groups()
    path = folder / name
    old = path.read_text("utf-8")

    path.write_text(edited(path, old), "utf-8")

    # What the page's own script asks, until the server names a later build.
    until(
        lambda: (
            int(get(f"{address}/livereload/{epoch}/{request}") or 0)
            > int(epoch)
        )
    )
    shown = f"{address}/{page}/"
    if name.endswith(".css"):
        shown = f"{address}/assets/css/book.css"
    until(lambda: "planted" in get(shown))


def edited(path, text):
    """The text with the word `planted` where a reader would see it."""
    if path.suffix == ".md":
        return f"{text}\nplanted\n"
    if path.suffix == ".css":
        return f"{text}\n.planted {{}}\n"
    if path.suffix == ".toml":
        return re.sub(r'(?m)^en = (["\']+)', r"en = \1planted ", text, count=1)
    if path.suffix == ".svg":
        return re.sub(r"(<title[^>]*>)", r"\1planted ", text)
    return re.sub(r"(?m)^((# )?--8<-- \[start.*\n)", r"\1# planted\n", text)
