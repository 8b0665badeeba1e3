"""Every page that the build makes, in a browser."""

import pytest

from tests.browser.checks import (
    NARROWEST,
    check_accessibility,
    check_boxes,
    check_console,
    check_keyboard,
    check_paper,
    check_shift,
    check_skip_link,
    check_third_parties,
    check_weight,
    check_width,
    check_without_scripts,
    words,
)
from tests.browser.visit import WIDTHS, Visit
from tests.conftest import expect_none

pytestmark = pytest.mark.browser

sizes = pytest.mark.parametrize("size", WIDTHS)


def each(context, host):
    """Visit each page in turn."""
    for name, address in host.pages().items():
        with Visit(context, name, address) as visit:
            yield visit


@sizes
def test_a_first_visit_is_light_quiet_and_still(context, host, size):
    mistakes = []
    for name, address in host.pages().items():
        cold = context(WIDTHS[size])
        host.sent = 0
        with Visit(cold, name, address) as visit:
            visit.page.wait_for_load_state("networkidle")
            mistakes += check_weight(visit, host.sent)
            mistakes += check_shift(visit)
            mistakes += check_third_parties(visit)
            # 404.html is served with that status, which the console repeats.
            mistakes += check_console(visit)
        cold.close()

    expect_none(mistakes)


@sizes
def test_axe_core_finds_no_fault(context, host, size):
    window = context(WIDTHS[size])

    expect_none(
        [
            mistake
            for visit in each(window, host)
            for mistake in check_accessibility(visit)
        ]
    )


@sizes
def test_the_keyboard_reaches_everything(context, host, size):
    window = context(WIDTHS[size])

    expect_none(
        [
            mistake
            for visit in each(window, host)
            for mistake in check_keyboard(visit)
        ]
    )


def test_boxes_open_and_the_skip_link_skips(context, host):
    mistakes = []
    for visit in each(context(), host):
        if visit.name != "404.html":  # it has nothing to skip
            mistakes += check_skip_link(visit)
        mistakes += check_boxes(visit)

    expect_none(mistakes)


def test_no_page_scrolls_sideways(context, host):
    window = context(NARROWEST)

    expect_none(
        [
            mistake
            for visit in each(window, host)
            for mistake in check_width(visit)
        ]
    )


def test_a_page_can_be_read_without_javascript_and_on_paper(context, host):
    plain = context(java_script_enabled=False)
    mistakes = []
    for visit in each(context(), host):
        text = words(visit)
        mistakes += check_paper(visit)
        with Visit(plain, visit.name, visit.address) as without:
            mistakes += check_without_scripts(without, text)

    expect_none(mistakes)


def test_the_contents_of_a_narrow_screen_open_by_keyboard(context, host):
    with Visit(context(390), "index.html", host.address) as visit:
        page, press = visit.page, visit.page.keyboard.press
        page.emulate_media(reduced_motion="reduce")
        page.locator(".md-header label[for=__drawer]").focus()
        press("Enter")
        assert page.locator("#__drawer").is_checked()
        page.locator(".md-nav__link", has_text="Chapters").focus()
        press("Enter")
        chapter = page.locator(".md-nav__link", has_text="One neuron").first
        chapter.focus()
        box = chapter.bounding_box()
        assert 0 <= box["x"] < 390

        press("Escape")
        assert not page.locator("#__drawer").is_checked()
