"""What every page of the site must pass in a browser.

Each check takes a `Visit` and returns its mistakes; an empty list is a pass.
"""

from functools import cache
from pathlib import Path

from tests.book import Mistake

TAGS = [
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
]  # fmt: skip
COLORS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
LARGEST_SHIFT = 0.01
KILOBYTES = {"labs": 220, "": 160}
NARROWEST = 360


@cache
def script(name):
    """The JavaScript of a file of this folder."""
    return Path(__file__).with_name(name).read_text("utf-8")


def check_accessibility(visit):
    """axe-core finds no fault, in both palettes.

    What stands in closed boxes is asked too. The dark palette differs in its
    colors alone; so there the rules about color are asked again.
    """
    mistakes = []
    for scheme, rules in ("light", TAGS), ("dark", COLORS):
        visit.page.emulate_media(color_scheme=scheme)
        visit.page.reload()  # the palette is chosen while the page loads
        mistakes += ask_axe(visit, rules)
    return mistakes


def ask_axe(visit, rules):
    """What axe-core finds, by these rules, or by the rules of these tags."""
    from axe_playwright_python.sync_playwright import Axe

    visit.open_boxes()
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = Axe().run(visit.page, options=options).response["violations"]
    return [
        Mistake(
            visit.name,
            f"axe-core: {fault['help']} ({fault['id']}), at "
            f"{node['html'][:120]}. {node['failureSummary']}",
        )
        for fault in found
        for node in fault["nodes"]
    ]


def check_third_parties(visit):
    """The page asks no other host for anything."""
    return [
        Mistake(
            visit.name,
            f"the browser asked {address} for a file. Ship it with the site.",
        )
        for address in visit.foreign()
    ]


def check_console(visit):
    """The browser has nothing to say: no error, no refusal, no warning."""
    return [
        Mistake(visit.name, f"the browser's console says: {text}")
        for text in visit.complaints
    ]


def check_shift(visit):
    """Nothing moves while the page loads and is read to its end."""
    visit.scroll_to_the_end()
    shifted = visit.page.evaluate("window.shifted")
    if shifted <= LARGEST_SHIFT:
        return []
    return [
        Mistake(
            visit.name,
            f"what is on the screen moves while the page loads ({shifted:.3f},"
            f" at most {LARGEST_SHIFT}). Reserve the room for what comes "
            "late.",
        )
    ]


def check_weight(visit, sent):
    """The page and all that it asks for come in so many bytes."""
    folder = "labs" if visit.name.startswith("labs/") else ""
    limit = KILOBYTES[folder]
    if sent <= limit * 1000:
        return []
    return [
        Mistake(
            visit.name,
            f"a first visit loads {sent / 1000:.0f} KB, compressed; {limit} "
            "are allowed. See what of it the page can do without.",
        )
    ]


def check_width(visit):
    """A narrow screen need not be scrolled sideways."""
    visit.open_boxes()
    wide = visit.page.evaluate(
        """() => {
          const root = document.scrollingElement;
          if (root.scrollWidth <= root.clientWidth) return null;
          const over = [...document.body.querySelectorAll("*")].filter(
            e => e.getBoundingClientRect().left + e.scrollWidth
                > root.clientWidth + 1
              && getComputedStyle(e).overflowX === "visible");
          return over.length ? over.at(-1).outerHTML.slice(0, 120) : "?";
        }"""
    )
    if wide is None:
        return []
    return [
        Mistake(
            visit.name,
            f"on a screen of {NARROWEST} pixels the page scrolls sideways, "
            f"because of {wide}. Let it wrap, or scroll in a box of its own.",
        )
    ]


def check_keyboard(visit):
    """Tab reaches all that can be used, in order, visibly, to the end."""
    visit.open_boxes()
    # Stops move nothing else: a focus that scrolls smoothly costs minutes.
    visit.page.emulate_media(reduced_motion="reduce")
    visit.page.evaluate(script("keyboard.js"))
    for _ in range(visit.page.evaluate("keyboard.expected.length + 200")):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("keyboard.ended()"):
            break
    return [
        Mistake(visit.name, sentence)
        for sentence in visit.page.evaluate("keyboard.report()")
    ]


def check_boxes(visit):
    """A closed box opens with Enter."""
    boxes = visit.page.query_selector_all("details:not([open]) > summary")
    mistakes = []
    for box in boxes:
        if not box.is_visible():
            continue  # in a closed box
        box.focus()
        visit.page.keyboard.press("Enter")
        if not box.evaluate("summary => summary.parentElement.open"):
            mistakes.append(
                Mistake(
                    visit.name,
                    f"Enter does not open the box {box.inner_text()!r}. Make "
                    "it a <details> with a <summary>.",
                )
            )
    return mistakes


def check_skip_link(visit):
    """The first Tab offers to skip what is on every page, and Enter does."""
    page = visit.page
    page.evaluate("history.replaceState(null, '', location.pathname)")
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    if target and target.startswith("#"):
        page.keyboard.press("Enter")
        if page.evaluate("location.hash") == target and page.evaluate(
            "id => document.getElementById(id) !== null", target[1:]
        ):
            return []
    return [
        Mistake(
            visit.name,
            "the first thing that Tab reaches does not lead to the page's "
            "text. Begin the page with a link that does.",
        )
    ]


def check_without_scripts(visit, text):
    """Text, figures and formulas show, though no script runs.

    `text` is the page's text where scripts run.
    """
    mistakes = []
    hidden = visit.page.evaluate(
        """() => [...document.querySelectorAll(
             "article :is(p, pre, svg, math, td, figcaption)")]
          .filter(e => !e.closest("details:not([open]), template, noscript"))
          .filter(e => e.matches("svg, math, pre") || e.textContent.trim())
          .filter(e => !e.checkVisibility()
            && getComputedStyle(e).display !== "contents")
          .map(e => e.outerHTML.slice(0, 80))"""
    )
    for element in hidden:
        mistakes.append(
            Mistake(
                visit.name,
                f"without JavaScript nobody sees {element}. Show it first, "
                "and let a script improve it.",
            )
        )
    here = set(words(visit))
    missing = [word for word in text if word not in here]
    if missing:
        mistakes.append(
            Mistake(
                visit.name,
                f"without JavaScript these words are missing: {missing[:9]}. "
                "Write them when the site is built.",
            )
        )
    return mistakes


def words(visit):
    """The words of the page's text, without figures that a script moves."""
    return visit.page.evaluate(
        """() => {
          const page = document.querySelector("article") ?? document.body;
          const text = page.cloneNode(true);
          text.querySelectorAll("[data-figure]").forEach(e => e.remove());
          return text.textContent.split(/\\s+/);
        }"""
    )


def check_paper(visit):
    """On paper stands the page alone, with its closed boxes open."""
    visit.page.emulate_media(media="print")
    mistakes = []
    around = ".md-header, .md-sidebar, .md-footer__inner, .md-top, .md-dialog"
    for element in visit.page.locator(around).all():
        if element.is_visible():
            mistakes.append(
                Mistake(
                    visit.name,
                    f"paper shows .{element.get_attribute('class')}, which "
                    "nobody can use there. Hide it in `@media print`.",
                )
            )
    closed = visit.page.evaluate(
        """() => [...document.querySelectorAll("article details:not([open])")]
          .filter(d => d.checkVisibility())
          .filter(d => ![...d.children].some(
            e => !e.matches("summary") && e.getClientRects().length
              && e.checkVisibility({contentVisibilityAuto: true})))
          .map(d => d.querySelector("summary").textContent.trim())"""
    )
    for title in closed:
        mistakes.append(
            Mistake(
                visit.name,
                f"the box {title!r} stays closed on paper. Show its content "
                "in `@media print`.",
            )
        )
    return mistakes
