"""Reports: telling that something is out of place, and deciding what comes of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.directory.views import get_club_run_by
from clubs.moderation.forms import CaseForm, ReportForm
from clubs.moderation.models import Case, Evidence
from kclub import rate_limits
from kclub.errors import Refused
from kclub.files.images import image_response
from kclub.shortcuts import render_page, see_other

CASES_PER_LIST = 50  # cases that wait, and as many that were decided


# Reporting -------------------------------------------------------------------------------


def report(request, target):
    """The page to report `target`, a Reportable; POST does, and leads back to it."""
    target.ensure_may_report(request.user)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        rate_limits.consume("report", request.user.pk)
        target.report(request.user, **form.cleaned_data)
        messages.success(request, _("신고했어요. 살펴보고 알려 드릴게요."))
        return see_other(target)
    context = {"target": target, "form": form}
    return render(
        request, "clubs/moderation/report_form.html", context, status=422 if form.errors else 200
    )


# Deciding --------------------------------------------------------------------------------


@login_required
@require_safe
def cases(request, slug):
    """What was reported in the club, and what came of it; for its officers."""
    club = get_club_run_by(request.user, slug)
    context = case_lists(club.cases.decidable_by(request.user)) | {"club": club}
    return render_page(request, "clubs/moderation/cases.html#cases", context)


@login_required
@require_POST
def case_decide(request, slug, pk):
    """Decide a case; for the club's officers."""
    club = get_club_run_by(request.user, slug)
    decide(request, get_object_or_404(club.cases, pk=pk))
    return see_other("clubs:cases", slug)


@login_required
@require_safe
def evidence(request, pk):
    """A picture of what was reported, for those who decide."""
    cases = Case.objects.decidable_by(request.user)
    evidence = get_object_or_404(Evidence, pk=pk, case__in=cases)
    return image_response(evidence.file, "private, no-store")


def case_lists(cases):
    """The cases among `cases` that wait, the oldest first, and those decided last."""
    return {
        "waiting": cases.undecided().for_list().order_by("created_at", "pk")[:CASES_PER_LIST],
        "decided": cases.decided().for_list()[:CASES_PER_LIST],
    }


def decide(request, case):
    """Do what the form says and tell it."""
    form = CaseForm(request.POST)
    if not form.is_valid():
        raise Refused(_("무엇을 할지 다시 골라 주세요."))
    note, decision = form.cleaned_data["note"], form.cleaned_data["decision"]
    match decision:
        case "hide":
            case.hide(request.user, note)
            messages.success(request, _("가렸어요. 언제든 다시 보이게 할 수 있어요."))
        case "clear":
            case.clear(request.user, note)
            messages.success(request, _("문제없음으로 끝냈어요."))
        case "reveal":
            case.reveal(request.user, note)
            messages.success(request, _("다시 보이게 했어요."))
        case "pass_on":
            case.escalate(request.user)
            messages.success(request, _("연합회에 넘겼어요."))
        case "restrain":
            case.mute_author(request.user, note)
            messages.success(request, _("7일 동안 글쓰기를 막았어요."))
