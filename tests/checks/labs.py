"""Checks of the labs: each number in their text is one that a cell asserts."""

import ast
from decimal import Decimal

import jupytext

from tests.book import Mistake
from tests.checks.numbers import (
    Known,
    agrees,
    literals,
    plain,
    unknown_numbers,
)

SPOKEN = ("abstract", "box", "predict", "fold", "solution", "alt", "caption")


class Asserted:
    """The numbers in the assertions of a lab's cells."""

    def __init__(self, codes):
        self.numbers = [
            Known(Decimal(number), None)
            for code in codes
            for node in ast.walk(ast.parse(code))
            if isinstance(node, ast.Assert)
            for number in literals(ast.unparse(node))
        ]

    def give(self, match, line):
        """Whether one of them, rounded, is the number of the text."""
        return any(agrees(match, line, number) for number in self.numbers)


def check_lab(path, place):
    """A Mistake for each number that is told and not asserted, and for code
    too wide for a phone."""
    cells = jupytext.read(path).cells
    codes = [cell.source for cell in cells if cell.cell_type == "code"]
    asserted = Asserted(codes)
    mistakes = []
    for number, cell in enumerate(cells, 1):
        words = [cell.metadata.get(key, "") for key in SPOKEN]
        if cell.cell_type == "markdown":
            words += plain(cell.source).split("\n")
        elif cell.cell_type == "code":
            mistakes += [
                Mistake(
                    f"{place}, cell {number}",
                    f"this line is wider than 79 columns: {line}. Break it.",
                )
                for line in cell.source.split("\n")
                if len(line) > 79
            ]
        mistakes += [
            Mistake(
                f"{place}, cell {number}",
                f"no cell asserts {shown}. Mend the number, or assert it, or "
                "excuse it right behind it with `<!--number: reason-->`.",
            )
            for line in words
            for shown in unknown_numbers(line, asserted)
        ]
    return mistakes
