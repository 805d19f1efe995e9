"""The officers' dashboard of a club."""

from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_safe

from clubs.directory.views import get_club_run_by, get_visible_club
from kclub.shortcuts import render_page

TABS = {
    "activity",
    "applications",
    "members",
    "notices",
    "reports",
    "questions",
    "recruiting",
    "invites",
    "log",
    "term",
}
RECENT_ENTRIES = 5


@login_required
@require_safe
def dashboard(request, slug):
    """Show what waits for the officers of a club; htmx gets what has changed.

    `?tab=` is the tab that is selected on the page that asks.
    """
    club = get_club_run_by(request.user, slug)
    tab = request.GET.get("tab")
    entries = list(club.audit_log_entries.select_related("by", "about")[:RECENT_ENTRIES])
    for entry in entries:
        entry.club = club
    context = {
        "club": club,
        "tab": tab if tab in TABS else "dashboard",
        "entries": entries,
        "offer": club.offer,
        "claims": club.claims.undecided().select_related("claimant"),
        "member_count": club.memberships.count(),
    }
    return render_page(request, "clubs/dashboard/dashboard.html#changed", context)


def find_channel(user, slug):
    """Return the officers' channel of the club."""
    return get_visible_club(user, slug).officers_channel
