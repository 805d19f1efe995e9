"""What never reaches Django, and what of a form that is too large does."""

import asyncio

import pytest

from kclub.asgi import application
from kclub.server import request_limits
from kclub.server.multipart import FileEmptier

said = []  # the pages that were answered
KIND = b"multipart/form-data; boundary=cut"
TEXT = "긴 글\r\n--cu\r\n둘째 줄".encode()
HEAD = b'--cut\r\nContent-Disposition: form-data; name="%b"\r\n\r\n'
FILE = b'--cut\r\nContent-Disposition: form-data; name="pictures"; filename="a.png"\r\n\r\n%b\r\n'
FORM = FILE + HEAD % b"text" + TEXT + b"\r\n" + FILE + b"--cut--\r\n"


def answer(path="/guide/", headers=(), body=(b"",), app=application):
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
    asyncio.run(app(scope, receive, send))
    said.append(sent[1].get("body", b"").decode())
    return sent[0]["status"], len(body) - len(waiting)


@request_limits.limit_requests
async def echo(scope, receive, send):
    """Answer with what has come, and its length as it is told."""
    message = await receive()
    assert dict(scope["headers"])[b"content-length"] == str(len(message["body"])).encode()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": message["body"]})


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(request_limits, "MAX_REQUEST_BYTES", 10)
    monkeypatch.setattr(request_limits, "MAX_READ_BYTES", 100_000)


def test_what_says_that_it_is_far_too_large_is_not_read():
    assert answer("/write/", headers=[(b"content-length", b"100001")]) == (413, 0)
    assert "너무 커서 받지 못했어요" in said[-1]
    assert "뒤로 가기" in said[-1]


def test_what_is_too_large_is_read_before_it_is_refused():
    """A browser that is still sending shows no answer."""
    assert answer(body=[b"12345"] * 9, headers=[(b"content-length", b"45")]) == (413, 9)


def test_what_turns_out_too_large_is_read_no_further():
    assert answer(body=[b"12345"] * 9) == (413, 3)


def test_a_nul_in_an_address_is_looked_for_nowhere():
    assert answer("/clubs/\0/board/stream/") == (404, 0)


@pytest.mark.parametrize("step", [1, 7, 100_000])
def test_of_a_form_that_is_too_large_only_the_files_are_lost(step, monkeypatch):
    monkeypatch.setattr(request_limits, "MAX_REQUEST_BYTES", 600)
    form = FORM % (b"x" * 500, b"\r\n--cu" * 50)
    headers = [(b"content-type", KIND), (b"content-length", str(len(form)).encode())]
    parts = [form[i : i + step] for i in range(0, len(form), step)]
    assert answer(headers=headers, body=parts, app=echo) == (200, len(parts))
    assert said[-1].removeprefix("\r\n") == (FORM % (b"", b"")).decode()


def test_a_form_whose_text_is_too_large_is_refused(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    form = FORM % (b"", b"")
    headers = [(b"content-type", KIND), (b"content-length", str(len(form)).encode())]
    assert answer(headers=headers, body=[form], app=echo) == (413, 1)


def test_the_head_of_a_part_does_not_grow_for_ever():
    with pytest.raises(ValueError, match="head"):
        FileEmptier(b"cut").copy(b"--cut\r\n" + b"x" * 100_000)
