"""The book's pytest items: blocks, figures and pages."""

import pytest
from pytest_codeblocks.plugin import MarkdownFile, TestBlock

from tests.book import Unreadable
from tests.book.page import Page
from tests.book.run import PageRun, difference
from tests.checks.figure import check_figure, check_text
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
        try:
            self.page = Page(self.path, self.book)
        except Unreadable as error:
            raise self.CollectError(str(error)) from error
        self.run = PageRun(self.page, self.plugin)
        for fence in self.page.blocks:
            item = BlockItem.from_parent(self, name=f"line {fence.line}")
            item.obj = fence
            if fence.kind == "skipped":
                for mark in fence.marks:
                    item.add_marker(eval(mark, {"pytest": pytest}))
            yield item
        for name in dict.fromkeys(name for _, name in self.page.figures):
            path = self.book.snippets / name
            kind = "state" if path.suffix == ".json" else "figure"
            item = FigureItem.from_parent(self, name=f"{kind} {path.stem}")
            item.obj = path
            yield item
        yield PageItem.from_parent(self, name="page")


class BookItem(TestBlock):
    """An item whose failure is a report of ours, not a traceback of pytest."""

    @property
    def records(self):
        return bool(self.parent.book.own_programs(self.path))

    def repr_failure(self, excinfo):
        if isinstance(excinfo.value, Failed | Unreadable):
            return str(excinfo.value)
        return pytest.Item.repr_failure(self, excinfo)


class BlockItem(BookItem):
    def runtest(self):
        self.parent.run.answer(self.obj)
        report = self.parent.run.verdict(self.obj)
        if report:
            raise Failed(report)

    def reportinfo(self):
        return self.path, self.obj.line - 1, f"block in {self.name}"


class FigureItem(BookItem):
    def runtest(self):
        page, plugin = self.parent, self.parent.plugin
        name = page.book.name(self.obj)
        drawing = page.book.drawing(self.obj)
        function = "state" if self.obj.suffix == ".json" else "draw"
        source = page.book.name(drawing)
        if not drawing.exists():
            raise Failed(
                f"{source}:1: no program draws {name}. Write it, with a "
                f"function `{function}()` that returns its text."
            )
        answer = plugin.runner.run_figure(drawing, function)
        if answer.error or answer.complaints or answer.printed:
            raise Failed(
                f"{source}:{answer.line}: the figure could not be drawn "
                "quietly.\n"
                f"{answer.error or answer.complaints or answer.printed}"
            )
        if not isinstance(answer.result, str):
            raise Failed(
                f"{source}:1: `{function}()` returns no text. Let it return "
                f"what {name} shall hold."
            )
        if plugin.recording:
            again = plugin.other.run_figure(drawing, function)
            if answer.result != again.result:
                raise Failed(
                    f"{source}:1: it draws something else the second time.\n"
                    + difference(
                        answer.result,
                        str(again.result),
                        "first run",
                        "second run",
                    )
                )
            drawn = answer.result.encode("utf-8")
            fail_for(check_text(drawn, self.obj, name))
            plugin.write(self.obj, answer.result, name)
        fail_for(check_figure(self.obj, name))
        committed = self.obj.read_text("utf-8")
        if committed != answer.result:
            raise Failed(
                f"{name}:1: redrawing gives another figure. Run `pytest "
                "--record` and look at it.\n"
                + difference(committed, answer.result, name, "drawn now")
            )

    def reportinfo(self):
        return self.path, 0, self.name


class PageItem(BookItem):
    def runtest(self):
        file = self.parent
        if file.plugin.recording:
            for fence in file.page.blocks:
                if fence.kind == "run":
                    file.run.answer(fence)
        page = file.page
        self.user_properties.append(("ledger", page.counts()))
        fail_for(check_page(page) + check_numbers(page))

    def reportinfo(self):
        return self.path, 0, "page"
