import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import translation

from kclub.errors import Refused
from rooms.messages.channels import changes_after, last_changes
from tests.factories import make_occupant, make_room, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return make_room(name="출사방")


def test_messages_are_numbered_and_the_room_counts_its_changes(room):
    first, second = room.post(room.owner, "하나"), room.post(room.owner, "둘")
    first.delete_by(room.owner)
    third = room.post(room.owner, "셋")
    assert [first.number, second.number, third.number] == [1, 2, 4]
    assert [first.change, second.change, third.change] == [3, 2, 4]
    assert last_changes([room.pk]) == {room.pk: 4}


def test_text_is_kept_composed_and_without_blank_ends(room):
    assert room.post(room.owner, "  각\r\n하나 ").text == "각\n하나"


def test_only_occupants_speak(room, published):
    with published() as events, pytest.raises(Refused, match="들어와야"):
        room.post(make_user(), "저기요")
    assert events == []
    assert last_changes([room.pk]) == {room.pk: 0}


@pytest.mark.parametrize("nothing", ["", " \n ", "\u200b", "\u3164"])
def test_a_message_without_anything_in_it_is_not_posted(room, nothing):
    with pytest.raises(Refused, match="보낼 말을"):
        room.post(room.owner, nothing)
    message = room.post(room.owner, "안녕")
    with pytest.raises(Refused, match="보낼 말을"):
        message.edit(room.owner, nothing)
    assert [message.text for message in room.messages.all()] == ["안녕"]


def test_no_row_is_a_message_without_anything_in_it(room):
    message = room.post(room.owner, "안녕")
    with pytest.raises(IntegrityError), transaction.atomic():
        room.messages.update(text="")
    message.delete_by(room.owner)
    assert room.messages.get().text == ""


def test_sent_twice_it_is_one_message(room, published):
    with published() as events:
        first = room.post(room.owner, "안녕", nonce="a1")
        assert room.post(room.owner, " 안녕", nonce="a1") == first
    assert events == [(room.channel, 1)]
    assert last_changes([room.pk]) == {room.pk: 1}


def test_the_same_form_with_other_words_is_another_message(room):
    assert room.post(room.owner, "안녕", nonce="a1") != room.post(room.owner, "안녕?", nonce="a1")


def test_the_same_words_from_another_form_are_another_message(room):
    friend = make_occupant(room)
    sent = [
        room.post(author, "ㅋㅋ", nonce=nonce)
        for author, nonce in [(friend, "a1"), (friend, "a2"), (room.owner, "a1"), (friend, "")]
    ]
    assert len({message.pk for message in sent}) == 4


def test_a_deleted_message_does_not_come_back_with_a_late_retry(room):
    message = room.post(room.owner, "실수", nonce="a1")
    message.delete_by(room.owner)
    assert room.post(room.owner, "실수", nonce="a1") == message
    assert room.messages.get().text == ""


def test_who_speaks_has_read(room):
    friend = make_occupant(room)
    room.post(friend, "하나")
    room.post(room.owner, "둘")
    assert room.occupancies.get(user=room.owner).read_up_to == 2
    assert room.occupancies.get(user=friend).read_up_to == 1


def test_reading_never_goes_back(room):
    occupancy = room.occupancies.get()
    occupancy.mark_read(7)
    occupancy.mark_read(5)
    occupancy.refresh_from_db()
    assert occupancy.read_up_to == 7


def test_one_minute_of_one_author_is_one_group_and_each_day_has_a_line(room):
    friend = make_occupant(room)
    with time_machine.travel("2026-11-20 14:58:10Z", tick=False) as clock:  # 23:58 in Seoul
        seen = [room.post(room.owner, "가")]
        for author, seconds in [(room.owner, 20), (friend, 1), (friend, 40), (friend, 60)]:
            clock.shift(seconds)
            seen.append(room.post(author, "나"))
    assert [message.grouped for message in seen] == [False, True, False, False, False]
    assert [message.opens_day for message in seen] == [True, False, False, False, True]


def test_deleting_leaves_a_tombstone_once(room, published):
    message = room.post(make_occupant(room), "비밀")
    with published() as events:
        message.delete_by(room.owner)
        message.delete_by(room.owner)
    assert events == [(room.channel, 2), (room.owner.channel, "unread-changed")]
    assert "비밀" not in message.html()
    assert "지운 메시지" in message.html()


def test_only_its_author_and_the_owner_delete_a_message(room):
    author, other = make_occupant(room), make_occupant(room)
    message = room.post(author, "내 말")
    with pytest.raises(Refused, match="내가 쓴"):
        message.delete_by(other)
    assert [message.may_delete(user) for user in [author, room.owner, other]] == [True, True, False]
    message.delete_by(author)
    assert message.deleted_at


def test_a_reader_is_told_what_they_missed_in_order(room):
    first = room.post(room.owner, "하나")
    for text in ["둘", "셋"]:
        room.post(room.owner, text)
    seen = 2
    first.delete_by(room.owner)
    missed = changes_after(room.pk, seen, 10)
    assert [change for change, _html in missed] == [3, 4]
    new, deleted = [html for _change, html in missed]
    assert new.startswith("<li")
    assert "셋" in new
    assert deleted.startswith('<hx-partial hx-target="#m1" hx-swap="outerHTML">')
    assert [change for change, _html in changes_after(room.pk, 0, 2)] == [2, 3]


def test_what_a_reader_never_had_comes_whole_even_if_changed_since(room):
    room.post(room.owner, "하나").delete_by(room.owner)
    ((_change, html),) = changes_after(room.pk, 0, 10)
    assert html.startswith("<li")


def test_replaying_costs_the_same_however_much_was_said(room, django_assert_num_queries):
    for _ in range(30):
        room.post(make_occupant(room), "말")
    with django_assert_num_queries(3):  # messages, their pictures, their reactions
        assert len(changes_after(room.pk, 0, 100)) == 30


def test_a_message_is_the_same_bytes_in_every_language(room):
    message = room.post(room.owner, "https://kclub.example/글_(1)에서 봐요. <b>")
    said = set()
    for language in ["ko", "en"]:
        with translation.override(language):
            said.add(message.html())
    message.delete_by(room.owner)
    for language in ["ko", "en"]:
        with translation.override(language):
            said.add(message.html(is_update=True))
    assert len(said) == 2


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("javascript:alert(1)", ">javascript:alert(1)<"),
        ('https://a.kr/"onclick=x', '<a href="https://a.kr/" rel="nofollow noopener"'),
        ("https://a.kr에서", '<a href="https://a.kr" '),
        ("(https://a.kr/b).", '<a href="https://a.kr/b" '),
        ("https://a.kr/서울숲_(공원) 가요", '<a href="https://a.kr/서울숲_(공원)" '),
        ("https://a.kr/?a=1&b=2", '<a href="https://a.kr/?a=1&amp;b=2" '),
        ("<hx-partial hx-target='body'>", "&lt;hx-partial"),
    ],
)
def test_what_people_write_is_text_and_links_and_nothing_else(room, text, html):
    said = room.post(room.owner, text).html()
    assert html in said
    assert "<script" not in said
    assert "<hx-" not in said


def test_a_name_is_text_too():
    room = make_room(make_user("<img src=x onerror=1>"))
    said = room.post(room.owner, "안녕").html()
    assert "&lt;img src=x" in said
    assert "<img" not in said


def test_an_excerpt_never_cuts_within_an_emoji(room):
    family = "👨‍👩‍👧‍👦"
    assert room.post(room.owner, family * 81).excerpt == family * 79 + "…"
    assert room.post(room.owner, f"한 줄\n{family}").excerpt == f"한 줄 {family}"
