"""The page that plots a term for the union: who has confirmed and which clubs have filed, day by day."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Term
from clubs.registration.models.submissions import Submission
from clubs.term.models import Confirmation
from clubs.union.permissions import ensure_union
from kclub.components.plots import DayPlot, by_day
from kclub.shortcuts import render_page


@login_required
@require_safe
def registration_numbers(request, code):
    """Plot the confirmations and the filed registrations of each day of a term."""
    ensure_union(request.user)
    term = get_object_or_404(Term, code=code)
    confirmed = Confirmation.objects.filter(term=term)
    filed = Submission.objects.filter(registration__term=term, number=1)
    moments = {
        _("부원 확인"): list(confirmed.values_list("at", flat=True)),
        _("등록 신청"): list(filed.values_list("at", flat=True)),
    }
    context = {"term": term, "plots": plots_of(term, moments)}
    return render_page(request, "clubs/registration/registration_numbers.html", context)


def plots_of(term, moments):
    """Return a DayPlot for each of {title: moments}, from the first to today or the end of the term."""
    days = [timezone.localdate(moment) for each in moments.values() for moment in each]
    if not days:
        return []
    last = max(*days, min(timezone.localdate(), term.ends_on))
    return [DayPlot(title, by_day(each, min(days), last)) for title, each in moments.items()]
