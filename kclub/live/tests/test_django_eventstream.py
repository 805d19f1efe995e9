"""The README of django-eventstream 5.3.4, example by example, on our delivery."""

import json
from functools import partial

import django_eventstream
import pytest
from django.db import transaction
from django.urls import include, path
from django_eventstream import channel_permission_changed, send_event
from django_eventstream.channelmanager import DefaultChannelManager
from django_eventstream.utils import get_channelmanager, get_storage

from kclub import live
from kclub.live.endpoints import django_eventstream as eventstream
from kclub.live.engine import database
from kclub.live.engine.hub import hub
from kclub.live.tests.conftest import Reader
from kclub.server import version_guards

pytestmark = pytest.mark.django_db(transaction=True)

urlpatterns = [
    path("events/", include(django_eventstream.urls), {"channels": ["test"]}),
    path("boards/", include(django_eventstream.urls), {"channels": ["board:a", "board:b"]}),
    path("foo/events/", include(django_eventstream.urls), {"channels": ["foo"]}),
    path(
        "objects/<obj_id>/events/",
        include(django_eventstream.urls),
        {"format-channels": ["object-{obj_id}"]},
    ),
    path("one/<channel>/", include(django_eventstream.urls)),
    path("any/", include(django_eventstream.urls)),
    path("<str:key>/stream/", live.stream(lambda user, key: f"board:{key}")),
]


class MyChannelManager(DefaultChannelManager):
    allowed = set()

    def can_read_channel(self, user, channel):
        # require auth for prefixed channels
        if channel.startswith("_") and user is None:
            return False
        return not channel.startswith("_") or user.pk in self.allowed


@pytest.fixture(autouse=True)
def addresses(running_hub, settings):
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def stock_manager(settings):
    """The settings of somebody who follows the README, and has registered nothing."""
    settings.EVENTSTREAM_CHANNELMANAGER_CLASS = f"{__name__}.MyChannelManager"
    del settings.EVENTSTREAM_STORAGE_CLASS
    MyChannelManager.allowed = set()


@pytest.fixture
def stock_storage(stock_manager, settings):
    settings.EVENTSTREAM_STORAGE_CLASS = "django_eventstream.storage.DjangoModelStorage"


async def send(*event, **options):
    await database.run(partial(send_event, *event, **options))


def sent_events(stream):
    """[(event, id, what was sent), …], without what every stream begins with and keep-alives."""
    return [
        (event, number, json.loads(data))
        for event, number, data in stream.events
        if event not in ("stream-open", "keep-alive")
    ]


async def received(stream, *expected):
    await stream.until(lambda: len(sent_events(stream)) >= len(expected))
    assert [data for _, _, data in sent_events(stream)] == list(expected)


# Setup, sending events -------------------------------------------------------------------


async def test_clients_connect_to_the_endpoint_and_get_a_stream(stock_manager):
    async with Reader("/events/") as stream:
        await stream.until(lambda: stream.events)
        assert stream.status == 200
        assert stream.response_headers[b"Content-Type"] == b"text/event-stream"
        assert stream.response_headers[b"Cache-Control"] == b"no-cache"
        assert stream.response_headers[b"X-Accel-Buffering"] == b"no"
        assert stream.events[0][0] == "stream-open"


async def test_send_event_reaches_the_channel_as_json_and_no_other(stock_manager):
    async with Reader("/events/") as stream, Reader("/foo/events/") as other:
        for each in (stream, other):
            await each.until(lambda each=each: each.events)
        await send("test", "message", {"text": "hello world"})
        await received(stream, {"text": "hello world"})
        assert sent_events(stream) == [("message", None, {"text": "hello world"})]
        assert sent_events(other) == []


async def test_an_open_stream_of_its_takes_no_thread_and_leaves_nothing(stock_manager):
    async with Reader("/events/") as stream:
        await stream.until(lambda: stream.events)
        assert hub.count == 1
        hub.end_all_streams()
        await stream.until(lambda: stream.ended)
    assert hub.count == 0
    assert hub.buffers == {}


async def test_a_burst_arrives_whole(stock_manager):
    async with Reader("/events/") as stream:
        await stream.until(lambda: stream.events)
        for n in range(100):
            await send("test", "message", n)
        await received(stream, *range(100))


async def test_send_event_publishes_nothing_that_is_rolled_back(stock_manager):
    def fail():
        with transaction.atomic():
            send_event("test", "message", "phantom")
            transaction.set_rollback(True)

    async with Reader("/events/") as stream:
        await stream.until(lambda: stream.events)
        await database.run(fail)
        await send("test", "message", "real")
        await received(stream, "real")


async def test_send_event_reaches_our_own_streams_too(reader, board):
    async with reader.open("/a/stream/") as stream:
        await send("board:a", "message", {"text": "안녕"})
        await send("board:a", "", "<p>html</p>", json_encode=False)
        await stream.received("<p>html</p>")
        assert ("message", None, '{"text": "\\uc548\\ub155"}') in stream.events


# Event storage ---------------------------------------------------------------------------


async def test_stored_events_repair_the_stream_of_a_reader_who_comes_back(stock_storage):
    async with Reader("/events/") as stream:
        await stream.until(lambda: stream.events)
        await send("test", "message", "one")
        await received(stream, "one")
        last = sent_events(stream)[-1][1]
    await send("test", "message", "two")
    await send("test", "news", "three")
    async with Reader("/events/", headers=[("Last-Event-ID", last)]) as stream:
        await received(stream, "two", "three")
        await send("test", "message", "four")
        await received(stream, "two", "three", "four")
        assert [event for event, _, _ in sent_events(stream)] == ["message", "news", "message"]
    async with Reader(f"/events/?lastEventId={last}") as stream:
        await received(stream, "two", "three", "four")


async def test_a_reader_far_behind_is_told_to_reinitialize(stock_storage):
    for text in ["one", "two"]:
        await send("test", "message", text)
    async with Reader("/events/", headers=[("Last-Event-ID", "test:7")]) as stream:
        await received(stream, {"channels": ["test"]})
        assert sent_events(stream) == [("stream-reset", "test:2", {"channels": ["test"]})]


async def test_a_manager_may_store_some_channels_only(stock_storage, monkeypatch):
    reliable = lambda self, channel: channel == "test"  # noqa: E731
    monkeypatch.setattr(MyChannelManager, "is_channel_reliable", reliable)
    async with Reader("/any/?channel=test&channel=foo") as stream:
        await stream.until(lambda: stream.events)
        await send("foo", "message", "lost with its reader")
        await send("test", "message", "kept")
        await received(stream, "lost with its reader", "kept")
        assert sent_events(stream)[1][1] == "test:1"


async def test_our_storage_repairs_from_the_apps_own_tables(reader, boards):
    a, b = boards["a"], boards["b"]
    for note in "123":
        await a.write(note, f'"{note}"')
    async with reader.open("/boards/", headers=[("Last-Event-ID", "board%3Aa:1")]) as stream:
        await received(stream, "2", "3")
        await b.write("x", '"b"')
        await a.write("4", '"4"')
        await received(stream, "2", "3", "b", "4")
        assert sent_events(stream)[-1][1] == "board%3Aa:4,board%3Ab:1"
        await database.run(a.note, "5", '"5"')  # its event is lost, and healed
        await a.write("6", '"6"')
        await received(stream, "2", "3", "b", "4", "5", "6")


async def test_the_storage_reads_the_apps_own_changes(reader, board):
    for note in "123":
        await board.write(note, published=False)
    events = get_storage().get_events("board:a", 1)
    assert [(event.id, event.data) for event in events] == [(2, "2"), (3, "3")]
    assert django_eventstream.get_current_event_id(["board:a"]) == "board%3Aa:3"


@pytest.mark.parametrize("junk", ["junk", "test", "test:x,", "a:1:2"])
async def test_junk_for_a_last_event_is_refused_as_by_the_stock_view(stock_manager, junk):
    async with Reader("/events/", headers=[("Last-Event-ID", junk)]) as stream:
        await stream.until(lambda: stream.ended)
        assert [event for event, _, _ in stream.events] == ["stream-error"]


# Authorization ---------------------------------------------------------------------------


async def test_a_channel_manager_decides_who_may_read(stock_manager, make_reader):
    ann, ben = await make_reader(), await make_reader()
    MyChannelManager.allowed = {ann.user.pk}
    async with ann.open("/one/_mychannel/") as stream:
        await stream.until(lambda: stream.events)
        await send("_mychannel", "message", "for members")
        await received(stream, "for members")
    for stranger in [ben.open("/one/_mychannel/"), Reader("/one/_mychannel/")]:
        async with stranger as stream:
            await stream.until(lambda stream=stream: stream.ended)
            ((event, _, refusal),) = sent_events(stream)
            assert (event, refusal["condition"]) == ("stream-error", "forbidden")
            assert refusal["channels"] == ["_mychannel"]


async def test_channel_permission_changed_disconnects_a_user_who_lost_it(
    stock_manager, make_reader
):
    ann, ben = await make_reader(), await make_reader()
    MyChannelManager.allowed = {ann.user.pk, ben.user.pk}
    async with ann.open("/one/_mychannel/") as anns, ben.open("/one/_mychannel/") as bens:
        for stream in (anns, bens):
            await stream.until(lambda stream=stream: stream.events)
        MyChannelManager.allowed = {ben.user.pk}
        for person in (ann, ben):
            await database.run(channel_permission_changed, person.user, "_mychannel")
        await anns.until(lambda: anns.ended)
        assert sent_events(anns)[-1][0] == "stream-error"
        await send("_mychannel", "message", "after")
        await received(bens, "after")


async def test_channel_permission_changed_for_all_who_are_signed_out(boards, make_reader):
    ann = await make_reader()
    open_board = boards["open"]
    async with ann.open("/one/board:open/") as anns, Reader("/one/board:open/") as others:
        for stream in (anns, others):
            await stream.until(lambda stream=stream: stream.events)
        open_board.banned.add(None)
        await database.run(channel_permission_changed, None, "board:open")
        await others.until(lambda: others.ended)
        assert not anns.ended


async def test_signing_out_ends_its_streams_as_all(stock_manager, make_reader):
    ann = await make_reader()
    async with ann.open("/events/") as stream:
        await stream.until(lambda: stream.events)
        await database.run(ann.client.logout)
        await stream.until(lambda: stream.ended)


async def test_channel_permission_changed_ends_our_own_streams_too(make_reader, board):
    ann, ben = await make_reader(), await make_reader()
    async with ben.open("/a/stream/") as bens, ann.open("/a/stream/") as anns:
        board.banned.add(ann.user)
        for person in (ann, ben):
            await database.run(channel_permission_changed, person.user, "board:a")
        await anns.until(lambda: anns.ended)
        assert anns.events[-1] == ("stream-end", None, "not-allowed")
        assert not bens.ended


async def test_our_channel_manager_answers_from_what_is_registered(reader, board):
    manager = get_channelmanager()
    assert manager.can_read_channel(reader.user, "board:a")
    assert not manager.can_read_channel(None, "board:a")
    assert not manager.can_read_channel(reader.user, "unknown:1")
    assert not manager.can_read_channel(reader.user, "board:../a")
    assert manager.is_channel_reliable("board:a")
    assert not manager.is_channel_reliable("hall:1")
    assert not manager.is_channel_reliable("unknown:1")


# Routes and channel selection ------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "channels"),
    [
        ("/foo/events/", {"foo"}),
        ("/foo/events/?channel=bar", {"foo"}),  # the client cannot select where the view does
        ("/objects/7/events/", {"object-7"}),
        ("/one/foo/?channel=bar", {"foo"}),
        ("/any/?channel=foo&channel=bar", {"foo", "bar"}),
    ],
)
async def test_the_route_says_which_channels(stock_manager, address, channels):
    async with Reader(address) as stream:
        await stream.until(lambda: stream.events)
        assert set(hub.buffers) == channels
        for channel in ["foo", "bar", "object-7"]:
            await send(channel, "message", channel)
        await stream.until(lambda: len(sent_events(stream)) == len(channels))
        assert {data for _, _, data in sent_events(stream)} == channels


async def test_a_client_selects_only_what_it_may_read(reader, board):
    async with reader.open("/any/?channel=board:a&channel=unknown:1") as stream:
        await stream.until(lambda: stream.ended)
        assert sent_events(stream)[-1][2]["channels"] == ["unknown:1"]


async def test_no_channel_is_an_error(stock_manager):
    async with Reader("/any/") as stream:
        await stream.until(lambda: stream.ended)
        assert sent_events(stream)[-1][2]["condition"] == "bad-request"


# CORS ------------------------------------------------------------------------------------


async def test_cors_headers_come_from_the_settings(stock_manager, settings):
    settings.EVENTSTREAM_ALLOW_ORIGINS = ["http://example.com", "http://localhost"]
    settings.EVENTSTREAM_ALLOW_CREDENTIALS = True
    settings.EVENTSTREAM_ALLOW_HEADERS = "Authorization"
    async with Reader("/events/") as stream:
        await stream.until(lambda: stream.events)
        assert stream.response_headers[b"Access-Control-Allow-Origin"] == b"http://localhost"
        assert stream.response_headers[b"Access-Control-Allow-Credentials"] == b"true"
        assert stream.response_headers[b"Access-Control-Allow-Headers"] == b"Authorization"


def test_another_version_is_warned_of(monkeypatch):
    (guard,) = [guard for guard in version_guards.guards if guard.used_by == eventstream.__name__]
    assert guard.check() == []
    monkeypatch.setattr(version_guards, "version", lambda package: "6.0.0")
    assert [warning.id for warning in guard.check()] == ["live.W003"]
