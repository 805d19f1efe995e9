"""The page of a club's audit log."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clubs.audit_log.models import AuditLogEntry
from clubs.directory.officer_todo import OfficerTodo
from clubs.directory.viewer_status import ViewerStatus
from clubs.directory.views import get_visible_club
from kclub.errors import Refused
from kclub.shortcuts import parse_number, render_page, search_text

ENTRIES_PER_PAGE = 50


@login_required
@require_safe
def audit_log(request, slug):
    """Show the audit log, newest first, filtered by action and person; for members.

    `?before=` is the pk of the last entry of the previous page. The president and officers read
    all entries, other members those that concern the club itself.
    """
    club = get_visible_club(request.user, slug)
    viewer_status = ViewerStatus(club, request.user)
    ensure_may_read(viewer_status)
    if viewer_status.is_officer:
        club.todo = OfficerTodo(club, request.user)
    context = {
        "club": club,
        "viewer_status": viewer_status,
        "address": reverse("clubs:audit-log", args=[slug]),
    } | list_context(request, club, readable_actions(viewer_status))
    return render_page(request, "clubs/audit_log/audit_log.html#entries", context)


def list_context(request, club, actions):
    """Return the context of the list: one page of entries and the filters they match."""
    action, person = request.GET.get("action"), search_text(request.GET, "person")
    before = parse_number(request.GET.get("before"))
    entries = find_entries(club, actions, action, person, before)
    return {
        "entries": entries[:ENTRIES_PER_PAGE],
        "older": older_query(entries, action, person),
        "actions": actions,
        "action": action,
        "person": person,
    }


def ensure_may_read(viewer_status):
    """Raise Refused unless the viewer is a member."""
    if not viewer_status.is_member:
        about = (viewer_status.club.get_absolute_url(), _("동아리 소개 보기"))
        raise Refused(_("동아리 기록은 부원만 볼 수 있어요."), next_step=about)


def readable_actions(viewer_status):
    """Return the actions of which the viewer may read the entries."""
    if viewer_status.is_officer:
        return list(AuditLogEntry.Action)
    return AuditLogEntry.VISIBLE_TO_MEMBERS


def find_entries(club, actions, action, person, before):
    """Return a list of the entries on a page, and one more if there are older ones."""
    entries = club.audit_log_entries.filter(action__in=actions).select_related("by", "about")
    if action in actions:
        entries = entries.filter(action=action)
    if person:
        entries = entries.involving(person)
    if before:
        entries = entries.filter(pk__lt=before)
    page = list(entries[: ENTRIES_PER_PAGE + 1])
    for entry in page:
        entry.club = club
    return page


def older_query(entries, action, person):
    """Return the query string of the page that follows `entries`, "" if there is none."""
    if len(entries) <= ENTRIES_PER_PAGE:
        return ""
    query = {"action": action, "person": person, "before": entries[ENTRIES_PER_PAGE - 1].pk}
    return urlencode({name: value for name, value in query.items() if value})
