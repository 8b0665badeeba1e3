"""Checks of the built site: what it asks others for, its links, its code."""

import functools
import re
from itertools import zip_longest
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

from tests.book import Mistake

EXTERNAL = re.compile(r"(?:https?:|wss?:|ftp:)?[\\/]{2,}[\w.-]", re.I)
# Where an external address loads nothing: a link that a reader follows, what
# names this page to others, and the names of namespaces.
HARMLESS = {("a", "href"), ("link", "canonical"), ("link", "alternate")}
CSS_ADDRESS = re.compile(
    r"(?:url\(|@import\s|image-set\()\s*[\"']?(?!data:|url)([^\"')]+)", re.I
)
COMMENT = re.compile(r"/\*.*?\*/", re.S)
PUBLISHED = {
    "", ".html", ".css", ".js", ".map", ".json", ".svg", ".png", ".woff2",
    ".txt", ".xml", ".gz",
}  # fmt: skip


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

    @functools.cache  # noqa: B019 - a site lives as long as its tests
    def ids(self, path):
        """The ids that a page holds."""
        return {
            element["id"] for element in self.pages[path].find_all(id=True)
        }


def check_third_parties(site):
    """No page, style sheet, script or drawing of ours asks another host."""
    mistakes = []

    def check(path, text, whole=False):
        text = re.sub(r"\s", "", text) if whole else text
        found = EXTERNAL.match(text) if whole else EXTERNAL.search(text)
        if found:
            mistakes.append(
                Mistake(
                    site.name(path),
                    "a reader's browser would ask "
                    f"{text[found.start() :][:60]}. Ship the file with the "
                    "site.",
                )
            )

    for path, page in site.pages.items():
        for element in page.find_all(True):
            for name, value in element.attrs.items():
                value = " ".join(value) if isinstance(value, list) else value
                if name.startswith("xmlns") or harmless(element, name):
                    continue
                for part in value.split(","):
                    check(path, part, whole=True)
                if name in ("style", "srcdoc", "content") or name[:2] == "on":
                    check(path, value)
            if element.name in ("style", "script"):
                check(path, element.text)
    for path in site.folder.rglob("*"):
        ours = "assets/images" in path.as_posix() or "book" in path.name
        ours |= path.parent.name == "figures"
        if path.suffix == ".css":
            for address in CSS_ADDRESS.findall(path.read_text("utf-8")):
                check(path, address, whole=True)
        elif path.suffix in (".js", ".svg") and ours:
            text = path.read_text("utf-8")
            check(path, text.replace("http://www.w3.org/2000/svg", ""))
    return mistakes


def harmless(element, name):
    """Whether an address in this attribute is followed, not loaded."""
    if element.name == "meta":
        return not element.get("http-equiv")
    if element.name == "link":
        kinds = element.get("rel", [])
        return bool(kinds) and all(("link", k) in HARMLESS for k in kinds)
    return (element.name, name) in HARMLESS


def check_links(site):
    """Each link within the site leads to a file, and to an id in it."""
    mistakes = []

    def wrong(path, sentence):
        mistakes.append(Mistake(site.name(path), sentence))

    for path, page in site.pages.items():
        for element in page.find_all(True):
            for name in ("href", "src", "data", "poster", "action"):
                address = element.get(name)
                if address is None or (element.name, name) == ("use", "data"):
                    continue
                parts = urlsplit(address)
                if parts.scheme in ("http", "https", "mailto", "data"):
                    continue
                if address.startswith("/") and path.name != "404.html":
                    wrong(
                        path,
                        f"`{address}` fails where the site lies in a folder. "
                        "Write it relative to the page.",
                    )
                elif not leads_somewhere(site, path, parts):
                    wrong(path, f"`{address}` leads nowhere. Mend the link.")
    for path in site.folder.rglob("*.css"):
        for address in CSS_ADDRESS.findall(path.read_text("utf-8")):
            if (
                not address.startswith(("data:", "#"))
                and not (
                    path.parent / address.partition("#")[0].partition("?")[0]
                ).is_file()
            ):
                wrong(path, f"`{address}` leads nowhere. Mend the address.")
    return mistakes


def leads_somewhere(site, path, parts):
    """Whether a browser finds the file, and the id, of an address."""
    if parts.scheme or parts.netloc:
        return False
    address, anchor = unquote(parts.path), unquote(parts.fragment)
    base = site.folder if address.startswith("/") else path.parent
    target = (base / address.lstrip("/")).resolve() if address else path
    if target.is_dir():
        target /= "index.html"
    inside = target.is_relative_to(site.folder.resolve())
    if not (inside and target.is_file()):
        return False
    # Material's header and search open what has no id by `#` alone.
    return (
        not anchor
        or target.suffix != ".html"
        or anchor == "__skip"
        or anchor
        in site.ids(site.folder / target.relative_to(site.folder.resolve()))
    )


def check_published(site):
    """Nothing is published but pages, what they need and what they offer."""
    return [
        Mistake(
            site.name(path),
            "this file is no page and nothing that a page needs. Move it out "
            "of docs/.",
        )
        for path in sorted(site.folder.rglob("*"))
        if path.is_file()
        and not is_offered(path)
        and not is_download(site, path)
        and (
            path.suffix not in PUBLISHED
            or (path.suffix == ".json" and path.parent.name != "search")
        )
    ]


def is_offered(path):
    """Whether a file is a page's Markdown, or a chapter's download."""
    if path.suffix == ".md":
        return path.with_suffix(".html").is_file()
    return path.suffix in (".py", ".ipynb") and path.parent.name == "downloads"


def is_download(site, path):
    """Whether a file is what the page of a lab offers its readers."""
    return path.suffix in (".py", ".ipynb") and any(
        (place.parent / link["href"]).resolve() == path.resolve()
        for place, page in site.pages.items()
        for link in page.find_all("a", download=True)
    )


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


def check_styles(site):
    """Each rule of our style sheets is closed; a browser would not say so."""
    mistakes = []
    for path in sorted(site.folder.glob("assets/css/*.css")):
        text = path.read_text("utf-8")
        for rule in re.split(r"(?m)^(?=[^\s}/*])", COMMENT.sub("", text)):
            if rule.count("{") != rule.count("}"):
                mistakes.append(
                    Mistake(
                        site.name(path),
                        f"the braces of `{rule.splitlines()[0]}` do not "
                        "match. Close what is open.",
                    )
                )
    return mistakes
