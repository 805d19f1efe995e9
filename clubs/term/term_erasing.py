"""What people said about a term is erased two terms later."""

from django.utils import timezone

from accounts.models import Enrolment, Term
from clubs.term.models import Confirmation
from kclub.daily_tasks import daily_task

TERMS_KEPT = 2  # terms that are over, beside the current one


def old_terms():
    """Return the keys of the terms of which no person is kept any more."""
    over = Term.objects.filter(ends_on__lt=timezone.localdate()).order_by("-ends_on")
    return [term.pk for term in over[TERMS_KEPT:]]


@daily_task("enrolments and confirmations of terms that ended two terms ago, erased")
def erase_old_terms():
    """Delete what is older than the terms that are kept. Returns the number of rows."""
    old = old_terms()
    rows = [model.objects.filter(term__in=old) for model in (Confirmation, Enrolment)]
    return sum(queryset.delete()[0] for queryset in rows)
