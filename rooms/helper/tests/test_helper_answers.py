"""Answers tell what their asker may see at this moment, and nothing else."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from clubs.models import Application, Bylaws, Club, Event, Membership, Post
from rooms.helper.answers import NOT_NOW, answer, answers_to
from rooms.helper.models import HelperQuestion
from rooms.helper.tests.helper_campus import SECRET
from rooms.helper.tests.test_helper_table import said
from tests.factories import make_club, make_member, make_user, unverified

pytestmark = pytest.mark.django_db
NOSY = [
    f"{SECRET}회",
    f"{SECRET} 동아리 있어?",
    f"{SECRET} 아래에서",
    f"{SECRET} 합주",
    f"{SECRET} 행사 언제야",
    f"{SECRET}회 회장 누구야",
    f"{SECRET}회 모집해?",
    "이번 주 행사 뭐 있어?",
    "모집 중인 동아리",
    "ㅇㅎㄴㅁ 동아리",
    "동아리 추천해줘",
]


def ask(user, text):
    """Ask in the room of the user. Returns the question."""
    return HelperQuestion.objects.ask(user, text)


def again(user):
    """Return the answers in the room of the user, as they are now."""
    return [given for _question, given in answers_to(list(user.helper_questions.all()), user)]


@pytest.mark.parametrize("text", NOSY)
@pytest.mark.parametrize("who", ["guest", "unverified", "student"])
def test_nobody_is_told_of_what_is_not_for_them(campus, who, text):
    assert SECRET not in said(answer(text, getattr(campus, who)))


def test_a_member_is_told_of_what_is_for_members(campus):
    for text in ["이번 주 행사 뭐 있어?", f"{SECRET} 합주", f"{SECRET} 아래에서"]:
        assert SECRET in said(answer(text, campus.member))
    unverified(campus.member)
    for text in ["이번 주 행사 뭐 있어?", f"{SECRET} 합주", f"{SECRET} 아래에서"]:
        assert SECRET not in said(answer(text, campus.member))


def test_a_club_that_waits_is_known_to_its_founder_and_the_union_alone(campus):
    waiting = Club.objects.submitted().get()
    for user in (waiting.president, campus.union):
        assert answer(waiting.name, user).topic == "club"
    assert answer(waiting.name, campus.student).topic == "unknown"


@pytest.mark.parametrize("status", [Club.Status.SUSPENDED, Club.Status.ARCHIVED])
def test_a_club_that_was_closed_is_told_to_its_members_alone(campus, status):
    Club.objects.filter(pk=campus.filmlog.pk).update(status=status)
    for text in ["필름로그 회장 누구야", "사진 동아리 뭐 있어?", "필름로그 카메라 없어도 돼?"]:
        for user in (campus.guest, campus.student):
            assert "필름로그" not in said(answer(text, user))
            assert "빌려" not in said(answer(text, user))
    assert "김민재" in said(answer("필름로그 회장 누구야", campus.member))


def test_nobody_is_told_of_the_applications_of_others(campus):
    president = campus.band.president
    for text in ["내 지원 어떻게 됐어?", "이부원 지원 결과", "새벽 세시 지원 결과 알려줘"]:
        assert "심사 중" not in said(answer(text, president))
        assert "심사 중" not in said(answer(text, campus.student))
        assert "심사 중" not in said(answer(text, campus.guest))


def test_dues_of_a_club_are_told_to_its_members_alone(campus):
    for user in (campus.guest, campus.unverified, campus.student, campus.union):
        assert "20,000" not in said(answer("필름로그 회비 얼마야?", user))
    dues = campus.filmlog.dues.get()
    dues.mark(campus.filmlog.membership_of(campus.member), campus.filmlog.president, is_paid=True)
    assert "낸 것으로 적혀 있어요" in said(answer("회비 얼마야", campus.member))
    assert "낸 것으로" not in said(answer("회비 얼마야", campus.filmlog.president))


def test_bylaws_are_not_told_only_where_they_are(campus):
    Bylaws.objects.write(campus.filmlog, campus.filmlog.president, f"## {SECRET}")
    assert SECRET not in said(answer("필름로그 회칙", campus.member))


def test_an_event_that_was_cancelled_is_told_of_no_more(campus):
    ask(campus.student, "이번 주 행사 뭐 있어?")
    Event.objects.filter(title="가을 출사").update(cancelled_at=timezone.now())
    assert "가을 출사" not in said(answer("이번 주 행사 뭐 있어?", campus.student))
    assert again(campus.student)[0].sentence == NOT_NOW


# What was asked before -------------------------------------------------------------------


def test_who_was_removed_reads_no_more_of_it_in_old_answers(campus):
    ask(campus.member, f"{SECRET} 아래에서")
    ask(campus.member, "이번 주 행사 뭐 있어?")
    assert SECRET in said(again(campus.member)[0])
    Membership.objects.get(club=campus.filmlog, user=campus.member).delete()
    assert [SECRET in said(given) for given in again(campus.member)] == [False, False]
    assert again(campus.member)[0].sentence == NOT_NOW
    assert "가을 출사" in said(again(campus.member)[1])


def test_a_post_that_was_deleted_stands_in_no_old_answer(campus):
    ask(campus.student, "현상소 이야기")
    assert "현상소" in said(again(campus.student)[0])
    Post.objects.filter(title="현상소 이야기").update(deleted_at=timezone.now())
    assert "현상소" not in said(again(campus.student)[0])


def test_an_author_who_was_blocked_stands_in_no_old_answer(campus):
    ask(campus.student, "현상소 이야기")
    campus.student.block(campus.filmlog.president)
    assert "현상소" not in said(again(campus.student)[0])
    assert answer("현상소 이야기", campus.student).topic == "unknown"


def test_an_old_answer_tells_how_it_is_now(campus):
    ask(campus.member, "내 지원 어떻게 됐어?")
    assert "심사 중" in said(again(campus.member)[0])
    Application.objects.get(applicant=campus.member).approve(by=campus.band.president)
    assert "합격" in said(again(campus.member)[0])
    Club.objects.get(pk=campus.band.pk).rename(campus.union, "새벽 네시")
    assert "새벽 네시" in said(again(campus.member)[0])


def test_nothing_of_what_was_found_is_kept_but_its_key(campus):
    question = ask(campus.member, "사진 동아리 뭐 있어?")
    assert question.found == [("Club", campus.filmlog.pk)]
    question.refresh_from_db()
    assert question.found == [["Club", campus.filmlog.pk]]
    assert (question.topic, str(question)) == ("clubs", "사진 동아리 뭐 있어?")


def test_a_topic_that_is_gone_is_answered_as_one_not_known(campus):
    ask(campus.student, "안녕")
    campus.student.helper_questions.update(topic="gone", found=[["Gone", 3], ["Club", -1]])
    assert again(campus.student)[0].sentence == NOT_NOW
    campus.student.helper_questions.update(found=[])
    assert again(campus.student)[0].topic == "unknown"


def test_it_is_no_person_whom_one_could_write_to_search_or_block(campus):
    people = get_user_model().objects
    before = people.count()
    ask(campus.student, "안녕")
    assert people.count() == before
    assert not people.containing("도우미").exists()


# Which club is meant ---------------------------------------------------------------------


def test_the_longest_name_is_meant(campus):
    make_club("필름", place="정문")
    make_club("필름로그 영상", place="후문")
    assert "후문" in said(answer("필름로그 영상 어디서 모여", campus.guest))
    assert "학생회관" in said(answer("필름로그 어디서 모여", campus.guest))


def test_of_names_that_are_almost_alike_none_is_guessed(campus):
    make_club("필름로고")
    assert answer("필름로크 회장 누구야", campus.guest).topic == "unknown"


def test_officers_are_asked_about_their_own_club(campus):
    given = answer("필름로그 강아지 데려가도 돼?", campus.student)
    assert [found.url for found in given.found] == [
        reverse("clubs:inquiries", args=[campus.filmlog.slug])
    ]


def test_a_member_of_two_clubs_reads_the_dues_of_both(campus):
    other = make_club("카메라방")
    other.admit(campus.member)
    make_member(other)
    other.dues.model.objects.set(other, other.president, 5_000, timezone.localdate())
    told = said(answer("회비 얼마야", campus.member))
    assert "20,000원" in told
    assert "5,000원" in told


def test_names_of_one_letter_are_not_looked_for_in_every_question(campus):
    make_club("춤", place="무용실")
    assert answer("춤추고 싶어", make_user()).topic != "club"
