"""Imports and answers at the same moment, with real threads."""

from functools import partial

import pytest

from accounts.models import SchoolDomain
from clubs.imports.club_import import ClubImport
from clubs.models import Club, ClubInvitation
from kclub.errors import Conflict, Gone, Refused
from tests.factories import make_category, make_club, make_staff, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 3  # a race is lost only now and then
FILE = (
    "동아리 이름,분야,한 줄 소개,회장 학교 메일\n"
    "필름부,사진,필름으로 찍어요,film@saebom.example\n"
    "등산부,사진,산에 가요,hill@saebom.example\n"
).encode()


@pytest.fixture(autouse=True)
def school(db):
    SchoolDomain.objects.get_or_create(name="saebom.example")
    make_category("사진")


def invite():
    """Return the invitation to the first club of the file, fresh from the database."""
    ClubImport(FILE, make_staff()).run()
    return fresh()


def fresh():
    return ClubInvitation.objects.get(name="필름부")


def test_of_two_who_import_the_same_file_one_does_it():
    for _ in range(TIMES):
        ClubInvitation.objects.all().delete()
        imports = [ClubImport(FILE, make_staff()) for _each in range(2)]
        done = at_once(*[each.run for each in imports])
        assert sum(isinstance(each, Conflict) for each in done) == 1
        assert ClubInvitation.objects.count() == 2


def test_a_double_click_opens_one_club():
    invite()
    invited = make_user(email="film@saebom.example")
    first, second = at_once(*[partial(fresh().accept, invited) for _each in range(2)])
    assert first == second == Club.objects.get()


def test_who_accepts_and_declines_at_once_has_done_one_of_it():
    for _ in range(TIMES):
        Club.objects.all().delete()
        ClubInvitation.objects.all().delete()
        invite()
        invited = make_user(email="film@saebom.example")
        accepted, declined = at_once(
            partial(fresh().accept, invited), partial(fresh().decline, invited)
        )
        assert isinstance(accepted, Gone) is not isinstance(declined, Gone)
        assert Club.objects.exists() is not isinstance(accepted, Gone)
        invited.emailaddress_set.all().delete()
        type(invited).objects.filter(pk=invited.pk).update(email=f"old{invited.pk}@saebom.example")


def test_a_club_that_takes_the_name_meanwhile_leaves_the_invitation_unanswered():
    invite()
    invited = make_user(email="film@saebom.example")
    make_club("필름부")
    with pytest.raises(Refused):
        fresh().accept(invited)
    assert fresh().status == ClubInvitation.Status.SENT
    assert Club.objects.count() == 1
