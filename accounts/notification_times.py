"""When mails and pushes are due: at once, after quiet hours, or with the mail of the day."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from accounts.notification_kinds import Group, Way

MAIL_DELAY = timedelta(minutes=1)  # what happens meanwhile comes in the same mail, or was undone

PUSH_DELAY = timedelta(seconds=5)  # who is looking at the page reads it first, and is not called


class DueMoments:
    """When mails and pushes about one notification are due, worked out once for all alike."""

    def __init__(self, kind, now):
        self.kind, self.now = kind, now
        self.known = {}

    def of(self, user, choice):
        """Return {"mail_due_at": …, "push_due_at": …} for a user with `has_device` and a Choice."""
        is_pushed = choice.pushed and user.has_device
        key = (choice.way, is_pushed, user.quiet_from, user.quiet_until)
        if key not in self.known:
            self.known[key] = {
                "mail_due_at": mail_due_at(self.kind, choice.way, user, self.now),
                "push_due_at": push_due_at(self.kind, user, self.now) if is_pushed else None,
            }
        return self.known[key]


def mail_due_at(kind, way, user, now):
    """Return when a mail about a notification of this Kind is due by this Way; None for never."""
    if way == Way.NEVER:
        return None
    if way == Way.DAILY and kind.hour is None:
        return next_digest(now)
    return awake(kind, user, told_at(kind, MAIL_DELAY, now))


def push_due_at(kind, user, now):
    """Return when a push about a notification of this Kind is due."""
    return awake(kind, user, told_at(kind, PUSH_DELAY, now))


def told_at(kind, delay, now):
    """Return when something of this Kind goes out at the earliest: a reminder at its hour."""
    if kind.hour is not None:
        return max(now, today_at(kind.hour, now))
    return now + max(delay, kind.wait)


def awake(kind, user, moment):
    """Return the moment, or the end of the user's quiet hours it falls in."""
    local = timezone.localtime(moment)
    if kind.group == Group.ACCOUNT or not is_quiet(user, local.hour):
        return moment
    return next_hour(moment, user.quiet_until)


def is_quiet(user, hour):
    """Whether this hour of the day is one of the user's quiet ones."""
    if user.quiet_from <= user.quiet_until:
        return user.quiet_from <= hour < user.quiet_until
    return hour >= user.quiet_from or hour < user.quiet_until


def next_digest(now):
    """Return when the next mail of the day goes out."""
    return next_hour(now, settings.DIGEST_HOUR)


def next_hour(moment, hour):
    """Return the next moment after `moment` at which the school's clocks strike `hour`."""
    local = timezone.localtime(moment)
    strike = today_at(hour, moment)
    return strike if strike > local else strike + timedelta(days=1)


def today_at(hour, moment):
    """Return that hour of the day of `moment`, by the school's clocks."""
    return timezone.localtime(moment).replace(hour=hour, minute=0, second=0, microsecond=0)
