"""Messages out of place: who decides about them, and what they then show."""

import pytest
from django.urls import reverse

from clubs.models import Case, Report
from kclub.errors import Refused
from rooms.messages.channels import changes_after
from rooms.models import Message
from tests.factories import (
    make_club,
    make_member,
    make_occupant,
    make_officer,
    make_room,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db
SPAM = Report.Reason.SPAM
TEXT = "선입금하면 30% 할인"


@pytest.fixture
def room():
    room = make_club().rooms.get()
    room.admit(make_member(room.club, "새내기장터"))
    return room


@pytest.fixture
def message(room):
    seller = room.occupancies.last().user
    return room.post(seller, TEXT)


def test_a_club_s_officers_decide_about_its_rooms(message, room):
    case = message.report(make_member(room.club), SPAM).case
    assert case.club == room.club
    officer = make_officer(room.club)
    assert Case.objects.decidable_by(officer).get() == case
    assert not Case.objects.decidable_by(make_staff()).exists()


def test_the_union_decides_about_rooms_without_a_club():
    room = make_room()
    message = room.post(room.owner, TEXT)
    case = message.report(make_occupant(room), SPAM).case
    assert Case.objects.decidable_by(make_staff()).get() == case
    with pytest.raises(Refused):
        case.hide(room.owner)


def test_a_hidden_message_changes_on_every_page_and_comes_back(message, room, published):
    case = message.report(make_member(room.club), SPAM).case
    officer, seen = make_officer(room.club), message.change
    with published() as events:
        case.hide(officer)
    ((change, html),) = changes_after(room.pk, seen, 10)
    assert TEXT not in html
    assert (room.channel, change) in events
    Case.objects.get(pk=case.pk).reveal(officer)
    ((_change, html),) = changes_after(room.pk, change, 10)
    assert TEXT in html


def test_quotes_of_a_hidden_message_do_not_tell_it(client, message, room):
    answer = room.post(room.owner, "얼마예요?", reply_to=message)
    message.report(make_member(room.club), SPAM).case.hide(make_officer(room.club))
    assert TEXT not in Message.objects.for_display().get(pk=answer.pk).html(is_update=True)
    client.force_login(room.owner)
    assert TEXT not in client.get(room.get_absolute_url()).text


def test_only_who_is_in_the_room_can_report(client, message, room):
    url = reverse("rooms:message-report", args=[room.slug, message.number])
    client.force_login(make_user())
    assert client.get(url).status_code == 403
    client.force_login(room.owner)
    assert TEXT in client.get(url).text
    assert client.post(url, {"reason": "spam"}).status_code == 303
    assert Report.objects.get().text == TEXT


def test_one_s_own_message_is_not_reported(client, message, room):
    client.force_login(message.author)
    url = reverse("rooms:message-report", args=[room.slug, message.number])
    assert client.post(url, {"reason": "spam"}).status_code == 403
    menu = client.get(reverse("rooms:message", args=[room.slug, message.number]))
    assert url not in menu.text


def test_the_union_sees_what_was_said_around_it(client):
    room = make_room()
    for text in ["앞", TEXT, "뒤"]:
        message = room.post(room.owner, text)
    case = room.messages.get(text=TEXT).report(make_occupant(room), SPAM).case
    client.force_login(make_staff())
    page = client.post(reverse("union:case", args=[case.pk]), {"reason": "맥락"}, follow=True)
    assert [m.text for m in page.context["context_messages"]] == ["앞", TEXT, "뒤"]
    assert message.text in page.text


def test_who_is_restrained_in_the_club_says_nothing_in_its_rooms(message, room):
    message.report(make_member(room.club), SPAM).case.mute_author(make_officer(room.club))
    with pytest.raises(Refused):
        room.post(message.author, "그래도")
