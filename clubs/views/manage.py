"""The officers' desk: applications and the questions that are asked in them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.forms.applications import DecisionForm, QuestionForm, ReasonForm
from clubs.models import Application
from clubs.views.clubs import get_club_run_by, get_visible_club
from kclub.refusals import Conflict, Refused
from kclub.shortcuts import number_in, render_page, see_other, wants_part

PAGE_APPLICATIONS = 30
AT_ONCE = 10  # applications decided in one go without asking again
FILTERS = ["submitted", "approved", "rejected"]


@login_required
@require_safe
def manage(request, slug):
    """The door of the desk."""
    get_club_run_by(request.user, slug)
    return redirect("clubs:applications", slug)


# Applications ----------------------------------------------------------------------------


@login_required
@require_safe
def applications(request, slug):
    """The queue; for the president and officers. To htmx, what changed in the rows it shows."""
    club = get_club_run_by(request.user, slug)
    status = request.GET.get("status")
    status = status if status in FILTERS else FILTERS[0]
    context = desk(club) | {"status": status}
    listed = context["applications"].filter(status=status)
    if wants_part(request):
        first_page = status == FILTERS[0] and "page" not in request.GET
        context |= changes(request.GET, context["applications"], first_page)
        return render_page(request, "clubs/manage/applications.html#changes", context)
    context["page"] = Paginator(listed, PAGE_APPLICATIONS).get_page(request.GET.get("page"))
    context["all_picked"] = "all" in request.GET
    return render_page(request, "clubs/manage/applications.html", context)


def changes(shown, applications, first_page):
    """What a page does not know yet that shows rows `waiting` and rows `decided`.

    New ones come on top of the first page; those that were decided stay in their place.
    """
    waiting, decided = numbers(shown, "waiting"), numbers(shown, "decided")
    rows = list(applications.decided().filter(pk__in=waiting))
    if not first_page:
        return {"rows": rows}
    newer = applications.undecided().filter(pk__gt=max(waiting + decided, default=0))
    arrived = list(newer[:PAGE_APPLICATIONS])
    return {"rows": rows + arrived, "arrived": len(arrived)}


@login_required
@require_POST
def application_approve(request, slug, pk):
    """Approve one application; for the president and officers."""
    club = get_club_run_by(request.user, slug)
    application = get_object_or_404(desk(club)["applications"], pk=pk)
    return decide(request, club, application, application.approve)


@login_required
@require_POST
def application_reject(request, slug, pk):
    """Reject one application, perhaps with a reason; for the president and officers."""
    club = get_club_run_by(request.user, slug)
    application = get_object_or_404(desk(club)["applications"], pk=pk)
    return decide(request, club, application, application.reject, **reason(request))


def decide(request, club, application, verb, **kwargs):
    """Do it and show the row; also when somebody was faster, which the row then says."""
    conflict = None
    try:
        verb(by=request.user, **kwargs)
    except Conflict as error:
        conflict = error
    if wants_part(request):
        context = desk(club) | {"row": application, "conflict": conflict}
        status = 409 if conflict else 200
        return render(request, "clubs/manage/applications.html#decided", context, status=status)
    if conflict:
        raise conflict
    messages.success(request, said(application.status, [application]))
    return see_other("clubs:applications", club.slug)


@login_required
@require_POST
def applications_bulk(request, slug):
    """Decide the ticked applications alike; more than ten are shown once more before."""
    club = get_club_run_by(request.user, slug)
    form = DecisionForm(request.POST)
    picked = numbers(request.POST, "pick")[: DecisionForm.MOST]
    picked = club.applications.filter(pk__in=picked).select_related("applicant")
    if not form.is_valid() or not picked:
        messages.error(request, _("먼저 지원서를 골라 주세요."))
        return see_other("clubs:applications", slug)
    decision = form.cleaned_data["decision"]
    if len(picked) > AT_ONCE and not form.cleaned_data["sure"]:
        context = {"club": club, "picked": picked, "decision": decision, "form": form}
        return render_page(request, "clubs/manage/confirm.html", context)
    decide_all(request, picked, decision, form.cleaned_data["reason"])
    return see_other("clubs:applications", slug)


def decide_all(request, picked, decision, reason):
    """Decide each on its own, so that one conflict holds up no other, and say how it went."""
    decided, refusals = [], {}
    for application in picked:
        try:
            if decision == "approve":
                application.approve(by=request.user)
            else:
                application.reject(by=request.user, reason=reason)
        except Refused as refusal:
            refusals.setdefault(str(refusal), []).append(application)
        else:
            decided.append(application)
    if decided:
        messages.success(request, said(decided[0].status, decided))
    for sentence, missed in refusals.items():
        names = ", ".join(str(application.applicant) for application in missed)
        messages.warning(request, f"{names}: {sentence}")


def said(status, applications):
    names = {"name": applications[0].applicant, "count": len(applications)}
    approved = status == Application.Status.APPROVED
    if len(applications) == 1:
        return (
            _("%(name)s님을 승인했어요.") if approved else _("%(name)s님을 거절했어요.")
        ) % names
    return (_("%(count)s명을 승인했어요.") if approved else _("%(count)s명을 거절했어요.")) % names


def desk(club):
    """What each page of the queue shows: the club, its applications and their numbers."""
    applications = club.applications.select_related("applicant", "decided_by")
    return {
        "club": club,
        "applications": applications.prefetch_related("answers"),
        "counts": club.applications.counted(),
    }


def reason(request):
    form = ReasonForm(request.POST)
    return form.cleaned_data if form.is_valid() else {}


def numbers(query, name):
    """The ids sent as `name`."""
    return [number for number in map(number_in, query.getlist(name)) if number is not None]


def find_desk(user, slug):
    """The channel of the officers' stream."""
    return get_visible_club(user, slug).desk


# Questions -------------------------------------------------------------------------------


@login_required
def questions(request, slug):
    """What the club asks; POST asks one more. For the president and officers."""
    club = get_club_run_by(request.user, slug)
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        form.instance.club = club
        form.instance.ask()
        messages.success(request, _("질문을 더했어요."))
        return see_other("clubs:questions", slug)
    context = desk(club) | {"questions": club.questions.all(), "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/manage/questions.html#form", context, status=status)


@login_required
def question(request, slug, pk):
    """Change one question; for the president and officers."""
    club = get_club_run_by(request.user, slug)
    question = get_object_or_404(club.questions, pk=pk)
    form = QuestionForm(request.POST or None, instance=question)
    if form.is_valid():
        form.instance.ask()
        messages.success(request, _("저장했어요."))
        return see_other("clubs:questions", slug)
    context = desk(club) | {"question": question, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/manage/question.html#form", context, status=status)


@login_required
@require_POST
def question_move(request, slug, pk):
    """Ask it earlier (`step=-1`) or later (`step=1`)."""
    club = get_club_run_by(request.user, slug)
    question = get_object_or_404(club.questions, pk=pk)
    question.move(-1 if request.POST.get("step") == "-1" else 1)
    return see_other("clubs:questions", slug)


@login_required
@require_POST
def question_delete(request, slug, pk):
    """Ask it no more; what was answered stays with the applications."""
    club = get_club_run_by(request.user, slug)
    get_object_or_404(club.questions, pk=pk).delete()
    messages.success(request, _("질문을 뺐어요."))
    return see_other("clubs:questions", slug)
