"""Officers see how many apply on which day, and what is chosen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clubs.recruiting.models.questions import Questionnaire
from tests.factories import make_application, make_club, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def questionnaire(club):
    questionnaire = Questionnaire.objects.editable(club)
    make = questionnaire.questions.create
    make(text="무슨 요일이 좋아요?", kind="choice", choices="월, 화, 수")
    make(text="하고 싶은 말", kind="long", required=False)
    return questionnaire


def apply(club, questionnaire, *answers):
    application = make_application(club, make_user())
    for question, text in zip(questionnaire.questions.all(), answers, strict=False):
        application.answers.create(question=question, text=text)
    return application


def numbers_page(client, club):
    client.force_login(club.president)
    return client.get(f"{club.get_absolute_url()}manage/applications/numbers/")


def test_applications_are_counted_by_day(client, club):
    for days in [0, 0, 3, 40]:
        application = make_application(club, make_user())
        then = timezone.now() - timedelta(days=days)
        type(application).objects.filter(pk=application.pk).update(submitted_at=then)
    plot = numbers_page(client, club).context["plots"][0]
    numbers = list(plot.numbers.values())
    assert (len(numbers), numbers[-1], numbers[-4], plot.total) == (30, 2, 1, 3)


def test_choices_are_counted_and_what_is_written_is_not(client, club, questionnaire):
    for answers in [("월", "안녕하세요"), ("월", ""), ("수", "")]:
        apply(club, questionnaire, *answers)
    page = numbers_page(client, club)
    (plot,) = page.context["plots"][1:]
    assert (plot.title, plot.numbers) == ("무슨 요일이 좋아요?", {"월": 2, "화": 0, "수": 1})
    assert "안녕하세요" not in page.text


def test_a_choice_that_is_not_offered_any_more_is_counted_on(client, club, questionnaire):
    apply(club, questionnaire, "월")
    question = questionnaire.questions.get(kind="choice")
    question.change(club.president, choices="화, 수")
    apply(club, club.questionnaires.first(), "화")
    (plot,) = numbers_page(client, club).context["plots"][1:]
    assert plot.numbers == {"화": 1, "수": 0, "월": 1}


def test_without_applications_the_page_is_there(client, club, questionnaire):
    page = numbers_page(client, club)
    assert page.status_code == 200
    assert len(page.context["plots"]) == 1


def test_the_page_costs_the_same_with_many_applications(
    client, club, questionnaire, django_assert_max_num_queries
):
    for n in range(20):
        apply(club, questionnaire, "월" if n % 2 else "화")
    apply(make_club(), questionnaire)
    client.force_login(club.president)
    with django_assert_max_num_queries(16):
        client.get(f"{club.get_absolute_url()}manage/applications/numbers/")
