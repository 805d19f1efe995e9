"""Each rule against a roster: a number, and a sentence about what would help."""

import pytest

from clubs.models import Rules
from clubs.registration.checks import checks
from clubs.registration.tests.registrations import NUMBERS
from clubs.term.roster import Roster


def roster(*departments):
    """Make a Roster of (college, department, attending, on leave)."""
    found = Roster()
    for college, name, attending, on_leave in departments:
        found.departments[college, name] = [attending, on_leave]
        found.attending += attending
        found.on_leave += on_leave
    return found


def said(found, **numbers):
    """What is said of a roster by rules with these numbers: [(sentence, what would help)]."""
    by = Rules(**(NUMBERS | {"min_members": 0} | numbers))
    return [(str(check.sentence), check.what_helps) for check in checks(by, found)]


PHOTO = roster(("예술대학", "사진학과", 6, 0), ("공과대학", "전자공학과", 3, 1))


@pytest.mark.parametrize(
    ("numbers", "sentence", "what_helps"),
    [
        ({"min_members": 10}, "부원 10 / 10", ""),
        ({"min_members": 11}, "부원 10 / 11", "한 명만 더 확인하면 돼요"),
        ({"min_members": 15}, "부원 10 / 15", "5명이 더 확인하면 돼요"),
        ({"min_members": 10, "max_leave_share": 0}, "부원 9 / 10", "한 명만 더 확인하면 돼요"),
        ({"min_colleges": 2}, "단과대 2 / 2", ""),
        ({"min_colleges": 3}, "단과대 2 / 3", "한 곳만 더"),
        ({"min_colleges": 5}, "단과대 2 / 5", "3곳 더"),
        ({"min_departments": 4}, "학과 2 / 4", "2곳 더"),
        ({"max_share": 60}, "한 학과의 비율 60% / 60% 이하", ""),
        ({"max_share": 55}, "한 학과의 비율 60% / 55% 이하", "다른 학과에서 한 명만 더"),
        ({"max_share": 50}, "한 학과의 비율 60% / 50% 이하", "다른 학과에서 2명 더"),
    ],
)
def test_a_rule_is_a_sentence_that_says_what_would_help(numbers, sentence, what_helps):
    assert (sentence, what_helps) in said(PHOTO, **numbers)


@pytest.mark.parametrize(
    ("attending", "on_leave", "most", "counted"),
    [
        (10, 5, 100, 15),
        (10, 5, 0, 10),
        (10, 5, 20, 12),
        (10, 1, 20, 11),
        (0, 5, 50, 0),
        (4, 9, 50, 8),
    ],
)
def test_of_those_on_leave_only_a_share_counts(attending, on_leave, most, counted):
    found = roster(("예술대학", "사진학과", attending, on_leave))
    assert said(found, max_leave_share=most)[0][0] == f"부원 {counted} / 0"
    assert on_leave == found.on_leave
    assert counted == attending or most >= 100 * (counted - attending) / counted


def test_a_department_whose_people_are_all_on_leave_counts_only_where_they_do():
    found = roster(("예술대학", "사진학과", 3, 0), ("공과대학", "전자공학과", 0, 2))
    assert ("단과대 1 / 2", "한 곳만 더") in said(found, min_colleges=2, max_leave_share=0)
    assert ("단과대 2 / 2", "") in said(found, min_colleges=2, max_leave_share=50)


def test_two_departments_of_one_name_are_two_where_their_colleges_differ():
    found = roster(("예술대학", "디자인학과", 1, 0), ("공과대학", "디자인학과", 1, 0))
    assert ("학과 2 / 2", "") in said(found, min_departments=2)


def test_a_club_of_nobody_lacks_everything_and_breaks_nothing():
    numbers = {"min_members": 3, "min_colleges": 1, "min_departments": 1, "max_share": 50}
    assert said(Roster(), **numbers) == [
        ("부원 0 / 3", "3명이 더 확인하면 돼요"),
        ("단과대 0 / 1", "한 곳만 더"),
        ("학과 0 / 1", "한 곳만 더"),
        ("한 학과의 비율 0% / 50% 이하", ""),
    ]


def test_what_is_not_asked_for_is_not_said():
    assert [sentence for sentence, _help in said(PHOTO)] == ["부원 10 / 0"]


# The advisor


@pytest.mark.parametrize(
    ("asked", "has_advisor", "met", "keeps_from_filing"),
    [
        (Rules.Advisor.WISHED, False, False, False),
        (Rules.Advisor.WISHED, True, True, False),
        (Rules.Advisor.NEEDED, False, False, True),
        (Rules.Advisor.NEEDED, True, True, False),
    ],
)
def test_an_advisor_is_wished_for_or_needed(asked, has_advisor, met, keeps_from_filing):
    by = Rules(**NUMBERS | {"advisor": asked})
    advisor = checks(by, PHOTO, has_advisor)[-1]
    assert str(advisor.sentence) == "지도교수 동의"
    assert (advisor.met, advisor.keeps_from_filing) == (met, keeps_from_filing)
    assert bool(advisor.what_helps) is not met


@pytest.mark.parametrize("has_advisor", [False, True])
def test_an_advisor_who_is_not_asked_for_is_not_said(has_advisor):
    by = Rules(**NUMBERS | {"advisor": Rules.Advisor.NO})
    assert "지도교수 동의" not in [str(check.sentence) for check in checks(by, PHOTO, has_advisor)]


# Papers


@pytest.mark.parametrize(
    ("asked", "there", "unmet"),
    [
        ([], {"budget"}, []),
        (["budget"], set(), ["서류: 예산안"]),
        (["budget"], {"budget"}, []),
        (["budget", "minutes"], {"budget"}, ["서류: 총회 회의록"]),
        (["safety", "accounts"], {"budget"}, ["서류: 안전 서약서", "서류: 결산서"]),
    ],
)
def test_each_paper_that_is_asked_for_is_a_check(asked, there, unmet):
    by = Rules(**NUMBERS | {"min_members": 0}, papers=asked)
    found = checks(by, PHOTO, papers=there)
    assert len([check for check in found if "서류" in check.sentence]) == len(asked)
    lacking = [check for check in found if check.keeps_from_filing]
    assert [check.sentence for check in lacking] == unmet
    assert {check.what_helps for check in lacking} <= {"PDF로 올려 주세요"}


def test_a_reason_excuses_numbers_and_neither_papers_nor_an_advisor():
    by = Rules(**NUMBERS | {"min_members": 99, "advisor": Rules.Advisor.NEEDED}, papers=["budget"])
    assert [check.may_be_excused for check in checks(by, PHOTO)] == [True, False, False]
