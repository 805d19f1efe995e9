"""Whom of a club's roster the union may look at: three people, or all where members were told so."""

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clubs.audit_log.models import AuditLogEntry
from clubs.term.models import Window
from clubs.term.roster import counting_confirmations
from kclub.errors import Refused

SAMPLE_SIZE = 3


def shows_names(term):
    """Whether members were told that the union sees the names of all who confirm in the term."""
    window = term.windows.filter(kind=Window.Kind.CONFIRM).first()
    return bool(window) and window.shows_names


@transaction.atomic
def look_at_roster(registration, by):
    """Return the Enrolments, with user and department, that `by` of the union may see.

    They are three of the members who count, or all where members were told so before they confirmed.
    Looking again shows the same three, so that nobody reads a roster bit by bit. The club's audit
    log records it. Raises Refused for whoever may not decide about the club.
    """
    registration.ensure_may_be_decided_by(by)
    if not registration.submissions.exists():
        raise Refused(_("아직 제출하지 않았어요."))
    term, club = registration.term, registration.club
    counting = counting_confirmations(term, [club.pk])
    enrolments = term.enrolments.filter(user__in=counting.values("user"))
    found = list(enrolments.select_related("user", "department"))
    if not shows_names(term):
        found = sorted(found, key=lambda each: drawn(registration, each.user_id))[:SAMPLE_SIZE]
    found.sort(key=lambda each: each.user.display_name)
    detail = ngettext("부원 %(n)s명", "부원 %(n)s명", len(found)) % {"n": len(found)}
    club.record(AuditLogEntry.Action.ROSTER_READ, by, detail=detail)
    return found


def drawn(registration, user_id):
    """Return the lot of a member in this registration, by which three are drawn."""
    return salted_hmac(
        "registration sample", f"{registration.pk}:{user_id}", algorithm="sha256"
    ).digest()
