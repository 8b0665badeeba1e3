"""The book's folders and the site's own snippet settings."""

import functools
from pathlib import Path
from types import SimpleNamespace

import yaml
from markdown import Markdown
from mkdocs.utils.yaml import get_yaml_loader, yaml_load
from pymdownx.snippets import SnippetMissingError

from tests.book.program import read_sections, write_if_changed

SNIPPETS = "pymdownx.snippets"


class Book:
    """A folder with an mkdocs.yml, read as MkDocs reads it."""

    def __init__(self, root):
        self.root = Path(root)
        self._names = {}
        self.config = read_config(self.root / "mkdocs.yml")
        self.docs = self.root / self.config.get("docs_dir", "docs")
        settings = snippet_settings(self.config)
        markdown = Markdown(
            extensions=[SNIPPETS], extension_configs={SNIPPETS: settings}
        )
        self.preprocessor = markdown.preprocessors["snippet"]
        self.snippets = Path(self.preprocessor.base_path[0])
        # A page names its program a dozen times: find and read it once.
        for name in ("get_snippet_path", "read_lines"):
            method = functools.cache(getattr(self.preprocessor, name))
            setattr(self.preprocessor, name, method)
        self._sections = {}
        self._expanded = {}

    def name(self, path):
        """The path as an author writes it: relative, with slashes."""
        if path not in self._names:
            self._names[path] = Path(path).relative_to(self.root).as_posix()
        return self._names[path]

    def expand(self, line):
        """The text that pymdownx puts in the place of an include line.

        Raises LookupError with a sentence when it finds nothing.
        """
        if line not in self._expanded:
            lines = self._run_preprocessor(line)
            self._expanded[line] = "".join(f"{part}\n" for part in lines)
        return self._expanded[line]

    def _run_preprocessor(self, line):
        try:
            return self.preprocessor.run([line])
        except (SnippetMissingError, OSError, UnicodeError) as error:
            raise LookupError(
                f"`{line}` includes nothing: {error}. "
                + (
                    "Run `pytest --record`, which writes it."
                    if ".out" in line
                    else "Name a file in "
                    f"{self.name(self.snippets)}/ and a section in it."
                )
            ) from error

    def read(self, path):
        """The Sections of a program or a record, read once."""
        if path not in self._sections:
            self._sections[path] = read_sections(path, self.name(path))
        return self._sections[path]

    def sections(self, path):
        """{name: Section} of a program or a record."""
        return self.read(path).named()

    def write(self, path, text):
        """Write a record or a figure; True when that changed it."""
        self._sections.pop(path, None)
        self._expanded.clear()
        self.preprocessor.get_snippet_path.cache_clear()
        self.preprocessor.read_lines.cache_clear()
        return write_if_changed(path, text)

    def pages(self):
        """The paths of all pages, in the order of their names."""
        return sorted(self.docs.rglob("*.md"))

    def drawing(self, figure):
        """The program that draws a figure, or writes its start state."""
        return self.snippets / "figures" / f"{figure.stem}.py"

    def own_programs(self, page):
        """The programs that bear the page's name; the solutions come last."""
        stem = page.stem.replace("-", "_")
        names = (f"{stem}.py", f"{stem}_exercises.py")
        return [p for n in names if (p := self.snippets / n).exists()]


def read_config(path):
    """mkdocs.yml as a dictionary, `!ENV` and `!relative` resolved."""
    place = SimpleNamespace(
        config_file_path=str(path), docs_dir=str(path.parent / "docs")
    )
    loader = get_yaml_loader(yaml.Loader, config=place)
    with path.open("rb") as file:
        return yaml_load(file, loader)


def snippet_settings(config):
    """The options of pymdownx.snippets in the site's settings."""
    for extension in config.get("markdown_extensions", []):
        if isinstance(extension, dict) and SNIPPETS in extension:
            return extension[SNIPPETS]
    raise LookupError(
        f"{SNIPPETS} is not among markdown_extensions. "
        "Pages pull in their programs through it: add it."
    )
