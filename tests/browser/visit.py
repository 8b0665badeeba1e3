"""One page opened in the browser, and what happened meanwhile."""

from urllib.parse import urlsplit

WIDTHS = {"desktop": 1280, "phone": 390}
HEIGHT = 900

SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries())
    if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


class Visit:
    """A page of the site while a `with` block lasts.

    `name` is its file in the site; `requests` holds the addresses that it
    asked for, `complaints` what the browser wrote to its console.
    """

    def __init__(self, context, name, address):
        self.name, self.address = name, address
        self.requests, self.complaints = [], []
        self.page = context.new_page()
        self.page.on("request", lambda it: self.requests.append(it.url))
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda it: self.complaints.append(str(it)))
        self.page.add_init_script(SHIFTS)

    def hear(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def __enter__(self):
        self.page.goto(self.address)
        self.page.wait_for_timeout(100)  # what scripts add has been added
        return self

    def __exit__(self, *_):
        self.page.close()

    def foreign(self):
        """The requests that went to another host."""
        home = urlsplit(self.address).netloc
        return [
            address
            for address in self.requests
            if urlsplit(address).scheme not in ("data", "blob")
            and urlsplit(address).netloc != home
        ]

    def open_boxes(self):
        self.page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )

    def scroll_to_the_end(self):
        """As a reader would, so that whatever comes late has come."""
        self.page.evaluate(
            """async () => {
              const frame = () => new Promise(requestAnimationFrame);
              for (let y = 0; y < document.body.scrollHeight; y += 600) {
                scrollTo({top: y, behavior: "instant"});
                await frame(); await frame();
              }
            }"""
        )
