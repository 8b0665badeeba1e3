"""Asks every address outside the book that its pages link to.

    python -m tests.links site

The weekly job runs it on a built site. A dead link is a line that names its
page; the command then ends with 1. A site that only refuses robots, or is
down for the moment, is asked again, and at last named as well.
"""

import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.checks.built import Site

SECONDS = 20
WAITS = (2, 10, 30)  # seconds before each further attempt
AGENT = "Mozilla/5.0 (compatible; link check of The Forward Pass)"
WEB = ("http://", "https://")
OWN = "http://127.0.0.1:8000/"  # where `mkdocs serve` shows the book
# What says that the page is gone; anything else may pass.
GONE = {404, 410}
# A host that asks for a login, or lets no program in: a reader gets in.
CLOSED = {401, 403, 405, 429, 999}


def external_links(site):
    """{address: the pages that link to it}, without the part behind #."""
    links = defaultdict(set)
    for path, page in site.pages.items():
        for element in page.find_all("a", href=True):
            address = element["href"].partition("#")[0]
            if address.startswith(WEB) and not address.startswith(OWN):
                links[address].add(site.name(path))
    return links


def complaint(address, waits=WAITS):
    """What is wrong with an address, or ""."""
    found = ask(address)
    for wait in waits:
        if not found or found[0] in GONE:
            break
        time.sleep(wait)
        found = ask(address)
    return found[1] if found else ""


def ask(address):
    """(code, sentence) if an address does not answer well, or None."""
    for method in ("HEAD", "GET"):  # some hosts know no HEAD
        request = urllib.request.Request(
            address, method=method, headers={"User-Agent": AGENT}
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS):
                return None
        except urllib.error.HTTPError as error:
            error.close()
            found = error.code, f"it answers {error.code} {error.reason}"
            if error.code in CLOSED and method == "GET":
                return None
        except (OSError, ValueError) as error:
            found = 0, f"it does not answer: {error}"
    return found


def check(site, waits=WAITS):
    """One sentence for each page and each dead link on it."""
    links = external_links(site)
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda address: complaint(address, waits), links)
        dead = {a: text for a, text in zip(links, found, strict=True) if text}
    return len(links), [
        f"{page}: {address} is dead: {text}. Mend or drop the link."
        for address, text in dead.items()
        for page in sorted(links[address])
    ]


def main(folder):
    if not Path(folder, "index.html").is_file():
        sys.exit(f"{folder} holds no site. Build it: mkdocs build --strict")
    count, dead = check(Site(Path(folder)))
    print(*dead, sep="\n", end="\n" * bool(dead))
    print(f"{count} addresses asked, {len(dead)} dead links.")
    sys.exit(bool(dead))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "site")
