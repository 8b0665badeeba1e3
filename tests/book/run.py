"""One page's run: what its blocks did, the verdicts, and the records."""

import difflib
import functools
import os
import sys
import tempfile

from tests.book import program
from tests.book.page import INVISIBLE


class PageRun:
    """Runs the blocks of one page, once, as far as they are asked for."""

    def __init__(self, page, plugin):
        self.page = page
        self.plugin = plugin
        self.answers = {}
        """{line of a block: its Answer, or a sentence that says why none}"""
        self.last = 0

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
            if answer.error or answer.complaints:
                continue
            if other.error or other.complaints or first != second:
                self.answers[fence.line] = (
                    "it prints something else the second time. Seed its "
                    "random numbers; print no clock, address, path, thread "
                    "count, and nothing in the order of a set.\n"
                    + (
                        other.error
                        or other.complaints
                        or difference(first, second, "first run", "second run")
                    )
                )
        fine = not self.page.mistakes and all(
            self.verdict(fence) is None for fence in self.page.blocks
        )
        if not fine:
            return
        for path in self.page.book.own_programs(self.page.path):
            name = path.relative_to(self.page.book.snippets).as_posix()
            printed = {
                fence.include[1]: answer.printed
                for fence, answer in zip(fences, answers, strict=True)
                if fence.include and fence.include[0] == name
            }
            record = path.with_suffix(".out")
            text = program.record_text(printed)
            self.plugin.write(record, text, self.page.book.name(record))

    def owns(self, fence):
        """Whether a recording of this page writes the block's output."""
        return fence.include is not None and any(
            fence.include[0] == path.name
            for path in self.page.book.own_programs(self.page.path)
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
        if hidden := INVISIBLE.search(printed):
            return (
                f"{place}: the output holds an invisible character, "
                f"U+{ord(hidden[0]):04X}. Print it without."
            )
        for path in paths_of_this_machine(self.page.book.root):
            if path in printed:
                return (
                    f"{place}: the output holds a path of this machine, "
                    f"{path}. Another machine would print another one."
                )
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


@functools.cache
def paths_of_this_machine(root):
    """What no output may hold; `/` alone is nobody's path."""
    paths = {str(root), sys.prefix, sys.base_prefix}
    paths |= {tempfile.gettempdir(), os.path.expanduser("~")}
    return {path for path in paths if len(path) > 3}


def difference(old, new, old_name, new_name):
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), old_name, new_name, lineterm=""
    )
    text = "\n".join(lines)
    if old.split() == new.split():
        text += f"\nOnly white space differs:\n{old!r}\n{new!r}"
    return text
