"""What people said about a term is erased two terms later."""

from django.utils import timezone

from accounts.models import Enrolment, Term
from clubs.term.models import Confirmation
from kclub.daily_tasks import daily_task

TERMS_KEPT = 2  # terms that are over, beside the current one


@daily_task("enrolments and confirmations of terms that ended two terms ago, erased")
def erase_old_terms():
    """Delete what is older than the terms that are kept. Returns the number of rows."""
    over = Term.objects.filter(ends_on__lt=timezone.localdate()).order_by("-ends_on")
    old = [term.pk for term in over[TERMS_KEPT:]]
    rows = [model.objects.filter(term__in=old) for model in (Confirmation, Enrolment)]
    return sum(queryset.delete()[0] for queryset in rows)
