"""Reminders of applications that nobody has answered: of the officers first, then of the union."""

from django.db.models import Max
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts import notification_kinds as kinds
from accounts.models import Notification, User
from clubs.directory.models import Club
from clubs.recruiting.models.applications import Application
from clubs.recruiting.models.querysets import OVERDUE_AFTER, OVERDUE_FOR_UNION_AFTER
from kclub.daily_tasks import daily_task


@daily_task("clubs whose officers were reminded of applications they have not answered for 7 days")
def remind_officers():
    """Remind the officers of each application once. Returns the number of clubs."""
    clubs = clubs_to_remind_of(kinds.APPLICATIONS_OVERDUE, OVERDUE_AFTER)
    for club in clubs:
        club.remind_officers()
    return len(clubs)


@daily_task("clubs the union was told of, with applications not answered for 14 days")
def remind_union():
    """Tell the union of each application once. Returns the number of clubs."""
    kind, url = kinds.APPLICATIONS_OVERDUE_FOR_UNION, reverse("union:overdue-applications")
    clubs = clubs_to_remind_of(kind, OVERDUE_FOR_UNION_AFTER)
    for club in clubs:
        User.objects.of_union().notify(kind, url, about=club, club=club.names)
    User.objects.of_union().announce_todo()  # a day has passed, for cases as well
    return len(clubs)


def clubs_to_remind_of(kind, after):
    """Return the clubs with an application overdue by `after` since nobody was told by this Kind."""
    overdue = Application.objects.overdue(after).order_by()
    waits_since = Max(Coalesce("decided_at", "submitted_at"))
    newest = overdue.values_list("club").annotate(waits_since=waits_since)
    since = {club: waiting_from + after for club, waiting_from in newest}
    clubs = Club.objects.in_bulk(since).values()
    return [club for club in clubs if not was_told(kind, club, since[club.pk])]


def was_told(kind, club, since):
    """Return whether anybody was notified by this Kind about the club after the moment `since`."""
    told = Notification.objects.about(club).of_kind(kind).filter(created_at__gt=since)
    return told.exists()
