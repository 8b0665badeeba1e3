"""`pytest --record` writes what the blocks print, or leaves all as it was."""

import subprocess
import sys
import time

import pytest

from tests.conftest import shown


@pytest.fixture(autouse=True)
def own_machine(monkeypatch):
    monkeypatch.delenv("CI", raising=False)


def record(book, name="one_neuron"):
    path = book.root / f"snippets/{name}.out"
    return path.read_text() if path.exists() else None


RECORDED = "--8<-- [start:forward]\n0.25\n--8<-- [end:forward]\n"


def test_recording_writes_a_missing_record(run):
    run.book.one_neuron()
    (run.book.root / "snippets/one_neuron.out").unlink()

    result = run("--record")

    assert result.ret == 0
    assert record(run.book) == RECORDED
    result.stdout.fnmatch_lines("recorded: snippets/one_neuron.out")
    run().assert_outcomes(passed=2)


def test_recording_replaces_what_has_changed(run):
    run.book.one_neuron(printed="0.26")

    assert run("--record").ret == 0
    assert record(run.book) == RECORDED


def test_recording_leaves_unchanged_files_alone(run):
    run.book.one_neuron()
    path = run.book.root / "snippets/one_neuron.out"
    before = path.stat().st_mtime_ns

    result = run("--record")

    assert path.stat().st_mtime_ns == before
    result.stdout.fnmatch_lines("recorded: nothing has changed")


def test_recording_one_block_records_its_whole_page(run):
    run.book.program("one", first="print(1)", second="print(2)")
    parts = [*shown("one", "first"), *shown("one", "second")]
    run.book.page("one", "# One", *parts)

    run("--record", "docs/en/one.md::line 3").assert_outcomes(passed=1)

    assert record(run.book, "one").count("start") == 2


def test_a_record_loses_the_sections_that_no_longer_print(run):
    run.book.one_neuron()
    run.book.record("one_neuron", gone="1", forward="0.25")

    assert run().ret == 1
    assert run("--record").ret == 0
    assert record(run.book) == RECORDED


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("print(0.5)\n1 / 0", "ZeroDivisionError*"),
        ("print(0.5)\nimport os; os._exit(0)", "The block ended the process*"),
        ("z = 1", "*the block prints nothing*"),
        ("import random\nprint(random.random())", "*something else the sec*"),
        (
            "print(*{f'w{i}' for i in range(30)})",
            "*something else the second*",
        ),
        ("print(object())", "*something else the second*"),
        ("import os\nprint(os.getcwd())", "*something else the second*"),
        ("import time\nprint(time.time_ns())", "*something else the second*"),
        (
            "import datetime\nprint(datetime.date.today())",
            "*something else the second*",
        ),
    ],
)
def test_a_page_that_fails_keeps_its_old_record(run, code, sentence):
    run.book.one_neuron(code=code)

    result = run("--record")

    assert result.ret == 1
    assert record(run.book) == RECORDED
    result.stdout.fnmatch_lines(sentence)


def test_torchs_chance_and_threads_are_not_recorded(run, monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    run.book.program(
        "one",
        chance="import torch\nprint(torch.rand(1))",
        threads="print(torch.get_num_threads())",
    )
    run.book.page("one", *shown("one", "chance"), *shown("one", "threads"))

    result = run("--record")

    result.assert_outcomes(failed=3)
    assert str(result.stdout).count("prints something else the second") == 2
    assert record(run.book, "one") is None


def test_one_failing_page_does_not_keep_another_from_its_record(run):
    run.book.one_neuron(code="1 / 0")
    run.book.program("two", only="print(2)")
    run.book.page("two", "# Two", *shown("two", "only"))

    result = run("--record")

    assert result.ret == 1
    assert record(run.book) == RECORDED
    assert record(run.book, "two")


def test_a_page_with_an_unaccounted_fence_records_nothing(run):
    run.book.one_neuron(code="print(0.5)", text="```py\n1\n```")

    assert run("--record").ret == 1
    assert record(run.book) == RECORDED


def test_a_page_that_shows_anothers_program_reads_its_new_record(run):
    run.book.one_neuron(printed="0.26")
    run.book.page("a-landing-page", "# Hello", *shown("one_neuron", "forward"))

    result = run("--record")

    result.assert_outcomes(passed=4)
    assert record(run.book) == RECORDED


def test_a_recording_checks_the_numbers_of_the_text_at_once(run):
    run.book.one_neuron(printed="0.26", text="We get 0.26.")

    result = run("--record")

    assert result.ret == 1
    assert record(run.book) == RECORDED
    result.stdout.fnmatch_lines("*one-neuron.md:1: no block*printed*0.26*")


def test_a_program_that_no_longer_prints_loses_its_record(run):
    run.book.one_neuron(code="z = 1")
    run.book.page("one-neuron", "# Page", shown("one_neuron", "forward")[0])

    assert run("--record").ret == 0
    assert record(run.book) is None


def test_ci_never_records(run, monkeypatch):
    monkeypatch.setenv("CI", "true")
    run.book.one_neuron(printed="0.26")

    result = run("--record")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert record(run.book) != RECORDED
    result.stderr.fnmatch_lines("*CI compares and never records*")


def test_recording_refuses_several_processes(run):
    run.book.one_neuron()

    result = run("--record", "-n", "2")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines("*records are written one after the other*")


def test_a_recording_killed_half_way_leaves_whole_files(run):
    """Kill it again and again, at other moments: old or new, never half."""
    long = "print('\\n'.join(str(i) for i in range(50_000)))"
    run.book.one_neuron(code=long)
    new = "\n".join(str(i) for i in range(50_000))
    whole = {RECORDED, RECORDED.replace("0.25", new)}
    command = [sys.executable, "-m", "pytest", "-p", "tests.book.plugin"]

    for moment in range(4):
        run.book.record("one_neuron", forward="0.25")
        process = subprocess.Popen(
            [*command, "--record"],
            cwd=run.book.root,
            stdout=subprocess.DEVNULL,
        )
        time.sleep(0.3 + moment * 0.08)
        process.kill()
        process.wait()

        assert record(run.book) in whole
