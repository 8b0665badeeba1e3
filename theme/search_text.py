"""Keeps the text for the search out of each page's way.

Material loads the search index with every page. It holds the text of the
whole book, more than a page weighs; so the index that pages load has the
settings alone, and the search takes the text when somebody searches.
"""

import json
from pathlib import Path


def keep_for_later(site):
    """Move the text of `search_index.json` into a file of its own."""
    index = Path(site, "search/search_index.json")
    whole = index.read_text("utf-8")
    index.with_name("text.json").write_text(whole, "utf-8")
    settings = {**json.loads(whole), "docs": []}
    index.write_text(json.dumps(settings, separators=(",", ":")), "utf-8")
