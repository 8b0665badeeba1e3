r"""The glossary: its page, and a link at each chapter's first use of a term.

Its data is a TOML file in the docs folder. A line `<!-- glossary: terms -->`
becomes its terms; `notation` and `other_books` become tables:

    [labels]                        # the words between the data
    torch = "In PyTorch"

    [[term]]
    id = "ndim"
    term = "number of axes"
    definition = "One sentence; inline Markdown."
    symbol = '\pre{z}'              # LaTeX; this and all below may be absent
    torch = ["Tensor.ndim"]
    spanish = "número de ejes"
    also = ["rank"]
    chapter = "tensors.md#words"
    match = ["numbers of axes"]     # other forms that a first use may have
    link = false                    # a word too common to be linked
"""

import posixpath
import re
from xml.etree.ElementTree import Element

from article_table import title_of
from markdown import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.exceptions import BuildError
from tables import read, tables_of

MARKER = re.compile(r"^<!-- glossary: (\w+) -->$", re.M)
TERM = {
    "id": str,
    "term": str,
    "definition": str,
    "symbol": str,
    "torch": list,
    "spanish": str,
    "also": list,
    "chapter": str,
    "match": list,
    "link": bool,
}
# The tables of the page, and the words that it needs in `[labels]`.
TABLES = ("notation", "other_books")
LABELS = ("symbol", "torch", "also", "spanish", "chapter", *TABLES)
# A first use is looked for in running text: not in headings, code, links,
# formulas, figures, tables, and not in boxes, which may be closed.
RUNNING_TEXT = ("p", "ul", "ol", "li", "em", "strong")


class Glossary:
    """The data of a glossary, read once a build."""

    def __init__(self, docs, name="glossary"):
        self.docs, self.page = docs, f"{name}.md"
        self.file = docs / f"{name}.toml"
        place = self.file.name
        data = read(self.file, place)
        self.terms = tables_of(
            data, place, "term", TERM, ("id", "term", "definition")
        )
        self.labels = data.get("labels", {})
        missing = [key for key in LABELS if key not in self.labels]
        if missing:
            raise BuildError(
                f"{place}: its table [labels] lacks {', '.join(missing)}. "
                "Without it the page has no words for these: add it."
            )
        self.tables = {name: data.get(name, []) for name in TABLES}

    def fill_in(self, markdown):
        """Return a page's Markdown with the markers replaced."""
        return MARKER.sub(lambda match: self.part(match[1]), markdown)

    def part(self, name):
        """Return the terms, or one of the tables, as Markdown."""
        if name == "terms":
            return "\n\n".join(self.entry(term) for term in self.terms)
        if name == "letters":
            return self.letters()
        rows = [list(self.labels[name].values())]
        rows.append(["---"] * len(rows[0]))
        for row in self.tables[name]:
            rows.append([row.get(key, "") for key in self.labels[name]])
        return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)

    def letters(self):
        """Return a link for each letter, to the first of its terms."""
        first = {}
        for term in self.terms:
            first.setdefault(term["term"][0].upper(), term["id"])
        links = (f"[{letter}](#{id})" for letter, id in first.items())
        return f"{' '.join(links)}\n{{ .letters }}"

    def entry(self, term):
        """Return one term as Markdown: heading, definition, facts."""
        facts = []
        if "symbol" in term:
            facts.append(("symbol", f"${term['symbol']}$"))
        if "torch" in term:
            facts.append(("torch", listed(term["torch"], "`{}`")))
        if "also" in term:
            facts.append(("also", listed(term["also"])))
        if "spanish" in term:
            spanish = f'<span lang="es">{term["spanish"]}</span>'
            facts.append(("spanish", spanish))
        if "chapter" in term:
            title = title_of(self.docs, term["chapter"])
            facts.append(("chapter", f"[{title}]({term['chapter']})"))
        lines = [
            f"### {term['term']} {{ #{term['id']} }}",
            "",
            term["definition"],
            "",
        ]
        for key, fact in facts:
            lines.append(f"- {self.labels[key]}: {fact}")
        lines.append("{ .facts }")
        return "\n".join(lines)


def listed(texts, form="{}"):
    return ", ".join(form.format(text) for text in texts)


class FirstUses(Extension):
    """Links the first use of each term on a page; `glossary` may be None."""

    glossary = None
    folder = ""
    """The folder of the page, from which the links start."""

    def extendMarkdown(self, md):
        if self.glossary:
            # After the inline patterns (20), before MkDocs resolves links (0).
            processor = FirstUsesProcessor(md, self.glossary, self.folder)
            md.treeprocessors.register(processor, "first_uses", 17)


class FirstUsesProcessor(Treeprocessor):
    def __init__(self, md, glossary, folder=""):
        super().__init__(md)
        self.page = posixpath.relpath(glossary.page, folder or ".")
        self.ids = {
            form.lower(): term["id"]
            for term in glossary.terms
            if term.get("link", True)
            for form in [term["term"], *term.get("match", [])]
        }
        forms = sorted(self.ids, key=len, reverse=True)
        self.pattern = re.compile(
            rf"(?<![\w-])({'|'.join(map(re.escape, forms))})(?![\w-])", re.I
        )

    def run(self, root):
        self.seen = set()
        for element in root:
            if element.tag in RUNNING_TEXT:
                self.link(element)

    def link(self, element):
        """Link what is new in an element, in the order of its text."""
        children = list(element)
        element.text, content = self.split(element.text)
        for child in children:
            if child.tag in RUNNING_TEXT:
                self.link(child)
            child.tail, links = self.split(child.tail)
            content += [child, *links]
        element[:] = content

    def split(self, text):
        """Return a text's beginning, and the links that follow it."""
        links, start, before = [], 0, text
        for match in self.pattern.finditer(text or ""):
            id = self.ids[match[0].lower()]
            if id in self.seen:
                continue
            self.seen.add(id)
            passed = text[start : match.start()]
            if links:
                links[-1].tail = passed
            else:
                before = passed
            link = Element("a", {"class": "term"})
            link.set("href", f"{self.page}#{id}")
            link.text = match[0]
            links.append(link)
            start = match.end()
        if links:
            links[-1].tail = text[start:]
        return before, links
