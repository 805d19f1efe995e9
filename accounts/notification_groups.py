"""Notifications as their page shows them: several of one thing on one day are one line.

What a line shows beside its sentence is registered by the app that the notification leads to.
"""

from itertools import groupby
from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from kclub.registry import Registry

notification_targets = Registry()  # f(groups): sets `club` or `icon` of those that lead there
message_texts = Registry()  # f(groups): sets `text` of those about what was said, if it still is


class NotificationGroup:
    """Notifications with one sentence about one page, all read or all unread, the newest first.

    `club` or `icon` is what is drawn beside the line, `place` the name of where it leads. `text` is
    what was said in a room, where it was asked for.
    """

    club = None
    icon = "bell"
    place = ""
    text = ""

    def __init__(self, notifications):
        self.newest, *_older = self.notifications = notifications

    def __str__(self):
        """Return the sentence; where several people did the same, with their number."""
        people = {each.params.get("by") for each in self.notifications} - {None}
        if len(people) < 2:
            return str(self.newest)
        one, many = _("%(by)s님이"), _("%(by)s님 외 %(others)s명이")
        sentence = _(self.newest.sentence).replace(one, many, 1)
        return sentence % (self.newest.shown_params | {"others": len(people) - 1})

    @property
    def detail(self):
        """What was written, or else the name of the place unless the sentence has it."""
        excerpt = self.newest.params.get("excerpt", "")
        return excerpt or ("" if self.place in str(self) else self.place)

    @property
    def count(self):
        return len(self.notifications)


def group_by_day(notifications):
    """Return [(heading, groups)] of notifications that are ordered from the newest."""
    days = [
        (heading, group_by_thing(list(each)))
        for heading, each in groupby(notifications, day_heading)
    ]
    notification_targets.call([group for _heading, groups in days for group in groups])
    return days


def group_by_thing(notifications):
    """Return the groups of these notifications; each stands where its newest one does."""
    groups = {}
    for each in notifications:
        key = (each.sentence, each.page, each.read_at is None)
        groups.setdefault(key, []).append(each)
    return [NotificationGroup(each) for each in groups.values()]


def groups_by_slug(groups, namespace):
    """Return {slug: groups} of the groups that lead to a page of the namespace with a slug."""
    return groups_by_argument(groups, namespace, "slug")


def groups_by_argument(groups, namespace, name):
    """Return {value: groups} of those that lead to a page of the namespace with that argument."""
    by_value = {}
    for group in groups:
        try:
            match = resolve(unquote(urlsplit(group.newest.url).path))
        except Resolver404:
            continue
        if match.namespace == namespace and name in match.kwargs:
            by_value.setdefault(match.kwargs[name], []).append(group)
    return by_value


def day_heading(notification):
    """Return the heading of a notification's day: 오늘, 어제, 지난 7일 or 그전."""
    days = (timezone.localdate() - timezone.localdate(notification.created_at)).days
    if days <= 0:
        return _("오늘")
    if days == 1:
        return _("어제")
    return _("지난 7일") if days <= 7 else _("그전")
