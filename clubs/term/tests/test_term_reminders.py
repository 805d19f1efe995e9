"""Who has not confirmed a club is reminded: by the days, and when an officer asks."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.models import Notification, User
from clubs.models import Confirmation
from clubs.term.reminders import remind_to_confirm
from clubs.term.tests.terms import enrol, make_window
from kclub.errors import Refused
from tests.factories import make_club, make_member, make_officer, make_staff, unverified
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def window():
    make_staff()
    return make_window()


@pytest.fixture
def member(club, window):
    member = make_member(club)
    enrol(member, window.term)
    return member


def told(kind):
    return list(User.objects.filter(notifications__kind=kind.name).order_by("pk"))


def run_on_each_day(window):
    """Run the daily task on each day of the window; return the names of the kinds told that day."""
    days = {}
    for day in range((window.closes_at - timezone.now()).days + 2):
        with time_machine.travel(timezone.now() + timedelta(days=day), tick=False):
            before = set(Notification.objects.values_list("pk", flat=True))
            remind_to_confirm()
            new = Notification.objects.exclude(pk__in=before)
            if kind := new.values_list("kind", flat=True).first():
                left = timezone.localdate(window.closes_at) - timezone.localdate()
                days[left.days] = kind
    return days


def test_a_member_is_reminded_of_a_window_three_times(club, member, window):
    assert run_on_each_day(window) == {
        9: "term-opened",
        7: "term-closes-in-a-week",
        1: "term-closes-tomorrow",
    }
    assert member.notifications.count() == 3
    assert {row.url for row in member.notifications.all()} == {"/me/term/"}


def test_the_day_before_is_told_once_though_the_task_runs_twice(club, member, window):
    with time_machine.travel(window.closes_at - timedelta(days=1)):
        assert remind_to_confirm() == 2  # the president, too
        assert remind_to_confirm() == 0
    assert told(kinds.TERM_CLOSES_TOMORROW) == [club.president, member]


def test_who_has_confirmed_everywhere_is_never_reminded(club, member, window):
    Confirmation.objects.confirm(club, member)
    run_on_each_day(window)
    assert not member.notifications.exists()
    assert told(kinds.TERM_OPENED) == [club.president]


def test_who_has_confirmed_one_club_of_two_is_reminded_once(club, member, window):
    make_club().admit(member)
    make_club().admit(member)
    Confirmation.objects.confirm(club, member)
    remind_to_confirm()
    assert member.notifications.of_kind(kinds.TERM_OPENED).count() == 1


def test_who_joins_later_is_told_that_it_is_open(club, member, window):
    remind_to_confirm()
    late = make_member(club)
    remind_to_confirm()
    assert told(kinds.TERM_OPENED) == [club.president, member, late]
    assert member.notifications.count() == 1


def test_who_may_not_confirm_is_not_reminded(club, member, window):
    unverified(member)
    remind_to_confirm()
    assert told(kinds.TERM_OPENED) == [club.president]


def test_outside_the_window_nobody_is_reminded(club, member, window):
    with time_machine.travel(window.closes_at):
        assert remind_to_confirm() == 0
    with time_machine.travel(window.opens_at - timedelta(minutes=1)):
        assert remind_to_confirm() == 0


def test_who_has_not_confirmed_the_club_is_asked_once_in_three_days(client, club, member, window):
    done, officer = make_member(club), make_officer(club)
    enrol(done, window.term)
    Confirmation.objects.confirm(club, done)
    client.force_login(officer)
    url = f"/clubs/{club.slug}/manage/term/"
    assert "알림 보내기" in client.get(url).text
    assert "2명에게 알렸어요" in client.post(f"{url}ask/", follow=True).text
    assert told(kinds.CONFIRMATION_ASKED) == [club.president, member]

    assert "지금은 알릴 사람이 없어요" in client.post(f"{url}ask/", follow=True).text
    page = client.get(url).text
    assert "3일에 한 번" in page
    assert "알림 보내기" not in page
    Notification.objects.update(created_at=timezone.now() - timedelta(days=3, minutes=1))
    assert "2명에게 알렸어요" in client.post(f"{url}ask/", follow=True).text


def test_another_club_is_asked_for_itself(club, member, window):
    other = make_club()
    other.admit(member)
    assert Confirmation.objects.ask(club, club.president) == 1
    assert Confirmation.objects.ask(other, other.president) == 1
    [first, second] = member.notifications.of_kind(kinds.CONFIRMATION_ASKED)
    assert {str(first), str(second)} == {
        f"{each}에 이번 학기에도 함께하는지 확인해 주세요." for each in (club, other)
    }


def test_who_leaves_the_club_is_asked_no_more(club, member, window):
    Confirmation.objects.ask(club, club.president)
    club.leave(member)
    assert not member.notifications.exists()


def test_nobody_is_asked_by_a_member_or_outside_the_window(club, member, window):
    with pytest.raises(Refused, match="운영진만"):
        Confirmation.objects.ask(club, member)
    with time_machine.travel(window.closes_at), pytest.raises(Refused, match="때가 아니에요"):
        Confirmation.objects.ask(club, club.president)
    assert told(kinds.CONFIRMATION_ASKED) == []


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_ask_at_once_ask_once():
    make_staff()
    club, window = make_club(), make_window()
    officer, member = make_officer(club), make_member(club)
    enrol(member, window.term)
    at_once(
        lambda: Confirmation.objects.ask(club, club.president),
        lambda: Confirmation.objects.ask(club, officer),
    )
    assert member.notifications.count() == 1
