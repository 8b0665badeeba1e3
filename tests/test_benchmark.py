"""The benchmark measures three commands that all do their work."""

import pytest

from tests import benchmark


@pytest.mark.parametrize("joined", [False, True])
def test_each_command_of_the_benchmark_runs(tmp_path, joined):
    book = benchmark.generate(tmp_path / "book", 1)

    commands = benchmark.prepare(book, joined)
    if joined:  # which is about the pages of plain pytest-codeblocks alone
        commands = {"plain": commands["plain"]}
    seconds = [benchmark.cpu_seconds(c, book) for c in commands.values()]

    assert list(commands) == ["bare", "book", "plain"][-len(commands) :]
    assert min(seconds) > 0


def test_a_command_that_fails_ends_the_benchmark(tmp_path):
    with pytest.raises(SystemExit, match="failed"):
        benchmark.cpu_seconds(["python3", "-c", "1 / 0"], tmp_path)
