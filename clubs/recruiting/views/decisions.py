"""The pages on which officers decide applications, one or several at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clubs.directory.views import get_club_run_by
from clubs.recruiting.decision_messages import decision_message
from clubs.recruiting.forms.application_filters import ApplicationFilterForm
from clubs.recruiting.forms.decisions import DecisionForm
from clubs.recruiting.views.applications_manage import list_context, redirect_to_list, with_answers
from kclub.errors import Conflict, Refused
from kclub.shortcuts import parse_number, render_page, wants_partial

MAX_UNCONFIRMED_APPROVALS = 10  # in one request
MAX_SUGGESTED_NOTES = 5  # of the club's own


@login_required
def application_manage(request, slug, pk):
    """Show an application with its answers; POST decides it. For the president and officers."""
    club = get_club_run_by(request.user, slug)
    application = get_object_or_404(with_answers(club.applications), pk=pk)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return decide(request, club, application, form)
    return show_application(request, club, application, form)


def show_application(request, club, application, form, status=200):
    """Render the page of an application, with an invalid form or one whose decision was refused."""
    context = {
        "club": club,
        "application": application,
        "timeline": application.status_changes.select_related("by"),
        "form": form,
        "notes": suggested_notes(club),
        "may_undo": application.may_be_undone_by(request.user),
        "may_ban": club.may_exclude(request.user, application.applicant),
        "back": request.GET.get("back", ""),
    }
    if status == 200 and form.errors:
        status = 422
    return render_page(request, "clubs/recruiting/application_manage.html", context, status=status)


def decide(request, club, application, form):
    """Decide the application; htmx gets its row, which says so if somebody else decided first."""
    conflict = None
    try:
        form.decide(application, by=request.user)
    except Conflict as error:
        conflict = error
    if wants_partial(request):
        return show_decided(request, club, application, conflict)
    if conflict and application.is_decidable:  # nobody has decided: it is the seats
        form.add_error(None, str(conflict))
        return show_application(request, club, application, form, status=conflict.status)
    if conflict:
        raise conflict
    messages.success(request, decision_message(form.cleaned_data["decision"], [application]))
    return redirect_to_list(request, club)


def show_decided(request, club, application, conflict):
    """Render the row of a decided application; `conflict` is an exception or None."""
    application.may_undo = application.may_be_undone_by(request.user)
    context = list_context(club) | {
        "form": ApplicationFilterForm(QueryDict(request.POST.get("back"))),
        "row": application,
        "conflict": conflict,
    }
    status = 409 if conflict else 200
    return render(request, "clubs/recruiting/applications.html#decided", context, status=status)


@login_required
@require_POST
def applications_bulk(request, slug):
    """Make the same decision about all ticked applications; for the president and officers.

    All decisions but undoing and up to ten approvals have to be confirmed first.
    """
    club = get_club_run_by(request.user, slug)
    form = DecisionForm(request.POST)
    picked = parse_numbers(request.POST, "pick")[: DecisionForm.MAX_APPLICATIONS]
    picked = club.applications.filter(pk__in=picked).select_related("applicant")
    if not picked:
        messages.error(request, _("먼저 지원서를 골라 주세요."))
        return redirect_to_list(request, club)
    if not form.is_valid() or not is_confirmed(request, picked):
        return ask_to_confirm(request, club, picked, form)
    decide_all(request, picked, form)
    return redirect_to_list(request, club)


def is_confirmed(request, picked):
    """Whether the decision is confirmed, or needs no confirmation."""
    decision = request.POST.get("decision")
    few = decision == "approve" and len(picked) <= MAX_UNCONFIRMED_APPROVALS
    return "sure" in request.POST or decision == "undo" or few


def ask_to_confirm(request, club, picked, form):
    """Render the page that asks to confirm the decision, with a field for the note."""
    if "sure" not in request.POST:
        form = DecisionForm(initial={"decision": request.POST.get("decision")})
    context = {
        "club": club,
        "picked": picked,
        "form": form,
        "notes": suggested_notes(club),
        "back": request.POST.get("back", ""),
    }
    status = 422 if form.errors else 200
    return render_page(request, "clubs/recruiting/applications_bulk.html", context, status=status)


def decide_all(request, picked, form):
    """Decide each application by itself, so that a conflict stops no other, and report results."""
    decided, refusals = [], {}
    for application in picked:
        try:
            form.decide(application, by=request.user)
        except Refused as refusal:
            refusals.setdefault(str(refusal), []).append(application)
        else:
            decided.append(application)
    if decided:
        messages.success(request, decision_message(form.cleaned_data["decision"], decided))
    for sentence, refused in refusals.items():
        names = ", ".join(str(application.applicant) for application in refused)
        messages.warning(request, f"{names}: {sentence}")


def suggested_notes(club):
    """Return notes to choose from: the club's latest ones, and two friendly sentences."""
    noted = club.applications.exclude(note="").order_by("-decided_at")
    latest = noted.values_list("note", flat=True)[: 4 * MAX_SUGGESTED_NOTES]  # many are the same
    friendly = [
        _("이번에는 함께하지 못해요. 다음 모집 때 다시 만나요."),
        _("자리가 다 차서 모두 모시지 못했어요."),
    ]
    notes = list(dict.fromkeys([*latest, *friendly]))
    return notes[: MAX_SUGGESTED_NOTES + len(friendly)]


def parse_numbers(query, name):
    """Return the numbers among the values of `name` in `query`, a QueryDict."""
    return [number for number in map(parse_number, query.getlist(name)) if number is not None]
