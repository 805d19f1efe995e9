"""Receivers for the closure of an account: handing over clubs, leaving them, deleting data."""

from django.dispatch import receiver
from django.utils.translation import gettext as _

from accounts.closure import PendingHandover, account_closed, account_closing, pending_handovers
from accounts.models import User
from clubs.audit_log.models import AuditLogEntry
from clubs.directory.models import Club
from clubs.events.models.calendars import Calendar
from clubs.people.models.claims import Claim
from clubs.recruiting.models.applications import Application
from clubs.signals import officer_stepped_down


@pending_handovers.register(order=10)
def presided_clubs(user):
    """Return a PendingHandover for each club that the user presides and that has other members."""
    clubs = user.presided_clubs.exclude(status=Club.Status.ARCHIVED).order_by("name_key")
    return [
        PendingHandover(
            _("%(club)s 회장을 맡고 있어요.") % {"club": club},
            club.presidency_url,
            _("회장 넘겨주기"),
        )
        for club in clubs
        if club.memberships.exclude(user=user).exists()
    ]


@account_closing.register(order=10)
def leave_clubs(user):
    """End applications and memberships, and archive clubs that have no other members."""
    for application in Application.objects.undecided().of(user).order_by("club"):
        application.withdraw()
    for club in Club.objects.filter(memberships__user=user).order_by("pk"):
        club = club.lock()
        membership = club.memberships.get(user=user)
        if club.president_id == user.pk and club.status != Club.Status.ARCHIVED:
            if club.memberships.count() > 1:
                continue
            Club.objects.filter(pk=club.pk).update(status=Club.Status.ARCHIVED)
            club.record(AuditLogEntry.Action.ARCHIVED, user)
            User.objects.of_union().announce_todo()  # it may have waited to be opened
        club.end_membership(membership)


@receiver(officer_stepped_down)
def retract_officers_posts(club, user, **kwargs):
    """Take back what the user was told about posts for officers alone."""
    club.retract_officers_posts(user)


@account_closed.register(order=10)
def forget_in_clubs(user):
    """Delete what only the user has in clubs: memberships, answers, follows, RSVPs, reads …"""
    user.memberships.all().delete()
    user.offers.all().delete()
    user.recoveries.all().delete()
    user.claims.undecided().update(status=Claim.Status.WITHDRAWN)
    user.applications.all().erase_texts()
    user.follows.all().delete()
    user.rsvps.all().delete()
    Calendar.objects.filter(user=user).delete()
    user.drafts.all().delete()
    user.confirmations.all().update(user=None)
    user.reported_activities.all().update(user=None)
    user.received_notices.all().delete()
    user.post_reads.all().delete()
