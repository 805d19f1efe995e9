"""The pages on which the union gives clubs marks, and another person lifts or keeps them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Term
from clubs.directory.models import Club
from clubs.marks.forms import MarkDecisionForm, MarkForm
from clubs.marks.models.marks import Mark
from clubs.marks.totals import RULE, mark_total, mark_totals
from clubs.union.permissions import ensure_union
from kclub.shortcuts import render_page, see_other

MARKS_PER_PAGE = 50
LATEST_SHOWN = 100  # marks of a club


@login_required
@require_safe
def marks_of_term(request, code):
    """List the marks of a term, the latest first, and what they come to for each club."""
    ensure_union(request.user)
    term = get_object_or_404(Term, code=code)
    marks = Mark.objects.filter(term=term)
    clubs = list(Club.objects.filter(pk__in=marks.order_by().values("club")).by_name())
    totals = mark_totals(term, clubs)
    context = {
        "term": term,
        "rows": [(club, totals[club.pk]) for club in clubs],
        "rule": RULE,
        "page": Paginator(marks.with_decisions(), MARKS_PER_PAGE).get_page(request.GET.get("page")),
    }
    return render_page(request, "clubs/marks/marks_of_term.html", context)


@login_required
def marks_of_club(request, slug):
    """Show the marks of a club and the form to give one now; POST gives it."""
    ensure_union(request.user)
    club = get_object_or_404(Club, slug=slug, status__in=[*Club.OPEN, *Club.CLOSED])
    form = MarkForm(request.POST or None)
    if form.is_valid():
        Mark.objects.give(club, request.user, **form.cleaned_data)
        messages.success(request, _("기록했어요. 회장과 운영진에게 알렸어요."))
        return see_other("marks-of-club", slug)
    term = Term.objects.current()
    context = {
        "club": club,
        "term": term,
        "total": mark_total(term, club),
        "rule": RULE,
        "marks": club.marks.with_decisions()[:LATEST_SHOWN],
        "form": form,
        "may_give": term and not club.is_run_by(request.user),
    }
    status = 422 if form.errors else 200
    return render_page(request, "clubs/marks/marks_of_club.html", context, status=status)


@login_required
def mark(request, slug, pk):
    """Show a mark, what the club says against it, and the form to decide; POST decides."""
    ensure_union(request.user)
    mark = get_object_or_404(Mark.objects.with_decisions(), club__slug=slug, pk=pk)
    form = MarkDecisionForm(mark, request.POST or None)
    if form.is_valid():
        decide = mark.lift if form.cleaned_data["verb"] == "lift" else mark.keep
        decide(request.user, form.cleaned_data["reason"])
        messages.success(request, _("결정했어요. 회장과 운영진에게 알렸어요."))
        return see_other("marks-of-club", slug)
    may_decide = mark.may_be_lifted and not mark.club.is_run_by(request.user)
    context = {
        "mark": mark,
        "club": mark.club,
        "form": form,
        "may_decide": may_decide,
        "is_second": request.user.pk != mark.by_id,
    }
    status = 422 if form.errors else 200
    return render_page(request, "clubs/marks/mark.html", context, status=status)
