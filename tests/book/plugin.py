"""The book as pytest items, and `pytest --record`.

docs/en/one-neuron.md::line 42             a block: its output
docs/en/one-neuron.md::figure one_neuron   a figure: its drawing
docs/en/one-neuron.md::page                the page: fences, sections,
                                           records, numbers in the text
"""

import gc
import os

import pytest
from mkdocs.exceptions import ConfigurationError
from pytest_codeblocks.plugin import MarkdownFile

from tests.book.book import Book
from tests.book.items import BlockItem, BookItem, PageFile
from tests.book.page import KINDS
from tests.book.runner import Runner

# A recording must hold on other machines: the second run differs in what
# may not show. Hashing orders sets; torch picks its kernels by the rest.
OTHER_MACHINE = {
    "PYTHONHASHSEED": "1",
    "OMP_NUM_THREADS": "1",
    "ATEN_CPU_CAPABILITY": "default",
    "TZ": "Etc/GMT-14",
}
# 26 hours apart: no date is the same in both.
THIS_MACHINE = {"PYTHONHASHSEED": "0", "TZ": "Etc/GMT+12"}


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
    if config.option.record:
        if os.environ.get("CI"):
            raise pytest.UsageError(
                "--record: CI compares and never records. Record on your own "
                "machine, read `git diff`, and commit."
            )
        if getattr(config.option, "tx", None) or getattr(
            config.option, "numprocesses", None
        ):
            raise pytest.UsageError(
                "--record: records are written one after the other. Leave "
                "out -n."
            )
    config.pluginmanager.register(BookPlugin(config), "book")


class BookPlugin:
    """What lasts for one session: the workers, and what was written."""

    def __init__(self, config):
        self.recording = config.option.record
        try:
            self.book = Book(config.rootpath)
        except (OSError, LookupError, ConfigurationError) as error:
            raise pytest.UsageError(f"mkdocs.yml: {error}") from error
        self.runner = Runner(THIS_MACHINE if self.recording else None)
        self.other = Runner(OTHER_MACHINE)
        self.written = []
        self.ledgers = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(self, file_path, parent):
        found = yield
        return [
            self._page(node) if isinstance(node, MarkdownFile) else node
            for node in found
            # README.md and its like are no pages: nothing on them is run.
            if not isinstance(node, MarkdownFile) or self._is_page(node)
        ]

    def _is_page(self, node):
        return node.path.is_relative_to(self.book.docs)

    def _page(self, node):
        page = PageFile.from_parent(node.parent, path=node.path)
        page.plugin, page.book = self, self.book
        return page

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        if self.recording:
            # A page that shows another page's program reads its new record.
            items.sort(key=lambda item: not getattr(item, "records", True))

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
        if not isinstance(item, BookItem) or item.own_markers:
            return None
        hook = item.ihook
        hook.pytest_runtest_logstart(
            nodeid=item.nodeid, location=item.location
        )
        call = pytest.CallInfo.from_call(
            item.runtest, "call", (KeyboardInterrupt, pytest.exit.Exception)
        )
        report = hook.pytest_runtest_makereport(item=item, call=call)
        hook.pytest_runtest_logreport(report=report)
        hook.pytest_runtest_logfinish(
            nodeid=item.nodeid, location=item.location
        )
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
            terminalreporter.write_line(ledger_line(self.ledgers.values()))

    def pytest_unconfigure(self):
        self.runner.close()
        self.other.close()

    def write(self, path, text, name):
        if self.book.write(path, text):
            self.written.append(name)


def ledger_line(ledgers):
    total = {
        kind: sum(ledger[kind] for ledger in ledgers) for kind in ("", *KINDS)
    }
    return (
        f"{sum(total.values())} fences: {total['run']} run, "
        f"{total['output']} outputs, {total['text']} text, "
        f"{total['quoted']} quoted, {total['skipped']} skipped, "
        f"{total['']} unaccounted"
    )
