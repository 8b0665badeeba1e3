"""Checks of the built site: what it asks others for, its links, its code."""

import re
from itertools import zip_longest
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

from tests.book import Mistake

LOADING = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
    "object": "data",
    "use": "href",
    "image": "href",
    "form": "action",
}
LINKS_THAT_LOAD = {
    "stylesheet", "icon", "preload", "prefetch", "preconnect",
    "dns-prefetch", "modulepreload", "manifest",
}  # fmt: skip
CSS_ADDRESS = re.compile(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)")


class Site:
    """A folder of built pages."""

    def __init__(self, folder):
        self.folder = folder
        self.pages = {
            path: BeautifulSoup(path.read_text("utf-8"), "html.parser")
            for path in sorted(folder.rglob("*.html"))
        }

    def name(self, path):
        return path.relative_to(self.folder).as_posix()


def check_third_parties(site):
    """No page and no style sheet loads anything from another host."""
    mistakes = []

    def check(path, address):
        if re.match(r"\s*([a-z]+:)?//", address or "", re.I):
            mistakes.append(
                Mistake(
                    site.name(path),
                    f"a reader's browser would ask {address}. Ship the file "
                    "with the site.",
                )
            )

    for path, page in site.pages.items():
        for tag, attribute in LOADING.items():
            for element in page.find_all(tag):
                check(path, element.get(attribute))
                for part in element.get("srcset", "").split(","):
                    check(path, part)
        for element in page.find_all("link"):
            if LINKS_THAT_LOAD & set(element.get("rel", [])):
                check(path, element.get("href"))
        for element in page.find_all(style=True):
            check_css(path, element["style"], check)
        for element in page.find_all("style"):
            check_css(path, element.text, check)
    for path in site.folder.rglob("*.css"):
        check_css(path, path.read_text("utf-8"), check)
    return mistakes


def check_css(path, text, check):
    for address in CSS_ADDRESS.findall(text):
        check(path, "".join(address))


def check_links(site):
    """Each link within the site leads to a file, and to an id in it."""
    mistakes = []
    for path, page in site.pages.items():
        for element in page.find_all(["a", "link", "script", "img"]):
            address = element.get("href") or element.get("src")
            parts = urlsplit(address or "")
            if address is None or parts.scheme or parts.netloc:
                continue
            target = resolve(site, path, unquote(parts.path))
            found = target.is_file() and (
                not parts.fragment
                or target.suffix != ".html"
                or site.pages[target].find(id=unquote(parts.fragment))
                # Material's search and tabs make these in the browser.
                or parts.fragment.startswith("__")
            )
            if not found:
                mistakes.append(
                    Mistake(
                        site.name(path),
                        f"`{address}` leads nowhere. Mend the link.",
                    )
                )
    return mistakes


def resolve(site, path, address):
    """The file of the site that a browser gets for an address on a page."""
    base = site.folder if address.startswith("/") else path.parent
    target = (base / address.lstrip("/")).resolve() if address else path
    return target / "index.html" if target.is_dir() else target


def check_fences(site, page, built):
    """The ledger is closed: the built page shows its fences, and no more."""
    content = site.pages[built].find("article")
    shown = [
        words(block.text)
        for block in content.find_all("pre")
        # The table of the article is data; its own test covers it.
        if block.find_parent("table", class_="article") is None
    ]
    accounted = [words(page.code(fence)) for fence in page.fences]
    pairs = enumerate(zip_longest(shown, accounted), 1)
    first = next((number for number, (a, b) in pairs if a != b), None)
    if first is None:
        return []
    return [
        Mistake(
            page.name,
            f"the site shows {len(shown)} blocks of code, the ledger accounts "
            f"for {len(accounted)}, and they differ from the {first}. on. "
            "Look for code indented by four spaces, for a raw <pre>, and for "
            "a fence that the site does not read as one.",
        )
    ]


def words(text):
    """A text's words; the site escapes and wraps what is around them."""
    return text.replace(";--8<--", "--8<--").split()
