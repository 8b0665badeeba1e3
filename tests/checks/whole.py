"""Checks of the book as a whole: files that bear no page's name, programs
run alone, wrong answers, requirements."""

import ast
import importlib.metadata
import json
import os
import subprocess
import sys
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.book import Mistake
from tests.book.page import Page

ENDINGS = (".py", ".out")
ALONE = Path(__file__).with_name("alone.py")


def check_orphans(book):
    """Each file among the snippets belongs to one page."""
    pages = [Page(path, book) for path in book.pages()]
    owners = {}
    for page in pages:
        for path in book.own_programs(page.path):
            owners.setdefault(path, []).append(page.name)
    known = {path.with_suffix(suffix) for path in owners for suffix in ENDINGS}
    known.add(book.snippets / "figures" / "drawing.py")  # what all draw with
    for page in pages:
        for _, name in page.figures:
            figure = book.snippets / name
            known |= {figure, book.drawing(figure)}
    mistakes = [
        Mistake(
            f"{book.name(path)}:1",
            f"{' and '.join(names)} both bear its name. Rename one page.",
        )
        for path, names in owners.items()
        if len(names) > 1
    ]
    for path in sorted(book.snippets.rglob("*")):
        hidden = any(part[0] in "._" for part in path.parts[-2:])
        if path.is_file() and path not in known and not hidden:
            mistakes.append(
                Mistake(
                    f"{book.name(path)}:1",
                    "no page bears its name or shows it. Write that page, or "
                    "delete the file.",
                )
            )
    return mistakes


def check_alone(book, paths, environment):
    """`python snippets/x.py` elsewhere must print the record, and no more.

    Returns {path: its mistakes}.
    """
    done = subprocess.run(
        [sys.executable, "-P", ALONE, *map(str, paths)],
        env={"OMP_WAIT_POLICY": "passive", **os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode or done.stderr:
        raise RuntimeError(f"{ALONE.name} failed: {done.stderr}")
    return {
        path: [
            Mistake(f"{book.name(path)}:1", f"run alone it {sentence}")
            for sentence in judge(book, path, *run)
        ]
        for path, run in zip(paths, json.loads(done.stdout), strict=True)
    }


def judge(book, path, code, printed, complaints, left):
    """What is wrong with a program that ran alone, each as a sentence."""
    record = path.with_suffix(".out")
    sections = book.sections(record) if record.exists() else {}
    recorded = "".join(section.text for section in sections.values())
    if code:
        yield f"ends with code {code}."
    if complaints:
        yield f"writes to stderr: {complaints}"
    if printed != recorded:
        yield f"prints something else than its record: {printed!r}"
    if left:
        yield f"leaves files behind: {left}"


def check_wrong_answers(book, path, answers, runner):
    """Each exercise's check must refuse the wrong answer planted for it.

    path: a program of solutions. answers: the file of wrong answers, with a
    section for each exercise, that is, for each section with a `_check`.
    """
    name = book.name(path)
    sections = list(book.sections(path).values())
    names = [section.name for section in sections]
    checks = [n for n in names if n.endswith("_check")]
    exercises = [n for n in names if n != "setup" and n not in checks]
    wrong = book.sections(answers) if answers.exists() else {}
    checked = {check.removesuffix("_check") for check in checks}
    mistakes = [
        Mistake(
            f"{name}:1",
            f"exercise `{odd}`, its check and the sections of {answers.name} "
            "in tests/wrong_answers do not match. Give each exercise a "
            "section `<exercise>_check`, and one wrong answer there, under "
            "its name.",
        )
        for odd in sorted(
            (set(exercises) ^ set(wrong)) | (set(exercises) ^ checked)
        )
    ]
    for exercise in exercises:
        if exercise not in wrong or exercise not in checked:
            continue
        check = sections[names.index(f"{exercise}_check")]
        before = sections[: names.index(exercise)]
        blocks = [
            (section.text, name, section.line)
            for section in [*before, wrong[exercise], check]
        ]
        *_, answer, verdict = runner.run_page(blocks)
        last = (verdict.error or "\n").splitlines()[-1]
        if answer.error:
            mistakes.append(
                Mistake(
                    f"{book.name(answers)}:{wrong[exercise].line}",
                    f"the wrong answer must run: {answer.error}",
                )
            )
        elif not last.startswith("AssertionError: "):
            mistakes.append(
                Mistake(
                    f"{name}:{check.line}",
                    f"the check of exercise `{exercise}` lets a wrong answer "
                    "pass, or fails without a sentence. Mend the check.",
                )
            )
    return mistakes


def check_requirements(path):
    """Each requirement is pinned exactly, and that release is installed."""
    mistakes, seen = [], set()
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = line.partition("#")[0].strip()
        if not text:
            continue
        place = f"{path.name}:{number}"
        requirement = Requirement(text)
        pins = list(requirement.specifier)
        if requirement.marker or requirement.extras or requirement.url:
            mistakes.append(
                Mistake(place, f"write `{requirement.name}==…`, and no more.")
            )
        if requirement.name in seen:
            mistakes.append(
                Mistake(place, f"`{requirement.name}` stands here twice.")
            )
        seen.add(requirement.name)
        if len(pins) != 1 or pins[0].operator != "==" or "*" in str(pins[0]):
            mistakes.append(
                Mistake(place, f"`{text}` is not pinned exactly. Use `==`.")
            )
            continue
        if not line.partition("#")[2].strip():
            mistakes.append(Mistake(place, f"say why `{text}` is here."))
        try:
            version = importlib.metadata.version(requirement.name)
        except importlib.metadata.PackageNotFoundError:
            version = "nothing"
        if version == "nothing" or not pins[0].contains(version):
            mistakes.append(
                Mistake(
                    place,
                    f"`{text}` is asked for, but {version} is installed. "
                    "Install requirements.txt again.",
                )
            )
    return mistakes


def check_imports(folder, requirements):
    """Whatever the project's Python imports is in requirements.txt."""
    asked = {
        canonicalize_name(Requirement(text).name)
        for line in requirements.read_text("utf-8").splitlines()
        if (text := line.partition("#")[0].strip())
    }
    files = [
        path
        for path in sorted(folder.rglob("*.py"))
        if not any(
            part.startswith(".") or part == "site"
            for part in path.relative_to(folder).parts
        )
    ]
    ours = {path.stem for path in files}
    ours |= {path.relative_to(folder).parts[0] for path in files}
    sources = importlib.metadata.packages_distributions()
    mistakes = []
    for path in files:
        for line, module in imported(path):
            packages = set(
                map(canonicalize_name, sources.get(module, [module]))
            )
            if module not in sys.stdlib_module_names | ours and not (
                packages & asked
            ):
                mistakes.append(
                    Mistake(
                        f"{path.relative_to(folder).as_posix()}:{line}",
                        f"requirements.txt lacks `{module}`. Pin it there.",
                    )
                )
    return mistakes


def imported(path):
    """The (line, top-level module) of each import in a file.

    An import that fails on purpose stands in a `try` that catches it.
    """
    tree = ast.parse(path.read_text("utf-8"))
    tried = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.Try)
        and any(
            getattr(handler.type, "id", "") == "ModuleNotFoundError"
            for handler in node.handlers
        )
        for inner in node.body
    }
    for node in ast.walk(tree):
        if node in tried:
            continue
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.lineno, node.module.partition(".")[0]
