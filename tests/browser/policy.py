"""The content security policy under which a built site works.

`python -m tests.browser.policy site` prints it for the site's host. Nothing
may come from elsewhere, and of what stands in a page itself only what has the
hash below may run: a few lines of the theme, and the style of 404.html, which
must need no other file. Styles may hold pictures (`data:`), as the theme's do.
"""

import base64
import hashlib
import sys
from pathlib import Path

from bs4 import BeautifulSoup

# Other types, such as application/json, hold data and do not run.
RUNS = {None, "", "module", "text/javascript", "application/javascript"}


def inline(folder):
    """The scripts and styles that stand in pages: {text: "script", ...}."""
    found = {}
    for path in sorted(Path(folder).rglob("*.html")):
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for element in page.find_all(["script", "style"]):
            runs = element.name == "style" or element.get("type") in RUNS
            if runs and not element.get("src") and element.string:
                found[element.string] = element.name
    return found


def policy(folder):
    """The header's text for the site in a folder."""
    hashes = {"script": [], "style": []}
    for text, kind in inline(folder).items():
        digest = hashlib.sha256(text.encode()).digest()
        hashes[kind].append(f"'sha256-{base64.b64encode(digest).decode()}'")
    return "; ".join(
        [
            "default-src 'self'",
            "img-src 'self' data:",
            " ".join(["script-src 'self'", *sorted(hashes["script"])]),
            " ".join(["style-src 'self'", *sorted(hashes["style"])]),
        ]
    )


if __name__ == "__main__":
    print("Content-Security-Policy:", policy(sys.argv[1]))
