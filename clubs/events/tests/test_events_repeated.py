"""Events that come again every week, and changes of those that follow."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.events.moments import moved, weeks_later
from clubs.events.tests.test_events import sent, url
from clubs.events.tests.test_events_changed import at, moments
from clubs.models import Event
from tests.factories import make_member

pytestmark = pytest.mark.django_db


def series(club, weeks=3, **fields):
    """Plan an event for three days from now, and again for so many weeks; return all."""
    fields = {"title": "정모", "place": "211호", "ends_at": at(3, 20)} | fields
    until = timezone.localdate(at(3)) + timedelta(weeks=weeks)
    club.plan(club.president, starts_at=at(3), repeat_until=until, **fields)
    return list(Event.objects.order_by("starts_at"))


def told(kind):
    return [(row.user, row.url) for row in Notification.objects.of_kind(kind).order_by("pk")]


def test_an_event_comes_again_every_week_up_to_the_last_day(client, club):
    member = make_member(club)
    client.force_login(club.president)
    fields = sent(**moments(at(3), at(3, 20)), repeat_until=f"{at(24):%Y-%m-%d}")
    for _time in range(2):
        client.post(reverse("clubs:event-new", args=[club.slug]), fields)
    events = Event.objects.order_by("starts_at")
    assert [event.starts_at for event in events] == [at(3), at(10), at(17), at(24)]
    assert len({event.series for event in events}) == 1
    assert told(kinds.NEW_EVENT) == [(member, events[0].get_absolute_url())]


def test_dates_of_a_series_are_skipped(client, club):
    client.force_login(club.president)
    skipped = {"skipped_1": f"{at(10):%Y-%m-%d}", "skipped_3": f"{at(24):%Y-%m-%d}"}
    fields = sent(**moments(at(3), at(3, 20)), repeat_until=f"{at(24):%Y-%m-%d}", **skipped)
    client.post(reverse("clubs:event-new", args=[club.slug]), fields)
    assert [event.starts_at for event in Event.objects.order_by("starts_at")] == [at(3), at(17)]


@pytest.mark.parametrize(("day", "until"), [(11, 24), (3, 24), (31, 24), (10, None)])
def test_only_a_day_on_which_it_repeats_can_be_skipped(client, club, day, until):
    client.force_login(club.president)
    until = until and f"{at(until):%Y-%m-%d}"
    fields = sent(**moments(at(3), at(3, 20)), skipped_2=f"{at(day):%Y-%m-%d}")
    fields |= {"repeat_until": until or ""}
    response = client.post(reverse("clubs:event-new", args=[club.slug]), fields)
    assert response.status_code == 422
    assert "되풀이하는 날이 아니에요." in response.text
    assert not Event.objects.exists()


@pytest.mark.parametrize(("days", "sentence"), [(5, "일주일 뒤부터"), (3 + 7 * 60, "60번까지")])
def test_how_often_an_event_comes_again(client, club, days, sentence):
    client.force_login(club.president)
    fields = sent(**moments(at(3), at(3, 20)), repeat_until=f"{at(days):%Y-%m-%d}")
    response = client.post(reverse("clubs:event-new", args=[club.slug]), fields)
    assert response.status_code == 422
    assert sentence in response.text
    assert f"{at(days):%Y-%m-%d}" in response.text
    assert not Event.objects.exists()


def test_the_time_on_the_wall_stays_where_summer_time_begins(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    timezone.get_default_timezone.cache_clear()
    with timezone.override("Europe/Berlin"):
        before = timezone.make_aware(datetime(2027, 3, 25, 18, 30))
        later = weeks_later(before, 1)
        assert timezone.localtime(later).isoformat() == "2027-04-01T18:30:00+02:00"
        earlier = timezone.make_aware(datetime(2027, 3, 25, 17, 0))
        assert timezone.localtime(moved(later, before, earlier)).hour == 17
    timezone.get_default_timezone.cache_clear()


def test_a_week_after_the_22nd_of_february_is_the_29th_in_a_leap_year():
    noon = timezone.make_aware(datetime(2028, 2, 22, 12))
    days = [timezone.localdate(weeks_later(noon, n)) for n in (1, 2)]
    assert days == [date(2028, 2, 29), date(2028, 3, 7)]


def test_one_event_of_a_series_is_changed_or_cancelled_alone(club):
    first, second, *rest = series(club)
    second.edit(club.president, place="잔디밭")
    first.cancel(club.president, "시험이에요")
    assert [event.place for event in Event.objects.order_by("pk")] == [
        "211호",
        "잔디밭",
        "211호",
        "211호",
    ]
    assert [bool(event.cancelled_at) for event in Event.objects.order_by("pk")] == [True] + [
        False
    ] * 3
    assert len(rest) == 2


def test_those_that_follow_move_by_as_much_and_each_person_is_told_once(club):
    first, second, third, last = series(club)
    always, seldom = make_member(club), make_member(club)
    for event in (first, second, third, last):
        event.accept(always)
    last.accept(seldom)
    last.edit(club.president, title="종강 파티")
    second.edit(
        club.president, following=True, starts_at=at(11, 19), ends_at=at(11, 21), place="숲"
    )
    events = list(Event.objects.order_by("pk"))
    assert [event.starts_at for event in events] == [at(3), at(11, 19), at(18, 19), at(25, 19)]
    assert [event.place for event in events] == ["211호", "숲", "숲", "숲"]
    assert events[3].title == "종강 파티"  # what this change was not about stays
    assert told(kinds.EVENT_CHANGED) == [
        (always, second.get_absolute_url()),
        (seldom, last.get_absolute_url()),
    ]


def test_those_that_follow_are_cancelled_together(client, club):
    first, second, third, _last = series(club)
    comes = make_member(club)
    second.accept(comes)
    third.accept(comes)
    client.force_login(club.president)
    form = {"reason": "방학이에요", "following": "on"}
    assert client.post(url("event-cancel", second), form).status_code == 303
    assert list(Event.objects.not_cancelled()) == [first]
    assert told(kinds.EVENT_CANCELLED) == [(comes, second.get_absolute_url())]


def test_only_events_of_a_series_ask_about_those_that_follow(client, club):
    alone = series(club, weeks=0)[0]
    client.force_login(club.president)
    assert "뒤에 이어지는" not in client.get(url("event-edit", alone)).text
    event = series(club, title="스터디")[-1]
    for name in ("event-edit", "event-cancel"):
        assert "뒤에 이어지는" in client.get(url(name, event)).text
    form = sent(**moments(at(24), at(24, 20)), title="스터디", place="도서관", following="on")
    assert client.post(url("event-edit", event), form).status_code == 303
    assert Event.objects.get(pk=event.pk).place == "도서관"
