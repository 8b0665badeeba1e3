"""A Markdown extension that puts a table of translations into a page.

A line `<!-- the-article.toml -->` is replaced by a table of the `[[row]]`s
of that file, which lies in the docs folder:

    [[row]]
    es = "The Spanish original, word for word."
    en = "Its translation; inline Markdown."
    changed = "What we changed, and why; inline Markdown, or empty."
    where = "one-neuron.md#sigmoid"    # or a list of links, or absent
    code = true                        # if `es` and `en` are Python code
"""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString
from pymdownx.highlight import Highlight
from sources import text_of
from tables import read_tables

MARKER = re.compile(r"<!--\s*(\S+\.toml)\s*-->")
KINDS = {"es": str, "en": str, "changed": str, "where": list, "code": bool}
HEADINGS = {
    "es": "Spanish",
    "en": "English",
    "changed": "What we changed and why",
    "where": "Where the book takes it up",
}


class ArticleTable(Extension):
    """Replace a marker by its table; `docs` is the folder of the pages."""

    docs = None
    page = "a page"

    def __init__(self, headings=HEADINGS):
        super().__init__()
        self.headings = headings

    def extendMarkdown(self, md):
        # Before the inline patterns (20), which then read the cells, and
        # before MkDocs resolves links (0).
        processor = ArticleTableProcessor(md, self)
        md.treeprocessors.register(processor, "article_table", 25)

    def markdown(self, name):
        """Return the rows of a file as Markdown, one below the other."""
        written = []
        for row in read_rows(self.docs / name, f"{self.page}: {name}"):
            written += ["---"]
            for key, heading in self.headings.items():
                value = row.get(key)
                if not value:
                    continue
                if key == "where":
                    links = (f"[{title_of(self.docs, v)}]({v})" for v in value)
                    value = ", ".join(links)
                elif row.get("code") and key in ("es", "en"):
                    value = f"```python\n{value.strip()}\n```"
                written += [f"**{heading}:**", *paragraphs(value)]
        return "\n\n".join(written)


class ArticleTableProcessor(Treeprocessor):
    """Replace the markers of one page."""

    def __init__(self, md, extension):
        super().__init__(md)
        self.docs = extension.docs
        self.page = extension.page
        self.headings = extension.headings

    def run(self, root):
        for parent in list(root.iter()):
            for index, element in enumerate(parent):
                marker = MARKER.fullmatch(self.raw_html(element))
                if marker:
                    parent[index] = self.table(marker[1])

    def raw_html(self, element):
        """Return the raw HTML that Markdown put aside for an element."""
        place = HTML_PLACEHOLDER_RE.fullmatch((element.text or "").strip())
        if element.tag != "p" or not place:
            return ""
        return str(self.md.htmlStash.rawHtmlBlocks[int(place[1])]).strip()

    def table(self, name):
        """Return the table of a file's rows.

        The style sheet lays its rows out as cards; some browsers then forget
        that it is a table, so the roles say it again.
        """
        table = Element("table", {"class": "article"}, role="table")
        header = SubElement(table, "thead", role="rowgroup")
        header = SubElement(header, "tr", role="row")
        for key, heading in self.headings.items():
            SubElement(
                header, "th", {"class": key}, scope="col", role="columnheader"
            ).text = heading
        body = SubElement(table, "tbody", role="rowgroup")
        for row in read_rows(self.docs / name, f"{self.page}: {name}"):
            tr = SubElement(body, "tr", role="row")
            for key, heading in self.headings.items():
                td = SubElement(tr, "td", {"class": key}, role="cell")
                td.set("data-label", heading)
                self.fill(td, key, row)
        return table

    def fill(self, td, key, row):
        """Put the value that a row has under a key into its cell."""
        value = row.get(key)
        if not value:
            return
        if key == "where":
            links = SubElement(td, "ul")
            for target in value:
                link = SubElement(SubElement(links, "li"), "a", href=target)
                link.text = title_of(self.docs, target)
        elif row.get("code") and key in ("es", "en"):
            code = Highlight(self.md).highlight(value, "python")
            td.set("translate", "no")
            td.text = AtomicString(self.md.htmlStash.store(code))
        elif key == "es":
            td.set("lang", "es")
            for paragraph in paragraphs(value):
                SubElement(td, "p").text = AtomicString(paragraph)
        else:
            for paragraph in paragraphs(value):
                SubElement(td, "p").text = paragraph


def read_rows(file, place):
    """Return a file's rows, as dicts in which `where` is always a list.

    Raises BuildError, in a sentence that begins with `place`.
    """
    return read_tables(file, place, "row", KINDS, ("es", "en", "changed?"))


def title_of(docs, target):
    """Return the heading that a link such as page.md#anchor leads to.

    A target that does not exist is its own title: MkDocs warns about it.
    """
    page, _, anchor = target.partition("#")
    source = docs / page
    if not source.is_file():
        return target
    mark = rf"\{{[^}}]*#{re.escape(anchor)}[\s}}]" if anchor else "(?:$|{)"
    heading = re.compile(rf"^#+ +(.+?) *{mark}", re.M)
    match = heading.search(text_of(source))
    return match[1] if match else target


def paragraphs(text):
    """Split a text at its blank lines."""
    return [part.strip() for part in re.split(r"\n\s*\n", text.strip())]
