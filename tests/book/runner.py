"""This side of the worker: hand blocks over, and outlive whatever they do."""

import contextlib
import os
import pickle
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple

WORKER = Path(__file__).with_name("worker.py")


class Answer(NamedTuple):
    """What happened to one block, or to one figure."""

    result: str | None = None
    """What a figure drew."""
    error: str | None = None
    """The traceback, or the sentence that says how the process ended."""
    printed: str = ""
    complaints: str = ""
    """What it wrote to stderr."""
    line: int = 1
    """The line of the program that the error points at."""

    @property
    def trouble(self):
        return self.error or self.complaints


class Runner:
    """A worker process, started when it is first needed."""

    seconds = 60
    """How long a page may run before its process is stopped."""

    def __init__(self, environment=None):
        # On a busy machine torch's threads wait for each other; asleep, not
        # in a loop that burns the time of whoever they wait for.
        defaults = {"OMP_WAIT_POLICY": "passive", "MPLBACKEND": "agg"}
        self.environment = {**defaults, **os.environ, **(environment or {})}
        self.process = None
        self.folder = None
        self.last_words = None

    def run_page(self, blocks):
        """Run [(code, file, line)]; an Answer each, in the same order.

        A block that ends the process is one failure: the others are run
        again without it, in a new process.
        """
        return self._run("page", blocks)

    def run_figure(self, path, function):
        """Call a function of a figure's program; an Answer with its text."""
        return self._run("figure", [(function, str(path), 1)])[0]

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

    def _run(self, kind, requests):
        fatal = {}
        while True:
            rest = [i for i in range(len(requests)) if i not in fatal]
            was_fresh = self.process is None
            answers, end = self._ask(kind, [requests[i] for i in rest])
            if end is None:
                done = dict(zip(rest, answers, strict=True)) | fatal
                return [done[i] for i in range(len(requests))]
            # A process that has run other pages may have died of theirs:
            # then all run again in a fresh one, before any is blamed.
            if was_fresh:
                last = rest[len(answers)]
                fatal[last] = Answer(error=end, line=requests[last][2])

    def _ask(self, kind, requests):
        """The answers so far, and how the process ended, or None."""
        if self.process is None:
            self._start()
        process, answers, late = self.process, [], threading.Event()

        def stop():
            late.set()
            process.kill()

        alarm = threading.Timer(self.seconds, stop)
        alarm.daemon = True
        alarm.start()
        try:
            pickle.dump((kind, requests), process.stdin)
            process.stdin.flush()
            while len(answers) < len(requests):
                answers.append(Answer(**pickle.load(process.stdout)))
        except (EOFError, BrokenPipeError):
            return answers, self._epitaph(late.is_set())
        except Exception:  # no answer of ours: a block wrote into the pipe
            process.kill()
            return answers, self._epitaph(stopped=False)
        finally:
            alarm.cancel()
        return answers, None

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

    def _epitaph(self, stopped):
        """Close the process; return a sentence on how it ended."""
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
