"""When each kind of notification is mailed, and whether it is pushed, whatever one has chosen.

A cell is the way of the mail (`once`, `daily`, `never`; `hour` for a reminder, which has its own),
with a + where devices show it too. The columns are what one has chosen: nothing; a way for the
group; a way for the club it is about.
"""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import NotificationPreference, User
from accounts.notification_kinds import KINDS, Group, Way
from accounts.notification_times import mail_due_at
from tests.factories import make_club, make_user

TABLE = """
kind                           nothing g-once  g-daily g-never c-once  c-daily c-never
membership-started             once+   once+   daily+  never+  once+   once+   once+
application-rejected           once+   once+   daily+  never+  once+   once+   once+
interview                      once+   once+   daily+  never+  once+   once+   once+
waitlisted                     once+   once+   daily+  never+  once+   once+   once+
seat-offered                   once+   once+   daily+  never+  once+   once+   once+
seat-offer-ended               once+   once+   daily+  never+  once+   once+   once+
decision-undone                once+   once+   daily+  never+  once+   once+   once+
club-invitation                once+   once+   daily+  never+  once+   once+   once+
member-invitation              once+   once+   daily+  never+  once+   once+   once+
role-officer                   once+   once+   daily+  never+  once+   once+   once+
role-member                    once+   once+   daily+  never+  once+   once+   once+
member-removed                 once+   once+   daily+  never+  once+   once+   once+
member-banned                  once+   once+   daily+  never+  once+   once+   once+
member-muted                   once+   once+   daily+  never+  once+   once+   once+
dues-asked                     once+   once+   daily+  never+  once+   once+   once+
content-hidden                 once+   once+   daily+  never+  once+   once+   once+
report-handled                 daily   once    daily   never   daily   daily   daily
new-president                  daily   once    daily   never   daily   daily   daily
room-banned                    daily   once    daily   never   daily   daily   daily
room-owner                     daily   once    daily   never   daily   daily   daily
term-opened                    daily   once    daily   never   daily   daily   daily
term-closes-in-a-week          daily   once    daily   never   daily   daily   daily
term-closes-tomorrow           hour+   hour+   hour+   never+  hour+   hour+   hour+
confirmation-asked             once+   once+   daily+  never+  once+   once+   once+
notice                         once+   once+   daily+  never+  once+   daily   never
club-notice                    once+   once+   daily+  never+  once+   daily   never
union-notice                   once+   once+   daily+  never+  once+   daily   never
must-read-notice               once+   once+   daily+  never+  once+   once+   once+
must-read-unread               once+   once+   daily+  never+  once+   once+   once+
new-event                      daily   once    daily   never   daily   daily   never
event-changed                  once+   once+   daily+  never+  once+   daily   never
event-cancelled                once+   once+   daily+  never+  once+   daily   never
event-seat                     once+   once+   daily+  never+  once+   daily   never
event-tomorrow                 hour+   hour+   hour+   never+  hour+   hour    never
new-post                       daily   once    daily   never   daily   daily   never
followed-post                  never   once    daily   never   never   never   never
new-public-event               daily   once    daily   never   daily   daily   never
comment                        daily   once    daily   never   daily   daily   never
reply                          daily   once    daily   never   daily   daily   never
mention                        once+   once+   daily+  never+  once+   daily   never
mention-in-direct-room         once+   once+   daily+  never+  once+   daily   never
direct-room                    once+   once+   daily+  never+  once+   daily   never
direct-message                 once+   once+   daily+  never+  once+   daily   never
inquiry-answered               once+   once+   daily+  never+  once+   daily   never
inquiry-deleted                daily   once    daily   never   daily   daily   never
like                           never   once    daily   never   never   never   never
application-received           daily   once    daily   never   daily   daily   daily
applications-overdue           once+   once+   daily+  never+  once+   once+   once+
applications-overdue-for-union daily   once    daily   never   daily   daily   daily
inquiry-received               daily   once    daily   never   daily   daily   daily
report-received                once+   once+   daily+  never+  once+   once+   once+
case-received                  once+   once+   daily+  never+  once+   once+   once+
club-submitted                 once+   once+   daily+  never+  once+   once+   once+
club-opened                    once+   once+   daily+  never+  once+   once+   once+
club-returned                  once+   once+   daily+  never+  once+   once+   once+
club-suspended                 once+   once+   daily+  never+  once+   once+   once+
club-archived                  once+   once+   daily+  never+  once+   once+   once+
club-restored                  once+   once+   daily+  never+  once+   once+   once+
club-paused                    once+   once+   daily+  never+  once+   once+   once+
club-resumed                   once+   once+   daily+  never+  once+   once+   once+
registration-filed             daily   once    daily   never   daily   daily   daily
registration-assigned          once+   once+   daily+  never+  once+   once+   once+
registration-returned          once+   once+   daily+  never+  once+   once+   once+
registration-appealed          once+   once+   daily+  never+  once+   once+   once+
appeal-accepted                once+   once+   daily+  never+  once+   once+   once+
registration-reopened          once+   once+   daily+  never+  once+   once+   once+
registration-extended          once+   once+   daily+  never+  once+   once+   once+
registration-accepted          once+   once+   daily+  never+  once+   once+   once+
registration-refused           once+   once+   daily+  never+  once+   once+   once+
registration-missed            once+   once+   daily+  never+  once+   once+   once+
advisor-agreed                 once+   once+   daily+  never+  once+   once+   once+
advisor-declined               once+   once+   daily+  never+  once+   once+   once+
advisor-confirmed              once+   once+   daily+  never+  once+   once+   once+
advisor-not-approved           once+   once+   daily+  never+  once+   once+   once+
advisor-to-approve             daily   once    daily   never   daily   daily   daily
activity-filed                 daily   once    daily   never   daily   daily   daily
activity-returned              once+   once+   daily+  never+  once+   once+   once+
activity-accepted              daily   once    daily   never   daily   daily   daily
mark-given                     once+   once+   daily+  never+  once+   once+   once+
mark-appealed                  once+   once+   daily+  never+  once+   once+   once+
mark-lifted                    once+   once+   daily+  never+  once+   once+   once+
mark-kept                      once+   once+   daily+  never+  once+   once+   once+
booking-asked                  once+   once+   daily+  never+  once+   once+   once+
booking-agreed                 once+   once+   daily+  never+  once+   once+   once+
booking-declined               once+   once+   daily+  never+  once+   once+   once+
booking-revoked                once+   once+   daily+  never+  once+   once+   once+
club-renamed                   once+   once+   daily+  never+  once+   once+   once+
presidency-offered             once+   once+   daily+  never+  once+   once+   once+
presidency-offer-taken-back    once+   once+   daily+  never+  once+   once+   once+
presidency-declined            once+   once+   daily+  never+  once+   once+   once+
presidency-claimed             once+   once+   daily+  never+  once+   once+   once+
claim-declined                 once+   once+   daily+  never+  once+   once+   once+
new-device                     once+   once+   daily+  never+  once+   once+   once+
second-factor-due              once+   once+   daily+  never+  once+   once+   once+
second-factor-added            once+   once+   daily+  never+  once+   once+   once+
second-factor-removed          once+   once+   daily+  never+  once+   once+   once+
recovery-asked                 once+   once+   daily+  never+  once+   once+   once+
second-factors-reset           once+   once+   daily+  never+  once+   once+   once+
powers-given                   once+   once+   daily+  never+  once+   once+   once+
powers-taken                   once+   once+   daily+  never+  once+   once+   once+
list-exported                  never   once    daily   never   never   never   never
"""
COLUMNS = [(None, None), *((of, way) for of in ("group", "place") for way in Way)]
NEWS = [kind.name for kind in KINDS.values() if kind.group == Group.NEWS]


def table():
    """Return {name of a kind: its cells}."""
    lines = (line.split() for line in TABLE.strip().splitlines()[1:])
    return {name: cells for name, *cells in lines}


@pytest.fixture
def choosers(club):
    """Return a User for each column, who has consented to mails of news."""
    users = []
    for of, way in COLUMNS:
        user = make_user(wants_news=True)
        keys = {None: [], "group": Group, "place": [club.subject_key]}[of]
        NotificationPreference.objects.bulk_create(
            NotificationPreference(user=user, way=way, **{of: key}) for key in keys
        )
        users.append(user)
    return users


def cells(kind, about, users):
    choices = NotificationPreference.objects.choices(kind, about, users)
    return [cell(kind, choices[user]) for user in users]


def cell(kind, choice):
    way = {Way.AT_ONCE: "once", Way.DAILY: "daily", Way.NEVER: "never"}[choice.way]
    if kind.hour is not None and choice.way != Way.NEVER:
        way = "hour"
    return way + "+" * choice.pushed


def test_every_kind_comes_as_one_has_chosen(club, choosers):
    assert {name: cells(kind, club, choosers) for name, kind in KINDS.items()} == table()


@pytest.mark.django_db
def test_without_consent_no_news_are_mailed_whatever_one_has_chosen(club, choosers):
    for user in choosers:
        user.wants_news = False
    mailed = {
        name: {cell.rstrip("+") for cell in cells(kind, club, choosers)}
        for name, kind in KINDS.items()
    }
    assert [name for name, ways in mailed.items() if ways == {"never"}] == NEWS


def test_another_club_is_not_quiet(club, choosers):
    other = make_club()
    for kind in KINDS.values():
        assert set(cells(kind, other, choosers[-3:])) == {table()[kind.name][0]}


def at(hour, minute=0, day=10):
    return datetime(2026, 3, day, hour, minute, tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("hour", [12, 2], ids=["by day", "in quiet hours"])
def test_a_mail_is_due_by_its_way_and_the_hour(settings, name, way, hour):
    settings.DIGEST_HOUR = 18
    kind, sleeper = KINDS[name], User(quiet_from=23, quiet_until=8)
    wakes = kind.group == Group.ACCOUNT
    soon = at(hour) + max(timedelta(minutes=1), kind.wait)
    due = {
        Way.AT_ONCE: soon if hour == 12 or wakes else at(8),
        Way.DAILY: at(18),
        Way.NEVER: None,
    }[way]
    if kind.hour is not None and way != Way.NEVER:
        due = at(kind.hour)
    assert mail_due_at(kind, way, sleeper, at(hour)) == due
