"""What was decided in the club, to read."""

from django.contrib.auth.decorators import login_required
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clubs.audit_log.models import AuditLogEntry
from clubs.directory.officer_todo import OfficerTodo
from clubs.directory.viewer_status import ViewerStatus
from clubs.directory.views import get_visible_club
from kclub.errors import Refused
from kclub.shortcuts import parse_number, render_page

ENTRIES_PER_PAGE = 50


@login_required
@require_safe
def audit_log(request, slug):
    """What was decided, the latest first, by action and person; `before` is the entry above.

    The president and officers read all of it, members what concerns the club itself.
    """
    club = get_visible_club(request.user, slug)
    viewer_status = ViewerStatus(club, request.user)
    if not viewer_status.is_member:
        about = (club.get_absolute_url(), _("동아리 소개 보기"))
        raise Refused(_("동아리 기록은 부원만 볼 수 있어요."), next_step=about)
    if viewer_status.is_officer:
        club.todo = OfficerTodo(club, request.user)
    readable = (
        list(AuditLogEntry.Action) if viewer_status.is_officer else AuditLogEntry.VISIBLE_TO_MEMBERS
    )
    entries = club.audit_log_entries.filter(action__in=readable).select_related("by", "about")
    action, person = request.GET.get("action"), request.GET.get("person", "").strip()[:50]
    if action in readable:
        entries = entries.filter(action=action)
    if person:
        entries = entries.involving(person)
    if before := parse_number(request.GET.get("before")):
        entries = entries.filter(pk__lt=before)
    found = list(entries[: ENTRIES_PER_PAGE + 1])
    for entry in found:
        entry.club = club
    context = {
        "club": club,
        "entries": found[:ENTRIES_PER_PAGE],
        "last": found[ENTRIES_PER_PAGE - 1] if len(found) > ENTRIES_PER_PAGE else None,
        "actions": readable,
        "action": action,
        "person": person,
        "viewer_status": viewer_status,
        "address": reverse("clubs:audit-log", args=[slug]),
    }
    return render_page(request, "clubs/audit_log/audit_log.html#entries", context)
