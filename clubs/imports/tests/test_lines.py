"""What is said of a line of clubs beside the other lines, and the clubs that are there."""

import pytest
from django.core import mail

from accounts.models import SchoolDomain
from clubs.imports.club_import import ClubImport
from clubs.imports.lines import Outcome
from clubs.models import BannedWord, Club, ClubInvitation
from kclub.errors import Refused
from tests.factories import make_category, make_club, make_staff, make_user

pytestmark = pytest.mark.django_db

HEAD = "동아리 이름,영어 이름,분야,한 줄 소개,회장 학교 메일\n"


@pytest.fixture(autouse=True)
def union():
    SchoolDomain.objects.get_or_create(name="saebom.example")
    make_category("사진")
    return make_staff()


def row(name, english_name="", email="film@saebom.example", summary="함께해요"):
    return f"{name},{english_name},사진,{summary},{email}\n"


def lines(union, *rows):
    return ClubImport((HEAD + "".join(rows)).encode(), union).lines


def imported(union, *rows):
    report = ClubImport((HEAD + "".join(rows)).encode(), union)
    report.run()
    return report


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        (("필름부", "Film"), ("사진부", "film"), "영어 이름: 다른 줄이나 초대에"),
        (("필름부", "Film"), ("사진부", "F I L M"), "영어 이름: 다른 줄이나 초대에"),
        (("필름부", "Film"), ("FILM", ""), "동아리 이름: 다른 동아리의 영어 이름"),
        (("Film", ""), ("필름부", "film"), "영어 이름: 다른 줄이나 초대에"),
    ],
)
def test_two_clubs_of_a_file_have_no_name_in_common(first, second, sentence, union):
    good, wrong = lines(union, row(*first), row(*second))
    assert (good.faults, wrong.outcome) == ([], Outcome.WRONG)
    assert sentence in wrong.faults[0]


def test_a_club_may_have_one_name_in_both_languages(union):
    assert lines(union, row("Film", "FILM"))[0].faults == []


def test_a_name_of_a_club_that_is_to_be_is_taken_until_it_is_declined(union):
    imported(union, row("필름부", "Film"))
    assert lines(union, row("필름부", "Film"))[0].outcome == Outcome.SAME
    assert "영어 이름" in lines(union, row("사진부", "Film"))[0].faults[0]
    assert "동아리 이름" in lines(union, row("Film"))[0].faults[0]
    ClubInvitation.objects.get().decline(make_user(email="film@saebom.example"))
    assert lines(union, row("사진부", "Film"))[0].faults == []


def test_an_english_name_of_a_club_is_taken(union):
    make_club("필름부", english_name="Film", english_key="film")
    assert "이미 있는 이름" in lines(union, row("사진부", "FILM"))[0].faults[0]


@pytest.mark.parametrize(
    ("name", "resembles"),
    [
        ("필름로그부", "필름로그"),
        ("필름 로긔", "필름로그"),
        ("로그", "필름로그"),
        ("film-log!", "Film Log"),
        ("합창단", None),
    ],
)
def test_a_name_like_that_of_a_club_is_warned_of_and_no_fault(name, resembles, union):
    make_club("필름로그", english_name="Film Log", english_key="filmlog2")
    [line] = lines(union, row(name))
    assert (line.outcome, line.faults) == (Outcome.NEW, [])
    assert bool(line.warnings) is bool(resembles)
    assert not resembles or resembles in line.warnings[0]


def test_a_name_like_that_of_a_line_above_is_warned_of(union):
    first, second, third = lines(union, row("별보기"), row("별보기회"), row("노래패"))
    assert (first.warnings, third.warnings) == ([], [])
    assert "별보기" in second.warnings[0]


def test_nobody_hears_again_of_a_name_that_was_imported(union):
    imported(union, row("별보기"), row("별보기회"))
    again = lines(union, row("별보기"), row("별보기회"))
    assert [line.outcome for line in again] == [Outcome.SAME, Outcome.SAME]
    assert again[0].warnings == []


def test_the_warning_is_printed_and_shown(client, union):
    make_club("필름로그")
    report = ClubImport((HEAD + row("필름로그부")).encode(), union)
    assert "비슷한 이름이 있어요: 필름로그." in report.lines[0].warnings[0]
    report.run()
    assert ClubInvitation.objects.get().name == "필름로그부"


def test_nobody_imports_a_club_for_themselves(union):
    [line] = lines(union, row("필름부", email=union.email))
    assert line.faults == ["회장 학교 메일: 내 동아리는 다른 사람이 가져와야 해요."]
    other = make_staff()
    assert lines(other, row("필름부", email=union.email))[0].faults == []


def test_banned_words_are_found_in_every_cell(union):
    BannedWord.objects.create(word="나쁜말", word_key="나쁜말")
    name, english, summary = lines(
        union, row("나쁜 말 모임"), row("가나", "나.쁜.말"), row("다라", summary="나쁜말해요")
    )
    for line in (name, english, summary):
        assert "쓸 수 없는 말" in line.faults[0]


def test_a_long_file_costs_no_more_queries_than_a_short_one(union, django_assert_max_num_queries):
    BannedWord.objects.create(word="나쁜말", word_key="나쁜말")
    rows = [row(f"{n}번째 동아리 {n * n}", f"Club {n} of {n * n}") for n in range(60)]
    with django_assert_max_num_queries(12):
        assert all(line.outcome == Outcome.NEW for line in lines(union, *rows))


def test_a_president_of_two_clubs_is_told_of_each(union):
    imported(union, row("필름부"), row("합창단"))
    assert [sent.subject for sent in mail.outbox] == [
        "필름부 회장으로 초대받았어요",
        "합창단 회장으로 초대받았어요",
    ]


def test_what_happens_between_report_and_run_is_looked_at_again(union):
    report = ClubImport((HEAD + row("필름부") + row("합창단")).encode(), union)
    make_club("필름부")
    report.run()
    assert [line.outcome for line in report.lines] == [Outcome.SAME, Outcome.NEW]
    assert ClubInvitation.objects.get().name == "합창단"


def test_a_fault_that_comes_between_report_and_run_stops_all(union):
    report = ClubImport((HEAD + row("필름부") + row("합창단")).encode(), union)
    BannedWord.objects.create(word="합창", word_key="합창")
    with pytest.raises(Refused):
        report.run()
    assert not ClubInvitation.objects.exists()


def test_an_answer_that_comes_between_report_and_run_stays(union):
    imported(union, row("필름부"))
    report = ClubImport((HEAD + row("필름부", summary="바뀌었어요")).encode(), union)
    ClubInvitation.objects.get().accept(make_user(email="film@saebom.example"))
    report.run()
    invitation = ClubInvitation.objects.get()
    assert invitation.status == ClubInvitation.Status.ACCEPTED
    assert invitation.club == Club.objects.get()
