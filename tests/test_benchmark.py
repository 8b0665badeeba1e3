"""The benchmark measures three commands that all do their work."""

import pytest

from tests import benchmark


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Blocks that need no torch: its import would be all that is measured."""
    monkeypatch.setattr(benchmark, "BLOCK", "print({seed} + 0.25)\n")


def test_each_command_of_the_benchmark_runs(tmp_path):
    book = benchmark.generate(tmp_path / "book", 1)

    commands = benchmark.prepare(book)
    seconds = [benchmark.cpu_seconds(c, book) for c in commands.values()]

    assert list(commands) == ["bare", "book", "plain"]
    assert min(seconds) > 0


def test_blocks_that_build_on_one_another_are_joined(tmp_path):
    book = benchmark.generate(tmp_path / "book", 1)

    benchmark.prepare(book, joined=True)

    text = (book / "plain/page-0.md").read_text("utf-8")
    assert text.count("pytest-codeblocks:cont") == benchmark.BLOCKS - 1
    assert "expected-output" not in text


def test_a_command_that_fails_ends_the_benchmark(tmp_path):
    with pytest.raises(SystemExit, match="failed"):
        benchmark.cpu_seconds(["python3", "-c", "1 / 0"], tmp_path)
