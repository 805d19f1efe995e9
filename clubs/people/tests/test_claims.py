"""Claims to the presidency of clubs whose president does not act."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clubs.models import AuditLogEntry, Claim, Club
from kclub.errors import Conflict, Refused
from tests.factories import (
    make_member,
    make_officer,
    make_staff,
    make_user,
    unverified,
)

pytestmark = pytest.mark.django_db
Action = AuditLogEntry.Action


def url(name, club, *more):
    return reverse(f"clubs:{name}", args=[club.slug, *more])


def actions(club):
    return list(club.audit_log_entries.order_by("pk").values_list("action", flat=True))[1:]


def told(user):
    return [str(notification) for notification in user.notifications.all()]


def president_of(club):
    return Club.objects.get(pk=club.pk).president


@pytest.fixture
def leaderless(club):
    """A club whose president has lost their school address, with an officer and a member."""
    unverified(club.president)
    return club


def test_a_club_is_leaderless_when_its_president_cannot_act(club):
    president = club.president
    assert not club.is_leaderless

    president.last_login = timezone.now() - timedelta(days=89)
    assert not club.is_leaderless
    president.last_login = timezone.now() - timedelta(days=91)
    assert club.is_leaderless
    president.last_login = None
    president.is_active = False
    assert club.is_leaderless


def test_an_officer_claims_it_and_the_union_grants(leaderless):
    before, officer = leaderless.president, make_officer(leaderless, "김민지")

    claim = leaderless.claim(officer, "졸업했어요")
    assert leaderless.claim(officer, "졸업했어요") == claim
    assert list(Claim.objects.undecided()) == [claim]
    staff = make_staff()
    claim.grant(by=staff)
    claim.grant(by=staff)

    assert president_of(leaderless) == officer
    assert leaderless.memberships.get(user=before).is_officer
    assert actions(leaderless) == [Action.CLAIMED, Action.HANDED_OVER]
    assert f"{leaderless} 회장이 김민지님으로 바뀌었어요." in told(officer)


def test_members_claim_only_where_no_officer_can(leaderless):
    member, officer = make_member(leaderless), make_officer(leaderless)

    with pytest.raises(Refused, match="운영진이 먼저"):
        leaderless.claim(member, "제가 할게요")
    officer.unverify()
    assert leaderless.claim(member, "제가 할게요").claimant == member


def test_nobody_claims_a_club_with_a_president_or_from_outside(club, leaderless):
    with pytest.raises(Refused):
        leaderless.claim(make_user(), "저요")
    leaderless.president.verify()
    with pytest.raises(Conflict):
        leaderless.claim(make_officer(leaderless), "저요")


def test_granting_one_claim_declines_the_others(leaderless):
    first, second = [leaderless.claim(make_officer(leaderless), "제가 할게요") for _ in range(2)]
    first.grant(by=make_staff())

    second.refresh_from_db()
    assert second.status == Claim.Status.DECLINED
    assert president_of(leaderless) == first.claimant


def test_a_claim_is_declined_with_a_reason_or_withdrawn(leaderless):
    officer = make_officer(leaderless)
    claim = leaderless.claim(officer, "제가 할게요")
    claim.decline(make_staff(), "먼저 이야기해 보세요")
    with pytest.raises(Conflict):
        claim.grant(by=make_staff())
    assert claim.note == "먼저 이야기해 보세요"

    claim = leaderless.claim(officer, "다시요")
    claim.withdraw()
    assert not Claim.objects.undecided().exists()


def test_nobody_grants_their_own_claim(leaderless):
    officer = make_officer(leaderless)
    officer.is_staff = True
    officer.save()

    with pytest.raises(Refused):
        leaderless.claim(officer, "저요").grant(by=officer)


def test_a_president_who_is_back_keeps_the_club(leaderless):
    claim = leaderless.claim(make_officer(leaderless), "제가 할게요")
    leaderless.president.verify()

    with pytest.raises(Conflict):
        claim.grant(by=make_staff())
    assert Claim.objects.undecided().get() == claim


def test_a_claim_by_page(client, leaderless):
    client.force_login(make_officer(leaderless))
    assert "회장 맡기 신청" in client.get(url("presidency", leaderless)).text
    assert client.post(url("claim", leaderless), {"reason": " "}).status_code == 422
    client.post(url("claim", leaderless), {"reason": "졸업했어요"})
    assert "연합회의 결정을 기다려요" in client.get(url("presidency", leaderless)).text
    client.post(url("claim-withdraw", leaderless))
    assert not Claim.objects.undecided().exists()
