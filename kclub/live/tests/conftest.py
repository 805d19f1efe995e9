"""A board whose notes are changes, readers who open streams of it, and a hub that runs."""

import asyncio
import threading
from functools import partial

import pytest
from django.conf import settings as django_settings
from django.test import Client

from kclub import asgi, live
from kclub.live import channels
from kclub.live.engine import database
from kclub.live.engine.hub import hub
from tests.factories import make_user


class Board:
    """Numbered notes, kept in memory: what an app keeps in its tables."""

    def __init__(self, name):
        self.channel = f"board:{name}"
        self.notes = {}  # note: (its last change, text)
        self.last = 0
        self.reads = 0
        self.banned = set()
        self.when_asked = lambda: None
        self.before_read = self.after_read = lambda: None

    async def write(self, note, text=None, *, published=True):
        """Write or rewrite a note; unless `published`, its event gets lost."""
        self.note(note, text)
        if published:
            await self.publish(note)

    def note(self, note, text=None):
        self.last += 1
        self.notes[note] = self.last, text or str(note)

    async def publish(self, note):
        await database.run(self.publish_now, note)

    def publish_now(self, note):
        number, text = self.notes[note]
        live.publish(self.channel, text, id=number)

    async def publish_event(self, event):
        await database.run(partial(live.publish, self.channel, event=event))

    async def publish_own_event(self, user, event):
        await database.run(partial(live.publish, user.channel, event=event))


class Boards(dict):
    def __missing__(self, name):
        self[name] = Board(name)
        return self[name]


@pytest.fixture
def boards(monkeypatch):
    """`boards["a"]` is the board behind the channel "board:a"."""
    boards = Boards()
    lock = threading.Lock()

    def changes(key, after, limit):
        boards[key].before_read()
        with lock:
            boards[key].reads += 1
            found = sorted((n, text) for n, text in boards[key].notes.values() if n > after)
        boards[key].after_read()
        return found[:limit]

    def latest(keys):
        return {key: boards[key].last for key in keys}

    def may_listen(user, key):
        may = (user is not None or key == "open") and user not in boards[key].banned
        boards[key].when_asked()
        return may

    monkeypatch.setattr(channels, "kinds", dict(channels.kinds))
    live.channel("board", changes=changes, latest=latest)(may_listen)
    live.channel("hall")(lambda user, key: user is not None)
    return boards


@pytest.fixture
def board(boards):
    return boards["a"]


@pytest.fixture(autouse=True)
async def running_hub(settings):
    settings.ROOT_URLCONF = "kclub.live.tests.urls"
    hub.start()
    await asyncio.sleep(0)
    yield hub
    await hub.stop()
    await asyncio.to_thread(database.close)


class Reader:
    """A browser's stream: an ASGI connection to the real application, its events parsed."""

    def __init__(self, path, cookie="", headers=(), method="GET"):
        self.path, _, self.query = path.partition("?")
        self.headers = [(b"cookie", cookie.encode()), (b"host", b"localhost")]
        self.headers += [(name.lower().encode(), value.encode()) for name, value in headers]
        self.method = method
        self.status = None
        self.body = b""
        self.ended = False  # as the server wanted it
        self.writable = asyncio.Event()
        self.writable.set()
        self.changed = asyncio.Event()
        self.gone = asyncio.Event()
        self.read = 0

    async def __aenter__(self):
        scope = {
            "type": "http", "method": self.method, "path": self.path, "root_path": "",
            "query_string": self.query.encode(), "headers": self.headers,
        }  # fmt: skip
        self.task = asyncio.ensure_future(asgi.application(scope, self._receive, self._send))
        self.task.add_done_callback(lambda _: self.changed.set())
        await self.until(lambda: self.status is not None)
        return self

    async def __aexit__(self, *exception):
        self.gone.set()
        self.writable.set()
        await asyncio.wait_for(self.task, 10)

    async def _receive(self):
        if not self.read:
            self.read = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message):
        if not self.writable.is_set():
            await self.writable.wait()
        if self.gone.is_set():
            return
        if message["type"] == "http.response.start":
            self.status, self.response_headers = message["status"], dict(message["headers"])
        else:
            assert not self.ended, "sent after the end"
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                self.ended = True
                self.gone.set()
        self.changed.set()

    async def until(self, condition, seconds=10):
        """Wait until `condition()` of what has been received."""
        async with asyncio.timeout(seconds):
            while not condition():
                if self.task.done():
                    self.task.result()
                self.changed.clear()
                await self.changed.wait()

    async def received(self, *texts):
        """Wait for as many notes as there are texts; assert that these and no others came."""
        await self.until(lambda: len(self.notes) >= len(texts))
        await asyncio.sleep(0.02)
        assert self.notes == list(texts)

    @property
    def events(self):
        """[(event, id, data), …]"""
        out = []
        for block in self.body.decode().split("\n\n")[:-1]:
            fields = {}
            for line in block.split("\n"):
                name, _, value = line.partition(":")
                value = value.removeprefix(" ")
                fields[name] = f"{fields[name]}\n{value}" if name == "data" in fields else value
            out.append((fields.get("event", ""), fields.get("id"), fields.get("data")))
        return out

    @property
    def notes(self):
        return [data for event, _, data in self.events if not event]

    @property
    def names(self):
        """The named events, without those every stream begins with."""
        return [event for event, _, _ in self.events if event][1:]


@pytest.fixture
def make_reader(transactional_db):
    """A user who can open streams: `reader = await make_reader()`, `reader.open("/a/stream/")`."""

    class Person:
        def __init__(self, user, client):
            self.user, self.client = user, client

        @property
        def cookie(self):
            return f"{django_settings.SESSION_COOKIE_NAME}={self.session_key}"

        @property
        def session_key(self):
            return self.client.cookies[django_settings.SESSION_COOKIE_NAME].value

        def open(self, path, **options):
            return Reader(path, self.cookie, **options)

    async def make():
        user, client = await database.run(make_user), Client()
        await database.run(client.force_login, user)
        return Person(user, client)

    return make


@pytest.fixture
async def reader(make_reader):
    return await make_reader()
