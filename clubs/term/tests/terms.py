"""A running term for tests."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Department, Enrolment, Term
from clubs.models import Window


def make_window(*, days_open=10, code="2026-2"):
    """Make the running term with a window to confirm since yesterday. Returns it, again the same."""
    today, now = timezone.localdate(), timezone.now()
    term = Term.objects.add(code, today - timedelta(days=20), today + timedelta(days=90))
    if window := term.windows.filter(kind=Window.Kind.CONFIRM).first():
        return window
    opens_at = now - timedelta(days=1)
    return Window.objects.set(
        term, Window.Kind.CONFIRM, opens_at, opens_at + timedelta(days=days_open)
    )


def enrol(user, term, department="컴퓨터공학과", college="공과대학", status="attending"):
    """State a department for the user; it is made where it is missing. Returns the Enrolment."""
    row, _created = Department.objects.get_or_create(college=college, name=department)
    return Enrolment.objects.declare(user, term, row, status)
