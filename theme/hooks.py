"""The hook that joins MkDocs to the Markdown extensions of this folder.

MkDocs imports extensions by name, and a folder of the project has no name to
import; so its extensions are handed over as objects here.
"""

import os
import posixpath
import subprocess
from pathlib import Path
from types import SimpleNamespace

import labs
from article_table import ArticleTable
from downloads import Downloads
from formulas import Formulas
from glossary import FirstUses, Glossary
from material.plugins.search.plugin import SearchIndex
from mkdocs.plugins import event_priority
from pymdownx.highlight import Highlight
from search_text import keep_for_later
from sources import Includes, check_font, text_of
from versions import with_versions

FONT = "fonts/stix-two-math.woff2"

formulas = Formulas()
article_table = ArticleTable()
first_uses = FirstUses()
includes = Includes()
book = SimpleNamespace(
    glossary=None, chapters=None, aside=(), nav=None, files=None
)


def on_startup(command, dirty):
    """While serving, do what takes longest once: an edit changes little."""
    labs.state.serving = command == "serve"
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
    labs.prepare(config)
    article_table.docs = Path(config.docs_dir)
    config.markdown_extensions += [
        includes,
        formulas,
        article_table,
        first_uses,
    ]
    book.downloads = Downloads(config)
    if book.downloads.repository:
        config.edit_uri_template = book.downloads.edit_address
    date = commit_date(Path(config.config_file_path).parent)
    if date:
        os.environ.setdefault("SOURCE_DATE_EPOCH", date)
    return config


def on_pre_build(config):
    """Read the glossary anew: `mkdocs serve` may have seen it change."""
    book.glossary = Glossary(Path(config.docs_dir))
    check_font(Path(__file__).with_name("assets") / FONT)


def on_files(files, config):
    """Ship the licenses; give each lab its downloads, or leave labs out."""
    for file in book.downloads.licenses():
        files.append(file)
    return labs.select(files, config)


def on_nav(nav, config, files):
    """Remember the chapters: they are the first section of the nav."""
    book.nav, book.files = nav, files
    sections = [item for item in nav.items if item.is_section]
    book.chapters = sections[0]
    # The first page, and what stands behind the book.
    book.aside = (None, *sections[2:][-1:])


def on_page_read_source(page, config):
    """Read a page as MkDocs does, but say which one cannot be read."""
    if page.file.src_uri.endswith(".md") and page.file.abs_src_path:
        return text_of(page.file.abs_src_path)


@event_priority(-100)  # after mkdocs-jupyter
def on_pre_page(page, config, files):
    """Show labs as the other pages are shown."""
    labs.take_over(page, config)
    return page


def on_page_markdown(markdown, page, config, files):
    """Tell the extensions about the page that comes next."""
    formulas.page = article_table.page = page.file.src_uri
    includes.page, includes.lines = page.file.src_uri, None
    teaches = page.parent == book.chapters or labs.is_lab(page.file)
    first_uses.glossary = book.glossary if teaches else None
    first_uses.folder = posixpath.dirname(page.file.src_uri)
    # The search offers the chapters first: they explain.
    if page.parent in book.aside:
        page.meta.setdefault("search", {"boost": 0.4})
    elif labs.is_lab(page.file):
        page.meta.setdefault("search", {"boost": 0.5})
    return with_versions(book.glossary.fill_in(markdown), config)


def on_page_content(html, page, config, files):
    """Gather the page for its other forms, if it is Markdown."""
    if includes.lines is not None:
        book.downloads.add(page, includes.lines, book.chapters, article_table)
    if page.meta.get("contents") == "sections":
        shorten_contents(page)


def on_post_build(config):
    """Write the other forms of the pages; leave the search's text for later.

    Where there is no host to ask, it has to come with the search.
    """
    book.downloads.write(book.files, book.nav)
    if config.use_directory_urls:
        keep_for_later(config.site_dir)


def shorten_contents(page):
    """Cut the contents of a page of a hundred entries to its sections."""
    for heading in page.toc:
        for section in heading.children:
            section.children = []


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
