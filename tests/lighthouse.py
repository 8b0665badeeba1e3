"""Lighthouse's verdict on the pages, on a phone and on a desktop.

    python -m tests.lighthouse                # every page: half an hour
    python -m tests.lighthouse --kinds        # the heaviest of each kind
    python -m tests.lighthouse one-neuron     # the pages of these names

It builds the site with the address that it serves it from, and measures each
page three times, with nothing else running: the worst of the three counts for
what does not vary, the median for the performance. It ends with code 1 when a
page is below the limits.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.browser.chromium import NO_EXTRAS, NoChromium, find_chromium
from tests.browser.host import Host
from tests.browser.node import NoNode, tool
from tests.browser.policy import policy
from tests.conftest import ROOT

CATEGORIES = "performance", "accessibility", "best-practices", "seo"
CHAPTER = '<div class="chapter">'  # theme/partials/chapter.html
PERFORMANCE = {"mobile": 95, "desktop": 99}


def kind(name, html):
    """Which pages are made alike."""
    if name == "index.html":
        return "first page"
    if name.startswith("labs/"):
        return "lab"
    return "chapter" if CHAPTER in html else "other page"


def heaviest(folder, names):
    """The largest page of each kind."""
    found = {}
    for name in names:
        html = (folder / name).read_text("utf-8")
        key = kind(name, html)
        if key not in found or len(html) > found[key][0]:
            found[key] = len(html), name
    return [name for _, name in found.values()]


def measure(address, form, chromium, words):
    """One run of Lighthouse: each category's score, and what cost points."""
    flags = f"--headless=new --disable-gpu {NO_EXTRAS}"
    if getattr(os, "geteuid", lambda: 1)() == 0:
        flags += " --no-sandbox"
    command = [
        *words, address, "--output=json", "--quiet",
        f"--chrome-flags={flags}",
        f"--only-categories={','.join(CATEGORIES)}",
        *(["--preset=desktop"] if form == "desktop" else []),
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        subprocess.run(
            [*command, f"--output-path={report}"],
            env={**os.environ, "CHROME_PATH": chromium},
            check=True,
        )
        found = json.loads(report.read_text("utf-8"))
    if found.get("runtimeError"):
        sys.exit(f"{address}: Lighthouse says: {found['runtimeError']}")
    faults = {
        reference["id"]
        for name in CATEGORIES
        for reference in found["categories"][name]["auditRefs"]
        if reference["weight"]
        and (found["audits"][reference["id"]]["score"] or 0) < 0.9
        and found["audits"][reference["id"]]["scoreDisplayMode"]
        not in ("notApplicable", "manual", "informative")
    }
    scores = {
        name: round(100 * (found["categories"][name]["score"] or 0))
        for name in CATEGORIES
    }
    return scores, faults


def verdict(runs):
    """The scores of several runs as one."""
    return {
        name: median(run[name] for run in runs)
        if name == "performance"
        else min(run[name] for run in runs)
        for name in CATEGORIES
    }


def below(scores, form):
    """The categories in which a page is below its limit."""
    return [
        name
        for name in CATEGORIES
        if scores[name] < (PERFORMANCE[form] if name == "performance" else 100)
    ]


def choose(host, arguments):
    """The pages to measure; 404.html is not for search engines."""
    names = [name for name in host.pages() if name != "404.html"]
    if arguments.kinds:
        return heaviest(host.folder, names)
    if not arguments.pages:
        return names
    asked = {
        page: f"{page}/index.html" if page != "index" else "index.html"
        for page in arguments.pages
    }
    for page, name in asked.items():
        if name not in names:
            sys.exit(
                f"The site has no page {page}. Name one as in its address."
            )
    return list(asked.values())


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.lighthouse")
    parser.add_argument("pages", nargs="*", help="such as one-neuron")
    parser.add_argument("--kinds", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    try:
        chromium, words = find_chromium(), tool("lighthouse")
    except (NoChromium, NoNode) as missing:
        sys.exit(str(missing))
    low = 0
    with tempfile.TemporaryDirectory() as folder, Host(folder) as host:
        subprocess.run(
            [
                sys.executable,
                "-m",
                "mkdocs",
                "build",
                "--strict",
                "-d",
                folder,
            ],
            cwd=ROOT,
            env={**os.environ, "SITE_URL": host.address},
            check=True,
        )
        host.policy = policy(folder)
        print(f"{'':32}{'':8}", *(f"{name:>14}" for name in CATEGORIES))
        for name in choose(host, arguments):
            for form in PERFORMANCE:
                runs = [
                    measure(host.pages()[name], form, chromium, words)
                    for _ in range(arguments.runs)
                ]
                scores = verdict([scores for scores, _ in runs])
                figures = (f"{scores[each]:>14.0f}" for each in CATEGORIES)
                print(f"{name:32}{form:8}", *figures, flush=True)
                missed = below(scores, form)
                low += bool(missed)
                faults = sorted(set().union(*(faults for _, faults in runs)))
                if missed:
                    print("  below in", *missed, "because of", *faults)
    if low:
        sys.exit(
            f"{low} measurements are below the limits. Mend what is named; if "
            "only the performance is low, measure again with nothing else "
            "running."
        )


if __name__ == "__main__":
    main()
