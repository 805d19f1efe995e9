"""The pages on which the union reads the activity reports of a term, and decides."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Term
from clubs.reports.forms import ActivityDecisionForm
from clubs.reports.models.activity_reports import ActivityReport
from clubs.union.permissions import ensure_union
from kclub.shortcuts import render_page, see_other

REPORTS_PER_PAGE = 50


@login_required
@require_safe
def activity_reports(request, code):
    """List the filed reports of a term; `?state=` filters by state, `?club=` by the slug of a club."""
    ensure_union(request.user)
    term = get_object_or_404(Term, code=code)
    found = ActivityReport.objects.filed().filter(term=term)
    slug = request.GET.get("club", "")
    if slug:
        found = found.filter(club__slug=slug)
    counts, state = found.count_by_state(), request.GET.get("state")
    states = [each for each in ActivityReport.State.choices if each[0] != "draft"]
    if state in dict(states):
        found = found.filter(state=state)
    paginator = Paginator(found.with_overlaps().select_related("club", "term"), REPORTS_PER_PAGE)
    paginator.count = counts.get(state, 0) if state in dict(states) else sum(counts.values())
    context = {
        "term": term,
        "page": paginator.get_page(request.GET.get("page")),
        "club_slug": slug,
        "state": state,
        "states": [(value, label, counts.get(value, 0)) for value, label in states],
        "total": sum(counts.values()),
    }
    return render_page(request, "clubs/reports/activity_reports.html", context)


@login_required
def activity_report_review(request, code, pk):
    """Show a filed report, those of the same time, and the form to decide; POST decides."""
    ensure_union(request.user)
    found = ActivityReport.objects.filed().select_related("club", "term", "event", "decided_by")
    report = get_object_or_404(found, term__code=code, pk=pk)
    form = ActivityDecisionForm(request.POST or None)
    if form.is_valid():
        if form.cleaned_data["verb"] == "accept":
            report.accept(request.user)
            messages.success(request, _("인정했어요. 운영진에게 알렸어요."))
        else:
            report.send_back(request.user, form.cleaned_data["remark"])
            messages.success(request, _("돌려보냈어요. 운영진에게 알렸어요."))
        return see_other("activity-reports", code)
    context = {
        "report": report,
        "club": report.club,
        "term": report.term,
        "overlapping": report.overlapping().select_related("term", "club"),
        "form": form,
        "may_decide": report.may_be_decided_by(request.user),
    }
    status = 422 if form.errors else 200
    return render_page(request, "clubs/reports/activity_report_review.html", context, status=status)
