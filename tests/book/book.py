"""The book's folders, its includes, and its files cut into named sections.

# --8<-- [start:forward]        (a record's markers have no `# `)
z = features @ weights.T + bias
print(z)
# --8<-- [end:forward]
"""

import functools
import os
import re
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

from markdown import Markdown
from mkdocs.utils.yaml import get_yaml_loader, yaml_load
from pymdownx.snippets import SnippetMissingError

from tests.book import Mistake, read_text

SNIPPETS = "pymdownx.snippets"
MARKER_SIGN = "8<-"


class Book:
    """A folder with an mkdocs.yml, read as MkDocs reads it."""

    def __init__(self, root):
        self.root = Path(root)
        self.config = read_config(self.root / "mkdocs.yml")
        self.docs = self.root / self.config.get("docs_dir", "docs")
        settings = snippet_settings(self.config)
        markdown = Markdown(
            extensions=[SNIPPETS], extension_configs={SNIPPETS: settings}
        )
        self.preprocessor = markdown.preprocessors["snippet"]
        self.snippets = Path(self.preprocessor.base_path[0])
        # A page names its program a dozen times: find and read it once.
        self._caches = []
        site = self.preprocessor
        for method in (
            *(self.name, self.expand, self.source, self.read),
            *(site.get_snippet_path, site.read_lines),
        ):
            self._caches.append(functools.cache(method))
            setattr(method.__self__, method.__name__, self._caches[-1])

    def name(self, path):
        """The path as an author writes it: relative, with slashes."""
        return Path(path).relative_to(self.root).as_posix()

    def expand(self, line):
        """The text that pymdownx puts in the place of an include line.

        Raises LookupError with a sentence when it finds nothing.
        """
        try:
            lines = self.preprocessor.run([line])
        except (SnippetMissingError, OSError, UnicodeError) as error:
            advice = "Run `pytest --record`, which writes it."
            if ".out" not in line:
                folder = self.name(self.snippets)
                advice = f"Name a file in {folder}/ and a section in it."
            raise LookupError(
                f"`{line}` includes nothing: {error}. {advice}"
            ) from error
        return "".join(f"{part}\n" for part in lines)

    def source(self, file, section):
        """(file, line) of the first line of a section, for messages."""
        path = self.snippets / file
        found = self.sections(path).get(section) if path.exists() else None
        return self.name(path), found.line if found else 1

    def read(self, path):
        """({name: Section}, mistakes) of a program or a record."""
        return read_sections(path, self.name(path))

    def sections(self, path):
        """{name: Section} of a program or a record, in its order."""
        return self.read(path)[0]

    def write(self, path, text):
        """Write a record or a figure; True when that changed it."""
        for cached in self._caches:
            cached.cache_clear()
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
    with path.open("rb") as file:
        return yaml_load(file, get_yaml_loader(config=place))


def snippet_settings(config):
    """The options of pymdownx.snippets in the site's settings."""
    for extension in config.get("markdown_extensions", []):
        if isinstance(extension, dict) and SNIPPETS in extension:
            return extension[SNIPPETS]
    raise LookupError(
        f"{SNIPPETS} is not among markdown_extensions. "
        "Pages pull in their programs through it: add it."
    )


class Section(NamedTuple):
    """A named part of a file."""

    name: str
    line: int
    """The number of its first line; its start marker is one above."""
    text: str

    @property
    def end(self):
        """The number of its end marker's line."""
        return self.line + self.text.count("\n")


def read_sections(path, name):
    """({name: Section}, mistakes) of a program or a record.

    name: what messages call the file.
    """
    marker = ("# " if path.suffix == ".py" else "") + "--8<-- "
    lines = read_text(path, name).split("\n")
    found, mistakes = {}, []
    opened = start = None

    def wrong(number, reason):
        line = lines[number - 1].strip()
        sentence = (
            f"`{line}` is no section marker in its place: {reason}. A section "
            f"begins with a line `{marker}[start:name]` and ends with "
            f"`{marker}[end:name]`, one lies behind the other, and each has a "
            "name of its own, in small letters, digits and `_`."
        )
        mistakes.append(Mistake(f"{name}:{number}", sentence))

    for number, line in enumerate(lines, 1):
        if MARKER_SIGN not in line:
            continue
        match = re.fullmatch(rf"{marker}\[start:([a-z][a-z0-9_]*)\]", line)
        if opened and line == f"{marker}[end:{opened}]":
            body = lines[start - 1 : number - 1]
            text = "".join(f"{part}\n" for part in body)
            found[opened] = Section(opened, start, text)
            opened = None
        elif opened:
            wrong(number, f"`{opened}` is open since line {start - 1}")
        elif match and match[1] in found:
            wrong(number, f"`{match[1]}` has been defined already")
        elif match:
            opened, start = match[1], number + 1
        else:
            wrong(number, "no section is open here")
    if opened:
        wrong(start - 1, "this section has no end")
    return found, mistakes


def record_text(printed):
    """A record: {section name: what it printed} -> the file's text."""
    return "".join(
        f"--8<-- [start:{name}]\n{text}--8<-- [end:{name}]\n"
        for name, text in printed.items()
        if text
    )


def write_if_changed(path, text):
    """Write a file whole or not at all; True when it was written.

    A reader, or whoever kills this process, sees the old file or the new.
    """
    if not text:  # a program that prints nothing has no record
        found = path.exists()
        path.unlink(missing_ok=True)
        return found
    data = text.encode("utf-8")
    if path.exists() and path.read_bytes() == data:
        return False
    new = path.with_name(f"{path.name}.new")
    with new.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    return True
