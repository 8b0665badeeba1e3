"""The table of the versions that the book ran on, written by the build.

A line `<!-- versions -->` becomes a table of requirements.txt. The version of
torch stands in a record too, printed by the torch that ran the programs: if
the two disagree, the build stops.
"""

import re
from pathlib import Path

from mkdocs.exceptions import BuildError
from sources import text_of

MARKER = "<!-- versions -->"
RECORD = "snippets/two_networks.out"
PRINTED = re.compile(r"^--8<-- \[start:version\]\n(.*)$", re.M)
PIN = re.compile(r"^([\w.-]+)==([\w.+-]+)", re.M)


def with_versions(markdown, config):
    """Return a page's Markdown with the marker replaced."""
    if MARKER not in markdown:
        return markdown
    root = Path(config.config_file_path).parent
    pins = read_pins(root / "requirements.txt")
    check_record(root / RECORD, pins)
    rows = [list(config.extra["versions"].values()), ["---"] * 2, *pins]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return markdown.replace(MARKER, table)


def read_pins(path):
    """[(package, version)] of requirements.txt."""
    pins = PIN.findall(text_of(path))
    if not pins:
        raise BuildError(f"{path.name} holds no `package==version`.")
    return [(f"`{name}`", version) for name, version in pins]


def check_record(path, pins):
    """The torch that printed the records is the one that is installed."""
    printed = PRINTED.search(text_of(path))
    pinned = dict(pins).get("`torch`")
    if not printed or printed[1] != pinned:
        raise BuildError(
            f"{RECORD}: it was recorded with torch "
            f"{printed[1] if printed else 'of no known version'}, and "
            f"requirements.txt asks for {pinned}. Install that one, and run "
            "`pytest --record`."
        )
