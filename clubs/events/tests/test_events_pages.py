"""The pages of events: who may plan and answer, and what each state shows."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clubs.events.tests.test_events import list_of, make_event, sent, url
from clubs.models import Event
from kclub.errors import Refused
from tests.factories import make_club, make_member, make_officer, make_staff, make_user

pytestmark = pytest.mark.django_db


def new(club):
    return reverse("clubs:event-new", args=[club.slug])


def test_members_are_refused_the_form_and_led_back_to_the_list(client, club):
    for viewer in [make_user(), make_member(club)]:
        client.force_login(viewer)
        for response in [client.get(new(club)), client.post(new(club), sent())]:
            assert response.status_code == 403
            assert "운영진만 일정을 올릴 수 있어요." in response.text
            assert f'href="{list_of(club)}"' in response.text
    assert not Event.objects.exists()


def test_a_member_plans_nothing_past_the_form_either(club):
    moment = timezone.now() + timedelta(hours=1)
    with pytest.raises(Refused, match="운영진만"):
        club.plan(make_member(club), title="출사", starts_at=moment, ends_at=moment, place="숲")


def test_nothing_is_planned_in_a_club_the_union_has_closed(client, club):
    club.suspend(make_staff(), "이유")
    client.force_login(club.president)
    assert client.post(new(club), sent()).status_code == 403
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("title", "제목을 적어 주세요."),
        ("place", "어디서 모이는지 적어 주세요."),
        ("starts_at", "언제 시작하는지 적어 주세요."),
        ("ends_at", "언제 끝나는지 적어 주세요."),
    ],
)
def test_each_empty_field_says_what_belongs_there(client, club, field, sentence):
    client.force_login(make_officer(club))
    response = client.post(new(club), sent(body="가볍게 와요", **{field: ""}))
    assert response.status_code == 422
    assert sentence in response.text
    assert "가볍게 와요" in response.text


def test_an_empty_form_sent_is_told_all_it_needs(client, club):
    client.force_login(club.president)
    response = client.post(new(club), {})
    assert response.status_code == 422
    assert response.text.count('aria-invalid="true"') == 4


def test_the_same_title_at_another_time_is_another_event(client, club):
    client.force_login(club.president)
    client.post(new(club), sent())
    later = timezone.localtime() + timedelta(days=7)
    moments = {"starts_at": later, "ends_at": later + timedelta(hours=1)}
    client.post(new(club), sent(**{n: m.strftime("%Y-%m-%dT%H:%M") for n, m in moments.items()}))
    assert Event.objects.count() == 2


def test_an_event_is_planned_in_the_time_of_seoul(client, club):
    client.force_login(club.president)
    client.post(new(club), sent(starts_at="2030-03-02T18:00", ends_at="2030-03-02T20:00"))
    assert Event.objects.get().starts_at.isoformat() == "2030-03-02T09:00:00+00:00"


def test_a_member_answers_without_htmx_and_lands_on_the_event(client, club):
    event, member = make_event(club), make_member(club)
    client.force_login(member)
    response = client.post(url("event-rsvp", event), {"rsvp": "yes"})
    assert response.status_code == 303
    assert response.url == f"{event.get_absolute_url()}#rsvp{event.pk}"
    assert event.rsvps.get(user=member).going
    client.post(url("event-rsvp", event), {"rsvp": "no"})
    assert not event.rsvps.get(user=member).going


def test_the_answer_given_is_the_button_pressed(client, club):
    event = make_event(club)
    client.force_login(make_member(club))
    pressed = 'aria-pressed="true"'
    assert pressed not in client.get(url("event", event)).text
    for answer in ["yes", "no"]:
        client.post(url("event-rsvp", event), {"rsvp": answer})
        page = client.get(url("event", event)).text
        assert page.count(pressed) == 1
        assert f'value="{answer}" {pressed}' in page


def test_who_is_no_member_answers_no_public_event(client, club):
    event = make_event(club, public=True)
    client.force_login(make_user())
    response = client.post(url("event-rsvp", event), {"rsvp": "yes"})
    assert response.status_code == 403
    assert "부원만 참석할 수 있어요." in response.text
    hidden = make_event(club)
    assert client.post(url("event-rsvp", hidden), {"rsvp": "yes"}).status_code == 404


def test_a_full_event_offers_to_wait_but_for_those_who_come(client, club):
    event, comes = make_event(club, seats=1), make_member(club)
    event.accept(comes)
    client.force_login(make_member(club))
    page = client.get(url("event", event)).text
    assert "자리가 다 찼어요" in page
    assert "대기할게요" in page
    assert "갈게요" not in page
    assert client.post(url("event-rsvp", event), {"rsvp": "yes"}).status_code == 409
    client.force_login(comes)
    assert "대기할게요" not in client.get(url("event", event)).text


def test_an_event_that_is_over_is_shown_without_buttons(client, club):
    event = make_event(club, hours=-48)
    client.force_login(make_member(club))
    page = client.get(url("event", event)).text
    assert "끝난 일정이에요." in page
    assert "갈게요" not in page
    assert client.post(url("event-rsvp", event), {"rsvp": "no"}).status_code == 403


def test_who_has_left_sees_the_events_of_members_no_more(client, club):
    event, member = make_event(club), make_member(club)
    event.accept(member)
    club.leave(member)
    client.force_login(member)
    assert client.get(url("event", event)).status_code == 404
    assert event.title not in client.get(list_of(club)).text


def test_a_club_without_events_has_a_list_for_strangers_and_officers(client, club):
    assert client.get(list_of(club)).status_code == 200
    assert new(club) not in client.get(list_of(club)).text
    client.force_login(make_officer(club))
    assert new(club) in client.get(list_of(club)).text


def test_public_events_of_a_suspended_club_are_seen_by_its_members_alone(client, club):
    event, member = make_event(club, public=True), make_member(club)
    club.suspend(make_staff(), "이유")
    assert client.get(url("event", event)).status_code == 404
    client.force_login(member)
    assert client.get(url("event", event)).status_code == 200


def test_no_answer_counts_for_an_event_of_another_club(client, club):
    event, other = make_event(club), make_club()
    client.force_login(other.president)
    wrong = reverse("clubs:event-rsvp", args=[other.slug, event.pk])
    assert client.post(wrong, {"rsvp": "yes"}).status_code == 404


def test_an_event_is_read_in_english(client, club):
    event = make_event(club, public=True, seats=5)
    page = client.get(url("event", event), headers={"Accept-Language": "en"}).text
    assert "자리 남음" not in page
    assert "명 가요" not in page
