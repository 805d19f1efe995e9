"""Events for the calendars of phones, read by a library that did not write them."""

from datetime import timedelta

import icalendar
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from clubs.events.tests.test_events import make_event, url
from clubs.events.tests.test_events_changed import at
from clubs.models import Calendar, Event
from kclub.errors import Refused
from tests.factories import make_club, make_member, make_staff, make_user, unverified

pytestmark = pytest.mark.django_db


def read(response):
    """Return the calendar of a response, strictly read."""
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(response.content)
    assert not calendar.errors
    assert not any(event.errors for event in calendar.events)
    return calendar


def titles(response):
    return [str(event["SUMMARY"]).partition(": ")[2] for event in read(response).events]


def of_club(club):
    return reverse("clubs:events-ics", args=[club.slug])


@pytest.fixture
def member(club):
    return make_member(club)


@pytest.fixture
def mine(member):
    return Calendar.objects.renew(member).get_absolute_url()


def test_one_event_is_read_with_its_time_in_seoul(client, club):
    event = make_event(club, starts_at=at(3), public=True, body="카메라, 필름; 그리고\n신발\\양말")
    calendar = read(client.get(url("event-ics", event)))
    [found] = calendar.events
    assert found.start == event.starts_at
    assert found.end == event.ends_at
    assert found["DTSTART"].params["TZID"] == "Asia/Seoul"
    assert found.start.utcoffset() == timedelta(hours=9)
    assert not calendar.get_missing_tzids()
    assert found["SUMMARY"] == f"{club}: 출사"
    assert found["LOCATION"] == "서울숲"
    assert found["DESCRIPTION"] == "카메라, 필름; 그리고\n신발\\양말"
    assert found["URL"] == f"http://testserver{event.get_absolute_url()}"
    assert found["STATUS"] == "CONFIRMED"
    assert found["SEQUENCE"] == 0


def test_the_time_zone_says_what_it_is(client, club):
    event = make_event(club, starts_at=at(3), public=True)
    [zone] = read(client.get(url("event-ics", event))).timezones
    assert zone.to_tz(lookup_tzid=False).utcoffset(
        event.starts_at.replace(tzinfo=None)
    ) == timedelta(hours=9)


def test_a_long_text_of_any_letters_comes_through(client, club):
    body = "가나다🎞️라마바 " * 150
    event = make_event(club, public=True, body=body, title="필름 🎞️ " * 7, place="ⓒ" * 60)
    [found] = read(client.get(url("event-ics", event))).events
    assert found["DESCRIPTION"].replace("\ufe0f", "") == body.replace("\ufe0f", "")


def test_nobody_writes_a_line_of_their_own_into_a_calendar(client, club):
    event = make_event(club, public=True, place="숲\r\nATTACH:http://evil.example/")
    [found] = read(client.get(url("event-ics", event))).events
    assert "ATTACH" not in found


def test_a_change_and_the_end_reach_the_calendar(client, club):
    event = make_event(club, starts_at=at(3), public=True)
    event.edit(club.president, starts_at=at(4), ends_at=at(4, 20))
    [found] = read(client.get(url("event-ics", event))).events
    assert (found["SEQUENCE"], found.start) == (1, at(4))
    event.cancel(club.president, "비가 와요")
    [found] = read(client.get(url("event-ics", event))).events
    assert (found["SEQUENCE"], found["STATUS"]) == (2, "CANCELLED")
    assert found["DESCRIPTION"] == "비가 와요"


def test_the_same_change_twice_is_one_for_calendars(club):
    event = make_event(club)
    for _time in range(2):
        event.edit(club.president, place="뚝섬")
    assert Event.objects.get().sequence == 1


def test_who_has_it_already_is_told_so(client, club):
    event = make_event(club, public=True)
    first = client.get(of_club(club))
    by_tag = {"If-None-Match": first["ETag"]}
    by_time = {"If-Modified-Since": first["Last-Modified"]}
    for headers in (by_tag, by_time):
        answer = client.get(of_club(club), headers=headers)
        assert (answer.status_code, answer.content) == (304, b"")
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        event.edit(club.president, place="뚝섬")
    for headers in (by_tag, by_time):
        assert titles(client.get(of_club(club), headers=headers)) == ["출사"]


def test_a_club_sends_its_public_events_and_no_others_to_anybody(client, club, member):
    make_event(club, title="우리끼리")
    make_event(club, title="모두 와요", public=True)
    make_event(club, title="작년", public=True, hours=-24 * 200)
    for viewer in (None, member):
        if viewer:
            client.force_login(viewer)
        assert titles(client.get(of_club(club))) == ["모두 와요"]


def test_a_calendar_has_the_events_of_my_clubs_but_those_i_declined(client, club, member, mine):
    make_event(club, title="우리끼리")
    make_event(club, title="못 가는 날").decline(member)
    elsewhere = make_event(make_club(), title="전시", public=True, outsider_seats=3)
    make_event(make_club(), title="남의 일정", public=True)
    elsewhere.accept(member)
    assert sorted(titles(client.get(mine))) == ["우리끼리", "전시"]


def test_a_calendar_shows_only_what_its_owner_may_see_now(client, club, member, mine):
    make_event(club)
    assert titles(client.get(mine)) == ["출사"]
    club.leave(member)
    assert titles(client.get(mine)) == []


def test_a_calendar_is_of_a_student(client, member, mine):
    unverified(member)
    assert client.get(mine).status_code == 404
    member.verify()
    assert client.get(mine).status_code == 200
    member.suspend(make_staff(), timezone.now() + timedelta(days=7), "도배")
    assert client.get(mine).status_code == 404
    with pytest.raises(Refused, match="학교 메일"):
        Calendar.objects.renew(make_user(verified=False))


def test_an_address_is_made_changed_and_ended(client, member):
    client.force_login(member)
    page = reverse("calendar")
    assert "주소 만들기" in client.get(page).text
    addresses = []
    for _time in range(2):
        assert client.post(page).status_code == 303
        addresses.append(Calendar.objects.get().get_absolute_url())
        assert f"http://testserver{addresses[-1]}" in client.get(page).text
    assert [client.get(each).status_code for each in addresses] == [404, 200]
    client.post(page, {"stop": "1"})
    assert client.get(addresses[-1]).status_code == 404


def test_a_closed_account_has_no_calendar(client, member, mine):
    member.close_account()
    assert client.get(mine).status_code == 404
    assert not Calendar.objects.exists()


def test_a_calendar_costs_the_same_with_3_events_and_with_30(
    client, club, mine, django_assert_num_queries
):
    for more in (3, 27):
        for n in range(more):
            make_event(club, hours=n + 1)
        with django_assert_num_queries(2):
            client.get(mine)
