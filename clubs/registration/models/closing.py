"""Closing the filing of a term, and taking over the clubs that a school has in its first one."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from clubs.audit_log.models import AuditLogEntry
from clubs.directory.models import Club
from clubs.registration.models.registrations import Registration
from clubs.registration.models.rules import Kind
from clubs.term.models import Window
from kclub.errors import Refused


def unfiled_clubs(term):
    """Return the active clubs with a standing that have filed nothing in the term, by name.

    Those that have been given longer, and may file yet, are left out.
    """
    registrations = Registration.objects.filter(term=term)
    clubs = Club.objects.filter(status=Club.Status.ACTIVE).exclude(standing="")
    clubs = clubs.exclude(pk__in=registrations.filed().values("club"))
    return clubs.exclude(pk__in=registrations.extended().values("club")).by_name()


@transaction.atomic
def close_term(term, by):
    """Let the clubs that have filed nothing rest, once all windows to file are closed. Returns them.

    Raises Refused before; doing it again finds no more clubs.
    """
    if not by.is_staff:
        raise Refused(_("동아리연합회만 결정할 수 있어요."))
    term.ensure_not_over()
    if not filing_is_over(term):
        raise Refused(_("제출 기간이 다 끝난 뒤에 할 수 있어요."))
    closed = []
    for club in unfiled_clubs(term):
        registration = Registration.objects.begin(club, term)
        registration.lock()
        if registration.is_unfiled and not registration.extended_until:
            registration.state = Registration.State.MISSED
            registration.decided_by, registration.decided_at = by, timezone.now()
            registration.save(update_fields=["state", "decided_by", "decided_at"])
            registration.club.pause(by, kinds.REGISTRATION_MISSED)
            closed.append(registration.club)
    return closed


def filing_is_over(term):
    """Whether clubs could file in the term, and can no more."""
    windows = Window.objects.filter(term=term, kind__in=[Window.Kind.FILE, Window.Kind.LATE])
    return bool(windows) and all(window.closes_at <= timezone.now() for window in windows)


@transaction.atomic
def take_over(term, by):
    """Register all active clubs without a standing as regular ones; for the first term. Returns them.

    So nobody is unregistered on the day a school begins. Doing it again finds no more clubs.
    """
    if not by.is_staff:
        raise Refused(_("동아리연합회만 결정할 수 있어요."))
    term.ensure_not_over()
    clubs = list(Club.objects.filter(status=Club.Status.ACTIVE, standing="").by_name())
    for club in clubs:
        club.set_standing(Club.Standing.REGULAR)
        registration = Registration.objects.begin(club, term)
        registration.state, registration.kind = Registration.State.ACCEPTED, Kind.RENEWAL
        registration.decided_by, registration.decided_at = by, timezone.now()
        registration.save()
        club.record(AuditLogEntry.Action.REGISTERED, by, detail=term.code)
    return clubs
