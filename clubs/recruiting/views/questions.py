"""The pages on which officers write the questions to applicants."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.directory.models import Club
from clubs.directory.views import get_club_run_by
from clubs.recruiting.forms.applications import ApplicationForm
from clubs.recruiting.forms.questions import QuestionForm
from clubs.recruiting.models.questions import Question
from kclub.shortcuts import parse_number, render_page, see_other


@login_required
def questions(request, slug):
    """List the questions and earlier versions; POST adds one. For the president and officers."""
    club = get_club_run_by(request.user, slug)
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        club.ask(request.user, **form.cleaned_data)
        messages.success(request, _("질문을 더했어요."))
        return see_other("clubs:questions", slug)
    versions = list(club.questionnaires.with_counts().prefetch_related("questions"))
    context = {
        "club": club,
        "form": form,
        "questionnaire": versions[0] if versions else None,
        "earlier": [version for version in versions[1:] if version.questions.all()],
    }
    status = 422 if form.errors else 200
    return render_page(request, "clubs/recruiting/questions.html#form", context, status=status)


@login_required
@require_safe
def questions_preview(request, slug):
    """Show the application form as applicants see it, without a button to submit it."""
    club = get_club_run_by(request.user, slug)
    club.join_mode = Club.JoinMode.APPLICATION
    context = {"club": club, "form": ApplicationForm(club), "preview": True}
    return render_page(request, "clubs/recruiting/application_form.html#form", context)


@login_required
@require_POST
def questions_again(request, slug):
    """Bring back the questions of the earlier version `number` (POST)."""
    club = get_club_run_by(request.user, slug)
    number = parse_number(request.POST.get("number"))
    get_object_or_404(club.questionnaires, number=number).ask_again(request.user)
    messages.success(request, _("그때의 질문을 가져왔어요."))
    return see_other("clubs:questions", slug)


@login_required
def question(request, slug, pk):
    """Show the form to change a question; POST changes it. For the president and officers."""
    club = get_club_run_by(request.user, slug)
    question = get_question(club, pk)
    form = QuestionForm(request.POST or None, instance=question)
    if form.is_valid():
        question.change(request.user, **form.cleaned_data)
        messages.success(request, _("저장했어요."))
        return see_other("clubs:questions", slug)
    context = {"club": club, "question": question, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/recruiting/question.html#form", context, status=status)


@login_required
@require_POST
def question_move(request, slug, pk):
    """Move a question up (`step=-1`) or down (`step=1`)."""
    step = -1 if request.POST.get("step") == "-1" else 1
    get_question(get_club_run_by(request.user, slug), pk).move(request.user, step)
    return see_other("clubs:questions", slug)


@login_required
@require_POST
def question_delete(request, slug, pk):
    """Remove a question from now on; answers to it stay with their applications."""
    get_question(get_club_run_by(request.user, slug), pk).drop(request.user)
    messages.success(request, _("질문을 뺐어요."))
    return see_other("clubs:questions", slug)


def get_question(club, pk):
    """Return a question the club asks or has asked; its verbs find it in the newest version."""
    questions = Question.objects.select_related("questionnaire__club")
    return get_object_or_404(questions, questionnaire__club=club, pk=pk)
