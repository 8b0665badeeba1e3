"""The book's pytest items: blocks, figures and pages, and their verdicts."""

import difflib
from pathlib import Path

import pytest
from pytest_codeblocks.plugin import MarkdownFile, TestBlock

from tests.book import Unreadable, program
from tests.book.page import Page
from tests.checks.figure import check_figure
from tests.checks.numbers import check_numbers
from tests.checks.sections import check_page


class Failed(Exception):
    """A verdict whose text is the whole report."""


class PageFile(MarkdownFile):
    """One page: pytest-codeblocks' collector, with the book's reading."""

    def collect(self):
        try:
            self.page = Page(self.path, self.book)
        except Unreadable as error:
            raise self.CollectError(str(error)) from error
        self.answers = {}
        self.last = 0
        for fence in self.page.blocks:
            item = BlockItem.from_parent(self, name=f"line {fence.line}")
            item.obj = fence
            if fence.kind == "skipped":
                for mark in fence.marks:
                    item.add_marker(eval(mark, {"pytest": pytest}))
            yield item
        for name in dict.fromkeys(name for _, name in self.page.figures):
            stem = Path(name).stem
            item = FigureItem.from_parent(self, name=f"figure {stem}")
            item.obj = self.book.snippets / name
            yield item
        yield PageItem.from_parent(self, name="page")

    def choose(self, fence):
        """This block was selected: run the page at least as far as here."""
        self.last = max(self.last, fence.line)

    def answer(self, fence):
        """What happened to a block; runs those up to the last one chosen."""
        if fence.line not in self.answers:
            self._run()
        return self.answers[fence.line]

    def _run(self):
        runnable, blocks = [], []
        for fence in self.page.fences:
            beyond = fence.line > self.last and not self.plugin.recording
            if fence.kind != "run" or beyond:
                continue
            try:
                code = self.page.code(fence)
            except LookupError as error:
                self.answers[fence.line] = str(error)
                continue
            file, line = self.page.source(fence)
            runnable.append(fence)
            blocks.append((code, file, line))
        answers = self.plugin.runner.run_page(blocks)
        for fence, answer in zip(runnable, answers, strict=True):
            self.answers[fence.line] = answer
        if self.plugin.recording:
            again = self.plugin.other.run_page(blocks)
            self._record(runnable, answers, again)

    def _record(self, fences, answers, again):
        """Write the records of the page's own programs, if all is well."""
        for fence, answer, other in zip(fences, answers, again, strict=True):
            first, second = answer.printed, other.printed
            if not answer.error and (other.error or first != second):
                self.answers[fence.line] = (
                    "it prints something else the second time. Seed its "
                    "random numbers; print no clock, address, path, thread "
                    "count, and nothing in the order of a set.\n"
                    + difference(
                        answer.printed,
                        other.printed,
                        "first run",
                        "second run",
                    )
                )
        fine = not self.page.mistakes and all(
            self.verdict(fence) is None for fence in self.page.blocks
        )
        if not fine:
            return
        for path in self.book.own_programs(self.path):
            name = path.relative_to(self.book.snippets).as_posix()
            printed = {
                fence.include[1]: answer.printed
                for fence, answer in zip(fences, answers, strict=True)
                if fence.include and fence.include[0] == name
            }
            record = path.with_suffix(".out")
            text = program.record_text(printed)
            if text or record.exists():
                self.plugin.write(record, text, self.book.name(record))

    def owns(self, fence):
        """Whether a recording of this page writes the block's output."""
        return fence.include is not None and any(
            fence.include[0] == path.name
            for path in self.book.own_programs(self.path)
        )

    def verdict(self, fence):
        """The report of a block that failed, or None."""
        if fence.kind != "run":
            return None
        answer = self.answers[fence.line]
        place = f"{self.page.name}:{fence.line}"
        if isinstance(answer, str):
            return f"{place}: {answer}"
        file = self.page.source(fence)[0]
        place += f" -> {file}:{answer.line}"
        if answer.error:
            return f"{place}\n{answer.error}{self._earlier(fence)}"
        if answer.complaints:
            return (
                f"{place}: the block wrote to stderr, which no page shows. "
                f"Mend what it complains about:\n{answer.complaints}"
            )
        return self._compare(fence, answer.printed, place)

    def _compare(self, fence, printed, place):
        if fence.output is None:
            if printed:
                return (
                    f"{place}: the block prints, but the page shows no "
                    "output. Show it below the block, or delete the print.\n"
                    f"{printed}"
                )
            return None
        if not printed:
            return (
                f"{place}: the block prints nothing, but the page shows an "
                f"output in line {fence.output.line}. Delete that output."
            )
        if not printed.endswith("\n"):
            return f"{place}: the output must end with a line end."
        if program.MARKER_SIGN in printed:
            return f"{place}: the output looks like a section marker."
        if self.plugin.recording and self.owns(fence):
            return None
        try:
            shown = self.page.code(fence.output)
        except LookupError as error:
            return f"{self.page.name}:{fence.output.line}: {error}"
        if printed == shown:
            return None
        file, section = fence.output.include
        return (
            f"{place}: the block no longer prints what the page shows in "
            f"line {fence.output.line}. If the new output is right, run "
            "`pytest --record` and read `git diff`.\n"
            + difference(shown, printed, f"{file}:{section}", "printed now")
        )

    def _earlier(self, fence):
        """A word on the block that failed first; the rest may follow."""
        for other in self.page.blocks:
            if other.line >= fence.line:
                return ""
            if other.kind == "run" and self.verdict(other):
                return (
                    f"The block in line {other.line} failed before it; mend "
                    "that one first.\n"
                )
        return ""


def difference(old, new, old_name, new_name):
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), old_name, new_name, lineterm=""
    )
    text = "\n".join(lines)
    if old.split() == new.split():
        text += f"\nOnly white space differs:\n{old!r}\n{new!r}"
    return text


# Items --------------------------------------------------------------------


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
        self.parent.answer(self.obj)
        report = self.parent.verdict(self.obj)
        if report:
            raise Failed(report)

    def reportinfo(self):
        return self.path, self.obj.line - 1, f"block in {self.name}"


class FigureItem(BookItem):
    def runtest(self):
        page, plugin = self.parent, self.parent.plugin
        name = page.book.name(self.obj)
        drawing = self.obj.with_suffix(".py")
        source = page.book.name(drawing)
        if not drawing.exists():
            raise Failed(
                f"{source}:1: no program draws {name}. Write it, with a "
                "function `draw()` that returns the SVG."
            )
        answer = plugin.runner.run_figure(drawing)
        if answer.error or answer.complaints or answer.printed:
            raise Failed(
                f"{source}:{answer.line}: the figure could not be drawn "
                "quietly.\n"
                f"{answer.error or answer.complaints or answer.printed}"
            )
        if not isinstance(answer.result, str):
            raise Failed(
                f"{source}:1: `draw()` returns no text. Let it return the SVG."
            )
        if plugin.recording:
            again = plugin.other.run_figure(drawing)
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
            plugin.write(self.obj, answer.result, name)
        mistakes = check_figure(self.obj, name)
        if mistakes:
            raise Failed("\n".join(map(str, mistakes)))
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
                    file.answer(fence)
        page = file.page
        self.user_properties.append(("ledger", page.counts()))
        mistakes = check_page(page) + check_numbers(page)
        if mistakes:
            raise Failed("\n".join(map(str, mistakes)))

    def reportinfo(self):
        return self.path, 0, "page"
