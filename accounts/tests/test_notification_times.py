"""When a mail is due: at once, after quiet hours, with the mail of the day, or never."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.models import NotificationPreference, User
from accounts.notification_kinds import Group, Way
from accounts.notification_times import MAIL_DELAY, mail_due_at, push_due_at
from tests.factories import make_club, make_kind, make_user

ONCE = make_kind("새 글", wait=timedelta(minutes=1))


def at(hour, minute=0, day=10):
    return datetime(2026, 3, day, hour, minute, tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("quiet", "now", "due"),
    [
        ((23, 8), at(12), at(12, 1)),
        ((23, 8), at(22, 59), at(8, day=11)),  # with the minute it waits, it is 23:00
        ((23, 8), at(23, 30), at(8, day=11)),
        ((23, 8), at(3), at(8)),
        ((23, 8), at(8), at(8, 1)),
        ((13, 14), at(13, 30), at(14)),
        ((13, 14), at(14), at(14, 1)),
        ((0, 0), at(3), at(3, 1)),
        ((8, 8), at(8), at(8, 1)),
    ],
)
def test_at_once_is_a_minute_later_but_never_in_quiet_hours(quiet, now, due):
    user = User(quiet_from=quiet[0], quiet_until=quiet[1])
    assert mail_due_at(ONCE, Way.AT_ONCE, user, now) == due


def test_the_mail_of_the_day_goes_out_at_its_hour(settings):
    settings.DIGEST_HOUR = 18
    dues = [mail_due_at(ONCE, Way.DAILY, User(), now) for now in (at(17, 59), at(18), at(3))]
    assert dues == [at(18), at(18, day=11), at(18)]


def test_a_reminder_goes_out_at_its_hour_and_not_with_the_mail_of_another_day(settings):
    settings.DIGEST_HOUR = 9
    reminder = make_kind("내일이에요", hour=18)
    for way in (Way.AT_ONCE, Way.DAILY):
        dues = [mail_due_at(reminder, way, User(), now) for now in (at(4), at(17), at(19))]
        assert dues == [at(18), at(18), at(19)]
    assert mail_due_at(reminder, Way.NEVER, User(), at(4)) is None
    assert push_due_at(reminder, User(), at(4)) == at(18)


def test_never_is_never():
    assert mail_due_at(ONCE, Way.NEVER, User(), at(12)) is None


def test_what_concerns_the_safety_of_an_account_wakes_people():
    alarm = make_kind("새 기기", group=Group.ACCOUNT)
    assert mail_due_at(alarm, Way.AT_ONCE, User(), at(3)) == at(3) + MAIL_DELAY


@pytest.mark.parametrize(
    ("rows", "way"),
    [
        ([], Way.DAILY),
        ([{"group": Group.TALK, "way": Way.AT_ONCE}], Way.AT_ONCE),
        ([{"group": Group.TALK, "way": Way.NEVER}], Way.NEVER),
        ([{"group": Group.NEWS, "way": Way.NEVER}], Way.DAILY),
        ([{"place": "this", "way": Way.NEVER}], Way.NEVER),
        ([{"place": "this", "way": Way.AT_ONCE}], Way.DAILY),  # the quieter counts
        ([{"place": "another", "way": Way.NEVER}], Way.DAILY),
        (
            [{"group": Group.TALK, "way": Way.AT_ONCE}, {"place": "this", "way": Way.DAILY}],
            Way.DAILY,
        ),
    ],
)
def test_the_quieter_of_what_one_chose_for_the_group_and_the_club_counts(db, rows, way):
    user, places = make_user(), {"this": make_club(), "another": make_club()}
    for row in rows:
        place = {"place": places[row["place"]].subject_key} if "place" in row else {}
        user.notification_preferences.create(**row | place)
    chosen = NotificationPreference.objects.choices(kinds.COMMENT, places["this"], [user])
    assert chosen[user].way == way


def test_a_quiet_club_still_tells_of_a_decision_about_oneself(db):
    user, club = make_user(), make_club()
    user.notification_preferences.create(place=club.subject_key, way=Way.NEVER)
    chosen = NotificationPreference.objects.choices(kinds.MEMBER_REMOVED, club, [user])
    assert chosen == {user: (Way.AT_ONCE, True)}


def test_a_notification_is_stored_with_when_its_mail_is_due(db):
    user = make_user(quiet_from=0, quiet_until=0)
    told = user.notify(ONCE, "/")
    assert timedelta(0) < told.mail_due_at - timezone.now() <= MAIL_DELAY
    user.notification_preferences.create(group=Group.TALK, way=Way.NEVER)
    assert user.notify(ONCE, "/").mail_due_at is None


def test_many_are_notified_by_as_many_queries_as_one(db, django_assert_num_queries):
    for many in (1, 30):
        people = User.objects.filter(pk__in=[make_user().pk for _ in range(many)])
        with django_assert_num_queries(3):
            assert len(people.notify(kinds.NOTICE, "/", about=None, club="필름로그")) == many
