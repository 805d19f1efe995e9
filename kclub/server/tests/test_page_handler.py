"""Django's promises, kept while a request runs in one hop."""

import asyncio
import contextlib
import os
import threading
import time

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth import get_user_model
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import connection, connections
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.test import AsyncClient, Client
from django.urls import path
from django.utils import translation

from kclub.live.engine import database
from kclub.server import page_handler, page_threads
from kclub.server.page_handler import PageHandler
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)

seen = []  # what the views saw
release = threading.Event()


def where(request):
    seen.append((threading.get_ident(), connection.connection))
    return HttpResponse(threading.current_thread().name)


def fields(request):
    return HttpResponse(len(request.POST))


def echo(request):
    return HttpResponse(f"{len(request.body)} {len(request.FILES)} {request.GET.get('q')}")


def fail(request):
    raise ZeroDivisionError


def write_and_fail(request):
    make_user("반쯤")
    raise ZeroDivisionError


def slow(request):
    release.wait(5)
    return HttpResponse("slow")


def slow_rows(request):
    """An export whose every row takes long."""

    def parts():
        try:
            while True:
                release.wait(0.5)
                yield "row,"
        finally:
            seen.append("closed")

    return StreamingHttpResponse(parts())


def slow_export(request):
    release.wait(5)
    return slow_rows(request)


def upload(request):
    sent = request.FILES["photo"]
    seen.append(sent.temporary_file_path())
    return HttpResponse(f"{sent.size} {os.path.exists(seen[0])}")


async def people(request):
    number = await get_user_model().objects.acount()
    seen.append(await sync_to_async(lambda: connection.connection)())
    return HttpResponse(number)


def rows(request):
    """Rows from an open cursor, as a big export."""
    users = get_user_model().objects.order_by("pk").values_list("display_name", flat=True)

    def parts():
        try:
            for name in users.iterator(chunk_size=1):
                yield f"{name},"
        finally:
            seen.append("closed")

    return StreamingHttpResponse(parts())


def file(request):
    return FileResponse(open(__file__, "rb"))


async def ticks(request):
    async def parts():
        try:
            while True:
                yield "tick "
                await asyncio.sleep(0.01)
        finally:
            seen.append("left")

    return StreamingHttpResponse(parts())


async def late(request):
    await asyncio.sleep(0.01)
    return HttpResponse("late")


def speak(request, language):
    before = translation.get_language()
    translation.activate(language)
    return HttpResponse(before)


def sorry(request):
    return HttpResponse("sorry", status=500)


def plain(request, exception):
    return HttpResponse(status=404 if isinstance(exception, Http404) else 400)


urlpatterns = [
    path("where", where),
    path("echo", echo),
    path("fields", fields),
    path("fail", fail),
    path("write-and-fail", write_and_fail),
    path("slow", slow),
    path("rows", rows),
    path("slow-rows", slow_rows),
    path("slow-export", slow_export),
    path("upload", upload),
    path("people", people),
    path("file", file),
    path("ticks", ticks),
    path("late", late),
    path("speak/<str:language>", speak),
]
handler400 = handler404 = plain
handler500 = sorry


@pytest.fixture(autouse=True)
def running_hub(settings):
    """No streams here; but the addresses above."""
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False
    seen.clear()
    release.clear()
    yield
    release.set()
    database.close()


@pytest.fixture
async def site():
    handler = PageHandler()
    yield Site(handler)
    for thread in handler.pool.threads:
        await handler.pool.submit(connections.close_all, to=thread)


class Site:
    """A client of one `PageHandler`."""

    def __init__(self, handler):
        self.handler = handler

    async def get(self, address, body=b"", method="GET", headers=(), leave_after=None):
        """(status, body). With `leave_after` parts the client goes away."""
        place, _, query = address.partition("?")
        scope = {
            "type": "http", "method": method, "path": place, "root_path": "",
            "query_string": query.encode(), "headers": [(b"host", b"localhost"), *headers],
        }  # fmt: skip
        gone, status, parts = asyncio.Event(), None, []
        received = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive():
            if message := next(received, None):
                return message
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message):
            nonlocal status
            status = message.get("status", status)
            parts.append(message.get("body", b""))
            if len(parts) - 1 == leave_after:
                gone.set()

        await asyncio.wait_for(self.handler(scope, receive, send), 10)
        return status, b"".join(parts)


async def test_a_page_comes_with_its_status_and_body(site):
    assert await site.get("/echo?q=%EA%B0%80", b"x" * 1000, "POST") == (200, "1000 0 가".encode())
    assert (await site.get("/nowhere"))[0] == 404
    assert (await site.get("/late")) == (200, b"late")


async def test_requests_one_after_the_other_share_a_thread_and_its_connection(site):
    await asyncio.to_thread(make_user)
    for _ in range(5):
        await site.get("/where")
    assert len(set(seen)) == 1


async def test_many_at_once_take_few_threads(site):
    await asyncio.gather(*(site.get("/where") for _ in range(100)))
    assert len(seen) == 100
    assert len({thread for thread, _ in seen}) <= page_threads.USUAL_THREADS


async def test_slow_requests_do_not_hold_up_the_others_for_long(site):
    slow_ones = [
        asyncio.ensure_future(site.get("/slow")) for _ in range(page_threads.USUAL_THREADS + 2)
    ]
    await asyncio.sleep(0)
    begun = time.perf_counter()
    assert (await site.get("/echo"))[0] == 200
    assert time.perf_counter() - begun < 1
    release.set()
    assert [body for _, body in await asyncio.gather(*slow_ones)] == [b"slow"] * len(slow_ones)


async def test_a_slow_export_holds_up_nobody(site):
    exports = [
        asyncio.ensure_future(site.get("/slow-rows", leave_after=4))
        for _ in range(page_threads.USUAL_THREADS + 1)
    ]
    await asyncio.sleep(0.1)  # all of them have begun a row
    begun = time.perf_counter()
    assert (await site.get("/echo"))[0] == 200
    assert time.perf_counter() - begun < 0.4
    release.set()
    for _, body in await asyncio.gather(*exports):
        assert body.startswith(b"row,row,")


async def test_an_export_goes_on_while_others_are_slow(site):
    """New requests go to threads without a stream, as long as there are some."""
    await asyncio.gather(*(site.get("/echo") for _ in range(2)))  # two threads
    export = asyncio.ensure_future(site.get("/slow-rows", leave_after=3))
    await asyncio.sleep(0.1)
    slow_one = asyncio.ensure_future(site.get("/slow"))
    await asyncio.wait_for(export, 4)
    assert not slow_one.done()
    release.set()
    await slow_one


async def test_more_threads_than_the_most_never_come(site):
    slow_ones = [
        asyncio.ensure_future(site.get("/slow")) for _ in range(page_threads.MAX_THREADS + 5)
    ]
    await asyncio.sleep(page_threads.SLOW_SECONDS * (page_threads.MAX_THREADS + 3))
    assert len(site.handler.pool.threads) == page_threads.MAX_THREADS
    release.set()
    await asyncio.gather(*slow_ones)


async def test_an_error_is_a_500_and_the_thread_lives_on(site):
    for _ in range(page_threads.MAX_THREADS + 1):
        assert (await site.get("/fail"))[0] == 500
    assert (await site.get("/echo"))[0] == 200


async def test_an_error_is_told_to_django_and_logged_with_its_request(site, caplog):
    told = []

    def note(request, **kwargs):
        told.append(request.path)

    got_request_exception.connect(note)
    try:
        assert await site.get("/fail") == (500, b"sorry")
    finally:
        got_request_exception.disconnect(note)
    assert told == ["/fail"]
    (logged,) = [record for record in caplog.records if record.name == "django.request"]
    assert (logged.request.path, logged.exc_info[0]) == ("/fail", ZeroDivisionError)


async def test_an_error_of_the_error_page_is_the_servers_to_answer(site, monkeypatch):
    monkeypatch.setattr(f"{__name__}.handler500", fail)
    with pytest.raises(ZeroDivisionError):
        await site.get("/fail")
    assert (await site.get("/echo"))[0] == 200


async def test_atomic_requests_roll_back(site, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)
    assert (await site.get("/write-and-fail"))[0] == 500
    users = get_user_model().objects.filter(display_name="반쯤")
    assert not await asyncio.to_thread(users.exists)


@pytest.mark.parametrize("address", ["/echo", "/fail", "/nowhere", "/rows", "/file"])
async def test_each_request_begins_and_finishes_once_in_one_thread(site, address):
    signals = []

    def note(signal, **kwargs):
        signals.append((signal, threading.get_ident()))

    for signal in (request_started, request_finished):
        signal.connect(note)
    try:
        await site.get(address)
    finally:
        for signal in (request_started, request_finished):
            signal.disconnect(note)
    assert [signal for signal, _ in signals] == [request_started, request_finished]
    assert len({thread for _, thread in signals}) == 1


async def test_an_export_reads_rows_as_they_are_sent(site):
    await asyncio.to_thread(lambda: [make_user(f"학생{n}") for n in range(30)])
    status, body = await site.get("/rows")
    assert status == 200
    assert body.decode().count("학생") == 30
    assert seen == ["closed"]


async def test_an_export_nobody_reads_any_more_ends(site):
    await asyncio.to_thread(lambda: [make_user(f"학생{n}") for n in range(30)])
    _, body = await site.get("/rows", leave_after=2)
    assert body.decode().count("학생") < 30


async def test_an_async_view_asks_the_database_where_others_do(site):
    await asyncio.to_thread(make_user)
    assert await site.get("/people") == (200, b"1")
    assert await site.get("/where") == (200, b"page")
    assert seen[0] is seen[1][1]  # the connection


async def test_a_connection_is_tried_only_after_a_pause(site, monkeypatch):
    tries = []
    monkeypatch.setattr(
        type(connections["default"]), "is_usable", lambda self: tries.append(1) or True
    )
    await asyncio.to_thread(make_user)
    for _ in range(3):
        await site.get("/people")
    assert tries == []
    monkeypatch.setattr(page_handler, "TRUSTED_SECONDS", 0)
    await site.get("/people")
    assert tries == [1]


async def test_a_connection_that_broke_is_replaced(site, monkeypatch):
    monkeypatch.setattr(page_handler, "TRUSTED_SECONDS", 0)
    await asyncio.to_thread(make_user)
    assert (await site.get("/people"))[0] == 200
    monkeypatch.setattr(type(connections["default"]), "is_usable", lambda self: False)
    assert (await site.get("/people"))[0] == 200
    assert seen[0] is not seen[1]


async def test_who_goes_before_the_answer_leaves_nothing_open(site):
    """The server gives a request up; what it does goes on, and is closed where it began."""
    finished = []

    def note(signal, **kwargs):
        finished.append(threading.current_thread())

    request_finished.connect(note)
    try:
        for address in ["/slow", "/slow-export"]:
            release.clear()
            asking = asyncio.ensure_future(site.get(address))
            await asyncio.sleep(0.05)
            asking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asking
            assert finished == []
            release.set()
            await asyncio.sleep(0.1)
            (thread,) = site.handler.pool.threads
            assert finished == [thread]
            assert (thread.pending, thread.streams) == (0, 0)
            finished.clear()
    finally:
        request_finished.disconnect(note)
    assert (await site.get("/echo"))[0] == 200


async def test_a_big_upload_lies_in_a_file_while_it_is_needed(site, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    kind = [(b"content-type", b"multipart/form-data; boundary=cut")]
    head = b'--cut\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'
    body = head + b"x" * 5000 + b"\r\n--cut--\r\n"
    length = [(b"content-length", str(len(body)).encode())]
    assert await site.get("/upload", body, "POST", kind + length) == (200, b"5000 True")
    assert not os.path.exists(seen[0])


async def test_more_fields_than_allowed_are_refused(site, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    kind = [(b"content-type", b"application/x-www-form-urlencoded")]
    assert (await site.get("/fields", b"a=1&b=2&c=3&d=4", "POST", kind))[0] == 400


async def test_a_file_comes_whole(site):
    with open(__file__, "rb") as this:
        assert await site.get("/file") == (200, this.read())


async def test_an_endless_page_ends_when_its_reader_goes(site):
    status, body = await site.get("/ticks", leave_after=3)
    assert status == 200
    assert body.startswith(b"tick tick ")
    assert seen == ["left"]


async def test_a_slow_upload_takes_no_thread(site):
    sending = asyncio.Event()

    async def receive():
        await sending.wait()
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "POST", "path": "/echo", "headers": [], "query_string": b""}
    waiting = asyncio.ensure_future(site.handler(scope, receive, None))
    await asyncio.sleep(0.01)
    assert site.handler.pool.threads == []
    sending.set()  # it goes before it has sent all
    await waiting


async def test_an_upload_that_is_too_big_is_refused(site, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    length = [(b"content-length", b"1000")]
    assert (await site.get("/echo", b"x" * 1000, "POST", length))[0] == 400


async def test_what_a_request_sets_is_not_seen_by_the_next(site):
    assert (await site.get("/speak/en"))[1] == b"ko"
    assert (await site.get("/speak/en"))[1] == b"ko"


@pytest.mark.parametrize("address", ["/echo?q=1", "/nowhere", "/rows", "/file", "/late"])
async def test_the_test_clients_see_what_a_browser_sees(site, address):
    expected = await site.get(address)
    plain = await asyncio.to_thread(Client().get, address)
    assert (plain.status_code, await asyncio.to_thread(plain.getvalue)) == expected
    asynchronous = await AsyncClient().get(address)
    body = asynchronous.content if not asynchronous.streaming else None
    assert asynchronous.status_code == expected[0]
    assert body in (None, expected[1])
