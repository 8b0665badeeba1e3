"""The linter's word on programs, theme and tests, and that it is heeded."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

RUFF = Path(sys.executable).with_name("ruff")


def ruff(*words, folder=ROOT):
    return subprocess.run(
        [RUFF, *words, "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("words", [["check"], ["format", "--check"]])
def test_the_linter_is_content(words):
    done = ruff(*words)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["check"], "import os\n"),
        (["check"], f'x = "{"x" * 80}"\n'),
        (["format", "--check"], "x = ( 1 )\n"),
    ],
)
def test_the_linter_finds_a_fault(tmp_path, words, code):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "x.py").write_text(code)

    assert ruff(*words, folder=tmp_path).returncode == 1
