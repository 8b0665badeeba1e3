"""The README's two commands name programs that exist and take their words."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, expect_none

# What makes a program check its words and do nothing.
HARMLESS = {
    "python3": ["--without-pip"],
    "pip": ["--dry-run", "--no-index"],
    "mkdocs": ["--help"],
    "pytest": ["--markers"],
}


BIN = ".venv/bin/"


def commands(readme, heading):
    """The commands, as lists of words, of the one line under a heading.

    Raises ValueError with a sentence when the section has another form.
    """
    section = re.search(
        rf"^## {heading}$(.*?)(?=^## |\Z)", readme, re.M | re.S
    )
    blocks = re.findall(r"^```sh\n(.*?)^```$", section[1], re.M | re.S)
    if len(blocks) != 1 or blocks[0].count("\n") != 1:
        raise ValueError(
            f"README.md: `## {heading}` must hold one `sh` block of one line."
        )
    return [shlex.split(part) for part in blocks[0].split("&&")]


def complaint(words, folder):
    """What a program says against its words, or nothing.

    A program of the environment that the line makes is taken from the one
    that runs this test; a new environment is made in the folder.
    """
    program = words[0]
    name = Path(program).name
    if name not in HARMLESS:
        return f"README.md: say in {Path(__file__).name} how to try {name}."
    if program.startswith(".venv/bin/"):
        program = str(Path(sys.executable).with_name(name))
    rest = [str(folder / w) if w == ".venv" else w for w in words[1:]]
    try:
        done = subprocess.run(
            [program, *rest, *HARMLESS[name]],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
    except OSError as error:
        return f"README.md: {name} does not run: {error}"
    if done.returncode:
        return f"README.md: {name} refuses its words: {done.stderr}"
    return ""


def test_the_readmes_commands_run(tmp_path):
    readme = (ROOT / "README.md").read_text("utf-8")
    read, test = (commands(readme, heading) for heading in ("Read", "Test"))

    assert read[:2] == test[:2]  # the same setup is tried once
    found = [complaint(words, tmp_path) for words in (*read, test[2])]

    assert len(found) == 4
    expect_none([each for each in found if each])


def test_both_lines_end_in_their_program():
    readme = (ROOT / "README.md").read_text("utf-8")

    assert commands(readme, "Read")[-1][-2:] == [".venv/bin/mkdocs", "serve"]
    assert commands(readme, "Test")[-1] == [".venv/bin/pytest", "-n", "auto"]


def test_the_lines_for_windows_say_the_same():
    readme = (ROOT / "README.md").read_text("utf-8")
    windows = re.search(r"^```bat\n(.*?)^```$", readme, re.M | re.S)[1]

    assert [
        line.replace("py -3.11", "python3").replace(".venv\\Scripts\\", BIN)
        for line in windows.splitlines()
    ] == [
        " && ".join(shlex.join(words) for words in commands(readme, heading))
        for heading in ("Read", "Test")
    ]


def test_what_the_readme_names_exists():
    readme = (ROOT / "README.md").read_text("utf-8")
    names = re.findall(r"\]\((?!https?:)([^)#]+)\)", readme)
    names += re.findall(r"`([\w/.-]+(?:/|\.(?:md|py|out|svg|yml)))`", readme)

    assert len(names) > 8
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_the_workflow_runs_the_same_lines_on_the_same_python():
    workflow = (ROOT / ".github/workflows/book.yml").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")

    assert "- run: .ci/run\n      - run: .ci/browser\n" in workflow
    assert 'python-version: "3.11"\n' in workflow
    assert "You need Python 3.11," in readme
    index = re.search(r"PIP_EXTRA_INDEX_URL=(\S+)", readme)[1]
    assert f"PIP_EXTRA_INDEX_URL: {index}\n" in workflow


WORKFLOWS = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))
    for path in (ROOT / ".github/workflows").glob("*.yml")
}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_ends_in_time_and_runs_once_at_a_time(name):
    assert "concurrency" in WORKFLOWS[name]
    for job in WORKFLOWS[name]["jobs"].values():
        assert job["timeout-minutes"] <= 60


def test_the_site_links_to_the_branch_that_the_workflow_pushes():
    jobs = WORKFLOWS["book"]["jobs"]
    (build,) = (
        step["env"]
        for step in jobs["test"]["steps"]
        if "mkdocs build" in step.get("run", "")
    )
    push = jobs["notebooks"]["steps"][-1]["run"]

    assert build["REPOSITORY"] == "${{ github.repository }}"
    gathered = [step.get("run", "") for step in jobs["test"]["steps"]]
    for notebooks in "site/downloads/*.ipynb", "site/labs/*/*.ipynb":
        assert any("cp " in run and notebooks in run for run in gathered)
    assert f"--initial-branch={build['BRANCH']}\n" in push
    assert push.splitlines()[-1].endswith(f'.git" {build["BRANCH"]}')


def test_a_mistakes_form_has_the_field_that_pages_fill_in():
    form = ROOT / ".github/ISSUE_TEMPLATE/mistake.yml"
    fields = yaml.safe_load(form.read_text("utf-8"))["body"]

    assert "page" in {field["id"] for field in fields}


def test_the_weekly_job_asks_the_addresses():
    (job,) = WORKFLOWS["links"]["jobs"].values()
    commands = [step["run"] for step in job["steps"] if "run" in step]

    assert commands[-2:] == [
        ".venv/bin/mkdocs build --strict",
        ".venv/bin/python -m tests.links site",
    ]


def test_ci_runs_what_the_readme_names_for_the_browser():
    ci = (ROOT / ".ci/browser").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")

    browser = re.search(r"^browser_line='(.*)'$", ci, re.M)[1]
    lighthouse = re.search(r"^lighthouse_line='(.*) --kinds'$", ci, re.M)[1]
    assert f"`{browser}`" in readme
    assert f"`{lighthouse}`" in readme


def test_the_readmes_offline_line_runs(tmp_path):
    readme = (ROOT / "README.md").read_text("utf-8")
    setting, *words = commands(readme, "Take it with you")[0]

    assert setting == "OFFLINE=true"
    assert f"{setting.partition('=')[0]}, false]" in (
        ROOT / "mkdocs.yml"
    ).read_text("utf-8")
    assert complaint(words, tmp_path) == ""


@pytest.mark.parametrize(
    "words",
    [
        "python3 -m venvv .venv",
        ".venv/bin/pip install --quit -r requirements.txt",
        ".venv/bin/pip install -r no-requirements.txt",
        ".venv/bin/mkdocs serve --strickt",
        ".venv/bin/mkdocs serv",
        ".venv/bin/mkdoks serve",
        ".venv/bin/pytest --no-such-option",
    ],
)
def test_a_wrong_command_is_found(words, tmp_path):
    assert complaint(shlex.split(words), tmp_path).startswith("README.md: ")


@pytest.mark.parametrize(
    "block", ["", "```sh\na\nb\n```\n", "```sh\na\n```\n\n```sh\nb\n```\n"]
)
def test_a_section_that_is_not_one_line_is_found(block):
    with pytest.raises(ValueError, match="one `sh` block of one line"):
        commands(f"# Book\n\n## Read\n\n{block}\n## Test\n", "Read")
