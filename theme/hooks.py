"""The hook that joins MkDocs to the Markdown extensions of this folder.

MkDocs imports extensions by name, and a folder of the project has no name to
import; so the two extensions are handed over as objects here.
"""

import os
import subprocess
from pathlib import Path

from article_table import ArticleTable
from formulas import Formulas

formulas = Formulas()
article_table = ArticleTable()


def on_config(config):
    """Register the extensions and fix the date of the build."""
    article_table.docs = Path(config.docs_dir)
    config.markdown_extensions += [formulas, article_table]
    date = commit_date(Path(config.config_file_path).parent)
    if date:
        os.environ.setdefault("SOURCE_DATE_EPOCH", date)
    return config


def on_page_markdown(markdown, page, config, files):
    """Tell the extensions which page an error belongs to."""
    formulas.page = article_table.page = page.file.src_uri


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
