"""The book as pytest items, and `pytest --record`.

docs/en/one-neuron.md::line 42             a block: its output
docs/en/one-neuron.md::figure one_neuron   a figure: its drawing
docs/en/one-neuron.md::page                the page: fences, sections,
                                           records, numbers in the text
"""

import gc
import os
from collections import Counter

import pytest
from mkdocs.exceptions import ConfigurationError
from pytest_codeblocks.plugin import MarkdownFile, TestBlock

from tests.book import Unreadable
from tests.book.book import Book
from tests.book.page import Page
from tests.book.run import PageRun
from tests.book.runner import Runner
from tests.checks.figure import (
    check_answers,
    check_figure,
    check_redrawn,
    check_text,
)
from tests.checks.numbers import check_numbers
from tests.checks.sections import check_page


class Failed(Exception):
    """A verdict whose text is the whole report."""


def fail_for(mistakes):
    if mistakes:
        raise Failed("\n".join(map(str, mistakes)))


class PageFile(MarkdownFile):
    """One page: pytest-codeblocks' collector, with the book's reading."""

    def collect(self):
        self.plugin = self.config.pluginmanager.getplugin("book")
        try:
            self.page = Page(self.path, self.plugin.book)
        except Unreadable as error:
            raise self.CollectError(str(error)) from error
        self.run = PageRun(self.page, self.plugin)
        for fence in self.page.blocks:
            item = BlockItem.from_parent(
                self, name=f"line {fence.line}", obj=fence
            )
            if fence.kind == "skipped":
                # page.MARK lets nothing else through than a skip.
                item.add_marker(eval(fence.mark, {"pytest": pytest}))
            yield item
        for name in dict.fromkeys(name for _, name in self.page.figures):
            path = self.page.book.snippets / name
            kind = "state" if path.suffix == ".json" else "figure"
            yield FigureItem.from_parent(
                self, name=f"{kind} {path.stem}", obj=path
            )
        yield PageItem.from_parent(self, name="page")


class BookItem(TestBlock):
    """An item whose failure is a report of ours, not a traceback of pytest."""

    def repr_failure(self, excinfo):
        if isinstance(excinfo.value, Failed | Unreadable):
            return str(excinfo.value)
        return pytest.Item.repr_failure(self, excinfo)

    def reportinfo(self):
        return self.path, getattr(self.obj, "line", 1) - 1, self.name


class BlockItem(BookItem):
    def runtest(self):
        if report := self.parent.run.verdict(self.obj):
            raise Failed(report)


class FigureItem(BookItem):
    def runtest(self):
        plugin, path = self.parent.plugin, self.obj
        program = plugin.book.drawing(path)
        function = "state" if path.suffix == ".json" else "draw"
        names = [plugin.book.name(file) for file in (path, program)]
        answers = []
        if program.exists():
            answers.append(plugin.runner.run_figure(program, function))
        if program.exists() and plugin.recording:
            answers.append(plugin.second.run_figure(program, function))
        fail_for(check_answers(answers, *names, function))
        drawn = answers[0].result
        if plugin.recording:
            fail_for(check_text(drawn.encode(), path, names[0]))
            plugin.write(path, drawn)
        fail_for(check_figure(path, names[0]))
        fail_for(check_redrawn(path, names[0], drawn))


class PageItem(BookItem):
    def runtest(self):
        page, run = self.parent.page, self.parent.run
        if self.parent.plugin.recording and run.blocks and not run.answers:
            run.execute()
        self.user_properties.append(("ledger", page.counts()))
        fail_for(page.mistakes + check_page(page) + check_numbers(page))


# A recording runs each page twice, and the second run differs in what may
# not show: the clock (26 hours apart, so no date is the same), the order of
# sets, and what torch picks its kernels by. A comparison runs each page once,
# in the environment of whoever asked for it.
FIRST_RUN = {"PYTHONHASHSEED": "0", "TZ": "Etc/GMT+12"}
SECOND_RUN = {
    "PYTHONHASHSEED": "1",
    "TZ": "Etc/GMT-14",
    "OMP_NUM_THREADS": "1",
    "ATEN_CPU_CAPABILITY": "default",
}

LEDGER = (
    "{total} fences: {run} run, {output} outputs, {text} text, {quoted} "
    "quoted, {skipped} skipped, {unaccounted} unaccounted"
)


def pytest_addoption(parser):
    parser.getgroup("book").addoption(
        "--record",
        action="store_true",
        help="write what the blocks print, and the figures, instead of "
        "comparing; then read `git diff`",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    # One page is one process's work; pytest-xdist would deal out its blocks.
    option = config.option
    if getattr(option, "numprocesses", None) and option.dist == "no":
        option.dist = "loadfile"


def pytest_configure(config):
    several = [getattr(config.option, n, 0) for n in ("tx", "numprocesses")]
    refusals = {
        "CI compares and never records. Record on your own machine, read "
        "`git diff`, and commit.": os.environ.get("CI"),
        "records are written one after the other. Leave out -n.": any(several),
    }
    for sentence, holds in refusals.items():
        if config.option.record and holds:
            raise pytest.UsageError(f"--record: {sentence}")
    config.pluginmanager.register(BookPlugin(config), "book")


class BookPlugin:
    """What lasts for one session: the workers, and what was written."""

    def __init__(self, config):
        self.recording = config.option.record
        try:
            self.book = Book(config.rootpath)
        except (OSError, LookupError, ConfigurationError) as error:
            raise pytest.UsageError(f"mkdocs.yml: {error}") from error
        self.runner = Runner(FIRST_RUN if self.recording else None)
        self.second = Runner(SECOND_RUN)
        self.written = []
        self.ledgers = {}
        """{name of a page's item: how many fences it has of each kind}"""

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(self, file_path, parent):
        nodes = yield
        found = [n for n in nodes if not isinstance(n, MarkdownFile)]
        # README.md and its like are no pages: nothing on them is run.
        page = file_path.is_relative_to(self.book.docs)
        if page and len(found) < len(nodes):
            found.append(PageFile.from_parent(parent, path=file_path))
        return found

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        if self.recording:
            # A page that shows another page's program reads its new record.
            items.sort(key=lambda item: not self.book.own_programs(item.path))

    def pytest_collection_finish(self, session):
        for item in session.items:
            if isinstance(item, BlockItem):
                item.parent.run.choose(item.obj)
        gc.freeze()  # the pages stay; do not look for garbage in them

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item):
        """Run an item of the book without set-up, capture and tear-down.

        It has no fixtures, and its worker captures; pytest's own protocol
        would be most of what a small block costs.
        """
        skipped = item.own_markers  # then pytest says so itself
        if not isinstance(item, BookItem) or skipped:
            return None
        hook = item.ihook
        place = {"nodeid": item.nodeid, "location": item.location}
        hook.pytest_runtest_logstart(**place)
        call = pytest.CallInfo.from_call(
            item.runtest, "call", (KeyboardInterrupt, pytest.exit.Exception)
        )
        report = hook.pytest_runtest_makereport(item=item, call=call)
        hook.pytest_runtest_logreport(report=report)
        hook.pytest_runtest_logfinish(**place)
        return True

    def pytest_runtest_logreport(self, report):
        for name, value in report.user_properties:
            if name == "ledger":
                self.ledgers[report.nodeid] = value

    def pytest_terminal_summary(self, terminalreporter):
        for name in self.written:
            terminalreporter.write_line(f"recorded: {name}")
        if self.recording and not self.written:
            terminalreporter.write_line("recorded: nothing has changed")
        if self.ledgers:
            total = Counter()
            for ledger in self.ledgers.values():
                total.update(ledger)
            terminalreporter.write_line(
                LEDGER.format(
                    total=total.total(), unaccounted=total[""], **total
                )
            )

    def pytest_unconfigure(self):
        self.runner.close()
        self.second.close()

    def write(self, path, text):
        if self.book.write(path, text):
            self.written.append(self.book.name(path))
