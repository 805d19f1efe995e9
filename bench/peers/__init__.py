"""Peers: servers that do the same job. A user POSTs a message, everybody in the room gets it.

Each is a service. `stream_request(n)` opens the stream of reader `n`, `post_request(n, text)` POSTs
a message of user `n`. One worker serves each; PostgreSQL and Redis are the same for all.
"""

import asyncio
import base64
import importlib.util
import json
import os
import secrets
import sys
import urllib.request
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg

from tests import services
from tests.live.site import Site
from tests.services.programs import IS_ROOT

HERE = Path(__file__).resolve().parent
TOKEN = "t" * 32  # of the form and of the cookie


class Peer(Site):
    """A site that has K-Club's tables, made by `seed`. Its messages look like `fragment`."""

    name = None
    rate = 10  # messages a second that it can deliver to 1,000 readers
    max_readers = 100_000  # readers
    flood_messages = 400  # messages of the cell `flood`
    greets = True  # a stream begins with some bytes of its own

    def __init__(self, bench):
        super().__init__(bench.seeded, 1, database=bench.database, redis=bench.redis)
        self.fragment = bench.fragment

    @staticmethod
    def find():
        """Raise Missing for a program or package that this machine lacks."""

    def prepare(self):
        super().prepare()
        made = json.loads((self.directory / "made").read_text())
        self.slug = quote(made["slug"])
        self.env |= {"LIVE_STREAMS_PER_USER": "10000", "FRAGMENT": self.fragment}

    def stream_request(self, n):
        return self.request("GET", f"/rooms/{self.room}/stream/", n)

    def post_request(self, n, text):
        return self.request("POST", f"/rooms/{self.room}/say/", n, text)

    def request(self, method, address, n=0, body="", *headers):
        """Return an HTTP request of user `n` as bytes."""
        body = body.encode()
        session = self.sessions[n % len(self.sessions)]
        lines = [f"{method} {address} HTTP/1.1", "Host: localhost"]
        lines += [f"Cookie: csrftoken={TOKEN}; sessionid={session}", *headers]
        lines += [f"Content-Length: {len(body)}"] if method == "POST" else []
        return "\r\n".join([*lines, "", ""]).encode() + body


class KClub(Peer):
    """The whole site with all its middleware, as a browser with htmx talks to it."""

    name = "K-Club"
    settings = "bench.plain"

    @property
    def address(self):
        return f"/rooms/{self.slug}/"

    def stream_request(self, n):
        return self.request("GET", f"{self.address}stream/", n)

    def post_request(self, n, text):
        return self.request(
            "POST", f"{self.address}messages/", n,
            urlencode({"text": text, "nonce": secrets.token_urlsafe(9)}),
            f"X-CSRFToken: {TOKEN}", "HX-Request: true", "HX-Request-Type: partial",
            f"HX-Current-URL: http://localhost{self.address}",
            "Content-Type: application/x-www-form-urlencoded",
        )  # fmt: skip


class Tickets(KClub):
    """K-Club whose readers open the address in the page they got, `tickets[n]`."""

    name = "K-Club, by ticket"
    tickets = ()

    def stream_request(self, n):
        return (
            self.request("GET", self.tickets[n % len(self.tickets)], n)
            if self.tickets
            else super().stream_request(n)
        )


class Returning(KClub):
    """K-Club whose readers come back like an EventSource, with the last change they have seen."""

    last_seen = None

    def stream_request(self, n):
        seen = [f"Last-Event-ID: {self.last_seen}"] if self.last_seen else []
        return self.request("GET", f"{self.address}stream/", n, "", *seen)

    def last_change(self):
        with psycopg.connect(self.env["DATABASE_URL"]) as connection:
            return connection.execute("SELECT last_change FROM rooms_room").fetchone()[0]


class Bare(Peer):
    """A minimal ASGI application."""

    name = "bare ASGI"
    application = "bench.peers.bare:application"
    http = "httptools"  # as uvicorn comes


class Stock(Peer):
    """django-eventstream without our changes."""

    name = "django-eventstream as it comes"
    settings = "bench.peers.stock"
    http = "httptools"  # as uvicorn comes
    rate = 2
    max_readers = 150  # each takes a connection of PostgreSQL, which has 200
    flood_messages = 100

    def command(self):
        return [*super().command(), "--factory"]

    application = "django.core.asgi:get_asgi_application"


class Channels(Peer):
    """Channels with a Redis channel layer under Daphne, as in its tutorial."""

    name = "Channels + Daphne"
    settings = "bench.peers.channels"
    rate = 1
    flood_messages = 20
    greets = False

    @staticmethod
    def find():
        for package in ("channels", "channels_redis", "daphne"):
            if importlib.util.find_spec(package) is None:
                services.missing(f"{package} (bench/requirements.txt)")

    def command(self):
        daphne = [sys.executable, "-m", "daphne", "bench.peers.channels_asgi:application"]
        return [*daphne, "--bind", "127.0.0.1", "--port", self.port, "--verbosity", "0"]

    def stream_request(self, n):
        key = base64.b64encode(os.urandom(16)).decode()
        return self.request(
            "GET", f"/rooms/{self.room}/", n, "",
            "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {key}", "Origin: http://localhost",
        )  # fmt: skip


class Nchan(services.Service):
    """nginx with the module nchan, in C, without storage or permissions."""

    name = "nginx + nchan"
    scheme = "http"
    rate = 10
    max_readers = 100_000
    flood_messages = 2000
    greets = True
    modules = [Path("/usr/lib/nginx/modules"), Path("/usr/share/nginx/modules")]

    def __init__(self, bench):
        super().__init__()
        self.fragment = bench.fragment

    @classmethod
    def find(cls):
        """Return (path of nginx, directory of the module)."""
        nginx = services.program("nginx") or services.missing("nginx")
        found = [path for path in cls.modules if (path / "ngx_nchan_module.so").exists()]
        return nginx, found[0] if found else services.missing("nchan (libnginx-mod-nchan)")

    def prepare(self):
        _nginx, modules = self.find()
        values = {"RUN": self.directory, "PORT": self.port, "MODULES": modules}
        config = (HERE / "nchan.conf").read_text()
        for name, value in values.items():
            config = config.replace(f"@{name}@", str(value))
        if IS_ROOT:
            config = "user root;\n" + config
        (self.directory / "nchan.conf").write_text(config)

    def command(self):
        return [self.find()[0], "-p", self.directory, "-c", self.directory / "nchan.conf"]

    def answers(self):
        return urllib.request.urlopen(f"{self.url}/healthz", timeout=5).status == 200  # noqa: S310

    def stream_request(self, n):
        return b"GET /listen HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"

    def post_request(self, n, text):
        body = self.fragment.replace("{text}", text).encode()
        return (
            b"POST /say HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(body)
            + body
        )


async def message_fragment(site):
    """Return the HTML that K-Club sends for a message, with `{text}` in place of its text."""
    mark = "what they say"
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    writer.write(site.stream_request(0))
    await reader.readuntil(b"stream-open")
    speaker = await asyncio.open_connection("127.0.0.1", site.port)
    speaker[1].write(site.post_request(1, mark))
    event = (await reader.readuntil(b"</li>\n\n")).decode()
    writer.close()
    speaker[1].close()
    lines = [line[6:] for line in event.splitlines() if line.startswith("data: ")]
    html = "\n".join(lines)
    return html[html.index("<li") :].replace(mark, "{text}")
