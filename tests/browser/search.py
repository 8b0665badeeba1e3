"""The search box, used as a reader uses it."""

from urllib.parse import urlsplit


class Search:
    """The search of an open page: `search(query) -> addresses`, best first.

    An address is a page's file in the docs and a heading: `shapes.md#view`.
    """

    def __init__(self, page):
        self.page = page
        self.box = page.locator(".md-search__input")
        self.links = page.locator("a.md-search-result__link")
        self.box.click()

    def __call__(self, query):
        self.type("")
        self.links.first.wait_for(state="detached")
        self.type(query)
        self.links.first.wait_for(state="attached")
        found = self.links.evaluate_all("all => all.map(one => one.href)")
        return [self.place(address) for address in found]

    def type(self, text):
        self.box.fill(text)
        self.box.press("End")  # Material reads the box when a key goes up

    def place(self, address):
        parts = urlsplit(address)
        base = self.page.evaluate(
            "new URL(JSON.parse("
            "document.querySelector('#__config').textContent).base, location)"
            ".pathname"
        )
        name = parts.path.removeprefix(base).removesuffix("index.html")
        name = name.removesuffix(".html").strip("/") or "index"
        anchor = f"#{parts.fragment}" if parts.fragment else ""
        return f"{name}.md{anchor}"
