"""Preferences: how a user wants to hear of what happens, by group and by club or room."""

from collections import defaultdict
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from accounts.notification_kinds import Group, Way

QUIETEST_FIRST = [Way.NEVER, Way.DAILY, Way.AT_ONCE]
# What is about oneself, or asks one to act, comes as the group says, however quiet the club is.
OF_PLACES = [Group.NOTICES, Group.EVENTS, Group.TALK, Group.NEWS]


class Choice(NamedTuple):
    """How a user hears of one thing: the Way of a mail, and whether devices show it."""

    way: Way
    pushed: bool


class NotificationPreferenceQuerySet(models.QuerySet):
    def choices(self, kind, about, users):
        """Return {user: Choice} for a Kind of notification about a Subject or None; one query.

        Of the users only `pk` and `wants_news` are asked.
        """
        place = place_of(about.subject_key) if about and kind.group in OF_PLACES else ""
        wanted = Q(group=kind.group) | (Q(place=place) if place else Q())
        rows = defaultdict(list)
        for row in self.filter(wanted, user__in=[user.pk for user in users]):
            rows[row.user_id].append(row)
        return {user: choice(kind, user, rows[user.pk]) for user in users}


class NotificationPreference(models.Model):
    """A user's choice for a group of kinds, or for all that happens in one place.

    `group` is one of `Group` and `place` empty, or `place` is the subject key of a club or a room
    and `group` empty. `way` is when it is mailed, and `push` whether devices show it; what is empty
    is as usual.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notification_preferences"
    )
    group = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=100, blank=True)
    way = models.CharField(max_length=10, choices=Way, blank=True)
    push = models.BooleanField(null=True)

    objects = NotificationPreferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "group", "place"], name="one_preference_for_each"
            ),
            models.CheckConstraint(
                condition=Q(group="") ^ Q(place=""), name="preference_of_group_or_place"
            ),
        ]
        verbose_name = pgettext_lazy("이름", "알림 설정")

    def __str__(self):
        return f"{self.user} · {self.group or self.place}: {self.way}"


def place_of(subject_key):
    """Return the key of the club or room that a subject is in: "club:7" of "club:7/post:12"."""
    return subject_key.partition("/")[0]


def choice(kind, user, rows):
    """Return the Choice of the user, who has these rows.

    What is quieter in a place is not pushed there. News are not mailed without their consent.
    """
    chosen = next((row.push for row in rows if row.group), None)
    is_quiet = any(row.place and row.way != Way.AT_ONCE for row in rows)
    pushed = (kind.is_pushed if chosen is None else chosen) and not is_quiet
    may_be_mailed = user.wants_news or kind.group != Group.NEWS
    return Choice(quietest_way(kind, rows) if may_be_mailed else Way.NEVER, pushed)


def quietest_way(kind, rows):
    """Return the Way of a user with these rows: the quieter of the group's and the place's."""
    of_group = next((row.way for row in rows if row.group and row.way), kind.way)
    of_place = next((row.way for row in rows if row.place), of_group)
    return Way(min(of_group, of_place, key=QUIETEST_FIRST.index))
