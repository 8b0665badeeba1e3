"""Programs and records: their sections, and writing them whole."""

import os
import signal
import subprocess
import sys

import pytest

from tests.book.book import (
    read_sections,
    record_text,
    write_if_changed,
)
from tests.checks.sections import check_program, check_record
from tests.conftest import ROOT, shown


@pytest.fixture
def check(book):
    """What is wrong with a program, or a record, of this text."""

    def check(text, name="snippets/x.py"):
        path = book.write(name, "")
        path.write_bytes(text.encode())
        check = {".py": check_program, ".out": check_record}[path.suffix]
        return list(map(str, check(path, name, read_sections(path, name))))

    return check


def section(name, *lines):
    return "\n".join(
        [f"# --8<-- [start:{name}]", *lines, f"# --8<-- [end:{name}]", ""]
    )


def printed(name, *lines):
    return section(name, *lines).replace("# --8", "--8")


# Programs -----------------------------------------------------------------


def test_a_right_program_passes(check):
    program = (
        '"""One neuron."""\n\n# A comment may stand anywhere.\n'
        + section("forward", "x = 1", "", "print(x)")
        + "\n"
        + section("loss_2", "def loss(x):", "    return x")
    )

    assert check(program) == []


def test_sections_are_read_in_their_order(book):
    path = book.program("x", forward="a = 1\n\nb = 2", loss="c = 3")

    sections, _ = read_sections(path, "x.py")

    assert [(s.name, s.line, s.text) for s in sections.values()] == [
        ("forward", 4, "a = 1\n\nb = 2\n"),
        ("loss", 10, "c = 3\n"),
    ]


def test_a_program_from_another_editor_is_read(check):
    program = section("forward", "x = 1")

    assert check("\ufeff" + program) == []
    assert check(program.replace("\n", "\r\n")) == []


@pytest.mark.parametrize(
    ("program", "line"),
    [
        ("x = 1\n" + section("forward", "y = 2"), 1),
        (section("forward", "y = 2") + "x = 1\n", 4),
        ('"""Doc."""\n"""A second string."""\n', 2),
        (section("forward", "if y:") + "    x = 1\n", 2),
        ("if y:\n" + section("forward", "    x = 1"), 1),
        (section("one", "x = [") + section("two", "]"), 2),
        ("@cache\n" + section("forward", "def f(): pass"), 2 + 1),
        (section("one", "y = 2") + "x = 1; " + section("two", "z = 3"), 4),
    ],
)
def test_a_statement_outside_every_section_is_refused(check, program, line):
    mistakes = check(program)

    assert any(
        m.startswith(f"snippets/x.py:{line}: ") and "lies in no section" in m
        for m in mistakes
    ), mistakes


def test_a_section_in_the_docstring_is_refused(check):
    program = '"""Doc.\n' + section("forward", "x = 1") + '"""\n'

    assert check(program) == [
        "snippets/x.py:2: section `forward` lies in the docstring, where the "
        "program does not run it. Move it out."
    ]


@pytest.mark.parametrize("body", [[], [""], ["  "]])
def test_an_empty_section_is_refused(check, body):
    assert check("# x\n" + section("forward", *body)) == [
        "snippets/x.py:2: section `forward` is empty. Delete it."
    ]


def test_a_syntax_error_is_refused_with_its_line(check):
    assert check(section("forward", "x = 1", "y = = 2")) == [
        "snippets/x.py:3: Python cannot read it: invalid syntax."
    ]


def test_a_renamed_section_is_missed_on_its_page(book):
    book.one_neuron()
    book.program("one_neuron", backward="print(0.25)")

    mistakes = book.mistakes()

    assert any(
        m.startswith("docs/en/one-neuron.md:4: ")
        and "'forward' could not be located" in m
        for m in mistakes
    )
    assert any("does not show section `backward`" in m for m in mistakes)


def test_a_deleted_section_is_missed_on_its_page(book):
    book.one_neuron()
    book.program("one_neuron")

    mistakes = book.mistakes()

    assert len(mistakes) == 1
    assert mistakes[0].startswith("docs/en/one-neuron.md:4: ")
    assert "'forward' could not be located" in mistakes[0]


# Markers ------------------------------------------------------------------

START, END = section("forward").splitlines()


@pytest.mark.parametrize(
    ("lines", "line", "sentence"),
    [
        ([START, "x = 1"], 1, "this section has no end"),
        (["x = 1", END], 2, "no section is open"),
        ([START, START, END], 2, "`forward` is open since line 1"),
        (
            [START, section("loss"), END],
            2,
            "`forward` is open since line 1",
        ),
        ([section("forward"), START, END], 4, "has been defined already"),
        (
            [START, END.replace("forward", "loss")],
            2,
            "`forward` is open since line 1",
        ),
    ],
)
def test_markers_that_do_not_match_are_refused(check, lines, line, sentence):
    mistakes = check("\n".join(lines))

    assert any(
        m.startswith(f"snippets/x.py:{line}: ") and sentence in m
        for m in mistakes
    ), mistakes


@pytest.mark.parametrize(
    "marker",
    [
        "#--8<-- [start:forward]",
        "#  --8<-- [start:forward]",
        "# --8<-- [start: forward]",
        "# --8<--  [start:forward]",
        "# --8<-- [start:Forward]",
        "# --8<-- [start:2nd]",
        "# --8<-- [start:forward-pass]",
        "# --8<-- [START:forward]",
        "# --8<-- [start:forward] why",
        "# ;--8<-- [start:forward]",
        "# -8<- [start:forward]",
        "    # --8<-- [start:forward]",
        "--8<-- [start:forward]",
        "# --8<-- [begin:forward]",
        '# --8<-- "other.py:forward"',
    ],
)
def test_a_malformed_marker_is_refused(check, marker):
    mistakes = check(f"\n\n{marker}\n")

    assert mistakes[0].startswith("snippets/x.py:3: `")
    assert "is no section marker in its place" in mistakes[0]


@pytest.mark.parametrize(
    "marker",
    [
        "# --8<-- [start:forward]",
        " --8<-- [start:forward]",
        "--8<-- [start: forward]",
        "--8<-- [start:Forward]",
        "--8<-- [start:forward] ",
        ";--8<-- [start:forward]",
        "-8<- [start:forward]",
    ],
)
def test_a_malformed_marker_of_a_record_is_refused(check, marker):
    (mistake,) = check(f"\n\n{marker}\n", "snippets/x.out")

    assert mistake.startswith("snippets/x.out:3: `")
    assert "is no section marker in its place" in mistake


# Records ------------------------------------------------------------------


def test_a_right_record_passes(check):
    record = printed("forward", "0.25", "", "0.5") + printed("loss", "1")

    assert check(record, "snippets/x.out") == []


def test_a_record_holds_only_what_was_printed():
    text = record_text({"forward": "0.25\n", "quiet": "", "loss": "1\n"})

    assert text == printed("forward", "0.25") + printed("loss", "1")


@pytest.mark.parametrize(
    ("record", "line"),
    [
        ("# by hand\n" + printed("forward", "0.25"), 1),
        (printed("forward", "0.25") + "0.5\n" + printed("loss", "1"), 4),
        (printed("forward", "0.25") + "\n", 1),
        (printed("forward", "0.25").rstrip("\n"), 1),
        (printed("forward"), 1),
    ],
)
def test_a_record_edited_between_its_sections_is_refused(check, record, line):
    (mistake,) = check(record, "snippets/x.out")

    assert mistake.startswith(f"snippets/x.out:{line}: ")
    assert "this record was edited by hand" in mistake


def test_a_record_edited_within_a_section_fails(run):
    run.book.one_neuron(printed="0.250")

    result = run()

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        ["*no longer prints what the page shows in line 9*", "-0.250", "+0.25"]
    )


def test_a_faulty_record_is_reported_with_its_page(book):
    book.one_neuron()
    path = book.root / "snippets/one_neuron.out"
    path.write_text(path.read_text() + "0.5\n")

    (mistake,) = book.mistakes()

    assert mistake.startswith("snippets/one_neuron.out:4: ")
    assert "edited by hand" in mistake


def test_a_faulty_program_is_reported_with_its_page(book):
    book.one_neuron()
    path = book.root / "snippets/one_neuron.py"
    path.write_text(path.read_text() + "x = 1\n")

    (mistake,) = book.mistakes()

    assert mistake.startswith("snippets/one_neuron.py:6: ")
    assert "lies in no section" in mistake


def test_a_faulty_program_of_solutions_is_reported_with_its_page(book):
    book.one_neuron()
    book.program("one_neuron_exercises", setup="")
    blocks = [*shown("one_neuron", "forward")]
    blocks.append(shown("one_neuron_exercises", "setup")[0])
    book.page("one-neuron", "# Page", *blocks)

    mistakes = book.mistakes()

    assert any(
        m.startswith("snippets/one_neuron_exercises.py:3: ")
        and "is empty" in m
        for m in mistakes
    )


# Writing ------------------------------------------------------------------


def test_a_changed_file_is_written(tmp_path):
    path = tmp_path / "x.out"

    assert write_if_changed(path, "ñ −1\n")
    assert path.read_bytes() == "ñ −1\n".encode()
    assert write_if_changed(path, "new\n")
    assert path.read_bytes() == b"new\n"
    assert os.listdir(tmp_path) == ["x.out"]


def test_an_unchanged_file_is_not_written(tmp_path):
    path = tmp_path / "x.out"
    path.write_bytes(b"old\n")
    os.utime(path, ns=(1, 1))

    assert not write_if_changed(path, "old\n")
    assert path.stat().st_mtime_ns == 1


KILLED = """
import os, resource, signal, sys
from pathlib import Path
from tests.book.book import write_if_changed

def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)

{killing}
write_if_changed(Path(sys.argv[1]), "new\\n" * 1_000)
"""
FULL = """
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
signal.signal(signal.SIGXFSZ, killed)
"""


@pytest.mark.parametrize(
    "killing",
    [
        pytest.param(FULL, id="in the middle of the text"),
        "os.fsync = killed",
        "Path.replace = os.replace = os.rename = killed",
    ],
)
def test_a_writer_killed_half_way_leaves_the_old_file(tmp_path, killing):
    path = tmp_path / "x.out"
    path.write_text("old\n")

    code = KILLED.format(killing=killing)
    done = subprocess.run([sys.executable, "-c", code, path], cwd=ROOT)

    assert done.returncode == -signal.SIGKILL
    assert path.read_text() == "old\n"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch, step):
    def fail(*_):
        raise OSError(28, "No space left on device")

    path = tmp_path / "x.out"
    path.write_text("old\n")
    monkeypatch.setattr(os, step, fail)

    with pytest.raises(OSError, match="No space left"):
        write_if_changed(path, "new\n")

    assert path.read_text() == "old\n"


def test_what_a_killed_writer_leaves_does_no_harm(run):
    run.book.one_neuron()
    run.book.write("snippets/one_neuron.out.new", "half a rec")

    run().assert_outcomes(passed=2)
    assert write_if_changed(
        run.book.root / "snippets/one_neuron.out",
        record_text({"forward": "0.26\n"}),
    )

    names = sorted(os.listdir(run.book.root / "snippets"))
    assert names == [".keep", "one_neuron.out", "one_neuron.py"]
