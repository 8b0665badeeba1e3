"""Reads the tables of a TOML file, and says what is wrong with them."""

import tomllib

from mkdocs.exceptions import BuildError

KINDS = {
    str: "text",
    bool: "true or false",
    list: "text, or a list of texts",
}


def read_tables(file, place, name, kinds, required):
    """Return a file's `[[name]]` tables, as a list of dicts.

    kinds: {key: str, bool or list}, all the keys that a table may have; where
    a list is wanted, a single text will do. required: the keys that it needs;
    a `?` behind a key says that its text may be empty.

    Raises BuildError, in a sentence that begins with `place` and names the
    table by its number.
    """
    return tables_of(read(file, place), place, name, kinds, required)


def read(file, place):
    """Return the data of a TOML file, or raise BuildError in a sentence."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BuildError(f"{place} does not exist.") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BuildError(f"{place} is not TOML: {error}.") from None


def tables_of(data, place, name, kinds, required):
    """Return the `[[name]]` tables of a file's data, as `read_tables` does."""
    tables = data.get(name, [])
    if not tables:
        raise BuildError(f"{place} has no [[{name}]].")
    for number, table in enumerate(tables, start=1):
        for key, kind in kinds.items():
            if kind is list and isinstance(table.get(key), str):
                table[key] = [table[key]]
        problem = problem_of(table, kinds, required)
        if problem:
            raise BuildError(f"{place}, {name} {number}: {problem}")
    return tables


def problem_of(table, kinds, required):
    """Return a sentence that says what is wrong with a table, or ""."""
    for key, value in table.items():
        if key not in kinds:
            return f"the key {key!r} is not one of {', '.join(kinds)}."
        texts = value if kinds[key] is list else [""]
        if not isinstance(value, kinds[key]) or not all(
            isinstance(text, str) for text in texts
        ):
            return f"{key!r} is not {KINDS[kinds[key]]}."
    for key in required:
        may_be_empty = key.endswith("?")
        key = key.removesuffix("?")
        if key not in table:
            return f"{key!r} is missing."
        if not table[key].strip() and not may_be_empty:
            return f"{key!r} is empty."
    return ""
