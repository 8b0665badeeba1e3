r"""A Markdown extension that turns formulas into MathML while a page is built.

pymdownx.arithmatex finds `$…$` and `$$…$$`, math-core writes the MathML, so
that a reader needs no script to see a formula. Six macros color a symbol by
its role, as the figures do: `\inp{x}`, `\wgt{w}`, `\bia{b}`, `\pre{z}`,
`\act{y}` and `\grd{g}`.
"""

import re
from html import unescape
from xml.etree import ElementTree

from markdown import Extension
from markdown.treeprocessors import Treeprocessor
from math_core import LatexError, LatexToMathML
from mkdocs.exceptions import BuildError

# math-core knows no command for a class, only named colors, which it writes
# as a fixed style=. Each role borrows a color; its style becomes the class.
ROLES = {
    "inp": ("role-input", "teal"),
    "wgt": ("role-weight", "brown"),
    "bia": ("role-bias", "violet"),
    "pre": ("role-pre", "olive"),
    "act": ("role-activation", "lime"),
    "grd": ("role-gradient", "pink"),
}
# HTML's named characters, such as &ApplyFunction;, but for XML's own.
NAMED = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)\w+;")


def named(match):
    return unescape(match[0])


class Formulas(Extension):
    """Replace what arithmatex found by MathML; errors name `page`."""

    page = "a page"

    def __init__(self, label="Formula"):
        """Name display formulas `label` for readers who hear the page."""
        super().__init__()
        self.label = label
        self.converter = LatexToMathML(
            macros={
                macro: rf"{{\textcolor{{{color}}}{{#1}}}}"
                for macro, (_, color) in ROLES.items()
            },
            fancy_error=False,
        )
        self.role_of_style = {
            self.converted(rf"\{macro}{{x}}").find("mrow").get("style"): role
            for macro, (role, _) in ROLES.items()
        }

    def extendMarkdown(self, md):
        # After the inline patterns (20), before the tree is indented (10).
        md.treeprocessors.register(FormulaProcessor(self), "formulas", 15)

    def converted(self, latex, display=False):
        """Return the `<math>` element that math-core writes for a formula."""
        mathml = self.converter.convert_with_local_state(
            latex, displaystyle=display
        )
        return ElementTree.fromstring(NAMED.sub(named, mathml))

    def mathml(self, latex, display):
        """Return a formula's `<math>` element with the roles as classes.

        Raises BuildError, in a sentence that names the page and the formula,
        if math-core rejects it or writes a style that is not a role's.
        """
        if not latex:
            raise BuildError(f"{self.page}: a formula is empty.")
        if "color" in latex:
            raise self.error(latex, r"use a role macro, such as \inp{x}.")
        try:
            math = self.converted(latex, display)
        except LatexError as error:
            raise self.error(latex, f"at character {error}") from None
        for element in math.iter():
            style = element.attrib.pop("style", None)
            if style in self.role_of_style:
                element.set("class", self.role_of_style[style])
            elif style:
                raise self.error(latex, f"it would need style={style!r}.")
        return math

    def error(self, latex, reason):
        return BuildError(
            f"{self.page}: the formula ${latex}$ cannot be shown: {reason}"
        )


class FormulaProcessor(Treeprocessor):
    """Replace each `.arithmatex` element of one page."""

    def __init__(self, formulas):
        super().__init__()
        self.formulas = formulas

    def run(self, root):
        for element in list(root.iter()):
            if element.get("class") == "arithmatex":
                self.replace(element)

    def replace(self, element):
        r"""Turn `<span>\(…\)</span>` and `<div>\[…\]</div>` into MathML."""
        display = element.tag == "div"
        latex = unescape(element.text)[2:-2].strip()
        math = self.formulas.mathml(latex, display)
        if display:
            # A formula wider than the screen scrolls: it needs the keyboard.
            element.attrib = {
                "class": "formula",
                "tabindex": "0",
                "role": "group",
                "aria-label": self.formulas.label,
            }
            element.text = None
            element.append(math)
        else:
            element.tag, element.attrib = math.tag, math.attrib
            element.text = math.text
            element[:] = math
