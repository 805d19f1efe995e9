"""Events of whole days: the form, the pages, the reminder, and the calendars of phones."""

import json
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from clubs.events.models.events import remind_of_tomorrow
from clubs.events.moments import end_of, start_of
from clubs.events.tests.test_calendars import read
from clubs.events.tests.test_events import make_event, sent, url
from clubs.models import Event
from tests.factories import make_member

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2030, 3, 8), date(2030, 3, 10)


@pytest.fixture(autouse=True)
def winter():
    with time_machine.travel(datetime(2030, 3, 1, 12, tzinfo=timezone.get_default_timezone())):
        yield


def trip(club, first=FIRST, last=LAST, **fields):
    moments = {"starts_at": start_of(first), "ends_at": end_of(last)}
    return make_event(club, title="엠티", all_day=True, **moments, **fields)


def days(first="2030-03-08", last="2030-03-10"):
    return sent(all_day="on", starts_at="", ends_at="", starts_on=first, ends_on=last)


def plan(client, club, fields):
    client.force_login(club.president)
    return client.post(reverse("clubs:event-new", args=[club.slug]), fields)


@pytest.mark.parametrize(("last", "ends_on"), [("2030-03-10", LAST), ("", FIRST)])
def test_an_officer_plans_days_without_times(client, club, last, ends_on):
    assert plan(client, club, days(last=last)).status_code == 303
    event = Event.objects.get()
    assert event.all_day
    assert (event.starts_at, event.ends_at) == (start_of(FIRST), end_of(ends_on))
    assert (event.starts_on, event.ends_on) == (FIRST, ends_on)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("", "", "언제 시작하는지 적어 주세요."),
        ("2030-03-08", "2030-03-07", "첫날이나 그 뒤로 적어 주세요."),
        ("2030-02-27", "", "이미 지난 때예요."),
        ("9999-12-31", "", "연도를 다시 봐 주세요."),
        ("0001-01-01", "", "연도를 다시 봐 주세요."),
        ("2030-03-08", "9999-12-31", "연도를 다시 봐 주세요."),
    ],
)
def test_days_that_cannot_be_are_refused_beside_them(client, club, first, last, sentence):
    response = plan(client, club, days(first, last))
    assert response.status_code == 422
    assert sentence in response.text
    assert "언제 끝나는지" not in response.text
    assert not Event.objects.exists()


def test_days_without_the_tick_do_not_stand_for_times(client, club):
    response = plan(client, club, days() | {"all_day": ""})
    assert response.status_code == 422
    assert "언제 끝나는지 적어 주세요." in response.text


def test_the_form_shows_the_days_again_and_may_turn_them_into_times(client, club):
    event = trip(club)
    client.force_login(club.president)
    page = client.get(url("event-edit", event)).text
    assert 'value="2030-03-08"' in page
    assert 'value="2030-03-10"' in page
    assert "T00:00" not in page
    client.post(url("event-edit", event), days(last="2030-03-09"))
    event.refresh_from_db()
    assert event.ends_on == date(2030, 3, 9)
    client.post(
        url("event-edit", event), sent(starts_at="2030-03-08T18:00", ends_at="2030-03-08T20:00")
    )
    event.refresh_from_db()
    assert not event.all_day
    assert timezone.localtime(event.starts_at).hour == 18


def test_who_comes_is_told_the_days(club):
    event, member = trip(club), make_member(club)
    event.accept(member)
    event.edit(club.president, starts_at=start_of(LAST))
    told = member.notifications.get(kind="event-changed")
    assert told.params["before"]["ko"] == "3월 8일 금요일 – 3월 10일 일요일"
    assert told.params["after"]["ko"] == "3월 10일 일요일"


def test_pages_show_days_and_no_times(client, club):
    event = trip(club, public=True)
    trip(club, last=FIRST, public=True)
    for address in (event.get_absolute_url(), reverse("clubs:events", args=[club.slug])):
        page = client.get(address).text
        assert "금 – 3월 10일 일" in page
        assert "오전 12:00" not in page
    by_day = client.get(reverse("clubs:events-by-day", args=[club.slug]), {"month": "2030-03-01"})
    assert "하루 종일" in by_day.text
    assert [day.date.day for day in by_day.context["filled"]] == [8, 9, 10]


def test_calendars_of_phones_read_dates_with_the_end_after_the_last(client, club):
    [found] = read(client.get(url("event-ics", trip(club, public=True)))).events
    assert (found.start, found.end) == (FIRST, LAST + timedelta(days=1))


def test_search_engines_read_the_first_and_the_last_date(client, club):
    data = client.get(trip(club, public=True).get_absolute_url()).context["structured_data"]
    text = str(data)
    assert json.dumps("2030-03-08") in text
    assert json.dumps("2030-03-10") in text


def test_it_is_reminded_of_the_evening_before_and_over_after_its_last_day(club):
    event, member = trip(club), make_member(club)
    event.accept(member)
    with time_machine.travel(start_of(FIRST) - timedelta(hours=6)):
        remind_of_tomorrow()
    assert member.notifications.filter(kind="event-tomorrow").exists()
    with time_machine.travel(end_of(LAST) - timedelta(minutes=1)):
        assert not event.is_over
    with time_machine.travel(end_of(LAST) + timedelta(minutes=1)):
        assert event.is_over


def test_a_series_of_whole_days_stays_so(club):
    moments = {"starts_at": start_of(FIRST), "ends_at": end_of(FIRST)}
    club.plan(
        club.president, title="봉사", place="숲", all_day=True,
        repeat_until=FIRST + timedelta(days=14), **moments,
    )  # fmt: skip
    assert [(e.all_day, e.ends_on) for e in Event.objects.all()] == [
        (True, FIRST + timedelta(days=7 * n)) for n in range(3)
    ]


def test_days_may_begin_today_and_not_yesterday(client, club):
    assert plan(client, club, days("2030-03-01", "")).status_code == 303
    event = Event.objects.get()
    assert event.starts_on == event.ends_on == date(2030, 3, 1)
    event.edit(club.president, place="강당")
    assert plan(client, club, days("2030-02-28", "2030-03-02")).status_code == 422
