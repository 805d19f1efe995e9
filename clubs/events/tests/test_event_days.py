"""Events by month and by week: of a club, of the viewer, and of the campus."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from clubs.board.tests.test_posts import cost
from clubs.events.days import Page
from clubs.events.tests.test_events import make_event
from tests.factories import make_club, make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_december():
    with time_machine.travel(moment(12, 9), tick=False):
        yield


def moment(month, day, hour=12):
    return timezone.make_aware(datetime(2026, month, day, hour))


def of_club(club):
    return reverse("clubs:events-by-day", args=[club.slug])


def days(response):
    """Return {date: titles of its events} of a page."""
    return {
        f"{day.date:%m-%d}": [event.title for event in day.events]
        for day in response.context["filled"]
    }


@pytest.mark.parametrize(
    ("kind", "day", "begins", "ends", "before", "after"),
    [
        ("month", (2026, 12, 9), (2026, 11, 29), (2027, 1, 3), (2026, 11, 1), (2027, 1, 1)),
        ("month", (2028, 2, 29), (2028, 1, 30), (2028, 3, 5), (2028, 1, 1), (2028, 3, 1)),
        ("month", (2026, 1, 31), (2025, 12, 28), (2026, 2, 1), (2025, 12, 1), (2026, 2, 1)),
        ("week", (2027, 1, 1), (2026, 12, 27), (2027, 1, 3), (2026, 12, 20), (2027, 1, 3)),
    ],
)
def test_a_page_has_whole_weeks(kind, day, begins, ends, before, after):
    page = Page(kind, date(*day))
    found = (page.begins_on, page.ends_on, page.before, page.after)
    assert found == tuple(date(*each) for each in (begins, ends, before, after))
    assert {len(week) for week in page.weeks([])} == {7}


def test_a_month_shows_each_event_on_its_days_and_links_to_it(client, club):
    event = make_event(club, title="출사", starts_at=moment(12, 24), public=True)
    make_event(
        club, title="엠티", starts_at=moment(12, 30, 18), ends_at=moment(12, 31, 9), public=True
    )
    make_event(
        club, title="밤샘", starts_at=moment(12, 26, 18), ends_at=moment(12, 27, 0), public=True
    )
    make_event(club, title="봄", starts_at=moment(12, 9) + timedelta(days=100), public=True)
    response = client.get(of_club(club))
    titles = {"12-24": ["출사"], "12-26": ["밤샘"], "12-30": ["엠티"], "12-31": ["엠티"]}
    assert days(response) == titles
    assert f'href="{event.get_absolute_url()}"' in response.text
    assert "<caption>2026년 12월</caption>" in response.text.replace("\n", "")


def test_a_week_has_seven_days_and_what_is_in_them(client, club):
    make_event(club, title="출사", starts_at=moment(12, 12), public=True)
    make_event(club, title="전시", starts_at=moment(12, 13), public=True)
    assert days(client.get(of_club(club), {"week": "2026-12-09"})) == {"12-12": ["출사"]}
    assert days(client.get(of_club(club), {"week": "2026-12-16"})) == {"12-13": ["전시"]}


@pytest.mark.parametrize(
    "asked", ["", "gestern", "2026-13-01", "0001-01-01", "9999-12-31", "20261209"]
)
def test_a_day_that_is_none_is_today(client, club, asked):
    for kind in ("month", "week"):
        response = client.get(of_club(club), {kind: asked})
        assert response.context["page"].first <= date(2026, 12, 9) < response.context["page"].after


def test_each_calendar_has_what_its_reader_may_see(client, club):
    member = make_member(club)
    make_event(club, title="우리끼리", starts_at=moment(12, 10))
    make_event(club, title="못 가요", starts_at=moment(12, 11)).decline(member)
    make_event(make_club(), title="남의 전시", starts_at=moment(12, 12), public=True)
    make_event(make_club(), title="남의 모임", starts_at=moment(12, 13))
    campus, mine = reverse("events"), reverse("my-events")
    assert days(client.get(campus)) == {"12-12": ["남의 전시"]}
    client.force_login(member)
    assert list(days(client.get(campus))) == ["12-10", "12-11", "12-12"]
    assert days(client.get(mine)) == {"12-10": ["우리끼리"]}
    client.force_login(make_user())
    assert days(client.get(mine)) == {}
    assert "이때는 일정이 없어요" in client.get(mine).text


def test_what_is_cancelled_is_struck(client, club):
    event = make_event(club, title="출사", starts_at=moment(12, 24), public=True)
    event.cancel(club.president, "비가 와요")
    assert "<s>출사</s>" in client.get(of_club(club)).text


def test_a_month_costs_the_same_with_3_events_and_with_30(client, club):
    client.force_login(make_member(club))
    costs = []
    for more in (3, 27):
        for n in range(more):
            make_event(make_club() if n < 3 else club, starts_at=moment(12, 1 + n), public=True)
        costs.append(cost(client, reverse("events")))
    assert costs[0] == costs[1]
