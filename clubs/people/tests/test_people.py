"""Handing over, claiming, keeping out, inviting, taking a list along."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from clubs.models import Application, AuditLogEntry, Claim, Club, Invite
from clubs.signals import member_left
from kclub.errors import Conflict, Gone, Refused
from tests.factories import (
    make_application,
    make_club,
    make_member,
    make_officer,
    make_staff,
    make_user,
    unverified,
)

pytestmark = pytest.mark.django_db
Action = AuditLogEntry.Action
A_WEEK = timedelta(days=7, minutes=1)


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


# Handing over


def test_the_president_offers_and_the_successor_accepts(club):
    before, successor, other = club.president, make_member(club, "최하늘"), make_member(club)

    offer = club.offer_presidency(successor, by=before)
    assert president_of(club) == before
    offer.accept(successor)
    offer.accept(successor)

    assert president_of(club) == successor
    assert {m.user for m in club.officers()} == {before, successor}
    assert club.offer is None
    assert actions(club) == [Action.OFFERED, Action.HANDED_OVER]
    assert told(other) == [f"{club} 회장이 최하늘님으로 바뀌었어요."]
    assert f"{club} 회장을 맡아 달라는 제안이 왔어요." in told(successor)


def test_pages_hear_of_an_offer_and_of_its_answer(club, published):
    successor, before = make_member(club), club.president
    with published() as events:
        offer = club.offer_presidency(successor, by=before)
    assert (club.officers_channel, "offers-changed") in events
    assert (successor.channel, "memberships-changed") in events

    with published() as events:
        offer.accept(successor)
    assert (club.channel, "members-changed") in events
    assert (club.officers_channel, "offers-changed") in events
    assert (before.channel, "notifications-changed") in events


def test_the_general_room_goes_with_the_presidency(club):
    before, successor = club.president, make_member(club)

    club.offer_presidency(successor, by=before).accept(successor)

    room = club.rooms.get()
    assert room.owner == successor
    assert room.occupancies.filter(user=before).exists()


def test_offering_twice_is_once_and_two_are_not_asked_at_a_time(club):
    first, second = make_member(club), make_officer(club, "김민지")
    offer = club.offer_presidency(second, by=club.president)

    assert club.offer_presidency(second, by=club.president) == offer
    with pytest.raises(Conflict, match="김민지님의 답을 기다리고 있어요"):
        club.offer_presidency(first, by=club.president)
    assert len(told(second)) == 1


@pytest.mark.parametrize("who", ["stranger", "unverified", "self"])
def test_only_another_verified_member_is_asked(club, who):
    successor = {
        "stranger": make_user,
        "unverified": lambda: unverified(make_member(club)),
        "self": lambda: club.president,
    }[who]()

    with pytest.raises(Refused):
        club.offer_presidency(successor, by=club.president)


def test_officers_offer_nothing(club):
    with pytest.raises(Refused):
        club.offer_presidency(make_member(club), by=make_officer(club))


def test_an_offer_lapses_after_a_week_and_makes_room_for_another(club):
    late, next_one = make_member(club), make_member(club)
    offer = club.offer_presidency(late, by=club.president)

    with time_machine.travel(timezone.now() + A_WEEK, tick=False):
        with pytest.raises(Gone):
            offer.accept(late)
        assert club.offer is None
        club.offer_presidency(next_one, by=club.president).accept(next_one)
    assert president_of(club) == next_one


def test_an_offer_is_declined_or_taken_back(club):
    successor = make_member(club, "최하늘")
    offer = club.offer_presidency(successor, by=club.president)
    offer.decline(successor)
    offer.decline(successor)
    assert told(club.president)[0] == f"최하늘님이 {club} 회장을 사양했어요."

    offer = club.offer_presidency(successor, by=club.president)
    offer.take_back(club.president)
    with pytest.raises(Gone):
        offer.accept(successor)
    assert actions(club) == [Action.OFFERED, Action.DECLINED, Action.OFFERED, Action.TAKEN_BACK]


def test_nobody_else_accepts_declines_or_takes_back(club):
    successor, other = make_member(club), make_officer(club)
    offer = club.offer_presidency(successor, by=club.president)

    with pytest.raises(Gone):
        offer.accept(other)
    with pytest.raises(Refused):
        offer.take_back(other)
    offer.decline(other)
    assert club.offer == offer


@pytest.mark.parametrize("how", ["leaves", "removed", "unverified", "banned"])
def test_who_goes_meanwhile_is_not_made_president(club, how):
    successor, president = make_member(club), club.president
    offer = club.offer_presidency(successor, by=president)
    match how:
        case "leaves":
            club.leave(successor)
        case "removed":
            club.remove(successor, by=president)
        case "banned":
            club.ban(successor, by=president)
        case "unverified":
            successor.unverify()

    with pytest.raises(Gone):
        offer.accept(successor)
    assert president_of(club) == president


def test_by_page_it_takes_two_people_and_four_clicks(client, club):
    successor = make_member(club, "최하늘")
    client.force_login(club.president)
    page = client.get(url("presidency", club))
    assert "최하늘" in page.text
    to = club.memberships.get(user=successor).pk
    assert client.post(url("presidency", club), {"to": to}).status_code == 303
    assert "최하늘님의 답을 기다려요" in client.get(url("presidency", club)).text

    client.force_login(successor)
    assert "회장 맡기" in client.get(url("presidency", club)).text
    response = client.post(url("presidency-accept", club))

    assert response.url == url("dashboard", club)
    assert president_of(club) == successor


def test_members_of_another_club_cannot_be_asked(client, club):
    stranger = make_member(make_club())
    client.force_login(club.president)

    to = stranger.memberships.get().pk
    assert client.post(url("presidency", club), {"to": to}).status_code == 404
    assert client.post(url("presidency", club), {"to": "x"}).status_code == 404


# Claiming


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


# Keeping out


def test_who_is_banned_is_out_at_once_and_cannot_come_back(club):
    member, heard = make_member(club), []

    def hear(sender, user, **kwargs):
        heard.append(user)

    member_left.connect(hear)
    club.ban(member, by=make_officer(club), reason="도배")
    club.ban(member, by=make_officer(club), reason="도배")

    assert not club.is_member(member)
    assert heard == [member]
    assert not club.rooms.filter(occupancies__user=member).exists()
    assert told(member) == [f"{club}에 더 들어갈 수 없게 됐어요. 까닭: 도배"]
    with pytest.raises(Refused):
        club.apply(member)
    with pytest.raises(Refused):
        club.admit(member)
    club.edit(join_mode="open")
    with pytest.raises(Refused):
        Club.objects.get(pk=club.pk).join(member)


def test_a_ban_ends_the_application_that_waits(club):
    application = make_application(club)

    club.ban(application.applicant, by=club.president)

    assert Application.objects.get(pk=application.pk).status == "rejected"
    with pytest.raises(Conflict):
        application.approve(by=make_officer(club))


def test_a_ban_may_end_by_itself_or_be_lifted(club):
    one, other = make_user(), make_user()
    club.ban(one, by=club.president, until=timezone.now() + timedelta(days=30))
    club.ban(other, by=club.president)

    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        assert not club.is_banned(one)
        assert club.is_banned(other)
    club.unban(other, by=club.president)
    club.unban(other, by=club.president)
    assert not club.is_banned(other)
    assert actions(club) == [Action.BANNED, Action.BANNED, Action.UNBANNED]


@pytest.mark.parametrize(
    ("who", "whom", "may"),
    [
        ("officer", "member", True),
        ("officer", "stranger", True),
        ("officer", "other officer", False),
        ("officer", "president", False),
        ("officer", "officer", False),
        ("president", "officer", True),
        ("member", "stranger", False),
        ("stranger", "member", False),
    ],
)
def test_who_may_ban_whom(club, who, whom, may):
    people = {
        "president": club.president,
        "officer": make_officer(club),
        "other officer": make_officer(club),
        "member": make_member(club),
        "stranger": make_user(),
    }
    if may:
        club.ban(people[whom], by=people[who])
    else:
        with pytest.raises(Refused):
            club.ban(people[whom], by=people[who])
    assert club.is_banned(people[whom]) is may


def test_banning_asks_first_and_wants_a_reason(client, club):
    member = make_member(club, "최하늘")
    client.force_login(club.president)
    address = url("ban", club, member.username)

    assert "최하늘님의 가입을 막을까요?" in client.get(address).text
    assert client.post(address, {"days": "0", "reason": " "}).status_code == 422
    assert club.is_member(member)
    response = client.post(address, {"days": "30", "reason": "도배"})

    assert "도배" in client.get(response.url).text
    assert club.bans.get().until > timezone.now() + timedelta(days=29)
    client.post(url("ban-lift", club, member.username))
    assert not club.is_banned(member)


def test_who_is_no_member_is_found_by_name_to_be_kept_out(client, club):
    somebody = make_user("최하늘")
    client.force_login(club.president)

    found = client.get(url("bans", club), {"name": " 최하늘 "})
    nobody = client.get(url("bans", club), {"name": "최바다"})

    assert found.url == url("ban", club, somebody.username)
    assert "최바다님은 없어요" in nobody.text


def test_the_page_of_an_application_leads_to_keeping_its_applicant_out(client, club):
    application = make_application(club)
    client.force_login(club.president)

    page = client.get(url("application-manage", club, application.pk)).text

    assert url("ban", club, application.applicant.username) in page


def test_the_button_of_who_is_banned_leads_nowhere(client, club):
    user = make_user()
    club.ban(user, by=club.president)
    client.force_login(user)

    assert "가입 불가" in client.get(club.get_absolute_url()).text
    assert client.get(url("join", club)).status_code == 403


# Inviting


def test_an_invite_lets_a_student_in_at_once_and_once(client, club):
    invite, user = club.invite(club.president), make_user()
    application = make_application(club, user)
    client.force_login(user)
    assert "바로 들어가기" in client.get(invite.get_absolute_url()).text
    assert not club.is_member(user)

    for _ in range(2):
        assert client.post(invite.get_absolute_url()).status_code == 303

    assert club.is_member(user)
    assert Invite.objects.get().use_count == 1
    assert Application.objects.get(pk=application.pk).status == "withdrawn"
    assert actions(club) == [Action.INVITED, Action.JOINED]


def test_an_invite_leads_a_stranger_to_the_log_in_page_and_back(client, club):
    page = client.get(club.invite(club.president).get_absolute_url())

    assert str(club) in page.text
    assert "/accounts/login/?next=/clubs/" in page.text


@pytest.mark.parametrize("why", ["over", "revoked", "used up"])
def test_a_fallen_invite_lets_nobody_in(client, club, why):
    invite = club.invite(club.president, days=1, max_uses=1)
    moment = timezone.now()
    if why == "used up":
        invite.accept(make_user())
    elif why == "revoked":
        invite.revoke(club.president)
    else:
        moment += timedelta(days=1, minutes=1)
    user = make_user()

    with time_machine.travel(moment, tick=False):
        client.force_login(user)
        assert client.get(invite.get_absolute_url()).status_code == 410
        assert client.post(invite.get_absolute_url()).status_code == 410
    assert not club.is_member(user)


@pytest.mark.parametrize("how", ["removed", "demoted"])
def test_invites_fall_with_the_officer_who_made_them(club, how):
    officer = make_officer(club)
    invite, other = club.invite(officer), club.invite(club.president)
    if how == "removed":
        club.remove(officer, by=club.president)
    else:
        club.memberships.get(user=officer).appoint(club.president, "member")

    with pytest.raises(Gone):
        invite.accept(make_user())
    other.accept(make_user())


def test_an_invite_lets_in_neither_the_banned_nor_the_unverified_nor_too_many(club):
    invite, banned = club.invite(club.president), make_user()
    club.ban(banned, by=club.president)
    club.edit(seats=1)

    with pytest.raises(Refused):
        invite.accept(banned)
    with pytest.raises(Refused):
        invite.accept(make_user(verified=False))
    invite.accept(make_user())
    with pytest.raises(Conflict):
        invite.accept(make_user())


def test_an_invite_of_one_club_does_not_open_another(client, club):
    invite, other = club.invite(club.president), make_club()
    client.force_login(make_user())

    assert client.post(url("invite", other, invite.token)).status_code == 404
    client.force_login(other.president)
    assert client.post(url("invite-revoke", other, invite.pk)).status_code == 404
    assert client.get(url("invite-qr", other, invite.pk)).status_code == 404


def test_officers_make_show_and_revoke_invites(client, club):
    client.force_login(make_officer(club, "김민지"))

    assert client.post(url("invites", club), {"days": "9"}).status_code == 422
    poster = client.post(url("invites", club), {"days": "7", "most": "30"})
    invite = Invite.objects.get()
    assert f"http://testserver{invite.get_absolute_url()}" in client.get(poster.url).text
    square = client.get(url("invite-qr", club, invite.pk))
    assert square["Content-Type"] == "image/svg+xml"
    assert square.content.startswith(b"<svg")
    assert "김민지" in client.get(url("invites", club)).text
    client.post(url("invite-revoke", club, invite.pk))
    assert invite.token not in client.get(url("invites", club)).text


# The list


def test_the_list_to_take_along_holds_what_officers_see_and_no_mail(client, club):
    make_member(club, "=1+1")
    club.memberships.get(user=make_officer(club, "김민지")).appoint(
        club.president, "officer", "총무"
    )
    client.force_login(club.president)

    response = client.post(url("members-csv", club))

    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    today = timezone.localdate().isoformat()
    assert rows[0] == ["이름", "역할", "직책", "들어온 날"]
    assert rows[1][1] == "회장"
    assert rows[2] == ["김민지", "운영진", "총무", today]
    assert rows[3][0] == "'=1+1"
    assert "@" not in response.content.decode()
    assert club.audit_log_entries.first().action == Action.EXPORTED


def test_the_list_is_not_taken_along_without_end(client, club):
    client.force_login(club.president)

    statuses = [client.post(url("members-csv", club)).status_code for _ in range(11)]

    assert statuses == [200] * 10 + [429]


def test_members_are_found_by_role(client, club):
    member, officer = make_member(club), make_officer(club)
    client.force_login(club.president)

    def found(role):
        page = client.get(url("members-manage", club), {"role": role})
        return {membership.user for membership in page.context["page"]}

    assert found("member") == {member}
    assert found("officer") == {club.president, officer}
    assert len(found("nonsense")) == 3


# The dashboard


def test_the_door_says_what_waits(client, club):
    client.force_login(club.president)
    assert "지금은 할 일이 없어요" in client.get(url("dashboard", club)).text

    make_application(club)
    club.offer_presidency(make_member(club, "최하늘"), by=club.president)

    page = client.get(url("dashboard", club)).text
    assert "지원서 1건이 기다려요" in page
    assert "최하늘님의 답을 기다려요" in page


def test_the_tabs_alone_come_to_htmx(client, club):
    make_application(club)
    client.force_login(club.president)
    part = {"HX-Request": "true", "HX-Request-Type": "partial"}

    answer = client.get(url("dashboard", club), {"tab": "members"}, headers=part).text

    assert "<html" not in answer
    assert '<span class="n">1' in answer
    assert "hx-target" not in answer


@pytest.mark.parametrize("count", [3, 30])
def test_the_door_costs_the_same_at_any_length(client, club, django_assert_num_queries, count):
    for _ in range(count):
        make_application(club)
        club.record(Action.EVENT, make_user(), make_user())
    client.force_login(club.president)
    client.get(url("dashboard", club))

    # session, user, club, officer?, log, offer, claims, members, applications, cases; the frame
    with django_assert_num_queries(DOOR_QUERIES):
        client.get(url("dashboard", club))


DOOR_QUERIES = 11
