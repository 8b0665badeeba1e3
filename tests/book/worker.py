"""The process that executes blocks; it answers on the pipe it was given.

It is a process of its own so that a block which ends it, whichever way,
ends nothing else. It imports nothing of the layer, so that a block meets
only what it imports itself. Requests and answers are pickled:

    ("page", [(code, file, line), ...])  ->  one answer for each block
    ("figure", (path, function))         ->  one answer; its result is the text

An answer is (result, error, printed, complaints, line): the error is a
traceback's text or None, complaints are what went to stderr.
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
# What a page may rebind by accident, or on purpose to make a point.
REBOUND = (
    "builtins", "math", "random", "time", "io", "os", "decimal", "datetime",
    "numpy", "torch", "torch.nn", "torch.nn.functional",
)  # fmt: skip


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
    """Execute the blocks of one page in one fresh module `__main__`."""
    packages = preload(code for code, _, _ in blocks)
    module = types.ModuleType("__main__")
    with restored(packages):
        sys.modules["__main__"] = module
        for code, file, line in blocks:
            # Blank lines in front make a traceback name the program's line.
            code = "\n" * (line - 1) + code
            lines = code.splitlines(True)
            linecache.cache[file] = (len(code), None, lines, file)
            with Observation(file, line) as seen:
                program = compile(code, file, "exec", dont_inherit=True)
                exec(program, vars(module))
            yield seen.answer()


def run_figure(what):
    """Have a figure's program draw it, or write its start state."""
    path, function = what
    packages = preload(["torch"])
    with restored(packages), Observation(path, 1) as seen:
        sys.path.insert(0, os.path.dirname(path))
        seen.result = runpy.run_path(path)[function]()
    yield seen.answer()


class Observation:
    """Sees what its `with` block writes and raises; it lets nothing out.

    A context manager and no function that calls: torch formats the stack
    each time it is seeded, and each frame of ours would cost.
    """

    def __init__(self, file, line):
        self.file, self.line = file, line
        self.result = self.error = None
        self.printed, self.complaints = StringIO(), StringIO()

    def __enter__(self):
        self.streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self.printed, self.complaints
        return self

    def __exit__(self, _, raised, __):
        sys.stdout, sys.stderr = self.streams
        if os.getpid() != PROCESS:
            os._exit(0)  # a child that the block forked must not answer too
        if raised:
            self.error, self.line = explain(raised, self.file, self.line)
        elif threading.active_count() > 1:
            self.error = (
                "The block leaves a thread running, which may end anything.\n"
            )
        return True

    def answer(self):
        return (
            self.result,
            self.error,
            self.printed.getvalue(),
            self.complaints.getvalue(),
            self.line,
        )


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
    modules = dict(sys.modules)
    rebound = {n: dict(vars(modules[n])) for n in REBOUND if n in modules}
    folder, environment, path = os.getcwd(), dict(os.environ), list(sys.path)
    limit = sys.getrecursionlimit()
    streams = sys.stdin, sys.stdout, sys.stderr
    random.seed()  # unseeded numbers must differ from run to run
    with contextlib.ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        stack.enter_context(decimal.localcontext())
        warnings.simplefilter("error")
        if numpy := packages.get("numpy"):
            numpy.random.seed()
            stack.enter_context(numpy.printoptions())
            stack.enter_context(numpy.errstate())
        if matplotlib := packages.get("matplotlib"):
            stack.enter_context(matplotlib.rc_context())
        if torch := packages.get("torch"):
            stack.enter_context(restored_torch(torch))
        try:
            yield
        finally:
            sys.stdin, sys.stdout, sys.stderr = streams
            for name, before in rebound.items():
                restore(vars(modules[name]), before)
            if not same(sys.modules, modules):
                restore(sys.modules, {**sys.modules, **modules})
            os.chdir(folder)
            if dict(os.environ) != environment:
                restore(os.environ, environment)
            sys.path[:] = path
            sys.setrecursionlimit(limit)


@contextlib.contextmanager
def restored_torch(torch):
    options = torch._tensor_str.PRINT_OPTS
    printing = dict(vars(options))
    classes = {
        kind: dict(vars(kind)) for kind in (torch.Tensor, torch.nn.Module)
    }
    settings = [
        (torch.set_default_dtype, torch.get_default_dtype),
        # None is where it stands before anybody sets it.
        (lambda _: torch.set_default_device(None), torch.get_default_device),
        (torch.set_grad_enabled, torch.is_grad_enabled),
        (torch.set_num_threads, torch.get_num_threads),
        (torch.set_warn_always, torch.is_warn_always_enabled),
        (
            torch.use_deterministic_algorithms,
            torch.are_deterministic_algorithms_enabled,
        ),
        (
            torch.set_float32_matmul_precision,
            torch.get_float32_matmul_precision,
        ),
        (
            torch.autograd.set_detect_anomaly,
            torch.is_anomaly_enabled,
        ),
    ]
    before = [read() for _, read in settings]
    torch.default_generator.seed()
    try:
        yield
    finally:
        vars(options).update(printing)
        for kind, attributes in classes.items():
            restore_class(kind, attributes)
        for (write, read), value in zip(settings, before, strict=True):
            if read() != value:
                write(value)


def restore_class(kind, before):
    """Make a class's attributes what they were."""
    if same(dict(vars(kind)), before):
        return
    for name in vars(kind).keys() - before.keys():
        delattr(kind, name)
    for name, value in before.items():
        if vars(kind)[name] is not value:
            setattr(kind, name, value)


def restore(mapping, before):
    """Make a mapping what it was; usually it still is."""
    if same(mapping, before):
        return
    for key in mapping.keys() - before.keys():
        # A package holds the modules that were imported from it.
        if not isinstance(mapping[key], types.ModuleType):
            del mapping[key]
    mapping.update(before)


def same(mapping, before):
    """Whether two dictionaries are equal; odd values may refuse to say."""
    try:
        return bool(mapping == before)
    except Exception:
        return False


if __name__ == "__main__":
    main()
