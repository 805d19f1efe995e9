"""Events that officers change, move and cancel."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.events.tests.test_events import list_of, make_event, sent, url
from clubs.models import AuditLogEntry, Event
from kclub.errors import Conflict, Refused
from tests.factories import make_member, make_officer, make_staff, make_user

pytestmark = pytest.mark.django_db


def at(days, hour=18):
    """Return an hour of the day so many days from today."""
    moment = timezone.localtime() + timedelta(days=days)
    return moment.replace(hour=hour, minute=0, second=0, microsecond=0)


def plan(club, days=3, **fields):
    return make_event(club, starts_at=at(days), **fields)


def told(kind):
    """Return {user: what they were told} by this Kind."""
    return {row.user: str(row) for row in Notification.objects.of_kind(kind)}


def logged(club):
    return list(club.audit_log_entries.values_list("action", "detail").order_by("pk"))


def test_an_officer_moves_an_event_and_those_who_come_are_told_from_when_to_when(club):
    event, officer, comes, stays = (
        plan(club),
        make_officer(club),
        make_member(club),
        make_member(club),
    )
    event.accept(comes)
    event.accept(officer)
    event.decline(stays)
    event.edit(officer, starts_at=at(4, 19), ends_at=at(4, 21))
    [(user, sentence)] = told(kinds.EVENT_CHANGED).items()
    assert user == comes
    before, after = sentence.split(" → ")
    assert "오후 6:00 – 오후 8:00" in before
    assert "오후 7:00 – 오후 9:00" in after
    assert "서울숲" not in sentence
    assert logged(club)[-1] == ("event-edited", "출사")


def test_a_new_place_is_told_alone_and_a_new_text_to_nobody(club):
    event, comes = plan(club), make_member(club)
    event.accept(comes)
    event.edit(club.president, title="야간 출사", body="삼각대를 가져와요", seats=20)
    assert told(kinds.EVENT_CHANGED) == {}
    event.edit(club.president, place="뚝섬")
    assert told(kinds.EVENT_CHANGED)[comes].endswith("일정이 바뀌었어요. 서울숲 → 뚝섬")


def test_a_change_is_told_in_the_language_of_the_reader(club):
    event, comes = plan(club), make_member(club)
    event.accept(comes)
    event.edit(club.president, starts_at=at(4, 19), ends_at=at(4, 21))
    params = Notification.objects.of_kind(kinds.EVENT_CHANGED).get().params
    assert "오후 7:00" in params["after"]["ko"]
    assert "7:00 PM" in params["after"]["en"]


def test_the_same_change_sent_twice_is_told_and_written_once(club):
    event = plan(club)
    event.accept(make_member(club))
    for _time in range(2):
        event.edit(club.president, place="뚝섬")
    assert Notification.objects.of_kind(kinds.EVENT_CHANGED).count() == 1
    assert [action for action, _detail in logged(club)].count("event-edited") == 1


def test_who_has_blocked_the_officer_does_not_come_in_vain(club):
    event, comes = plan(club), make_member(club)
    event.accept(comes)
    comes.block(club.president)
    event.cancel(club.president, "비가 와요")
    assert comes in told(kinds.EVENT_CANCELLED)


def test_a_cancelled_event_keeps_its_page_with_the_reason_and_takes_no_answer(client, club):
    event, comes = plan(club, title="야간 출사"), make_member(club)
    event.accept(comes)
    client.force_login(club.president)
    response = client.post(url("event-cancel", event), {"reason": "비가 많이 와요"})
    assert response.url == event.get_absolute_url()
    assert told(kinds.EVENT_CANCELLED)[comes].endswith("취소됐어요. 이유: 비가 많이 와요")
    client.force_login(comes)
    page = client.get(url("event", event)).text
    assert "비가 많이 와요" in page
    assert "갈게요" not in page
    assert "<s>야간 출사</s>" in client.get(list_of(club)).text
    assert client.post(url("event-rsvp", event), {"rsvp": "no"}).status_code == 409
    assert logged(club)[-1] == ("event-cancelled", "야간 출사: 비가 많이 와요")


def test_cancelling_again_changes_nothing(club):
    event, comes = plan(club), make_member(club)
    event.accept(comes)
    event.cancel(club.president, "비가 와요")
    event.cancel(club.president, "눈이 와요")
    assert Event.objects.get().cancel_reason == "비가 와요"
    assert list(told(kinds.EVENT_CANCELLED)) == [comes]


def test_an_event_is_cancelled_for_a_reason(client, club):
    event = plan(club)
    client.force_login(club.president)
    response = client.post(url("event-cancel", event), {"reason": ""})
    assert response.status_code == 422
    assert "왜 취소하는지 적어 주세요." in response.text
    assert not Event.objects.get().cancelled_at


def test_what_is_cancelled_is_changed_no_more(client, club):
    event = plan(club)
    event.cancel(club.president, "비가 와요")
    with pytest.raises(Conflict, match="취소된 일정"):
        event.edit(club.president, place="뚝섬")
    client.force_login(club.president)
    assert client.get(url("event-edit", event)).status_code == 409
    assert client.get(url("event-cancel", event)).status_code == 409
    assert url("event-edit", event) not in client.get(url("event", event)).text


def test_what_is_over_is_neither_changed_nor_cancelled(club):
    event = make_event(club, hours=-48)
    with pytest.raises(Refused, match="이미 끝난"):
        event.edit(club.president, place="뚝섬")
    with pytest.raises(Refused, match="이미 끝난"):
        event.cancel(club.president, "비가 와요")


def test_only_officers_of_an_open_club_change_events(club):
    event = plan(club)
    for user in [make_user(), make_member(club)]:
        with pytest.raises(Refused, match="운영진만"):
            event.edit(user, place="뚝섬")
        with pytest.raises(Refused, match="운영진만"):
            event.cancel(user, "그냥")
    club.suspend(make_staff(), "회계를 확인해요")
    with pytest.raises(Refused, match="읽을 수만"):
        Event.objects.get().edit(club.president, place="뚝섬")


def moments(starts_at, ends_at):
    values = {"starts_at": starts_at, "ends_at": ends_at}
    return {name: f"{moment:%Y-%m-%dT%H:%M}" for name, moment in values.items()}


@pytest.mark.parametrize("planned", [True, False])
def test_no_event_is_planned_for_the_past_or_moved_there(client, club, planned):
    client.force_login(club.president)
    new = reverse("clubs:event-new", args=[club.slug])
    address = url("event-edit", plan(club)) if planned else new
    response = client.post(address, sent(body="같이 가요", **moments(at(-2), at(-1))))
    assert response.status_code == 422
    assert response.text.count("이미 지난 때예요.") >= 2
    assert "같이 가요" in response.text
    assert not Event.objects.filter(ends_at__lt=timezone.now()).exists()


def test_the_verbs_plan_nothing_for_the_past_either(club):
    with pytest.raises(Refused, match="이미 지난 때"):
        club.plan(club.president, title="출사", place="숲", starts_at=at(-1), ends_at=at(1))
    event = plan(club)
    with pytest.raises(Refused, match="이미 지난 때"):
        event.edit(club.president, starts_at=at(-1))
    assert not AuditLogEntry.objects.filter(action="event-edited").exists()


def test_what_has_begun_may_end_later(client, club):
    now = timezone.now().replace(second=0, microsecond=0)
    begun = make_event(club, starts_at=now - timedelta(hours=1))
    client.force_login(club.president)
    local = timezone.localtime(begun.starts_at)
    fields = sent(**moments(local, local + timedelta(hours=4)))
    assert client.post(url("event-edit", begun), fields).status_code == 303
    assert Event.objects.get().ends_at == begun.starts_at + timedelta(hours=4)


def test_the_form_shows_the_event_as_it_is_and_changes_it(client, club):
    event = plan(club, body="가볍게 와요", seats=7)
    client.force_login(make_officer(club))
    page = client.get(url("event-edit", event)).text
    for value in ["출사", "서울숲", "가볍게 와요", f"{at(3):%Y-%m-%dT%H:%M}", 'value="7"']:
        assert value in page
    client.post(url("event-edit", event), sent(title="야간 출사"))
    assert Event.objects.get().title == "야간 출사"


def test_a_reminder_is_taken_back_when_the_event_is_moved_or_cancelled(club):
    event, comes = plan(club, days=1), make_member(club)
    event.accept(comes)
    event.remind_attendees()
    event.edit(club.president, starts_at=at(2), ends_at=at(2, 20))
    assert told(kinds.EVENT_TOMORROW) == {}
    event.remind_attendees()
    assert list(told(kinds.EVENT_TOMORROW)) == [comes]
    event.cancel(club.president, "비가 와요")
    assert told(kinds.EVENT_TOMORROW) == {}


def test_an_event_that_becomes_one_of_members_is_told_to_others_no_more(club):
    follower = make_user()
    club.follow(follower)
    start = at(3)
    fields = {"title": "전시", "place": "학생회관", "ends_at": start + timedelta(hours=2)}
    event = club.plan(club.president, starts_at=start, public=True, **fields)
    assert follower in told(kinds.NEW_PUBLIC_EVENT)
    event.edit(club.president, public=False)
    assert follower not in told(kinds.NEW_PUBLIC_EVENT)
