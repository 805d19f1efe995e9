"""The export of all registrations of a term as CSV."""

from collections import defaultdict

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Term
from clubs.audit_log.models import AuditLogEntry
from clubs.marks.totals import mark_totals
from clubs.registration.board import clubs_with_states, rows
from clubs.registration.checks import Count
from clubs.registration.models.rules import Rules
from clubs.registration.models.submissions import Submission
from clubs.union.permissions import ensure_union
from kclub import rate_limits
from kclub.files.csv_export import download

# These never change, so that a spreadsheet built in one term works in the next.
HEADINGS = [  # a new one is added at the end
    "동아리", "분야", "지금 등록", "신청", "상태", "확인한 부원", "휴학", "단과대", "한 학과 비율(%)",
    "지도교수", "제출한 부원", "처음 낸 때", "마지막으로 낸 때", "기준에 모자란 사유", "늦게 냄",
    "결정한 사람", "결정한 때", "이유", "의결", "경고", "주의", "가점", "지난 학기 활동보고서",
    "맡은 사람",
]  # fmt: skip


@login_required
@require_POST
def registrations_csv(request, code):
    """Export where every club stands in a term; the log of the union records it. No names of members."""
    ensure_union(request.user)
    rate_limits.consume("export", request.user.pk)
    term = get_object_or_404(Term, code=code)
    detail = _("%(term)s 등록 신청") % {"term": term}
    AuditLogEntry.objects.create(
        by=request.user, action=AuditLogEntry.Action.EXPORTED, detail=detail
    )
    return download(f"registrations-{term}.csv", csv_rows(term))


def csv_rows(term):
    """Yield the headings and a row for each club of the board, by name."""
    yield HEADINGS
    submissions = defaultdict(list)
    for submission in Submission.objects.filter(registration__term=term).order_by("number"):
        submissions[submission.registration_id].append(submission)
    clubs = clubs_with_states(term).by_name()
    clubs = clubs.select_related("registration__decided_by", "registration__resolution")
    listed = rows(term, clubs, rules={})
    totals = mark_totals(term, [row.club for row in listed])
    for row in listed:
        registration = row.registration
        filed = submissions[registration.pk] if registration else []
        total = totals[row.club.pk]
        marks = [total.warnings, total.cautions, total.credit]
        marks.append(row.club.accepted_reports)
        marks.append((registration and registration.assigned_to) or "")
        yield [*cells_of_club(row), *cells_of_registration(row, filed), *marks]


def cells_of_club(row):
    """Return the cells about the club of a Row of the board, and its members now."""
    club, registration = row.club, row.registration
    count = Count(Rules(), row.roster)
    state = registration.get_state_display() if registration else _("시작 안 함")
    return [
        club.name, club.category.name, club.get_standing_display(), row.kind.label, state,
        count.members, count.on_leave, count.colleges, count.largest_share,
    ]  # fmt: skip


def cells_of_registration(row, submissions):
    """Return the cells about what was filed, the oldest of the Submissions first, and decided."""
    registration = row.registration
    if not registration:
        return [""] * 10
    first, last = (submissions[0], submissions[-1]) if submissions else (None, None)
    return [
        "O" if row.club.has_advisor else "", last.members if last else "",
        moment(first and first.at), moment(last and last.at), last.exception if last else "",
        "O" if registration.is_late else "", registration.decided_by or "",
        moment(registration.decided_at), registration.reason, registration.resolution or "",
    ]  # fmt: skip


def moment(at):
    """Return a moment as spreadsheets read it, or nothing."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
