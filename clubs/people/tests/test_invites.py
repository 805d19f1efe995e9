"""Invites: who may make them, and who may join by them."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from clubs.models import Application, AuditLogEntry, Invite
from kclub.errors import Conflict, Gone, Refused
from tests.factories import (
    make_application,
    make_club,
    make_officer,
    make_user,
)

pytestmark = pytest.mark.django_db
Action = AuditLogEntry.Action


def url(name, club, *more):
    return reverse(f"clubs:{name}", args=[club.slug, *more])


def actions(club):
    return list(club.audit_log_entries.order_by("pk").values_list("action", flat=True))[1:]


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
    assert f"http://testserver{invite.short_url}" in client.get(poster.url).text
    square = client.get(url("invite-qr", club, invite.pk))
    assert square["Content-Type"] == "image/svg+xml"
    assert square.content.startswith(b"<svg")
    assert "김민지" in client.get(url("invites", club)).text
    client.post(url("invite-revoke", club, invite.pk))
    assert invite.token not in client.get(url("invites", club)).text


def test_a_code_copied_from_paper_leads_to_its_invite(client, club):
    invite = club.invite(club.president)
    page = reverse("invite-code")
    for typed in [invite.token, f" {invite.token[:5]}-{invite.token[5:]} ".upper()]:
        answer = client.get(page, {"code": typed})
        assert answer.url == invite.get_absolute_url()
    assert client.get(page, {"code": f"https://testserver{invite.short_url}"}).status_code == 303
    assert client.get(invite.short_url).url == invite.get_absolute_url()


def test_a_code_that_is_wrong_comes_back_with_a_sentence(client, club):
    answer = client.get(reverse("invite-code"), {"code": "abcde-fghjk"})
    assert answer.status_code == 422
    assert "이런 초대 코드는 없어요" in answer.text
    assert "abcde-fghjk" in answer.text


def test_codes_have_no_letters_that_look_alike(club):
    codes = "".join(club.invite(club.president).token for _ in range(20))
    assert not set(codes) & set("0o1ilO I")
    assert len(codes) == 20 * 10


def test_who_guesses_codes_is_stopped_and_who_has_one_is_not(client, club, allow):
    allow({"invite-code": (2, 600)})
    right, wrong = club.invite(club.president), "zzzzzzzzzz"
    addresses = [
        reverse("invite-short", args=[wrong]),
        url("invite", club, wrong),
        f"{reverse('invite-code')}?code={wrong}",
    ]
    for _again in range(5):
        assert client.get(right.get_absolute_url()).status_code == 200
    assert [client.get(address).status_code for address in addresses] == [404, 404, 429]
