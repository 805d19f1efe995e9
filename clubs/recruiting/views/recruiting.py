"""How a club recruits: when, how many, and what it asks."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.directory.models import Club
from clubs.directory.views import get_club_run_by
from clubs.recruiting.forms.applications import ApplicationForm, RecruitingForm
from clubs.recruiting.forms.questions import QuestionForm
from clubs.recruiting.models.questions import Question
from kclub.shortcuts import parse_number, render_page, see_other


@login_required
def recruiting(request, slug):
    """Dates, seats and the way in; for the president and officers."""
    club = get_club_run_by(request.user, slug)
    form = RecruitingForm(request.POST or None, instance=club)
    if form.is_valid():
        club.recruit(request.user, **form.cleaned_data)
        messages.success(request, _("저장했어요."))
        return see_other("clubs:recruiting", slug)
    club = get_club_run_by(request.user, slug) if form.errors else club
    context = of(club) | {"form": form, "taken": club.seats and club.seats_taken()}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/recruiting/recruiting.html#form", context, status=status)


# Questions -------------------------------------------------------------------------------


@login_required
def questions(request, slug):
    """What the club asks; POST asks one more. For the president and officers."""
    club = get_club_run_by(request.user, slug)
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        club.ask(request.user, **form.cleaned_data)
        messages.success(request, _("질문을 더했어요."))
        return see_other("clubs:questions", slug)
    versions = list(club.questionnaires.with_counts().prefetch_related("questions"))
    context = of(club) | {
        "form": form,
        "questionnaire": versions[0] if versions else None,
        "earlier": [version for version in versions[1:] if version.questions.all()],
    }
    status = 422 if form.errors else 200
    return render_page(request, "clubs/recruiting/questions.html#form", context, status=status)


@login_required
@require_safe
def preview(request, slug):
    """The form as an applicant sees it; nothing is sent from here."""
    club = get_club_run_by(request.user, slug)
    club.join_mode = Club.JoinMode.APPLICATION
    context = {"club": club, "form": ApplicationForm(club), "preview": True}
    return render_page(request, "clubs/recruiting/application_form.html#form", context)


@login_required
@require_POST
def ask_again(request, slug):
    """Ask what an earlier version (`number`) asked, as that of last term."""
    club = get_club_run_by(request.user, slug)
    number = parse_number(request.POST.get("number"))
    get_object_or_404(club.questionnaires, number=number).ask_again(request.user)
    messages.success(request, _("그때의 질문을 가져왔어요."))
    return see_other("clubs:questions", slug)


@login_required
def question(request, slug, pk):
    """Change one question; for the president and officers."""
    club = get_club_run_by(request.user, slug)
    question = get_question(club, pk)
    form = QuestionForm(request.POST or None, instance=question)
    if form.is_valid():
        question.change(request.user, **form.cleaned_data)
        messages.success(request, _("저장했어요."))
        return see_other("clubs:questions", slug)
    context = of(club) | {"question": question, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/recruiting/question.html#form", context, status=status)


@login_required
@require_POST
def question_move(request, slug, pk):
    """Ask it earlier (`step=-1`) or later (`step=1`)."""
    step = -1 if request.POST.get("step") == "-1" else 1
    get_question(get_club_run_by(request.user, slug), pk).move(request.user, step)
    return see_other("clubs:questions", slug)


@login_required
@require_POST
def question_delete(request, slug, pk):
    """Ask it no more; what was answered stays with the applications."""
    get_question(get_club_run_by(request.user, slug), pk).drop(request.user)
    messages.success(request, _("질문을 뺐어요."))
    return see_other("clubs:questions", slug)


def of(club):
    """What the frame of the desk shows."""
    return {"club": club}


def get_question(club, pk):
    """A question the club asks or has asked; its verbs find it in the version of today."""
    questions = Question.objects.select_related("questionnaire__club")
    return get_object_or_404(questions, questionnaire__club=club, pk=pk)
