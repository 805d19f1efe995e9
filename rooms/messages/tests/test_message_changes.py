"""What becomes of a message: edited, answered, reacted to, and whom it calls."""

import gzip
import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import Block
from kclub.errors import Gone, Refused
from rooms.messages.channels import changes_after, last_changes
from rooms.models import Reaction
from tests.factories import make_occupant, make_room, make_user

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
LIKE, LOVE = Reaction.Kind.LIKE, Reaction.Kind.LOVE


@pytest.fixture
def room():
    return make_room(name="출사방")


@pytest.fixture
def at(client):
    """`at(user)`: the client, signed in as them."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def url_of(message, action=""):
    return f"{reverse('rooms:message', args=[message.room.slug, message.number])}{action}"


# Editing ---------------------------------------------------------------------------------


def test_an_edited_message_says_so_on_every_page(room, published):
    message = room.post(room.owner, "오타에여")
    with published() as events:
        message.edit(room.owner, " 오타예요 ")
        message.edit(room.owner, "오타예요")
    assert events == [(room.channel, 2)]
    assert (message.text, message.number, message.change) == ("오타예요", 1, 2)
    html = message.html(is_update=True)
    assert "오타예요" in html
    assert '<span lang="ko">고침</span>' in html
    assert '<span lang="en">' in html


def test_who_has_seen_the_old_text_is_told_the_new_one(room):
    message = room.post(room.owner, "하나")
    room.post(room.owner, "둘")
    message.edit(room.owner, "하나!")
    ((change, html),) = changes_after(room.pk, 2, 10)
    assert change == 3
    assert html.startswith('<hx-partial hx-target="#m1" hx-swap="outerHTML">')
    assert "하나!" in html


def test_only_its_author_edits_a_message_and_only_for_a_quarter_of_an_hour(room):
    author = make_occupant(room)
    message = room.post(author, "내 말")
    for other in [room.owner, make_occupant(room)]:
        with pytest.raises(Refused, match="내가 쓴"):
            message.edit(other, "네 말")
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert not message.may_edit(author)
        with pytest.raises(Refused, match="15분"):
            message.edit(author, "늦은 말")
    message.delete_by(author)
    with pytest.raises(Gone):
        message.edit(author, "지운 말")
    message.refresh_from_db()
    assert message.text == ""


def test_who_has_left_or_is_muted_changes_nothing(room):
    author, muted = make_occupant(room), make_occupant(room)
    message, theirs = room.post(author, "내 말"), room.post(muted, "제 말")
    room.leave(author)
    room.mute(muted, by=room.owner, until=timezone.now() + timedelta(hours=1))
    for user, said in [(author, message), (muted, theirs)]:
        for change in [
            lambda u=user, m=said: m.edit(u, "새 말"),
            lambda u=user, m=said: m.react(u, LIKE),
        ]:
            with pytest.raises(Refused):
                change()
    assert last_changes([room.pk]) == {room.pk: 2}


def test_a_message_is_edited_with_and_without_script(room, at):
    message = room.post(room.owner, "하나")
    client = at(room.owner)
    assert "하나</textarea>" in client.get(url_of(message, "edit/")).text
    assert client.post(url_of(message, "edit/"), {"text": "둘"}).url.endswith("#m1")
    part = client.post(url_of(message, "edit/"), {"text": "<셋>"}, headers=PART)
    assert part.text.startswith('<hx-partial hx-target="#m1"')
    assert "&lt;셋&gt;" in part.text


@pytest.mark.parametrize("headers", [{}, PART])
@pytest.mark.parametrize("text", ["", " \u200b", "가" * 4001])
def test_a_message_is_not_edited_into_nothing_or_too_much(text, headers, room, at):
    message = room.post(room.owner, "하나")
    response = at(room.owner).post(url_of(message, "edit/"), {"text": text}, headers=headers)
    assert response.status_code == 422
    assert "<textarea" in response.text
    message.refresh_from_db()
    assert message.text == "하나"


def test_who_edits_too_fast_waits_and_keeps_their_words(room, at, allow):
    allow({"message": (1, 60)})
    message = room.post(room.owner, "하나")
    at(room.owner).post(url_of(message, "edit/"), {"text": "둘"})
    response = at(room.owner).post(url_of(message, "edit/"), {"text": "셋"}, headers=PART)
    assert response.status_code == 429
    assert "셋</textarea>" in response.text
    assert "Retry-After" in response


# Answering -------------------------------------------------------------------------------


def test_an_answer_quotes_what_it_answers_and_leads_there(room):
    first = room.post(make_occupant(room, "정유나"), "저 10분\n늦어요 <뛰는 중>")
    html = room.post(room.owner, "천천히 와요", reply_to=first).html()
    assert '<a class="reply" href="' in html
    assert f"#m{first.number}" in html
    assert "<b>정유나</b>저 10분 늦어요 &lt;뛰는 중&gt;</a>" in html


def test_a_quote_of_a_long_message_is_short(room):
    first = room.post(room.owner, "가" * 3000)
    assert "가" * 100 not in room.post(room.owner, "길다", reply_to=first).html()


def test_what_is_taken_back_stands_in_no_quote(room, published):
    first = room.post(room.owner, "비밀")
    answers = [room.post(make_occupant(room), "뭐라고요?", reply_to=first) for _ in range(2)]
    with published() as events:
        first.delete_by(room.owner)
    assert events == [(room.channel, 4), (room.channel, 5), (room.channel, 6)]
    missed = changes_after(room.pk, 3, 10)
    assert [change for change, _html in missed] == [4, 5, 6]
    for _change, html in missed:
        assert "비밀" not in html
        assert "지운 메시지예요" in html
    answers[0].refresh_from_db()
    assert answers[0].number == 2


def test_a_quote_changes_with_what_it_quotes(room):
    first = room.post(room.owner, "세 시예요")
    room.post(make_occupant(room), "네", reply_to=first)
    first.edit(room.owner, "네 시예요")
    ((_, _), (change, html)) = changes_after(room.pk, 2, 10)
    assert change == 4
    assert "네 시예요" in html


def test_of_many_quotes_only_the_newest_change_each_time_it_is_edited(room):
    first = room.post(room.owner, "몇 시예요?")
    for number in range(25):
        last = room.post(room.owner, f"{number}", reply_to=first)
    first.edit(room.owner, "몇 시였어요?")
    room.refresh_from_db()
    last.refresh_from_db()
    assert room.last_change == 26 + 1 + 20
    assert last.change > first.change
    first.delete_by(room.owner)
    room.refresh_from_db()
    assert room.last_change == 47 + 1 + 25


def test_who_blocks_somebody_reads_no_quote_of_them_either(room, at):
    blocked = make_occupant(room)
    first = room.post(blocked, "성가신 말")
    room.post(make_occupant(room), "네", reply_to=first)
    page = at(room.owner).get(room.get_absolute_url()).text
    assert f'data-of="{blocked.username}"' in page
    hidden = f'.reply[data-of="{blocked.username}"]{{display:none}}'
    assert hidden not in page
    Block.objects.create(user=room.owner, blocked=blocked)
    assert hidden in at(room.owner).get(room.get_absolute_url()).text


def test_an_answer_is_written_without_script(room, at):
    first = room.post(make_occupant(room, "정유나"), "늦어요")
    client = at(room.owner)
    page = client.get(f"{room.get_absolute_url()}?reply=1").text
    assert "정유나님에게 답장" in page
    assert 'name="answering" value="1"' in page
    client.post(f"{room.get_absolute_url()}messages/", {"text": "네", "answering": "1"})
    assert room.messages.get(number=2).reply_to == first
    part = client.get(url_of(first, "?reply"), headers=PART).text
    assert part.startswith('<div class="row"><input type="hidden" name="answering" value="1">')


@pytest.mark.parametrize("answering", ["", "99", "x", "-1", "9" * 30])
def test_a_strange_answer_is_never_an_error_of_ours(answering, room, at):
    url = f"{room.get_absolute_url()}messages/"
    assert at(room.owner).post(url, {"text": "네", "answering": answering}).status_code in (
        303,
        422,
    )
    assert at(room.owner).get(f"{room.get_absolute_url()}?reply={answering}").status_code == 200


def test_nobody_quotes_from_another_room(room, at):
    secret = make_room(name="남의 방")
    secret.post(secret.owner, "남의 비밀")
    url = f"{room.get_absolute_url()}messages/"
    at(room.owner).post(url, {"text": "네", "answering": "1"})
    assert room.messages.get().reply_to is None
    assert "남의 비밀" not in at(room.owner).get(f"{room.get_absolute_url()}?reply=1").text


# Reacting --------------------------------------------------------------------------------


def test_reacting_twice_is_reacting_once(room, published):
    message, friend = room.post(room.owner, "맑대요"), make_occupant(room)
    with published() as events:
        for _ in range(3):
            message.react(friend, LIKE)
    assert events == [(room.channel, 2)]
    assert message.reactions_by_kind == [(LIKE, [friend])]
    with published() as events:
        for _ in range(3):
            message.unreact(friend, LIKE)
    assert events == [(room.channel, 3)]
    assert message.reactions_by_kind == []


def test_reactions_are_counted_by_kind_with_who_gave_them(room):
    message = room.post(room.owner, "맑대요")
    people = [make_occupant(room, f"사람{n}") for n in range(3)]
    for user in people:
        message.react(user, LOVE)
    message.react(people[1], LIKE)
    html = message.html(is_update=True)
    keys = "".join(f"{user.username} " for user in people)
    assert f'<li data-by="{keys}"><button class="react" form="react"' in html
    assert "😍 3" in html
    assert "👍 1" in html
    assert "사람0, 사람1, 사람2" in html


def test_a_deleted_message_takes_no_reaction(room):
    message = room.post(room.owner, "맑대요")
    message.react(room.owner, LIKE)
    message.delete_by(room.owner)
    assert not Reaction.objects.exists()
    with pytest.raises(Gone):
        message.react(room.owner, LIKE)


def test_a_reaction_is_given_and_taken_back_with_and_without_script(room, at):
    message, client = room.post(room.owner, "맑대요"), at(room.owner)
    for _ in range(2):
        response = client.post(url_of(message, "react/"), {"add": "love"})
        assert response.status_code == 303
    assert "😍 1" in client.get(room.get_absolute_url()).text
    assert 'name="remove" value="love" aria-pressed="true"' in client.get(url_of(message)).text
    part = client.post(url_of(message, "react/"), {"remove": "love"}, headers=PART)
    assert part.text.startswith('<hx-partial hx-target="#m1"')
    assert "😍" not in part.text


def test_a_press_below_a_message_gives_or_takes_back_by_what_the_page_showed(room, at):
    message, client = room.post(room.owner, "맑대요"), at(room.owner)

    def press(shown):
        for _ in range(2):  # a double click does what a click does
            sent = {"toggle": "love", "own": shown}
            assert client.post(url_of(message, "react/"), sent).status_code == 303
        return client.get(room.get_absolute_url()).text

    page = press("2-love 1-like")
    assert "😍 1" in page
    assert 'name="own" value="1-love"' in page
    assert page.count('value="love"') == 1  # one button for everybody

    page = press("1-love")
    assert "😍 1" not in page
    assert 'name="own" value=""' in page


@pytest.mark.parametrize(
    "sent", [{}, {"toggle": "💩"}, {"add": "💩"}, {"add": "x" * 900}, {"remove": "love"}]
)
def test_a_strange_reaction_changes_nothing(sent, room, at):
    message = room.post(room.owner, "맑대요")
    assert at(room.owner).post(url_of(message, "react/"), sent).status_code == 303
    assert last_changes([room.pk]) == {room.pk: 1}


def test_who_reacts_too_fast_waits(room, at, allow):
    allow({"reaction": (1, 60)})
    message = room.post(room.owner, "맑대요")
    assert at(room.owner).post(url_of(message, "react/"), {"add": "love"}).status_code == 303
    assert at(room.owner).post(url_of(message, "react/"), {"add": "like"}).status_code == 429


# Calling ---------------------------------------------------------------------------------


def told(user):
    return [str(notification) for notification in user.notifications.all()]


def test_who_is_called_is_told_once(room):
    friend, other = make_occupant(room, "김민재"), make_occupant(room, "정유나")
    message = room.post(room.owner, "@김민재 @김민재 어디예요")
    assert told(friend) == [f"{room.owner}님이 출사방에서 나를 불렀어요."]
    assert told(other) == []
    assert friend.notifications.get().url == message.get_absolute_url()
    about = reverse("accounts:person", args=[friend.username])
    called = f'<a class="call" data-by="{friend.username}" href="{about}">@김민재</a>'
    assert called in message.html()


def test_who_is_not_in_the_room_or_blocks_the_author_is_not_called(room):
    outside, blocking = make_user("밖사람"), make_occupant(room, "막은이")
    Block.objects.create(user=blocking, blocked=room.owner)
    message = room.post(room.owner, f"@밖사람 @막은이 @{room.owner}")
    assert told(outside) == told(blocking) == told(room.owner) == []
    assert outside.username not in message.html()


def test_a_message_sent_twice_calls_once(room):
    friend = make_occupant(room, "김민재")
    for _ in range(2):
        room.post(room.owner, "@김민재", nonce="a1")
    assert len(told(friend)) == 1


def test_a_name_added_by_an_edit_is_told_and_once_only(room):
    friend, other = make_occupant(room, "김민재"), make_occupant(room, "정유나")
    message = room.post(room.owner, "@정유나 어디예요")
    for text in ["@정유나 @김민재", "@정유나 @김민재 어디예요", "@정유나", "@김민재 @정유나"]:
        message.edit(room.owner, text)
    assert friend.username in message.html(is_update=True)
    assert told(friend) == told(other) == [f"{room.owner}님이 출사방에서 나를 불렀어요."]


def test_whoever_blocks_the_author_is_not_told_of_an_edit(room):
    blocking = make_occupant(room, "막은이")
    blocking.block(room.owner)
    room.post(room.owner, "막은이").edit(room.owner, "@막은이")
    assert told(blocking) == []


def test_of_three_namesakes_the_one_whose_handle_is_written_is_called(room):
    first, second, third = (make_occupant(room, "김민재") for _ in range(3))
    message = room.post(room.owner, "@김민재2님 오세요")
    assert (told(first), len(told(second)), told(third)) == ([], 1, [])
    assert message.mentions == {"김민재2": second.username}


def test_a_name_several_have_calls_nobody_unless_it_is_a_handle(room):
    make_user("박하늘")  # has it as a handle, and is not here
    one, other = make_occupant(room, "박하늘"), make_occupant(room, "박하늘")
    assert [one.handle, other.handle] == ["박하늘2", "박하늘3"]
    assert room.post(room.owner, "@박하늘").mentions == {}


def test_a_display_name_that_one_alone_has_here_still_calls(room):
    make_user("김민재")
    friend = make_occupant(room, "김민재")
    assert room.post(room.owner, "@김민재야").mentions == {"김민재": friend.username}


def test_a_mention_means_the_same_person_after_names_have_changed(room):
    friend, other = make_occupant(room, "김민재"), make_occupant(room, "박하늘")
    message = room.post(room.owner, "@김민재 어디예요")
    friend.set_display_name("김철수")
    friend.save()
    friend.change_handle("cheolsu")
    other.set_display_name("김민재")
    other.save()

    message.edit(room.owner, "@김민재 지금 어디예요")
    assert message.mentions == {"김민재": friend.username}
    assert told(other) == []
    later = room.post(room.owner, "@김민재 @cheolsu")  # the handle is held for its old owner
    assert set(later.mentions.values()) == {friend.username}


def test_words_without_an_at_cost_nothing_more(room, django_assert_max_num_queries):
    room.post(room.owner, "하나")
    with django_assert_max_num_queries(7):  # four statements, five on MariaDB; the transaction
        room.post(room.owner, "둘")


# All together ----------------------------------------------------------------------------


@pytest.mark.parametrize("messages", [3, 50])
def test_a_page_of_talk_costs_the_same_however_much_is_going_on(
    messages, room, at, django_assert_max_num_queries
):
    people = [make_occupant(room, f"사람{n}") for n in range(4)]
    previous = None
    for n in range(messages):
        previous = room.post(people[n % 4], f"@사람{n % 3} 말 {n}", reply_to=previous)
        previous.react(people[(n + 1) % 4], LIKE)
    client = at(room.owner)
    client.get("/rooms/")
    with django_assert_max_num_queries(12):
        assert client.get(room.get_absolute_url()).status_code == 200


def test_long_words_are_folded_in_every_language(room):
    html = room.post(room.owner, "가\n" * 40).html()
    assert '<details class="fold"><summary><span class="every"><span lang="ko">더 보기' in html
    assert "fold" not in room.post(room.owner, "가").html()


def test_fifty_messages_of_all_kinds_weigh_forty_kilobytes_at_most(room, at):
    people = [make_occupant(room, f"사람 {n}") for n in range(12)]
    previous = None
    for n in range(50):
        words = " ".join(hashlib.sha1(f"{n} {i}".encode()).hexdigest()[:7] for i in range(15))
        previous = room.post(people[n % 12], f"@사람 {n % 9} {words}", reply_to=previous)
        for user in people[n % 3 :: 3]:
            previous.react(user, LIKE if n % 2 else LOVE)
    page = at(room.owner).get(room.get_absolute_url()).content
    assert len(gzip.compress(page, 6)) <= 40_000
