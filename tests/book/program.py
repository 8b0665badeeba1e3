"""Programs and records: files cut into named sections.

# --8<-- [start:forward]        (a record's markers have no `# `)
z = features @ weights.T + bias
print(z)
# --8<-- [end:forward]
"""

import os
import re
from typing import NamedTuple

from tests.book import Mistake, read_text

MARKER = re.compile(r"(# )?--8<-- \[(start|end):([a-z][a-z0-9_]*)\]")
MARKER_SIGN = "8<-"


class Section(NamedTuple):
    """A named part of a file."""

    name: str
    line: int
    """The number of its first line; its start marker is one above."""
    text: str

    @property
    def end(self):
        return self.line + self.text.count("\n")


class Sections(NamedTuple):
    """A file's sections in order, and what is wrong with its markers."""

    sections: list[Section]
    outside: list[tuple[int, str]]
    """The non-blank lines that lie in no section: (line number, text)."""
    mistakes: list[Mistake]

    def named(self):
        return {section.name: section for section in self.sections}


def read_sections(path, name):
    """Cut a program or a record into sections; messages call it `name`."""
    prefix = "# " if path.suffix == ".py" else ""
    text = read_text(path, name)
    found, outside, mistakes, names = [], [], [], {}
    opened = start = None
    lines = text.split("\n")

    def wrong(number, sentence):
        mistakes.append(Mistake(f"{name}:{number}", sentence))

    for number, line in enumerate(lines, 1):
        if MARKER_SIGN not in line:
            if opened is None and line.strip():
                outside.append((number, line))
            continue
        match = MARKER.fullmatch(line)
        if match is None or (match[1] or "") != prefix:
            wrong(
                number,
                f"`{line.strip()}` is not a section marker. Write "
                f"`{prefix}--8<-- [start:name]` or "
                f"`{prefix}--8<-- [end:name]` at the start of a line, the "
                "name in small letters, digits and `_`.",
            )
        elif match[2] == "start":
            if opened is not None:
                wrong(
                    number,
                    f"section `{match[3]}` starts inside section "
                    f"`{opened}`. End `{opened}` first.",
                )
            if match[3] in names:
                wrong(
                    number,
                    f"section `{match[3]}` is defined twice, first in line "
                    f"{names[match[3]]}. Rename one.",
                )
            names[match[3]] = number
            opened, start = match[3], number + 1
        elif match[3] != opened:
            wrong(
                number,
                f"section `{match[3]}` ends here but "
                + (f"`{opened}` is open." if opened else "none is open.")
                + " Give start and end the same name.",
            )
        else:
            body = lines[start - 1 : number - 1]
            content = "".join(f"{part}\n" for part in body)
            found.append(Section(opened, start, content))
            opened = None
    if opened is not None:
        wrong(
            start - 1,
            f"section `{opened}` has no end. Write "
            f"`{prefix}--8<-- [end:{opened}]` behind its last line.",
        )
    return Sections(found, outside, mistakes)


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
