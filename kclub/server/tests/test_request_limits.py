"""What never reaches Django."""

import asyncio

import pytest

from kclub.asgi import application
from kclub.server import request_limits

said = []  # the pages that were answered


def answer(path="/healthz", headers=(), body=(b"",)):
    """The status of a POST to the application, and how much of `body` it has read."""
    waiting, sent = list(body), []

    async def receive():
        part = waiting.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(waiting)}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"testserver"), *headers],
        "client": ("127.0.0.1", 1),
    }
    asyncio.run(application(scope, receive, send))
    said.append(sent[1].get("body", b"").decode())
    return sent[0]["status"], len(body) - len(waiting)


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(request_limits, "MAX_REQUEST_BYTES", 10)


def test_what_says_that_it_is_too_large_is_not_read():
    assert answer("/write/", headers=[(b"content-length", b"11")]) == (413, 0)
    assert "너무 커서 받지 못했어요" in said[-1]
    assert 'href="/write/"' in said[-1]


def test_what_turns_out_too_large_is_read_no_further():
    assert answer(body=[b"12345"] * 9) == (413, 3)


def test_a_nul_in_an_address_is_looked_for_nowhere():
    assert answer("/clubs/\0/board/stream/") == (404, 0)
