"""The table of a club's attendance in a term, and its export as CSV."""

from django.contrib.auth.decorators import login_required
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.directory.views import get_club_run_by
from clubs.events.attendance_table import AttendanceTable
from clubs.events.terms import Term
from kclub import rate_limits
from kclub.files.csv_export import download
from kclub.shortcuts import render_page


@login_required
@require_safe
def attendance(request, slug):
    """Show who came to which events of a term, `?term=2026-2`; for officers."""
    club = get_club_run_by(request.user, slug)
    table = AttendanceTable(club, term_in(request.GET))
    context = {"club": club, "table": table, "term": table.term, "present": Term.present()}
    return render_page(request, "clubs/events/attendance.html", context)


@login_required
@require_POST
def attendance_csv(request, slug):
    """Export the table of a term as CSV; the audit log records the export."""
    club = get_club_run_by(request.user, slug)
    rate_limits.consume("export", request.user.pk)
    table = AttendanceTable(club, term_in(request.POST))
    detail = _("%(term)s 출석") % {"term": table.term.name}
    club.record_export(request.user, table.people(), detail=detail)
    return download(f"{club.slug}-attendance-{table.term}.csv", table.csv_rows())


def term_in(query):
    """Return the Term that was asked for, or the present one."""
    return Term.parse(query.get("term", "")) or Term.present()
