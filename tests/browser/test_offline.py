"""The site opens from a folder, without a host: `OFFLINE=true`."""

import pytest

from tests.browser.search import Search
from tests.browser.visit import Visit
from tests.conftest import expect_none

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def offline(built):
    return built("offline", OFFLINE="true")


def test_every_page_opens_from_a_folder(offline, context):
    window = context()
    mistakes = []
    for path in sorted(offline.rglob("*.html")):
        with Visit(window, path.name, path.as_uri()) as visit:
            mistakes += [f"{path.name}: {text}" for text in visit.complaints]
            mistakes += [
                f"{path.name} asks {address}"
                for address in visit.requests
                if not address.startswith((offline.as_uri(), "data:"))
            ]

    expect_none(mistakes)


def test_reading_search_figures_and_formulas_work(offline, context):
    page = offline / "one-neuron.html"
    with Visit(context(), page.name, page.as_uri()) as visit:
        assert visit.page.locator("article math").first.is_visible()
        assert visit.page.locator("article figure svg").first.is_visible()
        fonts = "[...document.fonts].map(font => font.status)"
        assert visit.page.evaluate(fonts) == ["loaded"]

        found = Search(visit.page)("torch.matmul")
        assert found[:2] == ["shapes.md", "shapes.md#mm-matmul"]
        visit.page.locator("a.md-search-result__link").first.click()
        visit.page.wait_for_url("**/shapes.html**")
        assert visit.complaints == []
