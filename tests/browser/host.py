"""A small web server that serves a built site as a good static host does."""

import gzip
import threading
from functools import cache
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
PACKED = {".png", ".woff2", ".gz", ".zip"}  # compressed already


class Handler(SimpleHTTPRequestHandler):
    """Compresses text, answers what is missing with 404.html, counts."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        if path.is_dir() and not self.path.partition("?")[0].endswith("/"):
            return super().do_GET()  # redirects to the address with a slash
        path = path / "index.html" if path.is_dir() else path
        status = HTTPStatus.OK
        if not path.is_file():
            status = HTTPStatus.NOT_FOUND
            path = Path(self.directory, "404.html")
        body = compressed(path) if path.is_file() else b""
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(path.suffix, "text/plain"))
        self.send_header("Content-Length", str(len(body)))
        if path.suffix not in PACKED:
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        kept = "no-cache" if path.suffix == ".html" else "max-age=31536000"
        self.send_header("Cache-Control", kept)
        if path.suffix == ".html" and self.server.policy:
            self.send_header("Content-Security-Policy", self.server.policy)
        self.server.sent += len(body) + sum(map(len, self._headers_buffer))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """The tests say what is wrong, not the server."""


@cache
def compressed(path):
    """A file's bytes, as they travel."""
    data = path.read_bytes()
    if path.suffix not in PACKED:
        return gzip.compress(data, mtime=0)
    return data


class Host(ThreadingHTTPServer):
    """Serves a folder at `address` while a `with` block lasts.

    `sent` counts the bytes that it has sent, headers included.
    """

    daemon_threads = True

    def __init__(self, folder, policy=""):
        self.folder, self.policy, self.sent = Path(folder), policy, 0
        super().__init__(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server_port}/"

    def finish_request(self, request, client_address):
        Handler(request, client_address, self, directory=str(self.folder))

    def handle_error(self, request, client_address):
        """A browser that hangs up early is no mistake of the site."""

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    def pages(self):
        """The address of each page that the build has made."""
        return {
            name: self.address + name.removesuffix("index.html")
            for name in sorted(
                path.relative_to(self.folder).as_posix()
                for path in self.folder.rglob("*.html")
            )
        }
