"""Names: free display names, handles that are nobody else's, and names that pose as an office."""

import unicodedata
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.utils import timezone

from accounts.agreement_texts import REQUIRED
from accounts.models import FormerHandle, User
from accounts.names import handle_base, is_handle, numbered_handle, poses_as_office
from accounts.tests.browsing import browser_of, errors_of, sign_up
from kclub.errors import Conflict, Refused
from tests.factories import PASSWORD, make_staff, make_user
from tests.races import at_once


def edit(user, **changes):
    typed = {"display_name": user.display_name, "handle": user.handle, "bio": ""} | changes
    return browser_of(user).post("/me/edit/", typed)


# Display names are free --------------------------------------------------------------------


def test_three_students_of_one_name_sign_up_and_each_has_a_handle(school, client):
    for n in range(3):
        typed = {"email": f"minjae{n}@saebom.example", "display_name": "김민재"}
        assert sign_up(client, **typed).status_code == 302
    users = User.objects.order_by("pk")
    assert {user.display_name for user in users} == {"김민재"}
    assert [user.handle for user in users] == ["김민재", "김민재2", "김민재3"]


def test_one_takes_the_display_name_of_another_and_keeps_ones_handle(db):
    make_user("김민재")
    user = make_user("민재")
    assert edit(user, display_name="김민재").status_code == 303
    user.refresh_from_db()
    assert (user.display_name, user.handle) == ("김민재", "민재")


def test_signing_up_again_keeps_the_handle(school, client):
    for _time in range(2):
        sign_up(client, display_name="김민재")
    assert User.objects.get().handle == "김민재"


# Handles -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("김민재", "김민재"),
        (unicodedata.normalize("NFD", "김 민재"), "김민재"),
        ("Seoyeon Lee", "seoyeonlee"),
        ("ＳＥＯＹＥＯＮ", "seoyeon"),
        ("Sеoyeon", "seoyeon"),  # a Cyrillic е
        ("José García", "josegarcia"),
        ("한나_김", "한나_김"),
        ("김민재 ㅋㅋ 📷", "김민재"),
        ("가" * 50, "가" * 20),
        ("민", "민1"),
        ("王伟", "student"),
        ("📷", "student"),
        ("王관리人자", "student"),  # without the rest it would pose as an office
    ],
)
def test_a_handle_is_made_of_the_name(db, name, handle):
    assert make_user(name).handle == handle
    assert is_handle(handle)


def test_a_number_makes_no_handle_too_long():
    assert numbered_handle("가" * 20, 117) == "가" * 17 + "117"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("@minjae_k", "minjae_k"), (" MinJae ", "minjae"), ("ｍｉｎ２", "min2"), ("99", "99")],
)
def test_a_handle_is_stored_in_one_form_however_it_is_typed(db, typed, stored):
    user = make_user()
    assert edit(user, handle=typed).status_code == 303
    user.refresh_from_db()
    assert user.handle == stored


@pytest.mark.parametrize(
    "handle",
    [
        "",
        "a",
        "가" * 21,
        "김 민재",
        "min-jae",
        "민재.",
        "mіn",
        "__",
        "김\u200b민재",
        "ㅁㅈ",
        "王伟",
    ],
)
def test_what_cannot_be_a_handle_is_told_and_kept(db, handle):
    user = make_user("김민재")
    answer = edit(user, handle=handle)
    assert answer.status_code == 422
    assert any(words in errors_of(answer)[0] for words in ["2자부터 20자까지", "채워 주세요"])
    user.refresh_from_db()
    assert user.handle == "김민재"


@pytest.mark.parametrize("handle", ["minjae", "MinJae", "ｍinjae", "@minjae"])
def test_a_handle_of_another_is_taken_in_every_spelling(db, handle):
    make_user("minjae")
    answer = edit(make_user("김민재"), handle=handle)
    assert "누가 이미 쓰는 아이디예요" in errors_of(answer)[0]


def test_nobody_calls_themselves_everybody(db):
    assert "모두를 부르는 말" in errors_of(edit(make_user(), handle="모두"))[0]


def test_a_handle_is_changed_once_in_thirty_days(db):
    user = make_user("김민재")
    user.change_handle("minjae")
    assert "30일에 한 번" in errors_of(edit(user, handle="minjae_k"))[0]
    assert edit(user, handle="minjae").status_code == 303  # that is no change
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        assert edit(user, handle="minjae_k").status_code == 303


def test_a_handle_given_up_goes_to_nobody_else_for_half_a_year(db):
    user, other = make_user("김민재"), make_user("박민재")
    user.change_handle("minjae")
    with pytest.raises(Conflict):
        other.change_handle("김민재")
    assert make_user("김민재").handle == "김민재2"
    assert "누가 이미 쓰는" in errors_of(edit(other, handle="김민재"))[0]
    with time_machine.travel(timezone.now() + timedelta(days=181), tick=False):
        other.change_handle("김민재")
        call_command("daily")
    assert User.objects.get(pk=other.pk).handle == "김민재"
    assert list(FormerHandle.objects.values_list("handle", flat=True)) == ["박민재"]


def test_ones_own_old_handle_can_be_had_again(db):
    user = make_user("김민재")
    user.change_handle("minjae")
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        user.change_handle("김민재")
    assert [former.handle for former in user.former_handles.all()] == ["minjae"]


def test_a_closed_account_leaves_its_handles_free(db):
    user = make_user("김민재")
    user.change_handle("minjae")
    user.close_account()
    assert make_user("김민재").handle == "김민재"
    assert make_user("minjae").handle == "minjae"


@pytest.mark.django_db(transaction=True)
def test_namesakes_who_sign_up_at_once_all_get_in_with_handles_of_their_own():
    emails = [f"minjae{n}@saebom.example" for n in range(4)]
    sign = partial(
        User.objects.sign_up,
        password_hash=make_password(PASSWORD),
        display_name="김민재",
        agreed=REQUIRED,
    )
    users = at_once(*[partial(sign, email) for email in emails])
    assert {user.handle for user in users} == {"김민재", "김민재2", "김민재3", "김민재4"}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_choose_one_handle_at_once_one_has_it():
    one, other = make_user("김민재"), make_user("박민재")
    answers = at_once(*[partial(user.change_handle, "minjae") for user in (one, other)])
    assert sorted(map(type, answers), key=str) == sorted([type(None), Conflict], key=str)
    assert User.objects.filter(handle="minjae").count() == 1
    assert FormerHandle.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_handle_given_up_at_the_same_moment_is_not_caught():
    one, other = make_user("김민재"), make_user("박민재")
    _changed, caught = at_once(
        partial(one.change_handle, "minjae"), partial(other.change_handle, "김민재")
    )
    assert isinstance(caught, Conflict)


# Offices -----------------------------------------------------------------------------------

OFFICES = [
    "동아리연합회", "연합회", "총동연", "운영진", "관리자", "운영자", "총학생회", "새봄대학교", "새봄", "새봄대",
    "필름로그 운영진", "필름로그운영진", "운 영 진", "운\u200b영진", "관.리.자", "관리자1", "연_합_회", "관리자👑",
    "운ㅤ영ㅤ진", "총\u200d학생회", "ㅇㅜㄴㅇㅕㅇㅈㅣㄴ", "운ㅇㅕㅇ진", "동아ㄹl연합회", "관ㄹ1자", "[관리자] 김민재",
    unicodedata.normalize("NFD", "동아리연합회"), "K클럽 관리자", "admin", "Administrator", "ａｄｍｉｎ", "аdmin",
    "ADM1N", "@dmin", "ᴀᴅᴍɪɴ", "🅰🅳🅼🅸🅽", "ádmin", "a d m i n", "adrnin", "ⓐⓓⓜⓘⓝ", "AdminKim", "Staff 김민재",
    "K-Club", "kclub", "K Club", "k_club", "officia1", "Saebom University", "saebom",
]  # fmt: skip
PEOPLE = [
    "김민재", "이서연", "배드민턴", "김동연", "총각김치", "최운영", "정관리", "유니온", "새봄이", "김새봄", "이공식",
    "badminton", "allen", "alligator", "José", "王伟", "rooted", "clubber", "민", "Seoyeon Lee", "Olaf Staffel",
]  # fmt: skip


@pytest.mark.parametrize("name", OFFICES)
def test_a_name_that_poses_as_an_office_is_known(name):
    assert poses_as_office(name)


@pytest.mark.parametrize("name", PEOPLE)
def test_the_name_of_a_person_poses_as_nothing(name):
    assert not poses_as_office(name)
    assert is_handle(handle_base(name)) or len(name) == 1


def test_the_schools_own_name_counts_whichever_school_it_is(settings):
    settings.SCHOOL_NAME, settings.SCHOOL_NAME_EN = "한빛대학교", "Hanbit University"
    assert poses_as_office("한 빛 대")
    assert poses_as_office("HANBIT")
    assert not poses_as_office("새봄대")


@pytest.mark.parametrize("name", ["운 영 진", "аdmin", "새봄대학교"])
def test_nobody_signs_up_or_renames_themselves_as_an_office(school, client, name):
    assert "연합회, 운영진, 학교로 보이는" in errors_of(sign_up(client, display_name=name))[0]
    user = make_user()
    assert edit(user, display_name=name).status_code == 422
    assert not User.objects.exclude(pk=user.pk).exists()


def test_no_handle_poses_as_an_office(db):
    assert "연합회, 운영진, 학교로 보이는" in errors_of(edit(make_user(), handle="k_club"))[0]


def test_the_union_may_have_such_a_name_and_gives_it_to_others_who_keep_it(db):
    staff, user = make_staff("동아리연합회"), make_user("김민재")
    assert staff.handle == "동아리연합회"
    assert edit(staff, display_name="새봄대 동아리연합회").status_code == 303
    with pytest.raises(Refused):
        user.rename(user, "총학생회", "총학생회")
    user.rename(staff, "총학생회", "총학생회")
    assert edit(user, bio="안녕하세요").status_code == 303
    user.refresh_from_db()
    assert (user.display_name, user.handle, user.bio) == ("총학생회", "총학생회", "안녕하세요")
    assert edit(user, display_name="운영진").status_code == 422
