"""The hook that joins MkDocs to the Markdown extensions of this folder.

MkDocs imports extensions by name, and a folder of the project has no name to
import; so its extensions are handed over as objects here.
"""

import os
import subprocess
from pathlib import Path
from types import SimpleNamespace

from article_table import ArticleTable
from formulas import Formulas
from glossary import FirstUses, Glossary
from material.plugins.search.plugin import SearchIndex
from pymdownx.highlight import Highlight
from search_text import keep_for_later

formulas = Formulas()
article_table = ArticleTable()
first_uses = FirstUses()
book = SimpleNamespace(glossary=None, chapters=None, aside=())


def on_startup(command, dirty):
    """While serving, do what takes longest once: an edit changes little."""
    if command == "serve":
        Highlight.highlight = coloring_once(Highlight.highlight)
        SearchIndex.add_entry_from_context = indexing_once(
            SearchIndex.add_entry_from_context
        )


def coloring_once(highlight):
    """The same method, which looks up the code that it has colored before."""
    done = {}

    def highlight_once(self, *args, **options):
        settings = {**vars(self), "md": None}  # new for each page
        key = repr((settings, args, options))
        if key not in done:
            done[key] = highlight(self, *args, **options)
        return done[key]

    return highlight_once


def indexing_once(add):
    """The same method, which looks up the pages that it has read before."""
    done = {}

    def add_once(self, page):
        key = (page.url, page.title, page.content, repr(page.meta))
        if key not in done:
            count = len(self.entries)
            add(self, page)
            done[key] = self.entries[count:]
        else:
            self.entries += done[key]

    return add_once


def on_config(config):
    """Register the extensions and fix the date of the build."""
    article_table.docs = Path(config.docs_dir)
    config.markdown_extensions += [formulas, article_table, first_uses]
    date = commit_date(Path(config.config_file_path).parent)
    if date:
        os.environ.setdefault("SOURCE_DATE_EPOCH", date)
    return config


def on_pre_build(config):
    """Read the glossary anew: `mkdocs serve` may have seen it change."""
    book.glossary = Glossary(Path(config.docs_dir))


def on_nav(nav, config, files):
    """Remember the chapters: they are the first section of the nav."""
    sections = [item for item in nav.items if item.is_section]
    book.chapters = sections[0]
    # The first page, and what stands behind the book.
    book.aside = (None, *sections[2:][-1:])


def on_page_markdown(markdown, page, config, files):
    """Tell the extensions about the page that comes next."""
    formulas.page = article_table.page = page.file.src_uri
    is_chapter = page.parent == book.chapters
    first_uses.glossary = book.glossary if is_chapter else None
    if page.parent in book.aside:  # the search offers it behind the others
        page.meta.setdefault("search", {"boost": 0.4})
    return book.glossary.fill_in(markdown)


def on_post_build(config):
    """Leave the search's text for later, unless there is no host to ask."""
    if config.use_directory_urls:
        keep_for_later(config.site_dir)


def commit_date(folder):
    """Return the last commit's date in Unix seconds, or "" without one.

    MkDocs writes the build's date into the sitemap and its gzip header: with
    the commit's date two builds of one commit are the same bytes.
    """
    command = ["git", "log", "-1", "--format=%ct"]
    try:
        git = subprocess.run(
            command, cwd=folder, capture_output=True, text=True
        )
    except OSError:  # git is not installed
        return ""
    return git.stdout.strip()
