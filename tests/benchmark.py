"""What the checks cost: `.venv/bin/python -m tests.benchmark`.

Prints CPU seconds (user + system, all processes; medians of five runs taken
in turn) and their ratios to bare Python, for 10, 100 and 1,000 generated
pages of six small blocks and for the real pages:

    bare     Python imports torch once and executes the same blocks
    book     `pytest docs`: blocks, records, ledger, numbers
    plain    pytest-codeblocks alone, on the pages with includes expanded

Not a test: a machine's speed is nobody's mistake.
"""

import contextlib
import io
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.book.book import Book
from tests.book.page import Page

ROOT = Path(__file__).parents[1]
RUNS = 5
BLOCKS = 6

BLOCK = """\
import torch
torch.manual_seed({seed})
features = torch.randn(1, 5)
weights = torch.randn_like(features)
bias = torch.randn(1, 1)
z = features @ weights.T + bias
print(z)
"""

BARE = """\
import contextlib, io, json, pathlib, sys, types
import torch
for blocks in json.loads(pathlib.Path(sys.argv[1]).read_text()):
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    for code in blocks:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(code, "block", "exec"), vars(module))
"""


def main():
    with tempfile.TemporaryDirectory() as folder:
        print(
            "pages   CPU seconds: bare   book  plain    book/bare"
            "  plain/bare  book/plain"
        )
        for count in (10, 100, 1000):
            book = generate(Path(folder) / str(count), count)
            report(f"{count:,}", prepare(book), book)
        book = copy(Path(folder) / "real")
        report("real", prepare(book, joined=True), book)


def report(name, commands, book):
    seconds = {name: [] for name in commands}
    for run in range(RUNS + 1):  # the first is a warm-up
        for what, command in commands.items():
            used = cpu_seconds(command, book)
            if run:
                seconds[what].append(used)
    bare, ours, plain = (statistics.median(s) for s in seconds.values())
    print(
        f"{name:>5}{bare:19.2f}{ours:7.2f}{plain:7.2f}"
        f"{ours / bare:13.2f}{plain / bare:12.2f}{ours / plain:12.2f}",
        flush=True,
    )


def cpu_seconds(command, folder):
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={
            "OMP_WAIT_POLICY": "passive",  # as our runner has it
            **os.environ,
            "PYTHONPATH": str(folder),
        },
    )
    with process.stdout:
        output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command} failed:\n{output.decode()}")
    return usage.ru_utime + usage.ru_stime


def prepare(folder, joined=False):
    """The three commands, and the files that they need."""
    book = Book(folder)
    pages = [Page(path, book) for path in book.pages()]
    codes, plain = [], folder / "plain"
    plain.mkdir()
    for page in pages:
        run = [fence for fence in page.fences if fence.kind == "run"]
        if run:
            codes.append([page.code(fence) for fence in run])
            (plain / page.path.name).write_text(expanded(page, joined))
    (folder / "bare.json").write_text(json.dumps(codes))
    (folder / "bare.py").write_text(BARE)
    pytest = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    return {
        "bare": [sys.executable, "bare.py", "bare.json"],
        "book": [*pytest, "docs"],
        "plain": [
            *pytest,
            "--noconftest",
            "-c",
            os.devnull,
            "--rootdir=.",
            "--codeblocks",
            "plain",
        ],
    }


def expanded(page, joined):
    """The page as pytest-codeblocks alone can run it.

    It gives each block a namespace of its own; where blocks build on one
    another they are joined, which leaves it one output a page to compare.
    """
    parts, first = [], True
    for number, line in enumerate(page.lines, 1):
        fence = next((f for f in page.fences if f.line == number), None)
        inside = any(f.line < number <= f.end for f in page.fences)
        if fence and fence.kind == "run":
            if joined and not first:
                parts.append("<!--pytest-codeblocks:cont-->\n")
            parts.append(f"```python\n{page.code(fence)}```")
            first = False
        elif fence and fence.kind == "output" and not joined:
            parts.append(f"```text\n{page.code(fence)}```")
        elif not inside and not fence and (not joined or "<!--" not in line):
            parts.append(line)
    return "\n".join(parts) + "\n"


def generate(folder, count):
    """A book of so many pages, each with its program and its record."""
    scaffold(folder)
    docs, snippets = folder / "docs" / "en", folder / "snippets"
    docs.mkdir(parents=True)
    snippets.mkdir()
    for page in range(count):
        program, record, text = ['"""Generated."""\n\n'], [], ["# A page\n"]
        for block in range(BLOCKS):
            seed = page * BLOCKS + block
            code = BLOCK.format(seed=seed)
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                exec(code, {})
            z = printed.getvalue()
            name = f"step_{block}"
            program.append(
                f"# --8<-- [start:{name}]\n{code}# --8<-- [end:{name}]\n\n"
            )
            record.append(f"--8<-- [start:{name}]\n{z}--8<-- [end:{name}]\n")
            value = float(z.strip("tensor([])\n"))
            text.append(
                f"One neuron, and its pre-activation {value:.2f}.\n\n"
                f'```python\n--8<-- "page_{page}.py:{name}"\n```\n\n'
                "<!--pytest-codeblocks:expected-output-->\n\n"
                f'```text title="Output"\n--8<-- "page_{page}.out:{name}"\n'
                "```\n"
            )
        (snippets / f"page_{page}.py").write_text("".join(program))
        (snippets / f"page_{page}.out").write_text("".join(record))
        (docs / f"page-{page}.md").write_text("\n".join(text))
    return folder


def copy(folder):
    """The real book."""
    scaffold(folder)
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copytree(ROOT / "snippets", folder / "snippets")
    return folder


def scaffold(folder):
    """The book's settings and its layer, in a folder of their own."""
    folder.mkdir()
    for name in ("mkdocs.yml", "pyproject.toml", "conftest.py"):
        shutil.copy(ROOT / name, folder)
    (folder / "tests").mkdir()
    for name in ("book", "checks"):
        shutil.copytree(ROOT / "tests" / name, folder / "tests" / name)


if __name__ == "__main__":
    main()
