"""The pages on which officers read the marks of their club, and the president appeals."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Term
from clubs.directory.views import get_club_run_by
from clubs.marks.forms import MarkAppealForm
from clubs.marks.models.mark_appeals import MarkAppeal
from clubs.marks.totals import RULE, mark_total
from kclub.errors import Refused
from kclub.shortcuts import render_page, see_other

LATEST_SHOWN = 100  # marks of a club


@login_required
@require_safe
def marks(request, slug):
    """List the marks of the club, the latest first, and what they come to; for officers."""
    club = get_club_run_by(request.user, slug)
    term = Term.objects.current()
    context = {
        "club": club,
        "term": term,
        "total": mark_total(term, club),
        "rule": RULE,
        "marks": club.marks.with_decisions()[:LATEST_SHOWN],
        "is_president": request.user.pk == club.president_id,
    }
    return render_page(request, "clubs/marks/marks.html", context)


@login_required
def mark_appeal(request, slug, pk):
    """Show a mark and the form to appeal against it; POST appeals. For the president."""
    club = get_club_run_by(request.user, slug)
    if request.user.pk != club.president_id:
        raise Refused(_("회장만 이의를 신청할 수 있어요."))
    mark = get_object_or_404(club.marks.with_decisions(), pk=pk)
    form = MarkAppealForm(request.POST or None)
    if form.is_valid():
        MarkAppeal.objects.make(mark, request.user, **form.cleaned_data)
        messages.success(request, _("이의를 신청했어요. 다른 사람이 다시 봐요."))
        return see_other(mark)
    context = {"club": club, "mark": mark, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/marks/mark_appeal.html", context, status=status)
