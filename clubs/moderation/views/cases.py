"""The page on which officers read and decide the cases of their club."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.directory.views import get_club_run_by
from clubs.moderation.forms import CaseForm
from clubs.moderation.models.cases import Case
from clubs.moderation.models.evidence import Evidence
from kclub.errors import Refused
from kclub.files.documents import download_response
from kclub.files.images import image_response
from kclub.shortcuts import render_page, see_other

CASES_PER_LIST = 50  # of undecided cases, and of decided ones


@login_required
@require_safe
def cases(request, slug):
    """List the undecided and the decided cases of the club; for its officers."""
    return show_cases(request, get_club_run_by(request.user, slug))


@login_required
@require_POST
def case_decide(request, slug, pk):
    """Decide a case; for the club's officers."""
    club = get_club_run_by(request.user, slug)
    case = get_object_or_404(club.cases, pk=pk)
    form = decide(request, case)
    if form.errors:
        return show_cases(request, club, {case.pk: form})
    return see_other("clubs:cases", slug)


@login_required
@require_safe
def evidence(request, pk):
    """Serve the copy of a reported picture or file; for those who decide its case."""
    cases = Case.objects.decidable_by(request.user)
    evidence = get_object_or_404(Evidence, pk=pk, case__in=cases)
    if kind := evidence.kind:
        return download_response(evidence.file, _("신고된 파일") + f".{kind}", kind)
    return image_response(evidence.file, "private, no-store")


def show_cases(request, club, forms=None):
    """Render the cases of the club; `forms` are those of `case_lists`."""
    context = case_lists(club.cases.decidable_by(request.user), forms) | {"club": club}
    status = 422 if forms else 200
    return render_page(request, "clubs/moderation/cases.html#cases", context, status=status)


def case_lists(cases, forms=None):
    """Return two lists of `cases`: `waiting`, the oldest first, and `decided`, the latest first.

    `forms` maps the key of a case to the invalid CaseForm that comes back with it.
    """
    waiting = cases.undecided().for_list().order_by("created_at", "pk")[:CASES_PER_LIST]
    for case in waiting:
        case.form = (forms or {}).get(case.pk) or CaseForm(auto_id=f"id_%s_{case.pk}")
    return {
        "waiting": waiting,
        "decided": cases.decided().for_list()[:CASES_PER_LIST],
    }


def decide(request, case):
    """Decide the case as the form says, with a message for the next page. Raises Refused.

    Returns the form; nothing was decided if it has errors.
    """
    form = CaseForm(request.POST, auto_id=f"id_%s_{case.pk}")
    if "decision" in form.errors:
        raise Refused(_("무엇을 할지 다시 골라 주세요."))
    if form.is_valid():
        sentence = apply_decision(case, by=request.user, **form.cleaned_data)
        messages.success(request, sentence)
    return form


def apply_decision(case, by, decision, note):
    """Call the verb of `case` for `decision`, and return a sentence that says what was done."""
    match decision:
        case "hide":
            case.hide(by, note)
            return _("가렸어요. 언제든 다시 보이게 할 수 있어요.")
        case "clear":
            case.clear(by, note)
            return _("문제없음으로 끝냈어요.")
        case "reveal":
            case.reveal(by, note)
            return _("다시 보이게 했어요.")
        case "pass_on":
            case.escalate(by)
            return _("연합회에 넘겼어요.")
        case "restrain":
            case.mute_author(by, note)
            return _("7일 동안 글쓰기를 막았어요.")
    raise ValueError(decision)
