"""Runs programs as `python snippets/x.py` would, each in a process and a
folder of its own. Started with their paths; prints [[code, output,
complaints, files left], ...] as JSON.

On Linux the processes are forks of this one, which has imported torch: that
would be most of what a program takes. Elsewhere forks are missing or unsafe.
"""

import importlib
import json
import os
import runpy
import subprocess
import sys
import tempfile
import traceback


def main(paths):
    programs = b"".join(read(path) for path in paths)
    if b"import torch" in programs:
        importlib.import_module("torch")
    if b"torch.optim" in programs:
        importlib.import_module("torch._dynamo")  # as the optimizers do
    print(json.dumps([run(path) for path in paths]))


def read(path):
    with open(path, "rb") as file:
        return file.read()


def run(path):
    """[exit code, stdout, stderr, names of the files it left]."""
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryFile() as output,
        tempfile.TemporaryFile() as complaints,
    ):
        start = fork if sys.platform == "linux" else spawn
        status = start(path, folder, output, complaints)
        texts = []
        for file in (output, complaints):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
        return [status, *texts, sorted(os.listdir(folder))]


def spawn(path, folder, output, complaints):
    return subprocess.run(
        [sys.executable, path],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=complaints,
    ).returncode


def fork(path, folder, output, complaints):
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        with open(os.devnull) as nothing:
            os.dup2(nothing.fileno(), 0)
        os.dup2(output.fileno(), 1)
        os.dup2(complaints.fileno(), 2)
        end(path)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def end(path):
    """Run a program, and end this process as it would."""
    sys.argv[:] = [path]
    sys.path.insert(0, os.path.dirname(path))
    code = 0
    try:
        runpy.run_path(path, run_name="__main__")
    except SystemExit as exit:
        code = exit.code
        if not isinstance(code, int | None):
            print(code, file=sys.stderr)
            code = 1
    except BaseException:
        traceback.print_exc()
        code = 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code or 0)


if __name__ == "__main__":
    main(sys.argv[1:])
