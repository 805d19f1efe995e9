"""What people have asked the helper: kept for them alone, for a while."""

from datetime import timedelta
from unicodedata import normalize

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.tests.exports import data_of, make_export
from rooms.helper.asked import Asked, mistyped, without_ending
from rooms.helper.models import KEPT_FOR, MOST_KEPT, HelperQuestion
from rooms.models import Occupancy, Room
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def texts_of(user):
    return [question.text for question in user.helper_questions.all()]


def test_questions_are_kept_in_their_order_and_composed(user):
    HelperQuestion.objects.ask(user, normalize("NFD", " 안녕 "))
    HelperQuestion.objects.ask(user, "고마워")
    assert texts_of(user) == ["안녕", "고마워"]
    assert texts_of(make_user()) == []


def test_asking_twice_in_a_row_is_asking_once(user):
    for text in ["안녕", "안녕", "고마워", "안녕"]:
        HelperQuestion.objects.ask(user, text)
    assert texts_of(user) == ["안녕", "고마워", "안녕"]


def test_only_the_newest_are_kept(user):
    other = make_user()
    HelperQuestion.objects.ask(other, "안녕")
    for number in range(MOST_KEPT + 3):
        HelperQuestion.objects.ask(user, f"안녕 {number}")
    assert len(texts_of(user)) == MOST_KEPT
    assert texts_of(user)[-1] == f"안녕 {MOST_KEPT + 2}"
    assert texts_of(user)[0] == "안녕 3"
    assert texts_of(other) == ["안녕"]


def test_old_ones_are_deleted_once_a_day(user, capsys):
    for text in ["옛날", "요즘"]:
        HelperQuestion.objects.ask(user, text)
    old = timezone.now() - KEPT_FOR - timedelta(minutes=1)
    user.helper_questions.filter(text="옛날").update(asked_at=old)
    call_command("daily")
    assert "questions to the helper asked 30 days ago, deleted: 1" in capsys.readouterr().out
    assert texts_of(user) == ["요즘"]


def test_they_go_with_the_account(user):
    other = make_user()
    for each in (user, other):
        HelperQuestion.objects.ask(each, "탈퇴하고 싶어")
    user.close_account()
    assert [question.user for question in HelperQuestion.objects.all()] == [other]


def test_they_are_in_the_export_of_whoever_asked(user):
    HelperQuestion.objects.ask(make_user(), "고마워")
    question = HelperQuestion.objects.ask(user, "안녕")
    exported = data_of(make_export(user))["helper_questions"]
    assert [(row["id"], row["text"]) for row in exported] == [(question.pk, "안녕")]


def test_asking_opens_no_room_and_brings_nobody_into_one(user):
    HelperQuestion.objects.ask(user, "안녕")
    assert not Room.objects.exists()
    assert not Occupancy.objects.exists()


# How a question is read ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("사진을", "사진"),
        ("동아리에서", ""),
        ("있나요", ""),
        ("사진찍는", "사진"),
        ("밴드부", "밴드"),
        ("사진반", "사진"),
        ("공부", "공부"),
        ("춤추는", "춤"),
        ("the", ""),
        ("x", ""),
        ("춤", "춤"),
        ("추천좀", ""),
    ],
)
def test_words_are_read_without_their_endings(word, stem):
    assert without_ending(word) == stem


@pytest.mark.parametrize(
    ("typed", "is_meant"),
    [
        ("비밀번호", True),
        ("비밀번오", True),  # another letter
        ("비밀버호", True),  # one missing
        ("비밀번홍", True),  # one too many
        ("비말번오", False),
        ("비밀", False),
    ],
)
def test_one_letter_may_be_mistyped(typed, is_meant):
    assert (mistyped("비밀번호").search(normalize("NFD", typed)) is not None) is is_meant


def test_short_words_are_never_taken_for_others(user):
    asked = Asked("회미 얼마야", user)
    assert not asked.nearly_has("회비")
    assert not Asked("fea", user).nearly_has("fee")
    assert Asked("pasword", user).nearly_has("password")


@pytest.mark.parametrize(
    "text",
    ["ｐａｓｓｗｏｒｄ", "PASSWORD", "password?", "my-password", "“password”", "pass\u200bword"],
)
def test_width_case_signs_and_what_nobody_sees_change_nothing(user, text):
    assert Asked(text, user).has("password")


def test_english_words_are_whole_ones(user):
    assert not Asked("coffee", user).has("fee")
    assert Asked("fees", user).has("fee")
    assert Asked("I can't log in", user).has("log in")


def test_first_consonants_are_those_of_a_whole_word(user):
    assert Asked("ㅂㅁㅂㅎ", user).has("비밀번호")
    assert not Asked("ㅂㅁ", user).has("비밀번호")
    assert Asked(normalize("NFD", "비밀번호"), user).has("비밀번호")


def test_what_is_left_of_a_question_is_what_it_is_about(user):
    asked = Asked("사진 동아리 중에 지금 모집하는 곳 있나요?", user)
    assert asked.rest(["모집", "동아리"]) == ["사진"]
    assert Asked("how do I change my password", user).rest(["password", "change"]) == []


def test_only_so_many_words_are_read(user):
    assert len(Asked("가나 " * 400, user).words) == 30
