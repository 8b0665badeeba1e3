"""Draws the picture for link previews: `.venv/bin/python -m theme.card`.

1200 x 630 pixels, as the sites that show previews want it: the name of the
book and the figure of its chapter on layers, with the site's own styles.
An author runs it when one of these has changed. Needs a Chromium.
"""

from pathlib import Path

from mkdocs.config import load_config
from playwright.sync_api import sync_playwright

from tests.browser.chromium import find_chromium

THEME = Path(__file__).parent
ROOT = THEME.parent
FIGURE = ROOT / "snippets/figures/layers.svg"
CARD = THEME / "assets/images/card.png"

PAGE = """
<style>{css}</style>
<style>
  .card {{ align-items: center; background: var(--paper); display: flex;
    gap: 56px; height: 630px; margin: 0; padding: 0 40px 0 64px }}
  .card h1 {{ font-size: 82px; line-height: 1.02; margin: 0 0 40px }}
  .card h1::after {{ height: 10px; width: 320px }}
  .card p {{ color: var(--soft); font-size: 33px; line-height: 1.3 }}
  .card figure {{ flex: 0 0 630px; margin: 0 }}
  .card figure svg {{ max-width: none }}
</style>
<body class="card md-typeset" data-md-color-scheme="default">
  <div class="md-content"><h1>{name}</h1><p>{tagline}</p></div>
  <figure>{figure}</figure>
</body>
"""


def draw():
    config = load_config(str(ROOT / "mkdocs.yml"))
    tagline = config.extra["tagline"]
    page = PAGE.format(
        css=(THEME / "assets/css/book.css").read_text("utf-8"),
        figure=FIGURE.read_text("utf-8"),
        name=config.site_name,
        tagline=tagline[0].upper() + tagline[1:],
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox"]
        )
        size = {"width": 1200, "height": 630}
        tab = browser.new_page(viewport=size, color_scheme="light")
        tab.set_content(page)
        tab.screenshot(path=CARD)
        browser.close()


if __name__ == "__main__":
    draw()
