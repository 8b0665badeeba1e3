"""The process that executes blocks; it answers on the pipe it was given.

It is a process of its own so that a block which ends it, whichever way,
ends nothing else. It imports nothing of the layer, so that a block meets
only what it imports itself. What comes and goes is pickled:

    ("page", [(code, file, line), ...])   ->  one answer for each block
    ("figure", [(function, file, 1)])     ->  one answer, with its text

An answer is the fields of runner.Answer.
"""

import contextlib
import decimal
import importlib
import linecache
import os
import pickle
import random
import runpy
import signal
import sys
import threading
import traceback
import types
import warnings
from io import StringIO  # bound here: a block may rebind io's

PROCESS = os.getpid()


def main():
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    with open(os.devnull) as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)  # whatever bypasses sys.stdout must not reach the pipe
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            kind, what = pickle.load(requests)
        except EOFError:
            return
        run = {"page": run_page, "figure": run_figure}[kind]
        for answer in run(what):
            pickle.dump(answer, answers)
            answers.flush()


def run_page(blocks):
    """Execute the blocks of one page in one fresh module `__main__`.

    Meanwhile every warning is an error, and unseeded numbers are new.
    """
    packages = preload(code for code, _, _ in blocks)
    module = types.ModuleType("__main__")
    with restored(packages):
        sys.modules["__main__"] = module
        for code, file, line in blocks:
            # Blank lines in front make a traceback name the program's line.
            code = "\n" * (line - 1) + code
            lines = code.splitlines(True)
            linecache.cache[file] = (len(code), None, lines, file)
            with observed(file, line) as seen:
                program = compile(code, file, "exec", dont_inherit=True)
                exec(program, vars(module))
            yield seen


def run_figure(requests):
    """Have a figure's program draw it, or write its start state."""
    [(function, file, line)] = requests
    packages = preload(["import torch"])
    with restored(packages), observed(file, line) as seen:
        sys.path.insert(0, os.path.dirname(file))
        seen["result"] = runpy.run_path(file)[function]()
    yield seen


@contextlib.contextmanager
def observed(file, line):
    """See what the `with` block writes and raises; let nothing out.

    A context manager and no function that calls: torch formats the stack
    each time it is seeded, and each frame of ours would cost.
    """
    seen = {"result": None, "error": None, "line": line}
    printed, complaints = StringIO(), StringIO()
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = printed, complaints
    try:
        yield seen
    except BaseException as raised:
        seen["error"], seen["line"] = explain(raised, file, line)
    else:
        if threading.active_count() > 1:
            seen["error"] = (
                "The block leaves a thread running, which may end anything.\n"
            )
    finally:
        sys.stdout, sys.stderr = streams
        seen["printed"] = printed.getvalue()
        seen["complaints"] = complaints.getvalue()
        if os.getpid() != PROCESS:
            os._exit(0)  # a child that the block forked must not answer too


def explain(raised, file, line):
    """The traceback's text, without our own frames, and the line at fault."""
    trace = raised.__traceback__
    while trace and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    frames = traceback.extract_tb(trace)
    if isinstance(raised, SyntaxError) and raised.filename == file:
        line = raised.lineno
    line = next((f.lineno for f in frames if f.filename == file), line)
    text = "".join(traceback.format_exception(None, raised, trace))
    if isinstance(raised, SystemExit):
        text += f"The block ended the process (exit code {raised.code}).\n"
    return text, line


# What a page changes, and how it is put back: skip this on a first reading.

# What a page may rebind by accident, or on purpose to make a point.
REBOUND = (
    "builtins", "math", "random", "time", "io", "os", "decimal", "datetime",
    "numpy", "torch", "torch.nn", "torch.nn.functional",
)  # fmt: skip
# Settings of torch: how to read each, and how to put it back.
SETTINGS = {
    "get_default_dtype": "set_default_dtype",
    "is_grad_enabled": "set_grad_enabled",
    "get_num_threads": "set_num_threads",
    "is_warn_always_enabled": "set_warn_always",
    "is_anomaly_enabled": "set_anomaly_enabled",
    "get_float32_matmul_precision": "set_float32_matmul_precision",
    "are_deterministic_algorithms_enabled": "use_deterministic_algorithms",
}


def preload(codes):
    """Import what a page will import, so that its state can be put back."""
    text = "\n".join(codes)
    packages = {}
    for name in ("torch", "numpy", "matplotlib"):
        if name in text:
            with contextlib.suppress(ImportError):
                packages[name] = importlib.import_module(name)
    if "torch" in sys.modules:
        # Most of torch's warnings come once in a process; a verdict must
        # not depend on which page came first.
        sys.modules["torch"].set_warn_always(True)
    return packages


@contextlib.contextmanager
def restored(packages):
    """Put back what a page changes for the whole process."""
    torch, numpy = packages.get("torch"), packages.get("numpy")
    modules = dict(sys.modules)
    owners = [modules[name] for name in REBOUND if name in modules]
    if torch:
        owners += [torch.Tensor, torch.nn.Module]
    rebound = {owner: dict(vars(owner)) for owner in owners}
    environment, path = dict(os.environ), list(sys.path)
    limit = sys.getrecursionlimit()
    streams = sys.stdin, sys.stdout, sys.stderr
    random.seed()  # unseeded numbers must differ from run to run
    with contextlib.ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings(action="error"))
        stack.enter_context(decimal.localcontext())
        stack.enter_context(contextlib.chdir("."))
        if numpy:
            numpy.random.seed()
            stack.enter_context(numpy.printoptions())
            stack.enter_context(numpy.errstate())
        if "matplotlib" in packages:
            stack.enter_context(packages["matplotlib"].rc_context())
        if torch:
            stack.enter_context(restored_torch(torch))
        try:
            yield
        finally:
            sys.stdin, sys.stdout, sys.stderr = streams
            for owner, before in rebound.items():
                restore(owner, before)
            sys.modules.update(modules)
            if dict(os.environ) != environment:
                os.environ.clear()
                os.environ.update(environment)
            sys.path[:] = path
            sys.setrecursionlimit(limit)


@contextlib.contextmanager
def restored_torch(torch):
    """Put back torch's settings, and forget its seed."""
    printing = dict(vars(torch._tensor_str.PRINT_OPTS))
    before = {get: getattr(torch, get)() for get in SETTINGS}
    device = torch.get_default_device()
    torch.default_generator.seed()
    try:
        yield
    finally:
        vars(torch._tensor_str.PRINT_OPTS).update(printing)
        for get, value in before.items():
            if getattr(torch, get)() != value:
                getattr(torch, SETTINGS[get])(value)
        # None is where it stands before anybody sets it.
        if torch.get_default_device() != device:
            torch.set_default_device(None)


def restore(owner, before):
    """Make a module's or a class's attributes what they were."""
    now = vars(owner)
    with contextlib.suppress(Exception):  # odd values refuse to compare
        if now == before:
            return
    for name in now.keys() - before.keys():
        # A package holds the modules that were imported from it.
        if not isinstance(now[name], types.ModuleType):
            delattr(owner, name)
    for name, value in before.items():
        if now.get(name) is not value:
            setattr(owner, name, value)


if __name__ == "__main__":
    main()
