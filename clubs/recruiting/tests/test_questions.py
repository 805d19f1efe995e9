"""Questions as officers write them: what is refused, and who may not."""

import pytest
from django.urls import reverse

from clubs.models import Club
from tests.factories import make_member, make_staff

pytestmark = pytest.mark.django_db
SENT = {"text": "왜 지원했나요?", "kind": "long", "required": "on"}


def questions_of(club):
    return reverse("clubs:questions", args=[club.slug])


@pytest.fixture
def asking(club, client):
    club.edit(club.president, join_mode=Club.JoinMode.APPLICATION)
    client.force_login(club.president)
    return club


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, 'aria-invalid="true"'),
        ({"text": "가" * 201}, "가" * 201),
        ({"kind": "choice", "choices": "하나"}, "고를 것을 둘 넘게 적어 주세요."),
        ({"kind": "choice", "choices": "하나,, ,"}, "고를 것을 둘 넘게 적어 주세요."),
        ({"kind": "essay"}, 'aria-invalid="true"'),
        ({"at_least": "300", "at_most": "200"}, "적어도 써야 하는 글자 수보다 많아야 해요."),
        ({"at_least": "-1"}, 'aria-invalid="true"'),
        ({"at_least": "1001"}, 'aria-invalid="true"'),
        ({"at_most": "9"}, 'aria-invalid="true"'),
        ({"at_most": "2001"}, 'aria-invalid="true"'),
    ],
)
def test_a_question_that_cannot_be_asked_is_sent_back(client, asking, wrong, sentence):
    response = client.post(questions_of(asking), SENT | wrong)
    assert response.status_code == 422
    assert sentence in response.text
    assert asking.questionnaire is None or not asking.questionnaire.questions.exists()


def test_members_ask_nothing(client, asking):
    client.force_login(make_member(asking))
    assert client.post(questions_of(asking), SENT).status_code == 403
    assert asking.questionnaire is None


def test_a_club_the_union_has_closed_asks_nothing_new(client, asking):
    asking.suspend(make_staff(), "이유")
    assert client.post(questions_of(asking), SENT).status_code == 403
    assert asking.questionnaire is None


def test_a_question_deleted_twice_is_not_found(client, asking):
    question = asking.ask(asking.president, text="왜 지원했나요?")
    url = reverse("clubs:question-delete", args=[asking.slug, question.pk])
    assert client.get(url).status_code == 405
    assert [client.post(url).status_code for _click in range(2)] == [303, 404]


@pytest.mark.parametrize(("step", "order"), [(-5, "나가다"), (5, "가다나"), (0, "가나다")])
def test_a_question_is_moved_no_further_than_the_ends(asking, step, order):
    questions = [asking.ask(asking.president, text=text) for text in "가나다"]
    questions[1].move(asking.president, step)
    texts = asking.questionnaire.questions.values_list("text", flat=True)
    assert "".join(texts) == order


@pytest.mark.parametrize(
    ("kind", "at_most", "longest"),
    [("short", None, 200), ("short", 500, 200), ("long", None, 2000), ("long", 100, 100)],
)
def test_an_answer_is_as_long_as_kind_and_limit_allow(asking, kind, at_most, longest):
    question = asking.ask(asking.president, text="왜요?", kind=kind, at_most=at_most)
    assert question.max_length == longest
