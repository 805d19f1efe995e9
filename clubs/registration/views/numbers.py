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
    confirmed = Confirmation.objects.filter(term=term).values_list("at", flat=True)
    filed = Submission.objects.filter(registration__term=term, number=1)
    plots = [
        plot_of(_("부원 확인"), term, list(confirmed)),
        plot_of(_("등록 신청"), term, list(filed.values_list("at", flat=True))),
    ]
    context = {"term": term, "plots": list(filter(None, plots))}
    return render_page(request, "clubs/registration/registration_numbers.html", context)


def plot_of(title, term, moments):
    """Return the DayPlot from the first of the moments to today or the end of the term, or None."""
    if not moments:
        return None
    first = timezone.localdate(min(moments))
    last = max(min(timezone.localdate(), term.ends_on), timezone.localdate(max(moments)))
    return DayPlot(title, by_day(moments, first, last))
