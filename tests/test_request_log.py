"""One line for each request, with nothing in it that is anybody's."""

import io
import json
import logging
import re
import urllib.error
import urllib.request

import pytest
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse
from django.test import Client
from pythonjsonlogger.json import JsonFormatter

from kclub import request_log
from kclub.request_log import RequestIdFilter, request_id
from tests import services
from tests.factories import make_user

KEPT = {"method", "route", "status", "ms", "queries", "user"}
TOKEN = "gAx-secret-token"

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(monkeypatch):
    """The lines that were written meanwhile, as JSON."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter(settings.LOGGING["formatters"]["json"]["format"]))
    handler.addFilter(RequestIdFilter())
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [handler])
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_page_writes_one_line(client, lines):
    client.get("/clubs/?q=비밀")
    (line,) = lines()
    assert (line["name"], line["message"]) == ("kclub.request", "GET clubs:clubs 200")
    assert (line["method"], line["route"], line["status"]) == ("GET", "clubs:clubs", 200)
    assert line["ms"] > 0
    assert line["queries"] > 0
    assert line["user"] == ""
    assert set(line) == KEPT | {"asctime", "levelname", "name", "message", "request_id"}


@pytest.mark.parametrize(
    "address",
    [
        f"/i/{TOKEN}/",
        f"/accounts/password/reset/key/1-{TOKEN}/",
        f"/search/?q={TOKEN}",
        f"/advise/{TOKEN}/",
        f"/nothing/{TOKEN}/",
        f"/clubs/{TOKEN}/",
    ],
)
def test_no_line_has_an_address(address, client, lines):
    client.get(address)
    assert TOKEN not in json.dumps(lines())
    assert len(lines()) == 1


def test_a_line_tells_people_apart_and_not_who_they_are(client, lines):
    one, two = make_user(), make_user()
    for user in (one, two, one):
        client.force_login(user)
        client.get("/guide/")
    first, second, third = (line["user"] for line in lines())
    assert first == third != second
    assert re.fullmatch("[0-9a-f]{12}", first)


@pytest.mark.parametrize(
    ("address", "status"), [("/union/", 403), ("/nothing/", 404), ("/me/badges/", 405)]
)
def test_a_refusal_is_one_line_without_a_traceback(address, status, client, lines):
    client.force_login(make_user())
    ask = client.post if status == 405 else client.get
    assert ask(address).status_code == status
    (line,) = lines()
    assert line["status"] == status
    assert "exc_info" not in line


def test_a_forged_host_is_told_without_a_traceback(client, lines):
    assert client.get("/guide/", headers={"host": "evil.example"}).status_code == 400
    said = [line for line in lines() if line["name"] != "kclub.request"]
    assert len(lines()) == 2
    assert "evil.example" in said[0]["message"]
    assert "exc_info" not in said[0]


def test_a_fault_of_ours_has_its_traceback_and_the_same_id(client, lines, monkeypatch):
    monkeypatch.setattr("kclub.views.offline.offline_page", lambda *_look: 1 / 0)
    client.raise_request_exception = False
    answer = client.get("/offline/")
    assert answer.status_code == 500
    traced = [line for line in lines() if "exc_info" in line]
    assert {line["request_id"] for line in lines()} == {answer["X-Request-ID"]}
    assert len(traced) == 1


def test_neither_a_fault_of_ours_nor_a_lost_token_of_a_form_tells_an_address(
    client, lines, monkeypatch
):
    """Django's own lines of them do."""
    monkeypatch.setattr("kclub.views.offline.offline_page", lambda *_look: 1 / 0)
    client.raise_request_exception = False
    assert client.get(f"/offline/?theme={TOKEN}").status_code == 500
    assert Client(enforce_csrf_checks=True).post(f"/i/{TOKEN}/").status_code == 403
    told = json.dumps(lines())
    assert TOKEN not in told
    assert "/offline/" not in told
    assert "Internal Server Error: offline" in told


def test_the_id_of_the_router_is_kept_and_a_made_up_one_is_not(client, lines):
    answers = [
        client.get("/guide/", headers={"x-request-id": given})
        for given in ("b3a1-of-the-router", "short", "x" * 200, "with\tblanks and more")
    ]
    told = [answer["X-Request-ID"] for answer in answers]
    assert told[0] == "b3a1-of-the-router"
    assert [bool(re.fullmatch("[0-9a-f]{16}", each)) for each in told[1:]] == [True] * 3
    assert [line["request_id"] for line in lines()] == told
    assert request_id.get() == ""


def test_a_style_sheet_that_is_there_writes_no_line(rf):
    request = rf.get("/static/css/kclub.css")
    assert not request_log.is_worth_a_line(request, HttpResponse())
    assert request_log.is_worth_a_line(rf.get("/clubs/"), HttpResponse())


def test_a_style_sheet_that_is_missing_does(client, lines):
    client.get("/static/nothing.css")
    assert [(line["route"], line["status"]) for line in lines()] == [("", 404)]


def test_a_slow_request_and_a_slow_query_are_warnings(client, lines, monkeypatch):
    monkeypatch.setattr(request_log, "SLOW_REQUEST_MS", 0)
    monkeypatch.setattr(request_log, "SLOW_QUERY_MS", 0)
    client.get("/clubs/?q=비밀")
    *queries, request = lines()
    assert {line["levelname"] for line in lines()} == {"WARNING"}
    assert request["message"] == "GET clubs:clubs 200"
    assert len(queries) == request["queries"]
    assert {line["message"] for line in queries} == {"slow query"}
    assert any("clubs_club" in line["sql"] for line in queries)
    assert "비밀" not in json.dumps(lines(), ensure_ascii=False)


def test_a_disallowed_host_keeps_its_record_for_others():
    record = logging.LogRecord("django.security.DisallowedHost", 40, "", 1, "said", (), None)
    record.exc_info = (DisallowedHost, DisallowedHost(), None)
    passed = RequestIdFilter().filter(record)
    assert (passed.exc_info, record.exc_info[0]) == (None, DisallowedHost)


def test_the_server_itself_prints_no_address(campus):
    """uvicorn has a log of its own, which would."""
    with services.Server(campus) as server:
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{server.url}/i/{TOKEN}/?next={TOKEN}")
        urllib.request.urlopen(f"{server.url}/guide/")
        told = server.tail()
    assert TOKEN not in told
    assert told.count("GET guide 200") == 1
