"""This side of the worker: hand blocks over, and outlive whatever they do."""

import contextlib
import os
import pickle
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

WORKER = Path(__file__).with_name("worker.py")


class Answer(NamedTuple):
    """What happened to one block, or to one figure."""

    result: str | None = None
    """What a figure's program drew or wrote."""
    error: str | None = None
    """The traceback, or the sentence that says how the process ended."""
    printed: str = ""
    complaints: str = ""
    """What it wrote to stderr."""
    line: int = 1
    """The line of the program that the error points at."""


class Runner:
    """A worker process, started when it is first needed."""

    seconds = 60
    """How long a page may run before its process is stopped."""

    def __init__(self, environment=None):
        self.environment = {**os.environ, **(environment or {})}
        self.environment.setdefault("MPLBACKEND", "agg")
        # On a busy machine torch's threads wait for each other; asleep, not
        # in a loop that burns the time of whoever they wait for.
        self.environment.setdefault("OMP_WAIT_POLICY", "passive")
        self.process = None
        self.folder = None
        self.last_words = None
        self.deadline = None
        """When the page that now runs is stopped, in monotonic seconds."""

    def run_page(self, blocks):
        """Run [(code, file, line)]; an Answer each, in the same order.

        A block that ends the process is one failure: the others are run
        again without it, in a new process.
        """
        fatal = {}
        while True:
            rest = [i for i in range(len(blocks)) if i not in fatal]
            fresh = self.process is None
            answers, end = self._ask("page", [blocks[i] for i in rest])
            if end is None:
                break
            if not fresh:
                continue  # an earlier page may have done it: try alone
            index = rest[len(answers)]
            fatal[index] = Answer(error=end, line=blocks[index][2])
        return [
            fatal[i] if i in fatal else answers[rest.index(i)]
            for i in range(len(blocks))
        ]

    def run_figure(self, path, function="draw"):
        """Draw a figure with its program; an Answer with its text."""
        fresh = self.process is None
        answers, end = self._ask("figure", (str(path), function))
        if end and not fresh:  # an earlier page may have done it: try alone
            answers, end = self._ask("figure", (str(path), function))
        return answers[0] if end is None else Answer(error=end)

    def close(self):
        if self.process:
            with contextlib.suppress(BrokenPipeError):
                self.process.stdin.close()
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
            self.last_words.close()
            self.folder.cleanup()
            self.process = None

    def _start(self):
        # A folder of its own: a block that needs the book's folder fails.
        self.folder = tempfile.TemporaryDirectory()
        self.last_words = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            # -P: this folder's modules are nothing that a block may import.
            [sys.executable, "-P", "-X", "faulthandler", str(WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.last_words,
            cwd=self.folder.name,
            env=self.environment,
        )
        watch = threading.Thread(target=self._watch, args=[self.process])
        watch.daemon = True
        watch.start()

    def _watch(self, process):
        """Kill the process once its page has run for too long."""
        while process.poll() is None:
            if self.deadline and time.monotonic() > self.deadline:
                process.kill()
            time.sleep(0.1)

    def _ask(self, kind, what):
        """The answers so far, and how the process ended, or None."""
        if self.process is None:
            self._start()
        answers, wanted = [], len(what) if kind == "page" else 1
        self.deadline = time.monotonic() + self.seconds
        try:
            pickle.dump((kind, what), self.process.stdin)
            self.process.stdin.flush()
            while len(answers) < wanted:
                answers.append(Answer(*pickle.load(self.process.stdout)))
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            return answers, self._epitaph(time.monotonic() > self.deadline)
        finally:
            self.deadline = None
        return answers, None

    def _epitaph(self, stopped):
        """A sentence on how the process ended; the next one starts anew."""
        code = self.process.wait()
        self.last_words.seek(0)
        words = self.last_words.read().decode("utf-8", "replace")
        self.close()
        if stopped:
            return (
                f"The page ran for {self.seconds} seconds and was stopped "
                "in this block. Make it smaller.\n"
            )
        end = f"exit code {code}" if code >= 0 else f"signal {-code}"
        return f"{words}The block ended the process ({end}).\n"
