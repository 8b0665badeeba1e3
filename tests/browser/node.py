"""The tools that run in Node.js, in the versions of `package-lock.json`."""

import os
import shutil
import subprocess
from pathlib import Path

from filelock import FileLock

from tests.conftest import ROOT

FOLDER = ROOT / ".node"
ASKED = Path(__file__).with_name("package-lock.json")
PROGRAMS = {
    "lighthouse": "lighthouse/cli/index.js",
    "html-validate": "html-validate/bin/html-validate.mjs",
}


class NoNode(Exception):
    """No Node.js; its text is the sentence that says how to get it."""


def tool(name, environment=os.environ, folder=FOLDER):
    """The words that run a tool, which is installed on its first use."""
    paths = {
        each: shutil.which(each, path=environment.get("PATH", ""))
        for each in ("node", "npm")
    }
    for program, path in paths.items():
        if not path:
            raise NoNode(
                f"This needs Node.js, and `{program}` was not found. Install "
                "it (Debian and Ubuntu: `sudo apt-get install nodejs npm`; "
                "macOS: `brew install node`)."
            )
    folder.mkdir(exist_ok=True)
    with FileLock(folder / "lock"):
        installed = folder / "package-lock.json"
        wanted = ASKED.read_bytes()
        done = folder / "done"
        if not done.exists() or installed.read_bytes() != wanted:
            done.unlink(missing_ok=True)
            installed.write_bytes(wanted)
            shutil.copy(ASKED.with_name("package.json"), folder)
            subprocess.run(
                [paths["npm"], "ci", "--no-fund", "--no-audit", "--silent"],
                cwd=folder,
                env={**environment, "PUPPETEER_SKIP_DOWNLOAD": "1"},
                check=True,
            )
            done.touch()
    return [paths["node"], folder / "node_modules" / PROGRAMS[name]]
