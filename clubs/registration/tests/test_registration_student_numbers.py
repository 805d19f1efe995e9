"""Student numbers of those who confirm, where the union asks for them: agreed to, seen, erased."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Department, Enrolment
from clubs.models import Confirmation, Registration, Window
from clubs.registration.registration_erasing import erase_student_numbers
from clubs.registration.registration_sample import look_at_roster
from clubs.registration.tests.registrations import confirm, make_filing, make_registration
from clubs.term.roster import rosters
from kclub.errors import Refused
from tests.factories import make_club, make_member, make_officer, make_staff

pytestmark = pytest.mark.django_db
NUMBER = "202412345"


@pytest.fixture
def term():
    term = make_filing()
    ask(term, "numbers")
    return term


@pytest.fixture
def department():
    return Department.objects.create(college="공과대학", name="컴퓨터공학과")


@pytest.fixture
def member(client, department):
    member = make_member(make_club("가"))
    client.force_login(member)
    return member


def ask(term, detail):
    Window.objects.filter(term=term, kind="confirm").update(roster_detail=detail)


def state(client, department, **fields):
    fields = {"department": department.pk, "status": "attending"} | fields
    return client.post("/me/term/", fields, follow=True)


def counted(club, term):
    return rosters(term, [club])[club.pk].confirmed


def test_it_says_what_for_until_when_and_what_follows_from_not_giving_it(client, member, term):
    page = client.get("/me/term/").text
    for words in [
        "학번",
        "이름, 학과와 함께 봐요",
        "30일 뒤에 지워요",
        "부원 수에 들지 않아요",
        "쓰는 데 동의",
    ]:
        assert words in page


@pytest.mark.parametrize("detail", ["counts", "names"])
def test_elsewhere_nobody_is_asked_and_nothing_is_stored(client, member, term, department, detail):
    ask(term, detail)
    assert "학번" not in client.get("/me/term/").text
    state(client, department, student_number=NUMBER, agrees="1")
    assert Enrolment.objects.get().student_number is None


def test_without_agreeing_it_is_not_stored_and_what_was_written_stays(
    client, member, term, department
):
    page = state(client, department, student_number=NUMBER)
    assert page.status_code == 422
    assert "동의해야 학번을 저장할 수 있어요." in page.text
    assert f'value="{NUMBER}"' in page.text
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("number", ["1", "가나다라마바", "<script>", "1" * 40])
def test_what_is_no_number_is_told_beside_the_field(client, member, term, department, number):
    page = state(client, department, student_number=number, agrees="1")
    assert page.status_code == 422
    assert not Enrolment.objects.exists()


def test_a_member_counts_only_with_it_and_may_confirm_without(client, member, term, department):
    club = member.memberships.get().club
    state(client, department, student_number="")
    Confirmation.objects.confirm(club, member)
    assert counted(club, term) == 0
    client.force_login(club.president)
    assert "학번을 적은 부원만 세요." in client.get(f"{club.get_absolute_url()}manage/term/").text
    client.force_login(member)

    state(client, department, student_number="2024-12345", agrees="1")
    assert counted(club, term) == 1
    assert f'value="{NUMBER}"' in client.get("/me/term/").text

    state(client, department, student_number="")  # taken back
    assert counted(club, term) == 0
    assert Enrolment.objects.get().student_number is None


def test_a_second_account_of_one_person_is_found(client, member, term, department):
    state(client, department, student_number=NUMBER, agrees="1")
    client.force_login(make_member(make_club()))
    page = state(client, department, student_number=NUMBER, agrees="1")
    assert page.status_code == 422
    assert "다른 계정에서 이미 적은 학번" in page.text
    assert f'value="{NUMBER}"' in page.text
    assert Enrolment.objects.count() == 1


def test_nobody_tries_which_numbers_are_taken(client, member, term, department):
    answers = [
        state(client, department, student_number=f"20241234{n}", agrees="1") for n in range(6)
    ]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    again = state(client, department, student_number="202412344", agrees="1")
    assert again.status_code == 200  # what they have given already
    assert Enrolment.objects.get().student_number == "202412344"


def test_the_union_sees_them_with_the_names_and_officers_never(client, term):
    club, union = make_club("가"), make_staff()
    members = confirm(club, term, count=4)
    for number, each in enumerate(members[:3]):
        each.enrolments.update(student_number=f"20241234{number}")
    ask(term, "names")
    registration = make_registration(club, term, filed=True)
    ask(term, "numbers")

    seen = {each.student_number for each in look_at_roster(registration, union)}
    assert seen == {"202412340", "202412341", "202412342"}
    client.force_login(union)
    url = reverse("registration-sample", args=[term.code, club.slug])
    assert "202412340" in client.post(url).text

    client.force_login(make_officer(club))
    for page in ["manage/term/", "manage/registration/", "manage/members/", "manage/log/"]:
        assert "20241234" not in client.get(f"{club.get_absolute_url()}{page}").text


def test_once_members_confirm_no_more_is_asked_for(term):
    window = term.windows.get(kind="confirm")
    moments = {"opens_at": window.opens_at, "closes_at": window.closes_at}
    ask(term, "names")
    with pytest.raises(Refused, match="더 많이 볼 수 없어요"):
        Window.objects.set(term, "confirm", **moments, roster_detail="numbers")
    ask(term, "numbers")
    Window.objects.set(term, "confirm", **moments, roster_detail="names")
    assert term.windows.get(kind="confirm").roster_detail == "names"


@pytest.fixture
def given(client, member, term, department):
    """A term whose windows closed 31 days ago, in which a member has given their number."""
    state(client, department, student_number=NUMBER, agrees="1")
    Confirmation.objects.confirm(member.memberships.get().club, member)
    closed_at = timezone.now() - timedelta(days=31)
    opened_at = closed_at - timedelta(days=20)
    Window.objects.filter(term=term).update(opens_at=opened_at, closes_at=closed_at)
    return term


def numbers():
    return list(Enrolment.objects.values_list("student_number", flat=True))


def test_they_are_erased_thirty_days_after_the_last_window_and_still_count(member, given):
    assert erase_student_numbers() == 1
    assert numbers() == [""]
    assert erase_student_numbers() == 0
    assert counted(member.memberships.get().club, given) == 1


def test_they_are_kept_until_then(given):
    Window.objects.filter(kind="file").update(closes_at=timezone.now() - timedelta(days=29))
    assert erase_student_numbers() == 0
    assert numbers() == [NUMBER]


@pytest.mark.parametrize(("decided", "erased"), [(None, 0), (29, 0), (31, 1)])
def test_an_appeal_keeps_them_until_thirty_days_after_it_is_decided(given, decided, erased):
    club = make_club()
    registration = Registration.objects.create(club=club, term=given, kind="new")
    appeal = registration.appeals.create(
        text="다시 봐 주세요", by=club.president, decision_at=timezone.now()
    )
    if decided:
        at = timezone.now() - timedelta(days=decided)
        type(appeal).objects.update(outcome="refused", decided_at=at)
    assert erase_student_numbers() == erased
