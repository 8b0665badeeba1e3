"""The built site, served, and one Chromium for all tests of this folder."""

import contextlib
import os
import subprocess
import sys

import pytest
from filelock import FileLock

from tests.browser.chromium import NO_EXTRAS, NoChromium, find_chromium
from tests.browser.host import Host
from tests.browser.policy import policy
from tests.conftest import ROOT


def build(folder, **environment):
    """`mkdocs build --strict` of this book into a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", folder],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        pytest.fail(done.stdout, pytrace=False)
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory, worker_id):
    """Build a site once, for all workers: `built(name, VARIABLE=...)`."""
    base = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        base = base.parent

    def built(name, **environment):
        folder = base / name
        with FileLock(base / f"{name}.lock"):
            if not folder.exists():
                build(base / f"{name}.new", **environment)
                (base / f"{name}.new").rename(folder)
        return folder

    return built


@pytest.fixture(scope="session")
def site(built):
    """The folder with the site, as readers get it."""
    return built("site")


@pytest.fixture(scope="session")
def host(site):
    """The site, served under the policy that forbids all it can."""
    with Host(site, policy(site)) as host:
        yield host


@pytest.fixture(scope="session")
def browser():
    try:
        path = find_chromium()
    except NoChromium as missing:
        pytest.fail(str(missing), pytrace=False)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=[NO_EXTRAS]
        )
        yield browser
        browser.close()


@pytest.fixture
def context(browser):
    """Open a browser window: `context(width=390) -> context`."""
    with contextlib.ExitStack() as stack:

        def context(width=1280, height=900, **options):
            size = {"width": width, "height": height}
            new = browser.new_context(viewport=size, **options)
            stack.callback(new.close)
            return new

        yield context


@pytest.fixture
def visit(context, host):
    """Open a figure's page: `visit(Neuron, "#neuron", **options) -> Neuron`.

    `base` is another address of the site, `change` mends the page's HTML,
    `script` runs before the page's own, and the options are the context's.
    What the page throws fails the test at its end.
    """
    figures = []

    def visit(kind, end="", base=None, change=None, script="", **options):
        page = context(**options).new_page()
        page.set_default_timeout(10_000)
        figure = kind(page)
        figures.append(figure)
        page.on("pageerror", lambda error: figure.errors.append(error.stack))
        page.add_init_script(script)

        def mend(route):
            answer = route.fetch()
            route.fulfill(response=answer, body=change(answer.text()))

        if change:
            page.route(f"**/{kind.path}", mend)
        page.goto((base or host.address) + kind.path + end)
        return figure

    yield visit
    assert [error for figure in figures for error in figure.errors] == []
