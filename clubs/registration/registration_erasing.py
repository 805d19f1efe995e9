"""Student numbers are erased when nothing of a registration can be decided any more."""

from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from accounts.models import Enrolment, Term
from clubs.registration.models.appeals import Appeal
from kclub.daily_tasks import daily_task

KEPT = timedelta(days=30)  # after the last appeal


def last_appeal_ended_at(term):
    """Return when the last window of the term closed or its last appeal was decided, or None before."""
    appeals = Appeal.objects.filter(registration__term=term)
    closed_at = term.windows.aggregate(at=Max("closes_at"))["at"]
    if appeals.filter(outcome=Appeal.Outcome.OPEN).exists() or closed_at is None:
        return None
    decided_at = appeals.aggregate(at=Max("decided_at"))["at"]
    return max(closed_at, decided_at or closed_at)


@daily_task("student numbers 30 days after the last appeal, erased")
def erase_student_numbers():
    """Erase those that nobody needs any more. Returns how many."""
    erased = 0
    given = Enrolment.objects.exclude(student_number=None).exclude(student_number="")
    for term in Term.objects.filter(pk__in=given.values("term")):
        ended_at = last_appeal_ended_at(term)
        if ended_at and ended_at < timezone.now() - KEPT:
            erased += Enrolment.objects.erase_student_numbers(term)
    return erased
