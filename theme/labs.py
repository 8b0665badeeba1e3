"""The labs: notebooks in docs/en/labs that run while the site is built.

mkdocs-jupyter runs a lab's cells and hands over the notebook. What it would
make of it looks like JupyterLab; so the notebook becomes Markdown here, which
MkDocs shows, checks and searches like every other page.

A lab is a Python file whose cells begin with `# %%` (jupytext's percent
format). Behind the `%%` a cell may say how the page shows it:

    # %% [markdown] abstract="You will be able to"   in the opening box
    # %% [markdown] box="A hint"                     in a closed box
    # %% predict="which sign?"                       the output in a closed box
    # %% [markdown] answer=true                      in that box, behind it
    # %% fold="How this is drawn"                    the code in a closed box
    # %% solution="One solution"                     all of it in a closed box
    # %% alt="A line that rises." caption="A line."  words for its plot
"""

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import re
import sys
import tempfile
from modulefinder import ModuleFinder
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urljoin

import yaml
from bs4 import BeautifulSoup
from formulas import ROLES
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from plots import figure

FOLDER = "labs/"
KEYS = {
    "abstract", "box", "predict", "answer", "fold", "solution", "alt",
    "caption",
}  # fmt: skip
KERNELS = {"execution", "trusted", "lines_to_next_cell"}  # not the author's
state = SimpleNamespace(serving=False)

# The template by which mkdocs-jupyter shows a notebook: all of it, as JSON.
# The other one is for its table of contents, which MkDocs makes.
TEMPLATES = {
    "mkdocs_html/notebook.html.j2": '<script type="application/json">'
    "{{ nb | json_dumps | escape_html_script }}</script>",
    "mkdocs_md/md-no-codecell.md.j2": "",
}
# The kernel's settings, which the reader's own may not replace.
# matplotlib may say that it gathers its fonts, or where: no matter for a page.
IPYTHON = """
c.IPKernelApp.log_level = "ERROR"
c.InteractiveShellApp.exec_lines = [
    "import logging",
    "logging.getLogger('matplotlib').setLevel('ERROR')",
    "del logging",
]
c.InlineBackend.figure_formats = {"svg"}
c.InlineBackend.print_figure_kwargs = {
    "bbox_inches": "tight", "metadata": {"Date": None, "Creator": None}}
"""
MATPLOTLIB = """
svg.fonttype: none
svg.hashsalt: labs
savefig.transparent: True
"""


def wanted():
    """Whether the build has labs: not with LABS=off."""
    return os.environ.get("LABS", "on") != "off"


def prepare(config):
    """Load mkdocs-jupyter, or take the labs out of the nav.

    The plugin does not stand among `plugins` because importing it takes
    longer than building the book, which LABS=off has to do without.
    """
    if not wanted():
        config.nav = without_labs(config.nav)
        return
    labs = sorted(Path(config.docs_dir, FOLDER).glob("*.py"))
    snippets = Path(config.config_file_path).parent / "snippets"
    for name in sorted({"mkdocs_jupyter", *imported(labs)}):
        ours = (snippets / f"{name}.py").exists()
        if not ours and importlib.util.find_spec(name) is None:
            raise BuildError(
                f"The labs run while the site is built, and {name} is not "
                "installed: run `pip install -r requirements.txt`, or leave "
                "the labs out with `LABS=off mkdocs build`."
            )
    from mkdocs_jupyter.plugin import Plugin

    plugin = Plugin()
    errors, warnings = plugin.load_config(config.extra["labs"]["plugin"])
    for key, problem in (*errors, *warnings):
        raise BuildError(f"mkdocs.yml, extra.labs.plugin, {key}: {problem}")
    config.plugins["mkdocs-jupyter"] = plugin


def without_labs(nav):
    """The nav without its entries in the labs' folder."""
    kept = []
    for item in nav:
        if isinstance(item, dict):
            ((title, inside),) = item.items()
            if isinstance(inside, list):
                inside = without_labs(inside)
            if inside and not str(inside).startswith(FOLDER):
                kept.append({title: inside})
        elif not item.startswith(FOLDER):
            kept.append(item)
    return kept


def imported(labs):
    """The names of the packages that some labs import."""
    found = set()
    for lab in labs:
        text = lab.read_text("utf-8")
        found |= set(re.findall(r"^(?:from|import) (\w+)", text, re.M))
    return found


def select(files, config):
    """Give each lab its two downloads, or leave the labs out."""
    for file in list(files):
        if not is_lab(file):
            continue
        if not wanted():
            files.remove(file)
            continue
        path = Path(file.abs_src_path)
        for name, text in (
            (path.name, path.read_text("utf-8")),
            (f"{path.stem}.ipynb", download(path, config)),
        ):
            uri = f"{FOLDER}{path.stem}/{name}"
            files.append(File.generated(config, uri, content=text))
    return files


def is_lab(file):
    """Whether a file of the docs folder is a lab."""
    name = file.src_uri.removeprefix(FOLDER)
    return f"{FOLDER}{name}" == file.src_uri and re.fullmatch(
        r"[^/]+\.py", name
    )


def take_over(page, config):
    """Show a lab's notebook as every other page is shown."""
    if not is_lab(page.file):
        return
    run = page.render  # mkdocs-jupyter's

    def render(config, files):
        path = Path(page.file.abs_src_path)
        root = Path(config.config_file_path).parent
        cells = executed(path, root, lambda: cells_of(run, page, files))
        page.meta.update(header(cells))
        page.meta["lab"] = f"{FOLDER}{path.stem}/{path.stem}"
        page.markdown, figures = markdown(cells, page.file.src_uri)
        Page.render(page, config, files)
        for number, svg in enumerate(figures):
            mark = f"<p>{figure_mark(number)}</p>"
            page.content = page.content.replace(mark, svg)

    def cells_of(run, page, files):
        with kernel_settings(config):
            try:
                run(config, files)
            except Exception as error:
                raise explained(error, page.file) from error
        html = BeautifulSoup(page.content, "html.parser")
        return json.loads(html.script.string)["cells"]

    page.render = render


def executed(path, root, run):
    """Return a lab's executed cells, from the cache while serving.

    The cache is never read where CI is set, nor by a build.
    """
    if not state.serving or os.environ.get("CI"):
        return run()
    place = root / ".cache/labs" / f"{key(path, root)}.json"
    with contextlib.suppress(OSError, ValueError):
        return json.loads(place.read_text("utf-8"))
    cells = run()
    with contextlib.suppress(OSError):  # a folder that nobody may write to
        place.parent.mkdir(parents=True, exist_ok=True)
        for old in place.parent.glob(f"{path.stem}-*.json"):
            old.unlink()
        new = place.with_suffix(".new")
        new.write_text(json.dumps(cells), "utf-8")
        new.replace(place)
    return cells


def key(path, root):
    """Name all that a lab's outputs depend on: see what it hashes."""
    finder = ModuleFinder([str(path.parent), str(root / "snippets")])
    finder.run_script(str(path))
    files = {Path(m.__file__) for m in finder.modules.values() if m.__file__}
    sums = [
        hashlib.sha256(file.read_bytes()).hexdigest()
        for file in (Path(__file__), *sorted(files))
    ]
    versions = sorted(
        f"{package.name}=={package.version}"
        for package in importlib.metadata.distributions()
    )
    everything = "\n".join([*sums, sys.version, *versions])
    return f"{path.stem}-{hashlib.sha256(everything.encode()).hexdigest()}"


@contextlib.contextmanager
def kernel_settings(config):
    """Run kernels with the book's settings instead of the reader's."""
    from mkdocs_jupyter.config import settings

    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        profile = "profile_default/ipython_kernel_config.py"
        texts = {**TEMPLATES, profile: IPYTHON, "matplotlibrc": MATPLOTLIB}
        for name, text in texts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        snippets = Path(config.config_file_path).parent / "snippets"
        new = {
            "IPYTHONDIR": str(folder),
            "JUPYTER_NO_CONFIG": "1",
            "JUPYTER_PREFER_ENV_PATH": "1",
            "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
            "MATPLOTLIBRC": str(folder / "matplotlibrc"),
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
            "OMP_NUM_THREADS": "1",  # the fastest, for small tensors
            "PYTHONPATH": str(snippets),
            "PYTHONHASHSEED": "0",
        }
        old = {name: os.environ.get(name) for name in new}
        templates, settings.templates_dir = settings.templates_dir, str(folder)
        os.environ.update(new)
        try:
            yield
        finally:
            settings.templates_dir = templates
            for name, value in old.items():
                os.environ.pop(name)
                if value is not None:
                    os.environ[name] = value


def explained(error, file):
    """A BuildError that says where a lab fails and why."""
    text = Path(file.abs_src_path).read_text("utf-8")
    words = re.sub(r"\x1b\[[\d;]*m", "", str(error))
    cell = re.search(r"^-{18}\n(.*?)\n-{18}$", words, re.M | re.S)
    if not cell or cell[1] not in text:
        return BuildError(f"{file.src_uri}: the lab cannot run: {words}")
    lines = re.findall(r"^Cell In\[\d+\], line (\d+)|^-+> (\d+) ", words, re.M)
    line = int("".join(lines[0])) if lines else 1
    line += text[: text.index(cell[1])].count("\n")
    return BuildError(
        f"{file.src_uri}:{line}: a cell raised {error.ename}: "
        f"{error.evalue or 'nothing more is said'}. Mend the lab."
    )


def header(cells):
    """A lab's front matter: its title, description and the like."""
    if cells and cells[0]["cell_type"] == "raw":
        return yaml.safe_load(source(cells[0]).strip("-\n")) or {}
    return {}


def source(cell):
    """A cell's text; in JSON it may be a list of lines."""
    return "".join(cell["source"])


def figure_mark(number):
    """What stands in the Markdown for a plot."""
    return f"LAB-PLOT-{number}-"


def markdown(cells, place):
    """Return a lab's Markdown, and its plots, which a mark stands for."""
    parts, figures, predicted = [], [], False
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] == "raw":
            continue
        options = cell["metadata"]
        here = f"{place}, cell {number}"
        check_options(options, here)
        if cell["cell_type"] == "markdown":
            parts.append(prose(source(cell), options, predicted, here))
            continue
        code = f"```python\n{source(cell)}\n```"
        shown = []
        for kind, text in results(cell["outputs"], here):
            if kind == "plot":
                name = f"{Path(place).stem}-{len(figures)}"
                words = options.get("alt"), options.get("caption")
                if not words[0]:
                    raise BuildError(f'{here}: its plot needs an alt="…".')
                shown.append(figure_mark(len(figures)))
                figures.append(figure(text, name, *words))
            else:
                shown.append(f'```text title="Output"\n{text}\n```')
        shown = "\n\n".join(shown)
        predicted = "predict" in options
        if "solution" in options:
            whole = f"{code}\n\n{shown}"
            parts.append(boxed("success", options["solution"], whole))
            continue
        parts.append(boxed("example", options.get("fold"), code))
        parts.append(boxed("question", options.get("predict"), shown))
    return "\n\n".join(parts), figures


def check_options(options, here):
    """Refuse what this file does not know, such as a misspelled word."""
    for name in options:
        if name not in KEYS | KERNELS:
            raise BuildError(
                f"{here}: it cannot be shown as {name!r}, only as "
                f"{', '.join(sorted(KEYS))}. Mend the line that opens it."
            )


def prose(text, options, predicted, here):
    """A cell of text as Markdown, in its box if it has one."""
    if "answer" in options:
        if not predicted:
            raise BuildError(f"{here}: an answer stands behind a prediction.")
        return indented(text)
    if "abstract" in options:
        return boxed("abstract", options["abstract"], text, "!!!")
    return boxed("tip", options.get("box"), text)


def boxed(kind, title, text, mark="???"):
    """Markdown in a box with this title; without one as it is."""
    if not title:
        return text
    return text and f'{mark} {kind} "{title}"\n\n{indented(text)}'


def indented(text):
    return re.sub(r"(?m)^(?=.)", "    ", text)


def results(outputs, here):
    """Return the (plot or text, what to show) pairs of a cell's outputs.

    What is printed comes in pieces, whose number is chance: they are joined.
    """
    found = []
    for output in outputs:
        if output["output_type"] == "stream":
            kind, text = "printed", "".join(output["text"])
            if output["name"] != "stdout":
                raise BuildError(f"{here}: it wrote to stderr: {text}")
            if found and found[-1][0] == kind:
                text = found.pop()[1] + text
        elif "image/svg+xml" in output["data"]:
            kind, text = "plot", "".join(output["data"]["image/svg+xml"])
        else:
            kind, text = "value", "".join(output["data"]["text/plain"])
        found.append((kind, text))
    return [(kind, text.removesuffix("\n")) for kind, text in found]


def download(path, config):
    """Return a lab as a notebook without outputs, for Jupyter and Colab.

    Jupyter knows neither the book's macros and boxes nor its pages: a link
    leads to the published page, or nowhere if its address is not known.
    """
    import jupytext
    import nbformat

    notebook = jupytext.read(path)
    if notebook.cells[0].cell_type == "raw":
        del notebook.cells[0]
    notebook.metadata = {
        "kernelspec": {
            "display_name": "Python 3",
            "language": "python",
            "name": "python3",
        }
    }
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{number}"  # jupytext's is drawn anew each time
        if cell.cell_type == "markdown":
            cell.source = plain(cell.source, cell.metadata, config)
        cell.metadata = {}
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


def plain(text, options, config):
    """A cell's text in the Markdown that Jupyter knows."""
    here = urljoin(config.site_url or "", FOLDER)

    def link(match):
        words, target = match.groups()
        if not config.site_url:
            return words
        page, hash, anchor = target.partition("#")
        page = re.sub(r"(?:^|(?<=/))index\.md$|\.(?:md|py)$", "/", page)
        return f"[{words}]({urljoin(here, page)}{hash}{anchor})"

    text = re.sub(r"\[([^\]]+)\]\((?!\w+:)([^)]+)\)", link, text)
    text = re.sub(rf"\\(?:{'|'.join(ROLES)})(?=\{{)", "", text)
    text = re.sub(r"(?m)^(#+ .*?) \{ #[\w-]+ \}$", r"\1", text)
    if "abstract" in options:
        return f"**{options['abstract']}**\n\n{text}"
    if "box" in options:
        title = f"<summary>{options['box']}</summary>"
        return f"<details>{title}\n\n{text}\n\n</details>"
    return text
