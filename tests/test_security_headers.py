"""Every answer has the headers that a browser wants from each."""

import asyncio
import re

import pytest
from django.contrib.staticfiles import finders

from kclub.asgi import application
from kclub.live.endpoints import sse
from kclub.server.security_headers import RAW_SECURITY_HEADERS, SECURITY_HEADERS

pytestmark = pytest.mark.django_db


def test_what_the_headers_say():
    assert SECURITY_HEADERS["Cross-Origin-Resource-Policy"] == "same-origin"
    assert SECURITY_HEADERS["X-Content-Type-Options"] == "nosniff"
    policy = SECURITY_HEADERS["Permissions-Policy"].split(", ")
    assert {"camera=()", "geolocation=()", "microphone=()", "payment=()"} <= set(policy)
    assert all(re.fullmatch(r"[a-z-]+=\(\)", feature) for feature in policy)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/guide/", 200),
        ("/nothing/", 404),
        ("/me/term/", 302),
        ("/robots.txt", 200),
        ("/favicon.ico", 200),
        ("/static/nothing.css", 404),
        ("/rooms/1/stream/", 401),
    ],
)
def test_a_page_has_them(address, status, client):
    answer = client.get(address)
    assert answer.status_code == status
    assert {name: answer[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_a_forged_host_has_them(client):
    answer = client.get("/guide/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert {name: answer[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def asked(path, headers=()):
    """The status and headers of a POST to the application."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "client": None}
    asyncio.run(
        application(scope | {"headers": [(b"host", b"testserver"), *headers]}, receive, send)
    )
    return sent[0]["status"], sent[0]["headers"]


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [("/with\0nul/", [], 404), ("/clubs/", [(b"content-length", b"300000000")], 413)],
    ids=["NUL", "too large"],
)
def test_what_never_reaches_django_has_them(path, headers, status):
    told, given = asked(path, headers)
    assert told == status
    assert set(RAW_SECURITY_HEADERS) <= set(given)


def test_streams_have_them():
    assert set(RAW_SECURITY_HEADERS) <= set(sse.RAW_HEADERS)


def test_a_stream_that_is_refused_has_them():
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(sse.refuse(send, 503))
    assert set(RAW_SECURITY_HEADERS) <= set(sent[0]["headers"])


def test_the_icon_is_where_browsers_look_for_it(client):
    answer = client.get("/favicon.ico")
    assert answer["Content-Type"] == "image/svg+xml"
    with open(finders.find("favicon.svg"), "rb") as icon:
        assert answer.content == icon.read()
