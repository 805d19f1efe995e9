"""The versions of the questions of a club."""

import pytest

from clubs.recruiting.tests.applications import ask, url
from tests.factories import (
    make_application,
    make_club,
)

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def test_questions_nobody_has_answered_are_changed_in_place(club):
    why = ask(club)

    why.change(club.president, text="왜요?")

    assert [q.text for q in club.questionnaire.questions.all()] == ["왜요?"]
    assert club.questionnaires.count() == 1


def test_answered_questions_stay_as_they_were_asked(client, club, user):
    club.edit(join_mode="application")
    why = ask(club)
    application = make_application(
        club, answers=[(why, "좋아서요")], questionnaire=club.questionnaire
    )

    why.change(club.president, text="왜요?")
    ask(club, "언제요?")

    assert [v.number for v in club.questionnaires.all()] == [2, 1]
    assert application.answers.get().question.text == "왜 들어오고 싶나요?"
    assert [q.text for q in club.questionnaire.questions.all()] == ["왜요?", "언제요?"]
    client.force_login(user)
    late = client.post(url("join", club), {"version": "1", f"q-{why.key}": "좋아서요"})
    assert late.status_code == 422
    assert "질문이 바뀌었어요" in late.text
    assert "좋아서요</textarea>" in late.text


def test_last_terms_questions_can_be_asked_again(client, club):
    why = ask(club)
    make_application(club).reject(by=club.president)
    club.edit(join_mode="application")
    make_application(club, answers=[(why, "네")], questionnaire=club.questionnaire)
    why.drop(club.president)
    ask(club, "언제요?")
    client.force_login(club.president)

    page = client.get(url("questions", club))
    assert page.context["questionnaire"].number == 2
    assert "지난 질문" in page.text
    assert client.post(url("questions-again", club), {"number": "1"}).status_code == 303

    assert [q.text for q in club.questionnaire.questions.all()] == ["왜 들어오고 싶나요?"]
    assert [v.number for v in club.questionnaires.all()] == [2, 1]


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("휴대폰 번호를 알려 주세요", True),
        ("학과와 학번", True),
        ("주민등록번호 앞자리", True),
        ("What is your phone number?", True),
        ("왜 들어오고 싶나요?", False),
        ("좋아하는 사진가는 누구인가요?", False),
    ],
)
def test_asking_for_numbers_of_a_person_is_warned_about(client, club, text, personal):
    question = ask(club, text)
    client.force_login(club.president)

    assert question.asks_for_personal_data is personal
    assert ("한 번 더 생각해" in client.get(url("questions", club)).text) is personal


def test_an_answer_keeps_the_limits_of_its_question(client, user):
    club = make_club(join_mode="application")
    why = ask(club, at_least=20, at_most=30)
    client.force_login(user)

    short = client.post(url("join", club), {f"q-{why.key}": "가" * 8})
    long = client.post(url("join", club), {f"q-{why.key}": "가" * 31})

    assert "지금 8자예요. 12자만 더 적어 주세요." in short.text
    assert long.status_code == 422
    assert client.post(url("join", club), {f"q-{why.key}": "가" * 20}).status_code == 303


def test_the_preview_shows_the_form_and_sends_nothing(client, club):
    why = ask(club)
    client.force_login(club.president)

    page = client.get(url("questions-preview", club)).text

    assert why.text in page
    assert "지원서 보내기" not in page
