"""What every interactive figure must do, wherever it stands."""

import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup

from tests.browser.figures import (
    CALM,
    FIGURES,
    SHIFT,
    Calculator,
    Neuron,
    Stepper,
    Straight,
    check_refused,
    check_taken,
    far,
    hostile,
    violations,
)
from tests.browser.host import Host

pytestmark = pytest.mark.browser

every = pytest.mark.parametrize("kind", FIGURES, ids=lambda kind: kind.name)
widths = pytest.mark.parametrize("width", [360, 1280])


# At first --------------------------------------------------------------------


def drawing(html, kind):
    """The elements of a page's drawing, each with its own text."""
    page = BeautifulSoup(html, "html.parser")
    return [
        (part, "".join(part.find_all(string=True, recursive=False)).strip())
        for part in page.select(f"forward-{kind.name} svg *")
        if part.name != "desc"  # it is read out as the numbers change
    ]


# What a script writes otherwise: more points, or V 9 for L 5 9.
REDRAWN = re.compile("curve|loss|line[0-9]|.*-at")


def alike(old, new):
    """Whether two attributes are the same, but for a number's last digits."""
    pairs = zip(
        re.split(r"[ (),]+", old), re.split(r"[ (),]+", new), strict=True
    )
    return all(
        far(float(one), float(other)) < 0.06
        if re.fullmatch(r"-?[\d.]+", one)
        else one == other
        for one, other in pairs
    )


@every
def test_the_script_redraws_the_drawing_of_the_page(visit, site, kind):
    html = (site / kind.path / "index.html").read_text("utf-8")
    drawn = drawing(html, kind)

    # The address names another place of the page, and is left alone.
    figure = visit(kind, f"#{kind.elsewhere}")
    figure.computed()

    assert figure.state() == kind.start
    assert figure.message.text_content() == ""
    assert figure.page.url.endswith(f"/#{kind.elsewhere}")
    live = drawing(figure.page.content(), kind)
    assert len(live) == len(drawn) > 50
    for (old, said), (new, says) in zip(drawn, live, strict=True):
        assert old.name == new.name
        assert says == said, old
        old_class, new_class = old.get("class", [""]), new.get("class", [""])
        if kind is Stepper:  # it makes its elements anew, with more classes
            assert new_class[0] == old_class[0], (old, new)
        else:
            assert new_class == old_class, (old, new)
            assert set(new.attrs) == set(old.attrs), (old, new)
        for key in {*old.attrs} & {*new.attrs} - {"class"}:
            if key == "d" and REDRAWN.fullmatch(old.get("data-part", "")):
                continue
            assert alike(old[key], new[key]), (key, old, new)


def test_another_drawing_is_not_alike():
    assert alike("M 5 9.01 L -3 4", "M 5 9.05 L -3 4")
    assert not alike("M 5 9 L -3 4", "M 5 9.1 L -3 4")
    assert not alike("translate(5 0)", "scale(5 0)")


# The address -----------------------------------------------------------------


@every
def test_a_hostile_address_is_ignored_with_a_message(visit, kind):
    bad = list(hostile(kind))
    assert len(set(bad)) == len(bad) > 40
    figure = visit(kind, f"#{kind.name}&{bad[0]}")
    assert "not exist" in figure.message.text_content()
    assert figure.state() == kind.start
    said = []
    figure.page.on("dialog", lambda dialog: said.append(dialog.dismiss()))
    before = figure.page.locator("script, img").count()
    sound = {**kind.start, **kind.unsolved[0]}
    link = kind.fragment(sound)

    seen = figure.root.evaluate(
        """(figure, fragments) => {
          figure.scrollIntoView = () => {};  // it takes long
          return fragments.map(fragment => {
            history.replaceState(null, "", fragment);
            figure.readFragment();
            return [figure.message.textContent, figure.state,
                    document.querySelectorAll("script, img").length];
          });
        }""",
        [f for end in bad for f in (link, f"#{kind.name}&{end}")],
    )

    for taken in seen[::2]:
        assert taken == ["", sound, before]
    for end, (message, *rest) in zip(bad, seen[1::2], strict=True):
        assert "not exist" in message, end[:200]
        assert rest == [kind.start, before], end[:200]
    assert said == []


@every
def test_a_shared_address_shows_the_same_state(visit, kind):
    first = visit(kind, **CALM)
    first.play()

    second = visit(kind, first.page.url.partition(kind.path)[2])
    second.settle()

    assert second.state() == first.state() != kind.start
    assert second.drawn() == first.drawn()
    assert second.readout.text_content() == first.readout.text_content()
    first.button("Reset").click()
    assert first.state() == kind.start
    assert first.page.url.endswith(f"/#{kind.name}")


# The tasks, the controls -----------------------------------------------------


@every
def test_a_task_is_solved_by_its_solution_and_nothing_else(visit, kind):
    figure = visit(kind)

    for state in kind.unsolved:
        figure.set(state)
        assert figure.state() == {**kind.start, **state}
        assert figure.solved() == set(), state
    for task, state in kind.solutions.items():
        figure.set(state)
        assert figure.solved() == {task}
        assert figure.message.text_content().startswith("Done: ")
        figure.button("Reset").click()
        assert figure.solved() == set()


PRESS = {"number": "ArrowUp", "range": "ArrowUp", "checkbox": "Space"}
PRESS |= {"radio": "ArrowRight", "select-one": "ArrowDown"}
PRESS |= {"button": "Enter", "summary": "Enter"}


@every
def test_the_keyboard_reaches_and_moves_everything(visit, kind):
    figure = visit(kind, **CALM)
    press, seen = figure.page.keyboard.press, Counter()

    for stop, name in figure.walk():
        seen[stop] += 1
        before = figure.state()
        if stop == "text":
            press("Control+a")
            figure.page.keyboard.type("(3, 1)")
        elif stop in PRESS and name != "Copy as PyTorch":
            press(PRESS[stop])
        if stop == "select-one" and figure.state() == before:
            press("ArrowUp")  # it stood at the last one
        if stop == "summary":
            assert figure.root.locator("details[open]").count() == 1
        elif name == "Reset":
            assert figure.state() == kind.start != before
        elif stop != "pre" and name not in ("Copy as PyTorch", "Start"):
            assert figure.state() != before, name

    assert seen == {**kind.stops, "summary": 1, "pre": 1}
    # The role makes a live region of it.
    assert figure.readout.get_attribute("role") == "status"


@pytest.mark.parametrize("kind", [Neuron, Straight, Calculator])
def test_no_number_or_one_too_large_is_refused(visit, kind):
    figure = visit(kind)

    for label, place in kind.fields.items():
        texts = ["", "1000.1", "-1001", "1e999", "-1e999", "e", "NaN", "-"]
        check_refused(figure, label, place, texts)
        texts = ["1000", "-1000", "0", "-0", "1e-3", ".5"]
        check_taken(figure, label, place, texts)


@every
def test_motion_is_reduced_for_those_who_asked(visit, kind):
    figure = visit(kind, **CALM)

    figure.play()

    assert figure.root.evaluate("figure => figure.calm") is True
    assert figure.page.evaluate("document.getAnimations().length") == 0


# Its room --------------------------------------------------------------------


# The other widths and colors are looked at where every page is.
@every
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_is_too_wide(visit, kind, width, scheme):
    figure = visit(kind, width=width, color_scheme=scheme)
    figure.root.locator("summary").click()

    for state in kind.sights[: kind.looks]:
        figure.set(state)
        field = "input:is([type=number], [type=text]):visible"
        figure.root.locator(field).first.fill("")

        assert violations(figure, f"figure:has(forward-{kind.name})") == []
        for wide in {width, min(width, 320)}:
            figure.page.set_viewport_size({"width": wide, "height": 800})
            room = figure.page.evaluate("document.documentElement.scrollWidth")
            assert room == wide, state


def test_axe_would_find_a_control_without_a_name(visit):
    figure = visit(Neuron)
    figure.field("weight 1").evaluate("e => e.removeAttribute('aria-label')")

    assert violations(figure, "forward-neuron") == ["label"]


@every
@widths
def test_nothing_moves_while_the_page_loads(visit, kind, width):
    for place in ("", f"#{kind.name}"):
        figure = visit(kind, place, width=width, height=780)

        assert figure.page.evaluate(SHIFT) <= 0.01, place


@every
@widths
def test_nothing_moves_while_a_reader_plays(visit, kind, width):
    figure = visit(kind, f"#{kind.name}", width=width, height=780)

    heights = Counter(height for height, _ in figure.tour())

    assert len(heights) == 1, heights
    # In all; the labels of the stepper's fields differ from tab to tab.
    assert figure.page.evaluate(SHIFT) <= 0.02


def test_what_moves_is_seen(visit):
    figure = visit(Neuron, "#neuron")
    figure.page.evaluate("document.body.style.marginTop = '200px'")

    assert figure.page.evaluate(SHIFT) > 0.01


# Where it must work, and where it must not be --------------------------------


@every
def test_without_javascript_there_is_the_drawing(visit, kind):
    figure = visit(kind, java_script_enabled=False)

    assert figure.root.locator("svg").is_visible()
    assert kind.answer in figure.drawn()
    assert figure.root.locator("input, button").count() == 0
    for name in ("[data-state]", "[data-words]"):
        assert not figure.root.locator(name).is_visible()


@every
def test_print_shows_the_drawing_alone(visit, kind):
    figure = visit(kind)
    figure.page.emulate_media(media="print")

    assert figure.root.locator("svg").is_visible()
    assert kind.answer in figure.drawn()
    for name in (".panel", ".more"):
        assert not figure.root.locator(name).is_visible()


@every
def test_it_works_from_a_file(visit, site, kind):
    figure = visit(kind, "index.html", base=f"{site.as_uri()}/", **CALM)

    figure.play()

    state = figure.state()
    assert state != kind.start
    assert figure.page.url.count("&") == len(state)
    # Search needs more than a file; the offline build has its own tests.
    assert [error for error in figure.errors if "/figures/" in error] == []
    figure.errors.clear()


REFUSED = """
window.refused = [];
document.addEventListener("securitypolicyviolation", event =>
  refused.push(`${event.sourceFile} ${event.violatedDirective}`));
"""


@pytest.fixture(scope="module")
def strict(site):
    with Host(site, "default-src 'self'") as host:
        yield host.address


@every
def test_it_works_under_a_strict_policy(visit, strict, kind):
    figure = visit(kind, base=strict, script=REFUSED, **CALM)
    loading = figure.page.evaluate("refused.splice(0)")

    figure.play()
    figure.button("Copy as PyTorch").click()
    figure.settle()

    assert figure.state() != kind.start
    # The theme's own inline scripts stop; the figure needs none.
    assert [line for line in loading if "/figures/" in line] == []
    assert figure.page.evaluate("refused") == []
    assert [error for error in figure.errors if "/figures/" in error] == []
    figure.errors.clear()


def test_a_strict_policy_would_refuse_a_style(visit, strict):
    figure = visit(Neuron, base=strict, script=REFUSED)
    figure.page.evaluate("refused.length = 0")
    figure.root.evaluate("f => f.setAttribute('style', 'color: red')")

    assert "style-src" in "".join(figure.page.evaluate("refused"))
    figure.errors.clear()


def translated(html):
    """The page in another language, as far as its figure is concerned."""

    def translate(found):
        words = re.sub(r"[^\W\d_]{2,}", "Ж", found[2])
        return found[1] + re.sub(r"(\d)\.(\d)", r"\1,\2", words)

    html = html.replace('<html lang="en"', '<html lang="de"')
    # The words, and the messages of PyTorch among the numbers.
    html = re.sub(r"(<dt>[\w.]+</dt><dd>)([^<]*(?:<!--.*?-->)?[^<]*)",
                  translate, html)  # fmt: skip
    return re.sub(r'(": ")([^"]* [^"]*")', translate, html)


@every
def test_every_word_and_number_is_the_pages(visit, kind):
    figure = visit(kind, change=translated)
    figure.computed()
    drawn = figure.drawn()

    shown = " ".join(words for _, words in figure.tour())

    assert kind.answer.replace(".", ",") in drawn
    assert "Ж" in shown
    assert re.findall(r"[A-Za-z]{2,}", shown) == []
    assert re.search(r"\d,\d", shown)
    assert re.findall(r"\d\.\d", drawn + shown + figure.drawn()) == []


def test_a_missing_word_is_named(visit):
    figure = visit(
        Neuron, change=lambda html: html.replace("<dt>reset<", "<dt>rest<")
    )

    assert 'lacks "reset"' in "".join(figure.errors)
    figure.errors.clear()
