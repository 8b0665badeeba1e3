"""Where this machine's Chromium lies; the tests never download one."""

import os
import shutil
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


# What a browser for people loads beside each page: two pages of suggestions
# under the address, and translations. Without them a page opens in two thirds
# of the time. The list replaces the one that Playwright or Lighthouse has.
NO_EXTRAS = (
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,Translate,"
    "HttpsUpgrades"
)


class NoChromium(Exception):
    """No browser; its text is the sentence that says how to get one."""


def find_chromium(environment=os.environ, places=PLACES):
    """The path of a Chromium, or of a browser made from it."""
    named = environment.get("CHROMIUM")
    if named:
        if not shutil.which(named):
            raise NoChromium(
                f"CHROMIUM is {named}, and no program lies there. Set it to "
                "the path of a Chromium, or unset it."
            )
        return named
    for name in NAMES:
        path = shutil.which(name, path=environment.get("PATH", ""))
        if path:
            return path
    for place in places:
        if Path(place).is_file():
            return place
    raise NoChromium(
        "These tests need a Chromium, and none was found. Install one "
        "(Debian and Ubuntu: `sudo apt-get install chromium`; macOS: `brew "
        "install --cask chromium`; elsewhere: Chrome or Edge will do), or "
        "set CHROMIUM to the path of yours."
    )
