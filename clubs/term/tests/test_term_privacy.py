"""Nobody but the person themselves sees which department they have stated."""

import pytest
from django.urls import reverse

from clubs.models import Confirmation
from clubs.term.tests.terms import enrol, make_window
from tests.factories import make_club, make_member, make_officer, make_staff

pytestmark = pytest.mark.django_db

DEPARTMENT = "희귀동물언어학과"
PAGES_OF_A_PRESIDENT = [
    "", "members/", "manage/", "manage/members/", "manage/log/", "manage/term/", "manage/attendance/",
]  # fmt: skip


@pytest.fixture
def club(db):
    return make_club()


@pytest.fixture
def confirmed(club):
    """A member who has stated a department nobody else is of, and confirmed the club."""
    member, window = make_member(club), make_window()
    enrol(member, window.term, department=DEPARTMENT)
    Confirmation.objects.confirm(club, member)
    for _other in range(3):
        other = make_member(club)
        enrol(other, window.term)
        Confirmation.objects.confirm(club, other)
    return member


@pytest.mark.parametrize("page", PAGES_OF_A_PRESIDENT)
def test_no_page_of_a_president_tells_anybodys_department(client, club, confirmed, page):
    for officer in [club.president, make_officer(club)]:
        client.force_login(officer)
        shown = client.get(f"{club.get_absolute_url()}{page}")
        assert shown.status_code == 200
        assert DEPARTMENT not in shown.text


def test_neither_does_the_profile_nor_the_union_see_it(client, club, confirmed):
    for user in [club.president, make_staff(), make_member(club)]:
        client.force_login(user)
        assert (
            DEPARTMENT not in client.get(reverse("accounts:person", args=[confirmed.username])).text
        )


def test_the_person_sees_what_they_have_stated(client, confirmed):
    client.force_login(confirmed)
    assert DEPARTMENT in client.get("/me/term/").text


def test_whoever_has_confirmed_is_not_named_in_a_search_by_department(client, club, confirmed):
    client.force_login(club.president)
    page = client.get("/search/", {"q": DEPARTMENT}).text
    assert str(confirmed) not in page
