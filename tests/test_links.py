"""The weekly look at addresses outside the book, tried on a server here."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.checks.built import Site
from tests.links import check, external_links, main

ANSWERS = {
    "/fine": (200, 200),
    "/no-head": (405, 200),
    "/closed": (403, 403),
    "/gone": (404, 404),
    "/broken": (500, 500),
}


class Handler(BaseHTTPRequestHandler):
    """Answers as ANSWERS says, to HEAD and GET; once, /once is broken."""

    broken_once = True

    def answer(self, code):
        if self.path == "/once" and self.command == "GET":
            code, Handler.broken_once = 503 if self.broken_once else 200, False
        elif self.path == "/once":
            code = 503
        self.send_response(code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_HEAD(self):
        self.answer(ANSWERS.get(self.path, (404, 404))[0])

    def do_GET(self):
        self.answer(ANSWERS.get(self.path, (404, 404))[1])

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(tmp_path):
    def site(*addresses):
        links = "".join(f'<a href="{address}">x</a>' for address in addresses)
        (tmp_path / "index.html").write_text(links)
        return Site(tmp_path)

    return site


def test_links_within_the_book_are_not_asked(site):
    links = external_links(
        site("other/", "#x", "http://127.0.0.1:8000/", "https://e.org/a#b")
    )

    assert links == {"https://e.org/a": {"index.html"}}


@pytest.mark.parametrize("path", ["/fine", "/no-head", "/closed", "/once"])
def test_a_link_that_leads_somewhere_passes(site, address, path):
    assert check(site(address + path), waits=(0,)) == (1, [])


@pytest.mark.parametrize(
    ("path", "sentence"),
    [("/gone", "it answers 404"), ("/broken", "it answers 500")],
)
def test_a_dead_link_is_named_with_its_page(site, address, path, sentence):
    count, (dead,) = check(site(address + path), waits=(0,))

    assert count == 1
    assert dead.startswith(f"index.html: {address}{path} is dead: {sentence}")


def test_a_host_that_does_not_answer_is_named(site):
    _, (dead,) = check(site("http://127.0.0.1:9/"), waits=())

    assert "is dead: it does not answer" in dead


def test_the_command_prints_what_is_dead_and_ends_with_1(
    site, address, capsys
):
    folder = site(address + "/gone", address + "/fine").folder

    with pytest.raises(SystemExit) as end:
        main(folder)

    assert end.value.code == 1
    assert "2 addresses asked, 1 dead links." in capsys.readouterr().out


def test_without_a_site_the_command_says_how_to_make_one(tmp_path):
    with pytest.raises(SystemExit, match="mkdocs build"):
        main(tmp_path)
