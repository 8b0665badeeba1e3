"""Blocks run, compare, fail and end: each fault is planted in a book."""

import tomllib
from fnmatch import fnmatch

import pytest

from tests.book.runner import Runner
from tests.conftest import ROOT, shown


def test_a_right_book_passes(run):
    run.book.one_neuron()

    result = run()

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        "2 fences: 1 run, 1 outputs, 0 text, 0 quoted, 0 skipped, "
        "0 unaccounted"
    )


def test_another_output_fails_with_both_places_and_a_diff(run):
    run.book.one_neuron(code="print(1)\nprint(0.26)", printed="1\n0.25")

    result = run()

    assert result.ret == 1
    result.stdout.fnmatch_lines(
        [
            "docs/en/one-neuron.md:3 -> snippets/one_neuron.py:4: *no longer "
            "prints what the page shows in line 9*",
            "-0.25",
            "+0.26",
        ]
    )


def test_output_that_differs_in_white_space_only_is_shown_with_it(run):
    run.book.one_neuron(code="print('a  b')", printed="a b")

    result = run()

    assert result.ret == 1
    result.stdout.fnmatch_lines("Only white space differs:")


def test_a_print_without_an_output_on_the_page_fails(run):
    run.book.one_neuron()
    run.book.page("one-neuron", "# Page", shown("one_neuron", "forward")[0])

    result = run()

    assert result.ret == 1
    result.stdout.fnmatch_lines("*the block prints, but the page shows no*")


def test_an_output_without_a_print_fails(run):
    run.book.one_neuron(code="z = 0.25")

    result = run()

    assert result.ret == 1
    result.stdout.fnmatch_lines("*the block prints nothing, but the page*")


def test_output_without_a_line_end_fails(run):
    run.book.one_neuron(code="print(0.25, end='')")

    result = run()

    assert result.ret == 1
    result.stdout.fnmatch_lines("*the output must end with a line end*")


def test_output_that_looks_like_a_marker_fails(run):
    run.book.one_neuron(code="print('--8<' + '-- [end:forward]')")

    result = run()

    assert result.ret == 1
    result.stdout.fnmatch_lines("*the output looks like a section marker*")


@pytest.mark.parametrize(
    ("code", "last_words"),
    [
        ("x = 1\nassert x == 2", "AssertionError"),
        ("x = {}\nx['bias']", "KeyError: 'bias'"),
        ("x = 1\nraise ValueError('no shape')", "ValueError: no shape"),
        ("x = 1\ny = = 2", "SyntaxError: invalid syntax"),
    ],
)
def test_an_exception_shows_its_real_traceback(run, code, last_words):
    run.book.one_neuron(code=code)

    result = run()

    assert result.ret == 1
    result.stdout.fnmatch_lines(
        [
            "docs/en/one-neuron.md:3 -> snippets/one_neuron.py:5",
            '  File "snippets/one_neuron.py", line 5*',
            f"    {code.splitlines()[1]}",
            last_words,
        ]
    )
    result.stdout.no_fnmatch_line("*worker.py*")


def test_an_exception_in_a_called_function_points_at_both(run):
    run.book.program(
        "one_neuron",
        define="def forward(x):\n    return 1 / x",
        call="forward(0)",
    )
    blocks = [shown("one_neuron", name)[0] for name in ("define", "call")]
    run.book.page("one-neuron", "# Page", *blocks)

    result = run()

    result.stdout.fnmatch_lines(
        [
            "docs/en/one-neuron.md:7 -> snippets/one_neuron.py:9",
            '  File "snippets/one_neuron.py", line 9, in <module>',
            '  File "snippets/one_neuron.py", line 5, in forward',
        ]
    )


def test_a_warning_is_an_error(run):
    run.book.one_neuron(code="import warnings\nwarnings.warn('deprecated')")

    result = run()

    assert result.ret == 1
    result.stdout.fnmatch_lines("UserWarning: deprecated")


def test_what_goes_to_stderr_fails(run):
    run.book.one_neuron(
        code="import sys\nprint(0.25)\nprint('hm', file=sys.stderr)"
    )

    result = run()

    assert result.ret == 1
    result.stdout.fnmatch_lines(["*the block wrote to stderr*", "hm"])


def test_reading_from_the_keyboard_fails(run):
    run.book.one_neuron(code="input()")

    result = run()

    assert result.ret == 1
    result.stdout.fnmatch_lines("EOFError*")


ENDS = {
    "import sys; sys.exit()": "exit code None",
    "import sys; sys.exit(0)": "exit code 0",
    "exit()": "exit code None",
    "import os; os._exit(0)": "exit code 0",
    "import posix; posix._exit(0)": "exit code 0",
    "import os; os.kill(os.getpid(), 9)": "signal 9",
    "import os; os.abort()": "signal 6",
    "import ctypes; ctypes.string_at(0)": "signal 11",
    "raise KeyboardInterrupt": "KeyboardInterrupt",
    # Into the pipe on which the answers come.
    "import os; os.write(4, bytes([128, 153]))": "signal 9",
}


@pytest.mark.parametrize("code", ENDS)
def test_a_block_that_ends_the_process_is_one_failure(run, code):
    run.book.program(
        "one_neuron", first="x = 1", end=code, last="assert x == 1"
    )
    blocks = [shown("one_neuron", s)[0] for s in ("first", "end", "last")]
    run.book.page("one-neuron", "# Page", *blocks)
    run.book.program("two", only="y = 2")
    run.book.page("two", "# Two", shown("two", "only")[0])

    result = run("-v")

    assert result.ret == 1
    result.assert_outcomes(passed=5, failed=1)
    result.stdout.fnmatch_lines(
        [
            "docs/en/one-neuron.md::line 7 FAILED*",
            "docs/en/one-neuron.md:7 -> snippets/one_neuron.py:8",
        ]
    )
    result.stdout.fnmatch_lines(f"*{ENDS[code]}*")


def test_a_page_is_not_blamed_for_what_an_earlier_one_did():
    runner = Runner()
    runner.run_page([("x = 1", "first.py", 1)])
    runner.process.kill()

    (answer,) = runner.run_page([("print(2)", "second.py", 1)])
    runner.close()

    assert (answer.error, answer.printed) == (None, "2\n")


def test_a_block_that_forks_answers_once(run):
    run.book.one_neuron(code="import os\nos.fork()\nprint(0.25)")

    run().assert_outcomes(passed=2)


def test_a_block_that_leaves_a_thread_running_fails(run):
    run.book.one_neuron(
        code="import threading, time\n"
        "threading.Timer(0.5, time.sleep, [0]).start()\nprint(0.25)"
    )

    result = run()

    assert result.ret == 1
    result.stdout.fnmatch_lines("The block leaves a thread running*")


def test_settings_that_cannot_be_read_are_one_sentence(run):
    run.book.one_neuron()
    run.book.write("mkdocs.yml", "docs_dir: docs/en\n")

    result = run()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines("*mkdocs.yml: pymdownx.snippets is not amo*")


def test_a_page_that_runs_for_ever_is_stopped(run, monkeypatch):
    monkeypatch.setattr("tests.book.runner.Runner.seconds", 1)
    run.book.program("one_neuron", first="x = 1", loop="while True: pass")
    blocks = [shown("one_neuron", name)[0] for name in ("first", "loop")]
    run.book.page("one-neuron", "# Page", *blocks)

    result = run()

    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines("The page ran for 1 seconds and was stopped*")


def test_a_failing_block_does_not_hide_the_next(run):
    run.book.program("one_neuron", wrong="1 / 0", next="y", right="z = 1")
    blocks = [shown("one_neuron", s)[0] for s in ("wrong", "next", "right")]
    run.book.page("one-neuron", "# Page", *blocks)

    result = run("-v")

    result.assert_outcomes(passed=2, failed=2)
    result.stdout.fnmatch_lines(
        [
            "NameError: name 'y' is not defined",
            "The block in line 3 failed before it; mend that one first.",
        ]
    )


# The state of the process -------------------------------------------------

CHANGES = {
    "default dtype": "torch.set_default_dtype(torch.float64)",
    "default device": "torch.set_default_device('meta')",
    "gradients": "torch.set_grad_enabled(False)",
    "print options": "torch.set_printoptions(precision=1)",
    "threads": "torch.set_num_threads(1)",
    "anomaly detection": "torch.autograd.set_detect_anomaly(True)",
    "determinism": "torch.use_deterministic_algorithms(True)",
    "precision": "torch.set_float32_matmul_precision('medium')",
    "warnings": "import warnings; warnings.simplefilter('ignore')",
    "folder": "import os; os.chdir('/')",
    "environment": "import os; os.environ['NEW'] = '1'",
    "path": "import sys; sys.path.insert(0, 'new')",
    "modules": "import sys; sys.modules['json'] = None",
    "builtins": "import builtins; builtins.print = None",
    "a function of torch": "torch.sigmoid = None",
    "a layer of torch": "torch.nn.Linear = None",
    "a method of tensors": "torch.Tensor.numel = None",
    "a new method of tensors": "torch.Tensor.planted = 1",
    "the clock": "import time; time.time = None",
    "text streams": "import io; io.StringIO = None",
    "decimal numbers": "import decimal; decimal.getcontext().prec = 3",
    "NumPy's print options": "np.set_printoptions(precision=1)",
    "NumPy's errors": "np.seterr(all='raise')",
}

OBSERVE = """
import os, sys, warnings, builtins, json, time, io, decimal
import numpy as np
import torch
print([
    torch.get_default_dtype(), torch.get_default_device(),
    torch.is_grad_enabled(), torch.is_anomaly_enabled(),
    torch.get_num_threads(), torch.tensor([0.123456]),
    torch.are_deterministic_algorithms_enabled(),
    torch.get_float32_matmul_precision(), torch.sigmoid,
    [f[0] for f in warnings.filters], os.getcwd(), sorted(os.environ),
    sys.path, sys.modules["json"], builtins.print,
    np.array([0.123456]), np.geterr(), torch.is_warn_always_enabled(),
    torch.nn.Linear, torch.Tensor.numel, hasattr(torch.Tensor, "planted"),
    time.time, io.StringIO, decimal.getcontext().prec,
])
"""


@pytest.fixture(scope="module")
def runner():
    runner = Runner({"OMP_NUM_THREADS": "2"})
    yield runner
    runner.close()


def observed(runner, code=OBSERVE):
    (answer,) = runner.run_page([(code, "observe.py", 1)])
    assert answer.error is None, answer.error
    return answer.printed


@pytest.mark.parametrize("what", CHANGES)
def test_what_a_page_changes_is_put_back(runner, what):
    before = observed(runner)
    changing = f"import torch, numpy as np\n{CHANGES[what]}"

    change, inside = runner.run_page(
        [(changing, "change.py", 1), (OBSERVE, "observe.py", 1)]
    )

    assert change.error is None, change.error
    assert inside.printed != before
    assert observed(runner) == before


def test_what_a_page_changes_in_numpy_alone_is_put_back():
    runner = Runner()
    change = "import numpy as np\nnp.set_printoptions(precision=1)"
    runner.run_page([(change, "change.py", 1)])

    printed = observed(runner, "import numpy as np\nprint(np.array([0.1234]))")
    runner.close()

    assert printed == "[0.1234]\n"


def test_the_layers_own_modules_cannot_be_imported(run):
    run.book.one_neuron(code="import fences")

    result = run()

    assert result.ret == 1
    result.stdout.fnmatch_lines(
        "ModuleNotFoundError: No module named 'fences'"
    )


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("print('\\x1b[1mbold')", "*an invisible character: '\\x1b'*"),
        ("print('a\\u200bb')", "*an invisible character: '\\u200b'*"),
        ("import sys; print(sys.prefix)", "*a path of this machine*"),
        ("import json; print(json.__file__)", "*a path of this machine*"),
        ("import os; print(os.getcwd())", "*a path of this machine*"),
    ],
)
def test_an_output_of_this_machine_alone_fails(run, code, sentence):
    run.book.one_neuron(code=code)

    result = run()

    assert result.ret == 1
    result.stdout.fnmatch_lines(sentence)


def test_unseeded_numbers_differ_from_run_to_run(runner):
    code = (
        "import random, torch, numpy\n"
        "print(random.random(), torch.rand(1).item(), numpy.random.rand())"
    )
    first, second = (observed(runner, code).split() for _ in range(2))

    assert len(first) == 3
    assert not set(first) & set(second)


def test_a_page_runs_as_main_and_sees_nothing_of_the_last_page(run):
    run.book.program("one", only="assert __name__ == '__main__'\nleft = 1")
    run.book.page("one", "# One", shown("one", "only")[0])
    run.book.program("two", only="assert 'left' not in globals()")
    run.book.page("two", "# Two", shown("two", "only")[0])

    run().assert_outcomes(passed=4)


# Choosing -----------------------------------------------------------------

BROKEN = {
    "docs/en/one.md::line 3": "passed",
    "docs/en/one.md::line 7": "failed",
    "docs/en/one.md::line 17": "passed",
    "docs/en/one.md::page": "failed",
    "docs/en/two.md::line 3": "passed",
    "docs/en/two.md::page": "passed",
}

SHUFFLE = """
import random
def pytest_collection_modifyitems(items):
    random.Random({seed}).shuffle(items)
"""

VERDICTS = """
import os
def pytest_runtest_logreport(report):
    if report.when == "call" and "PYTEST_XDIST_WORKER" not in os.environ:
        with open("verdicts", "a") as file:
            file.write(report.nodeid + "=" + report.outcome + "\\n")
"""


@pytest.fixture
def broken(run, monkeypatch):
    """A book with a wrong output and a wrong number; run it for verdicts."""
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    book = run.book
    book.program("one", data="x = 2", wrong="print(x)", last="assert x == 2")
    book.record("one", wrong="3")
    parts = [
        part
        for name in ("data", "wrong", "last")
        for part in shown("one", name)[: 3 if name == "wrong" else 1]
    ]
    book.page("one", "# A value of 0.5", *parts)
    book.program("two", only="y = 1")
    book.page("two", "# Two", shown("two", "only")[0])

    def verdicts(*arguments, conftest="", process=False):
        book.write("conftest.py", VERDICTS + conftest)
        (book.root / "verdicts").unlink(missing_ok=True)
        result = run(*arguments, process=process)
        lines = (book.root / "verdicts").read_text().splitlines()
        assert result.ret == int(any("failed" in line for line in lines))
        return dict(line.rsplit("=", 1) for line in lines)

    return verdicts


def test_every_way_of_choosing_gives_the_same_verdicts(broken):
    everything = broken()
    assert everything == BROKEN

    for name, verdict in everything.items():
        assert broken(name) == {name: verdict}
    page = {k: v for k, v in everything.items() if "one.md" in k}
    assert broken("docs/en/one.md") == page
    blocks = {k: v for k, v in everything.items() if "line" in k}
    assert broken("-k", "line") == blocks


@pytest.mark.parametrize("seed", range(3))
def test_a_random_order_gives_the_same_verdicts(broken, seed):
    assert broken() == broken(conftest=SHUFFLE.format(seed=seed))


def test_several_processes_give_the_same_verdicts_and_one_ledger(
    broken, capfd
):
    alone = broken()
    capfd.readouterr()

    assert broken("-n", "2", process=True) == alone
    assert "5 fences: 4 run, 1 outputs, " in capfd.readouterr().out


def test_only_pages_of_the_book_are_run(run):
    run.book.one_neuron()
    run.book.write("README.md", "```sh\nexit 1\n```\n")

    run(".").assert_outcomes(passed=2)


@pytest.mark.parametrize("folder", ["build", "dist", "venv"])
def test_a_page_in_a_folder_of_any_name_is_run(folder):
    names = tomllib.loads((ROOT / "pyproject.toml").read_text())
    ignored = names["tool"]["pytest"]["ini_options"]["norecursedirs"]

    assert not any(fnmatch(folder, pattern) for pattern in ignored)


def test_a_skipped_block_is_not_run_and_says_why(run):
    run.book.page(
        "one-neuron",
        '<!--pytest.mark.skip(reason="it downloads torch")-->',
        "```sh\nexit 1\n```",
    )

    result = run("-rs")

    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines(["*1 skipped, 0 un*", "*it downloads torch"])


def test_a_skipped_block_of_a_refused_page_is_still_skipped(run):
    run.book.page(
        "one-neuron",
        '<!--pytest.mark.skip(reason="it downloads torch")-->',
        "```sh\nexit 1\n```",
        "```py\nz\n```",
    )

    run().assert_outcomes(failed=1, skipped=1)


@pytest.mark.parametrize(
    "name",
    [
        "docs/en/one-neuron.md",
        "snippets/one_neuron.py",
        "snippets/one_neuron.out",
    ],
)
def test_a_file_that_is_not_utf_8_is_named_in_a_sentence(run, name):
    run.book.one_neuron(text="# Página")
    path = run.book.root / name
    path.write_bytes(b"# caf\xe9\n" + path.read_bytes())

    result = run()

    assert result.ret != 0
    result.stdout.fnmatch_lines(f"*{name}*: it is not UTF-8*")
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*INTERNALERROR*")
