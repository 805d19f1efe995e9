"""The page that plots the applications to a club: by day, and what was chosen for each question."""

from collections import Counter
from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clubs.directory.views import get_club_run_by
from clubs.recruiting.models.answers import Answer
from clubs.recruiting.models.questions import Question
from kclub.components.plots import DayPlot, SharePlot, by_day
from kclub.shortcuts import render_page

DAYS = 30  # that are plotted, today being the last
MAX_ANSWERS = 5000  # that are counted, the latest ones


@login_required
@require_safe
def applications_numbers(request, slug):
    """Plot the applications of the last DAYS, and the answers to questions with choices."""
    club = get_club_run_by(request.user, slug)
    today = timezone.localdate()
    first = today - timedelta(days=DAYS - 1)
    since = timezone.now() - timedelta(days=DAYS)
    submitted = club.applications.filter(submitted_at__gte=since)
    numbers = by_day(submitted.values_list("submitted_at", flat=True), first, today)
    plots = [DayPlot(_("지원서"), numbers), *answers_by_question(club)]
    context = {"club": club, "plots": plots, "days": DAYS}
    return render_page(request, "clubs/recruiting/applications_numbers.html", context)


def answers_by_question(club):
    """Return a SharePlot for each question with choices that the club asks now, if it has answers.

    It counts the answers to all versions of the question, also choices that are not offered now.
    """
    newest = club.questionnaires.first()
    asked = newest.questions.filter(kind=Question.Kind.CHOICE) if newest else []
    questions = {question.key: question for question in asked}
    answers = Answer.objects.filter(application__club=club, question__key__in=questions)
    chosen = answers.order_by("-pk").values_list("question__key", "text")[:MAX_ANSWERS]
    counts = {key: Counter(dict.fromkeys(q.choice_list, 0)) for key, q in questions.items()}
    for key, text in chosen:
        counts[key][text] += 1
    return [
        SharePlot(question.text, dict(counts[key]))
        for key, question in questions.items()
        if counts[key].total()
    ]
