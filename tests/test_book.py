"""The book as a whole; each check is first seen failing in a miniature."""

import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.utils import is_markdown_file

from tests.book import Mistake
from tests.book.book import Book
from tests.book.page import Page
from tests.book.runner import Runner
from tests.checks import alone as alone_script
from tests.checks.whole import (
    check_alone,
    check_imports,
    check_orphans,
    check_requirements,
    check_wrong_answers,
)
from tests.conftest import ROOT, expect_none

BOOK = Book(ROOT)
PROGRAMS = sorted(BOOK.snippets.glob("*.py"))
# Records depend neither on threads nor on the processor's instructions: the
# pages run on the machine as it is, and the programs alone on another.
OTHER_MACHINE = {"OMP_NUM_THREADS": "1", "ATEN_CPU_CAPABILITY": "default"}


def sentences(mistakes):
    return [str(mistake) for mistake in mistakes]


# The real book ------------------------------------------------------------


def test_every_program_record_and_figure_is_on_a_page():
    expect_none(check_orphans(BOOK))


@pytest.fixture(scope="module")
def alone():
    """What is wrong with each program when it runs alone."""
    return check_alone(BOOK, PROGRAMS, OTHER_MACHINE)


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.name)
def test_every_program_runs_alone_and_prints_its_record(alone, path):
    expect_none(alone[path])


@pytest.mark.parametrize(
    "name", [p.name for p in PROGRAMS if p.stem.endswith("_exercises")]
)
def test_every_check_refuses_a_wrong_answer(torch_runner, name):
    answers = ROOT / "tests" / "wrong_answers" / name

    expect_none(
        check_wrong_answers(BOOK, BOOK.snippets / name, answers, torch_runner)
    )


def test_wrong_answers_belong_to_a_program():
    answers = {p.name for p in (ROOT / "tests/wrong_answers").glob("*.py")}

    assert answers <= {path.name for path in PROGRAMS}


PAGES = [Page(path, BOOK) for path in BOOK.pages()]


def test_every_page_has_a_title_and_a_description():
    lacking = [
        page.name
        for page in PAGES
        for key in ("title", "description")
        if not page.front_matter.get(key)
    ]

    assert lacking == []


def test_every_page_is_in_the_nav_and_nothing_excuses_one():
    def leaves(nav):
        for entry in nav if isinstance(nav, list) else nav.values():
            if isinstance(entry, str):
                yield entry
            else:
                yield from leaves(entry)

    shown = [*BOOK.pages(), *BOOK.docs.glob("labs/*.py")]
    pages = [p.relative_to(BOOK.docs).as_posix() for p in shown]

    assert sorted(leaves(BOOK.config["nav"])) == sorted(pages)
    assert "not_in_nav" not in BOOK.config


def test_the_site_follows_no_reader():
    """Material would ask other hosts for these, from its own scripts."""
    assert "repo_url" not in BOOK.config
    assert not {"analytics", "consent"} & BOOK.config.get("extra", {}).keys()


@pytest.fixture(scope="module")
def collected():
    """What plain `pytest`, without arguments, collects of the pages."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "--ignore",
         "tests"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )  # fmt: skip
    return set(done.stdout.splitlines())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.stem)
def test_plain_pytest_collects_every_block_of_every_page(collected, page):
    items = {f"{page.name}::page"}
    items |= {f"{page.name}::line {fence.line}" for fence in page.blocks}
    items |= {f"{page.name}::figure {Path(n).stem}" for _, n in page.figures}

    assert items <= collected


def test_pytest_collects_every_page_that_mkdocs_publishes():
    published = {
        path
        for path in BOOK.docs.rglob("*")
        if is_markdown_file(path.name) and path.is_file()
    }

    assert published == set(BOOK.pages())


def test_at_most_six_quotations_are_in_the_book():
    assert sum(page.counts()["quoted"] for page in PAGES) <= 6


def test_requirements_are_pinned_exactly_and_installed():
    expect_none(check_requirements(ROOT / "requirements.txt"))


def test_every_import_is_a_requirement():
    expect_none(check_imports(ROOT, ROOT / "requirements.txt"))


# The checks, failing ------------------------------------------------------


@pytest.fixture(scope="module")
def torch_runner():
    runner = Runner()
    yield runner
    runner.close()


@pytest.mark.parametrize(
    "name",
    [
        "snippets/lonely.py",
        "snippets/lonely.out",
        "snippets/lonely.txt",
        "snippets/old/lonely.py",
        "snippets/figures/lonely.svg",
        "snippets/figures/lonely.py",
        "snippets/figures/old/lonely.svg",
    ],
)
def test_an_orphan_is_found(book, name):
    book.one_neuron()
    book.write(name, "")

    (mistake,) = check_orphans(Book(book.root))

    assert mistake.place == f"{name}:1"
    assert "no page bears its name or shows it" in mistake.sentence


@pytest.mark.parametrize("name", ["one_neuron", "sub/one-neuron"])
def test_two_pages_of_one_name_are_found(book, name):
    book.one_neuron()
    book.page(name, "# Page")

    (mistake,) = check_orphans(Book(book.root))

    assert mistake.place == "snippets/one_neuron.py:1"
    assert "both bear its name" in mistake.sentence


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("print(0.26)", "prints something else than its record: '0.26"),
        ("print(0.25)\nraise SystemExit(3)", "ends with code 3"),
        ("import os\nprint(0.25, flush=True)\nos._exit(2)", "with code 2"),
        (
            "import sys\nprint(0.25)\nprint('hm', file=sys.stderr)",
            "stderr: hm",
        ),
        ("import os\nprint(0.25, flush=True)\nos.system('echo more')", "more"),
        ("print(0.25)\nopen('left', 'w').close()", "leaves files behind"),
        ("print(open('mkdocs.yml').name)", "FileNotFoundError"),
        ("import warnings\nprint(0.25)\nwarnings.warn('hm')", "stderr"),
    ],
)
def test_a_program_that_misbehaves_alone_is_found(book, code, sentence):
    book.one_neuron(code=code)
    path = book.root / "snippets/one_neuron.py"

    found = sentences(check_alone(Book(book.root), [path], {})[path])

    assert any(sentence in text for text in found)
    assert all(text.startswith("snippets/one_neuron.py:1") for text in found)


def test_a_program_runs_alone_where_nothing_can_fork(book, monkeypatch):
    path = book.write("x.py", "print(1)\nopen('left', 'w')\nexit(3)\n")
    monkeypatch.setattr(alone_script.sys, "platform", "win32")

    assert alone_script.run(str(path)) == [3, "1\n", "", ["left"]]


def test_a_right_program_passes_alone(book):
    book.one_neuron()

    path = book.root / "snippets/one_neuron.py"

    assert check_alone(Book(book.root), [path], {}) == {path: []}


CHECK = "assert answer == 4, 'Add the bias.'"


@pytest.mark.parametrize(
    ("check", "wrong", "sentence"),
    [
        ("pass", "answer = 3", "lets a wrong answer pass"),
        ("assert answer == 4", "answer = 3", "fails without a sentence"),
        (CHECK, "answer = 4", "lets a wrong answer pass"),
        (CHECK, "answer = nothing", "the wrong answer must run: "),
        ("raise ValueError('no')", "answer = 3", "fails without a sentence"),
    ],
)
def test_a_check_that_refuses_nothing_is_found(
    book, torch_runner, check, wrong, sentence
):
    path = book.program("x", setup="", add="answer = 4", add_check=check)
    answers = book.program("wrong", add=wrong)

    found = sentences(
        check_wrong_answers(Book(book.root), path, answers, torch_runner)
    )

    assert len(found) == 1
    assert sentence in found[0]


def test_a_check_that_refuses_the_wrong_answer_passes(book, torch_runner):
    path = book.program("x", add="answer = 4", add_check=CHECK)
    answers = book.program("wrong", add="answer = 3")

    found = check_wrong_answers(Book(book.root), path, answers, torch_runner)

    assert found == []


@pytest.mark.parametrize(
    "sections", [{"add": "a = 4"}, {"add_check": CHECK}, {"add_verify": CHECK}]
)
def test_an_exercise_without_its_check_is_found(book, torch_runner, sections):
    path = book.program("x", **sections)
    answers = book.program("wrong", add="answer = 3")

    found = sentences(
        check_wrong_answers(Book(book.root), path, answers, torch_runner)
    )

    assert all("do not match" in sentence for sentence in found)
    assert found


def test_an_exercise_without_a_wrong_answer_is_found(book, torch_runner):
    path = book.program("x", add="answer = 4", add_check=CHECK)
    answers = book.program("wrong", other="answer = 3")

    found = sentences(
        check_wrong_answers(Book(book.root), path, answers, torch_runner)
    )

    assert ["`add`" in found[0], "`other`" in found[1]] == [True, True]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("pytest  # tests", "is not pinned exactly"),
        ("pytest>=9  # tests", "is not pinned exactly"),
        ("pytest==9.*  # tests", "is not pinned exactly"),
        ("pytest~=9.2.0  # tests", "is not pinned exactly"),
        ("pytest==9.2.0; python_version < '3'  # tests", "and no more"),
        ("pytest[dev]==9.2.0  # tests", "and no more"),
        ("pytest==1.0.0  # tests", "is asked for, but"),
        ("no-such-package==1.0.0  # tests", "but nothing is installed"),
    ],
)
def test_a_loose_requirement_is_found(book, line, sentence):
    path = book.write("requirements.txt", f"# why\n{line}\n")

    (mistake,) = check_requirements(path)

    assert mistake.place == "requirements.txt:2"
    assert sentence in mistake.sentence


def test_a_requirement_that_stands_twice_is_found(book):
    line = f"pytest=={pytest.__version__}  # tests\n"
    path = book.write("requirements.txt", line * 2)

    (mistake,) = check_requirements(path)

    assert "`pytest` stands here twice" in mistake.sentence


def test_a_requirement_without_a_reason_is_found(book):
    version = pytest.__version__
    path = book.write("requirements.txt", f"pytest=={version}\n")

    (mistake,) = check_requirements(path)

    assert "say why" in mistake.sentence


def test_an_import_that_requirements_lack_is_found(book):
    book.write("snippets/x.py", "import os\nimport torch\nimport yaml\n")
    book.write(
        "snippets/y.py",
        "try:\n    import nothing\nexcept ModuleNotFoundError:\n    pass\n",
    )
    path = book.write("requirements.txt", "torch==2.13.0  # why\n")

    (mistake,) = check_imports(book.root, path)

    assert mistake.place == "snippets/x.py:3"
    assert "lacks `yaml`" in mistake.sentence


def test_mistakes_are_reported_as_sentences_alone():
    with pytest.raises(pytest.fail.Exception, match=r"\Aa:1: one\nb:2: two\Z"):
        expect_none([Mistake("a:1", "one"), Mistake("b:2", "two")])
