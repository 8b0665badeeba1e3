"""What readers take away: programs, notebooks, plain Markdown, llms.txt.

The build writes them beside the pages:

    downloads/one_neuron.py      a chapter's program, without section marks
    downloads/one_neuron.ipynb   a chapter's prose and code
    one-neuron/index.md          a page as plain Markdown, outputs included
    llms.txt                     the list of the pages
    licenses/                    the licenses of all that the site ships
"""

import math
import posixpath
import re
from itertools import groupby
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urljoin, urlsplit

from article_table import MARKER
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url
from notebooks import figure_style, notebook
from plain import count_words, markdown, read
from sources import text_of

MARK = re.compile(r"^# --8<-- \[(?:start|end):\w+\]\n", re.M)
REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
BRANCH = re.compile(r"[\w./-]+")
MAIN = "main"  # the branch that the workflow publishes
WORDS_A_MINUTE = 200
GITHUB = "https://github.com"
COLAB = "https://colab.research.google.com/github"


class Downloads:
    """Gathers the pages as they are built, then writes their other forms."""

    def __init__(self, config):
        self.config = config
        self.site_url = config.site_url or ""
        self.root = Path(config.config_file_path).parent
        self.repository = known(config, "repository", REPOSITORY)
        self.branch = known(config, "branch", BRANCH)
        self.parts = {}  # {src_uri: the page's parts}

    @property
    def edit_address(self):
        """Where a page's source is edited; `{path}` stands for its name."""
        docs = Path(self.config.docs_dir).relative_to(self.root).as_posix()
        return f"{GITHUB}/{self.repository}/edit/{MAIN}/{docs}/{{path}}"

    # While the pages are built ----------------------------------------------

    def licenses(self):
        """The texts of the licenses, as files that pages can link to."""
        paths = [self.root / "LICENSE", *self.root.glob("LICENSES/*.txt")]
        for path in sorted(paths):
            name = f"licenses/{path.stem}.txt"
            yield File.generated(self.config, name, content=text_of(path))

    def add(self, page, lines, chapters, article_table):
        """Take a page whose includes are expanded, and give it its links."""
        lab = page.meta.get("lab")
        uri = page.file.src_uri
        lines = "\n".join(lines)
        lines = MARKER.sub(
            lambda match: article_table.markdown(match[1]), lines
        )
        self.parts[uri] = parts = read(lines.splitlines())
        if lab or (page.parent and page.parent == chapters):
            page.meta["minutes"] = math.ceil(
                count_words(parts) / WORDS_A_MINUTE
            )
            page.meta["downloads"] = self.links(
                lab or f"downloads/{stem_of(page)}"
            )
        if self.repository:
            page.meta["report"] = (
                f"{GITHUB}/{self.repository}/issues/new"
                f"?template=mistake.yml&page={quote(uri, safe='')}"
            )

    def links(self, base):
        """The (kind, address) of each download of a chapter or a lab.

        base: the address of its files on the site, without an ending.
        """
        found = [("program", f"{base}.py"), ("notebook", f"{base}.ipynb")]
        if self.repository and self.branch:
            folder = f"{COLAB}/{self.repository}/blob/{self.branch}"
            name = posixpath.basename(base)
            found.append(("colab", f"{folder}/{name}.ipynb"))
        return found

    # When all of them are built ---------------------------------------------

    def write(self, files, nav):
        """Write every other form of every page that was added."""
        css = self.root / "theme/assets/css/book.css"
        style = figure_style(text_of(css))
        for uri, parts in self.parts.items():
            page = files.get_file_from_path(uri).page
            link = Links(page, files, self.site_url)
            self.save(beside(page, ".md"), markdown(parts, link.on_site))
            if "downloads" not in page.meta or "lab" in page.meta:
                continue  # a lab ships its own
            name = f"downloads/{stem_of(page)}"
            self.save(
                f"{name}.ipynb",
                notebook(parts, self.opening(page), link.away, style),
            )
            program = self.root / "snippets" / f"{stem_of(page)}.py"
            self.save(f"{name}.py", without_marks(text_of(program)))
        self.save("llms.txt", self.list_of_pages(nav))

    def opening(self, page):
        """What a notebook says of itself, below its title."""
        words = self.config.extra["downloads"]
        site = self.config.site_name
        if page.canonical_url:
            site = f"[{site}]({page.canonical_url})"
        return words["opening"].format(site=site).strip()

    def list_of_pages(self, nav):
        """The text of llms.txt, as llmstxt.org describes it."""
        lines = [f"# {self.config.site_name}", ""]
        lines += [f"> {' '.join(self.config.site_description.split())}"]
        for top, pages in groupby(nav.pages, lambda p: p.ancestors[-1:]):
            lines += ["", *(f"## {section.title}\n" for section in top)]
            for page in pages:
                uri = page.file.src_uri
                address = (
                    beside(page, ".md") if uri in self.parts else page.url
                )
                text = page.meta.get("description", "")
                lines.append(
                    f"- [{page.title}]({self.site_url}{address}): {text}"
                )
        return "\n".join(lines)

    def save(self, name, text):
        path = Path(self.config.site_dir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = f"{text.rstrip()}\n"
        path.write_text(text, encoding="utf-8", newline="\n")


class Links:
    """Writes the links of one page for readers who are elsewhere."""

    def __init__(self, page, files, site_url):
        self.page, self.files, self.site_url = page, files, site_url

    def on_site(self, text, target):
        """A link in the page's Markdown, which lies beside the page."""
        there, anchor = self.find(target)
        if there is None:
            return f"[{text}]({target})"
        address = self.address(there)
        if not self.site_url:
            address = get_relative_url(address, beside(self.page, ".md"))
        return f"[{text}]({address}{anchor})"

    def away(self, text, target):
        """A link in a notebook, which may lie anywhere."""
        there, anchor = self.find(target)
        if there is None or there == self.page.file:
            return f"[{text}]({target if there is None else anchor})"
        if self.site_url:
            return f"[{text}]({self.address(there)}{anchor})"
        title = there.page.title if there.page else there.name
        return text if title in text else f"{text} (*{title}*)"

    def find(self, target):
        """The (file, anchor) of a link within the book, or (None, "")."""
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            return None, ""
        folder = posixpath.dirname(self.page.file.src_uri)
        uri = posixpath.normpath(posixpath.join(folder, parts.path))
        file = self.files.get_file_from_path(uri) if parts.path else None
        anchor = f"#{parts.fragment}" if parts.fragment else ""
        return (file if parts.path else self.page.file), anchor

    def address(self, file):
        return urljoin(self.site_url, file.url)


def known(config, name, form):
    """A setting that the publisher may have made, in its form; or ""."""
    value = config.extra.get(name) or ""
    if value and not form.fullmatch(value):
        raise BuildError(
            f"{name.upper()} is {value!r}, which is no {name} on GitHub. "
            "Write it as `owner/name`."
            if name == "repository"
            else f"{name.upper()} is {value!r}, which is no branch's name."
        )
    return value


def stem_of(page):
    """The name that a page's files bear: `one_neuron`."""
    return PurePosixPath(page.file.src_uri).stem.replace("-", "_")


def beside(page, ending):
    """The address of a page's other form, in the same folder."""
    return str(PurePosixPath(page.file.dest_uri).with_suffix(ending))


def without_marks(program):
    """A program as one reads it: without the marks of its sections."""
    return MARK.sub("", program)
