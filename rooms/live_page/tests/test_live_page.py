"""The room for a browser without scripts: a page that is written while things happen."""

import asyncio
from urllib.parse import quote

import pytest

from kclub import live
from kclub.sent_forms import MAX_KEPT_LETTERS
from rooms.live_page import live_log
from tests.factories import make_occupant, make_room, make_user, unverified

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    room = make_room(name="출사방")
    room.post(room.owner, "첫 말")
    return room


ENDS = {reason: f"<{reason}>" for reason in live_log.END_REASONS}


def written(*events):
    """The page that these events make, of those who follow them to their end."""

    async def happening():
        for event in events:
            yield event

    return asyncio.run(parts_of(happening()))


async def parts_of(events):
    log = live_log.write_live_log("<head>", events, room=None, ends=ENDS, csp_nonce="n0")
    return [part async for part in log]


def test_messages_are_written_as_they_come():
    parts = written(
        ("stream-open", "", None),
        ("", "<li>하나</li>", 1),
        ("typing", "k7 나", None),
        ("keep-alive", "", None),
    )
    assert parts == ["<head>", "<li>하나</li>", "\n", "<again>"]


@pytest.mark.parametrize(
    ("reason", "end"),
    [("kicked", "<kicked>"), ("signed-out", "<signed-out>"), ("password changed", "<over>")],
)
def test_it_ends_with_the_reason_in_words(reason, end):
    assert written(("stream-end", reason, None)) == ["<head>", end]


def test_after_a_while_a_link_goes_on(monkeypatch):
    monkeypatch.setattr(live_log, "LIVE_LOG_SECONDS", 0.05)
    closed = []

    async def happening():
        try:
            await asyncio.sleep(5)
            yield "", "<li>zu spät</li>", 1
        finally:
            closed.append(True)

    assert asyncio.run(parts_of(happening())) == ["<head>", "<again>"]
    assert closed == [True]


def test_a_change_is_rendered_for_this_page(room, monkeypatch):
    room.messages.get().edit(room.owner, "고친 말")
    asked = []

    async def run(function, *args):
        asked.append((function, *args))
        return "<li>고친 말</li>"

    monkeypatch.setattr(live, "read_database", run)
    html = room.messages.get().html(is_update=True)
    assert written(("", html, 2)) == ["<head>", "<li>고친 말</li>", "<again>"]
    assert asked == [(live_log.changed_message_html, None, 2, "n0")]


def test_a_changed_message_hides_what_it_was(room):
    copies = []
    for change, text in [(2, "고친 말"), (3, "또 고친 말")]:
        room.messages.get().edit(room.owner, text)
        copies.append(live_log.changed_message_html(room, change, "n0"))
        assert text in copies[-1]
    for change, html in enumerate(copies, 2):
        style, _, line = html.partition("</style>")
        assert style == (
            f'<style nonce="n0">[id="m1"],[id^="m1-"]{{display:none}}[id="m1-{change}"]{{display:grid}}'
        )
        assert line.startswith('<li class="msg" id="m1-')
        assert "hx-partial" not in html


def test_what_has_changed_again_comes_with_its_next_change(room):
    for text in ["고친 말", "또 고친 말"]:
        room.messages.get().edit(room.owner, text)
    assert live_log.changed_message_html(room, 2, "n0") == ""
    assert "또 고친 말" in live_log.changed_message_html(room, 3, "n0")


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
def test_what_is_not_sent_stays_in_the_frame(room, client, allow, text, status):
    if status == 429:
        allow({"message-burst": (0, 60)})
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
        (None, 401 if part else 302),
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


def test_the_room_leads_there_where_scripts_do_not_work(room, client):
    client.force_login(room.owner)
    page = client.get(room.get_absolute_url()).text
    quiet = page.partition('class="composer no-script"')[2]
    assert f'href="{room.get_absolute_url()}live/"' in quiet


def test_without_a_session_the_frames_say_so_and_lead_the_whole_page_to_log_in(room, client):
    url = f"{room.get_absolute_url()}live/"
    for part in ["log/", "say/"]:
        frame = client.get(url + part)
        assert "로그인되어 있지 않아서" in frame.text
        assert '<base target="_top">' in frame.text
        assert f'href="/accounts/login/?next={quote(url)}"' in frame.text
        assert frame["X-Frame-Options"] == "SAMEORIGIN"


def test_what_was_written_without_a_session_stays_in_the_frame_and_waits_for_the_log_in(
    room, client
):
    url = f"{room.get_absolute_url()}live/"
    frame = client.post(f"{url}say/", {"text": "오래 쓴 글", "nonce": "a1"})
    assert frame.status_code == 401
    assert "오래 쓴 글</textarea>" in frame.text
    assert "쓰던 글이 그대로 있어요" in frame.text
    client.force_login(room.owner)
    assert client.get(url).url == "/unsent/"
    page = client.get("/unsent/").text
    assert "오래 쓴 글" in page
    assert f'action="{room.get_absolute_url()}messages/"' in page  # not a frame that would be alone


def test_a_text_too_long_to_wait_is_to_be_copied(room, client):
    text = "가" * (MAX_KEPT_LETTERS + 1)
    frame = client.post(f"{room.get_absolute_url()}live/say/", {"text": text})
    assert "복사해 두고" in frame.text
    assert text in frame.text
