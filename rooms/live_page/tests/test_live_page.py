"""The room for a browser without scripts: a page that is written while things happen."""

import asyncio

import pytest

from rooms.live_page import views as live_page
from tests.factories import make_occupant, make_room, make_user, unverified

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    room = make_room(name="출사방")
    room.post(room.owner, "첫 말")
    return room


def written(*events):
    """The page that these events make, of those who follow them to their end."""

    async def happening():
        for event in events:
            yield event

    async def whole():
        ends = {"again": "<again>", "kicked": "<kicked>", "over": "<over>"}
        parts = live_page.write("<head>", happening(), ends, "<foot>", "n0")
        return [part async for part in parts]

    return asyncio.run(whole())


def test_messages_are_written_as_they_come():
    parts = written(
        ("stream-open", ""), ("", "<li>하나</li>"), ("typing", "k7 나"), ("keep-alive", "")
    )
    assert parts == ["<head>", "<li>하나</li>", "\n", "<again><foot>"]


@pytest.mark.parametrize(
    ("reason", "end"), [("kicked", "<kicked><foot>"), ("password changed", "<over><foot>")]
)
def test_it_ends_with_the_reason_in_words(reason, end):
    assert written(("stream-end", reason)) == ["<head>", end]


def test_after_a_while_a_link_goes_on(monkeypatch):
    monkeypatch.setattr(live_page, "LASTS", 0.05)
    closed = []

    async def happening():
        try:
            await asyncio.sleep(5)
            yield "", "<li>zu spät</li>"
        finally:
            closed.append(True)

    async def whole():
        parts = live_page.write("<head>", happening(), {"again": "<again>"}, "<foot>", "n0")
        return [part async for part in parts]

    assert asyncio.run(whole()) == ["<head>", "<again><foot>"]
    assert closed == [True]


def test_a_changed_message_hides_what_it_was(room):
    message = room.messages.get()
    message.edit(room.owner, "고친 말")
    [_head, first, second, _foot] = written(
        ("", message.html(known=True)), ("", message.html(known=True))
    )
    assert first.startswith('<style nonce="n0">[id="m1"],[id^="m1-"]{display:none}[id="m1-')
    assert "hx-partial" not in first
    assert 'id="m1"' not in first.partition("</style>")[2]
    assert first != second  # each hides those before it


def test_plain_django_ends_it_with_a_link(room, client):
    client.force_login(room.owner)
    page = client.get(f"{room.get_absolute_url()}live/log/")
    assert "첫 말" in page.text
    assert "이어서 보기" in page.text
    assert "<!--" not in page.text
    assert page.text.rstrip().endswith("</html>")


def test_a_closed_room_says_so(room, client):
    room.close(by=room.owner)
    client.force_login(room.owner)
    page = client.get(f"{room.get_absolute_url()}live/log/").text
    assert "채팅이 종료되었어요." in page
    assert "이어서 보기" not in page


def test_only_our_own_page_may_frame_it(room, client):
    client.force_login(room.owner)
    for part, frame, header in [
        ("", "frame-ancestors 'none'", "DENY"),
        ("log/", "frame-ancestors 'self'", "SAMEORIGIN"),
        ("say/", "frame-ancestors 'self'", "SAMEORIGIN"),
    ]:
        page = client.get(f"{room.get_absolute_url()}live/{part}")
        assert frame in page["Content-Security-Policy"]
        assert page["X-Frame-Options"] == header
    assert (
        "frame-src 'self'"
        in client.get(f"{room.get_absolute_url()}live/")["Content-Security-Policy"]
    )


def test_one_speaks_in_the_frame_and_it_comes_back_empty(room, client):
    client.force_login(room.owner)
    url = f"{room.get_absolute_url()}live/say/"
    for _ in range(2):
        response = client.post(url, {"text": "안녕", "nonce": "a1"})
        assert (response.status_code, response.url) == (303, url)
    assert [message.text for message in room.messages.all()] == ["첫 말", "안녕"]
    assert "안녕" not in client.get(url).text


@pytest.mark.parametrize(("text", "status"), [("", 422), ("가" * 4001, 422), ("셋째", 429)])
def test_what_is_not_sent_stays_in_the_frame(room, client, settings, text, status):
    if status == 429:
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"message-burst": (0, 60)}
    client.force_login(room.owner)
    page = client.post(f"{room.get_absolute_url()}live/say/", {"text": text, "nonce": "a1"})
    assert page.status_code == status
    assert f"{text}</textarea>" in page.text
    assert 'role="alert"' in page.text
    assert room.messages.count() == 1


@pytest.mark.parametrize("part", ["", "log/", "say/"])
def test_it_is_for_who_is_in_the_room(room, client, part):
    left = make_occupant(room)
    room.leave(left)
    for user, status in [
        (None, 302),
        (make_user(), 403),
        (left, 403),
        (unverified(make_occupant(room)), 403),
        (make_occupant(room), 200),
    ]:
        client.logout()
        if user:
            client.force_login(user)
        page = client.get(f"{room.get_absolute_url()}live/{part}")
        assert page.status_code == status
        assert ("첫 말" in page.text) == (status == 200 and part == "log/")


def test_the_room_leads_there_where_scripts_are_off(room, client):
    client.force_login(room.owner)
    page = client.get(room.get_absolute_url()).text
    quiet = page.partition("<noscript>")[2]
    assert f'href="{room.get_absolute_url()}live/"' in quiet
