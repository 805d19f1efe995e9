"""Imports and answers at the same moment, with real threads."""

from functools import partial

import pytest

from accounts.models import SchoolDomain
from clubs.imports.club_import import ClubImport
from clubs.models import Club, ClubInvitation, MemberInvitation
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


def test_of_two_who_import_the_same_file_one_sends_the_invitations():
    for _ in range(TIMES):
        ClubInvitation.objects.all().delete()
        imports = [ClubImport(FILE, make_staff()) for _each in range(2)]
        at_once(*[each.run for each in imports])
        assert sorted(sum(line.to_send for line in each.lines) for each in imports) == [0, 2]
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


def test_an_answer_during_an_import_that_changes_the_club_is_not_lost():
    for _ in range(TIMES):
        Club.objects.all().delete()
        ClubInvitation.objects.all().delete()
        invite()
        invited = make_user()
        invited.emailaddress_set.update(email="film@saebom.example")
        changed = FILE.replace("필름으로".encode(), "흑백으로".encode())
        report = ClubImport(changed, make_staff())
        at_once(partial(fresh().accept, invited), report.run)
        assert fresh().status == ClubInvitation.Status.ACCEPTED
        assert fresh().club == Club.objects.get(name="필름부")
        invited.emailaddress_set.all().delete()


# Members -----------------------------------------------------------------------------------

MEMBERS = "동아리,학교 메일\n필름부,kim@saebom.example\n".encode()


@pytest.fixture
def kim():
    return make_user(email="kim@saebom.example")


def test_of_two_who_import_the_same_members_one_invites_them(kim):
    make_club("필름부")
    reports = [ClubImport(None, make_staff(), MEMBERS) for _each in range(2)]
    at_once(*[each.run for each in reports])
    assert sorted(report.lines[0].to_send for report in reports) == [False, True]
    assert kim.notifications.count() == 1


def test_a_double_click_makes_one_membership(kim):
    club = make_club("필름부")
    ClubImport(None, make_staff(), MEMBERS).run()
    at_once(*[partial(MemberInvitation.objects.get().accept, kim) for _each in range(2)])
    assert club.memberships.filter(user=kim).count() == 1
    assert club.audit_log_entries.filter(action="joined").count() == 1


def test_who_joins_while_the_union_revokes_is_in_or_not():
    union, club = make_staff(), make_club("필름부")
    for n in range(TIMES):
        user = make_user(email=f"kim{n}@saebom.example")
        ClubImport(None, union, MEMBERS.replace(b"kim", f"kim{n}".encode())).run()
        invitation = MemberInvitation.objects.get(email=user.email)
        other = MemberInvitation.objects.get(pk=invitation.pk)
        joined, revoked = at_once(partial(invitation.accept, user), partial(other.revoke, union))
        assert isinstance(joined, Gone) is not isinstance(revoked, Conflict)
        assert club.is_member(user) is not isinstance(joined, Gone)


def test_members_imported_while_the_club_opens_are_invited_in_the_end(kim):
    for _ in range(TIMES):
        Club.objects.all().delete()
        ClubInvitation.objects.all().delete()
        invite()
        invited = make_user()
        invited.emailaddress_set.update(email="film@saebom.example")
        report = ClubImport(None, make_staff(), MEMBERS)
        at_once(partial(fresh().accept, invited), report.run)
        invitation = MemberInvitation.objects.get()
        assert (invitation.club, invitation.is_pending) == (Club.objects.get(), True)
        invited.emailaddress_set.all().delete()
