"""One page's run: what its blocks did, the verdicts, and the records."""

from tests.book import difference
from tests.book.book import record_text
from tests.checks.sections import unfit


class PageRun:
    """Runs the blocks of one page, once, as far as they are asked for."""

    def __init__(self, page, plugin):
        self.page = page
        self.plugin = plugin
        self.blocks = [f for f in page.fences if f.kind == "run"]
        self.answers = {}
        """{line of a block: its Answer, or a sentence that says why none}"""
        self.last = 0
        """The line of the last block that was chosen."""

    def choose(self, fence):
        """This block was selected: run the page at least as far as here."""
        self.last = max(self.last, fence.line)

    def verdict(self, fence):
        """The report of a block that failed, or None; runs the page once."""
        if fence.line not in self.answers:
            self.execute()
        place = f"{self.page.name}:{fence.line}"
        answer = self.answers[fence.line]
        if isinstance(answer, str):
            return f"{place}: {answer}"
        file, _ = self.page.book.source(*fence.include)
        place += f" -> {file}:{answer.line}"
        if answer.error:
            return f"{place}\n{answer.error}{self._earlier(fence)}"
        sentence = self._compare(fence, answer)
        return f"{place}: {sentence}" if sentence else None

    def execute(self):
        """Run the blocks up to the last one chosen; a recording, all."""
        recording, ready, requests = self.plugin.recording, [], []
        book = self.page.book
        for fence in self.blocks:
            if fence.line > self.last and not recording:
                break
            try:
                code = self.page.code(fence)
            except LookupError as error:
                self.answers[fence.line] = str(error)
            else:
                ready.append(fence.line)
                requests.append((code, *book.source(*fence.include)))
        answers = self.plugin.runner.run_page(requests)
        self.answers.update(zip(ready, answers, strict=True))
        if not recording:
            return
        again = self.plugin.second.run_page(requests)
        for line, first, second in zip(ready, answers, again, strict=True):
            if first != second and not first.trouble:
                names = "first run", "second run"
                self.answers[line] = (
                    "it prints something else the second time. Seed its "
                    "random numbers; print no clock, address, path, thread "
                    "count, and nothing in the order of a set.\n"
                ) + (
                    second.trouble
                    or difference(first.printed, second.printed, *names)
                )
        if not self.page.mistakes and not any(map(self.verdict, self.blocks)):
            self._record()

    def _record(self):
        """Write the records of the page's own programs."""
        for path in self.page.book.own_programs(self.page.path):
            printed = {
                fence.include[1]: self.answers[fence.line].printed
                for fence in self.blocks
                if fence.include[0] == path.name
            }
            self.plugin.write(path.with_suffix(".out"), record_text(printed))

    def _compare(self, fence, answer):
        """What is wrong with a block that did not fail, or None."""
        printed, output = answer.printed, fence.output
        if answer.complaints:
            return (
                "the block wrote to stderr, which no page shows. Mend what "
                f"it complains about:\n{answer.complaints}"
            )
        if output is None and not printed:
            return None
        if output is None:
            return (
                "the block prints, but the page shows no output. Show it "
                f"below the block, or delete the print.\n{printed}"
            )
        if not printed:
            return (
                "the block prints nothing, but the page shows an output in "
                f"line {output.line}. Delete that output."
            )
        if sentence := unfit(printed, self.page.book.root):
            return sentence
        own = self.page.book.own_programs(self.page.path)
        if self.plugin.recording and fence.include[0] in [p.name for p in own]:
            return None  # this recording writes it
        try:
            shown = self.page.code(output)
        except LookupError as error:
            return str(error)
        if printed == shown:
            return None
        name = ":".join(output.include)
        return (
            "the block no longer prints what the page shows in line "
            f"{output.line}. If the new output is right, run `pytest "
            "--record` and read `git diff`.\n"
            + difference(shown, printed, name, "printed now")
        )

    def _earlier(self, fence):
        """A word on the block that failed first; the rest may follow."""
        for other in self.blocks[: self.blocks.index(fence)]:
            if self.verdict(other):
                return (
                    f"The block in line {other.line} failed before it; mend "
                    "that one first.\n"
                )
        return ""
