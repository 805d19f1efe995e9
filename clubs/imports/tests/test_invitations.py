"""What the union does with invitations it has sent, and who is told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.models import Notification, SchoolDomain
from clubs.imports.club_import import ClubImport
from clubs.models import AuditLogEntry, Club, ClubInvitation, MemberInvitation
from kclub.errors import Conflict, Gone, Refused
from tests.factories import make_category, make_club, make_staff, make_user

pytestmark = pytest.mark.django_db

CLUBS = "동아리 이름,영어 이름,분야,한 줄 소개,회장 학교 메일\n필름부,Film,사진,찍어요,kim@saebom.example\n"
MEMBERS = "동아리,학교 메일\n합창단,kim@saebom.example\n"


@pytest.fixture
def union():
    SchoolDomain.objects.get_or_create(name="saebom.example")
    make_category("사진")
    return make_staff()


@pytest.fixture(params=["president", "member"])
def invitation(request, union):
    """An invitation to preside, and one to join; both to the same address."""
    make_club("합창단")
    if request.param == "president":
        ClubImport(CLUBS.encode(), union).run()
        return ClubInvitation.objects.get()
    ClubImport(None, union, MEMBERS.encode()).run()
    return MemberInvitation.objects.get()


def days_ago(invitation, days):
    """Return the invitation as if it had been sent so many days ago."""
    sent_at = timezone.now() - timedelta(days=days)
    type(invitation).objects.update(invited_at=sent_at)
    invitation.refresh_from_db()
    return invitation


def actions():
    return list(AuditLogEntry.objects.order_by("pk").values_list("action", flat=True))


def test_a_revoked_invitation_cannot_be_answered(client, invitation, union):
    user = make_user(email="kim@saebom.example")
    for _click in range(2):
        invitation.revoke(union)
    assert actions()[-1:] == ["invitation-revoked"]
    assert actions().count("invitation-revoked") == 1
    with pytest.raises(Gone):
        invitation.accept(user)
    with pytest.raises(Gone):
        invitation.decline(user)
    client.force_login(user)
    assert "이 초대는 끝났어요" in client.get(invitation.get_absolute_url()).text
    assert invitation.get_absolute_url() not in client.get("/").text


def test_the_log_names_the_club_and_not_the_address(invitation, union):
    invitation.revoke(union)
    entry = AuditLogEntry.objects.get(action="invitation-revoked")
    assert (entry.by, entry.detail) == (union, invitation.club_name)
    assert entry.club == invitation.club


def test_what_was_answered_cannot_be_revoked_or_sent_again(invitation, union):
    days_ago(invitation, 2).accept(make_user(email="kim@saebom.example"))
    for verb in (invitation.revoke, invitation.send_again):
        with pytest.raises(Conflict, match="이미 답한"):
            verb(union)
    assert invitation.status == invitation.Status.ACCEPTED


def test_who_has_declined_is_not_asked_again(invitation, union):
    days_ago(invitation, 2).decline(make_user(email="kim@saebom.example"))
    with pytest.raises(Conflict):
        invitation.send_again(union)
    assert len(mail.outbox) == 1


def test_only_the_union_revokes_and_sends_again(invitation):
    for user in (make_user(), make_user(email="kim@saebom.example")):
        for verb in (days_ago(invitation, 2).revoke, invitation.send_again):
            with pytest.raises(Refused):
                verb(user)
    assert invitation.status == invitation.Status.SENT


def test_an_invitation_is_sent_again_once_a_day_with_a_new_link(invitation, union):
    with pytest.raises(Refused, match="하루에 한 번"):
        invitation.send_again(union)
    old = invitation.token
    days_ago(invitation, 2).send_again(union)
    assert invitation.token != old
    assert len(mail.outbox) == 2
    assert invitation.token in mail.outbox[1].body
    with pytest.raises(Refused, match="하루에 한 번"):
        invitation.send_again(union)
    assert actions().count("invitation-sent") == 1


@pytest.mark.parametrize("days", [2, 31])
def test_a_revoked_or_expired_invitation_can_be_sent_again(invitation, union, days):
    if days < 30:
        invitation.revoke(union)
    assert not invitation.is_pending or days > 30
    days_ago(invitation, days).send_again(union)
    assert invitation.is_pending
    invitation.accept(make_user(email="kim@saebom.example"))


def test_a_revoked_invitation_is_not_sent_by_the_next_import(invitation, union):
    invitation.revoke(union)
    if isinstance(invitation, ClubInvitation):
        ClubImport(CLUBS.encode(), union).run()
    else:
        ClubImport(None, union, MEMBERS.encode()).run()
    invitation.refresh_from_db()
    assert invitation.status == invitation.Status.REVOKED
    assert len(mail.outbox) == 1


def test_the_mail_greets_and_says_who_invites_to_what(invitation):
    [sent] = mail.outbox
    assert sent.body.startswith("안녕하세요.")
    assert invitation.club_name in sent.subject
    assert "동아리연합회가" in sent.body
    html, _mimetype = sent.alternatives[0]
    assert invitation.token in html


# Who has an account ------------------------------------------------------------------------


def test_an_invited_president_with_an_account_is_notified_in_their_language(union):
    user = make_user(email="kim@saebom.example")
    ClubImport(CLUBS.encode(), union).run()
    told = Notification.objects.of_kind(kinds.CLUB_INVITATION).get()
    assert (told.user, mail.outbox) == (user, [])
    assert told.url == ClubInvitation.objects.get().get_absolute_url()
    assert told.params["club"] == {"ko": "필름부", "en": "Film"}


def test_sending_again_leaves_one_notification_that_leads_to_the_new_link(union):
    make_user(email="kim@saebom.example")
    ClubImport(CLUBS.encode(), union).run()
    invitation = days_ago(ClubInvitation.objects.get(), 2)
    invitation.send_again(union)
    assert Notification.objects.get().url == invitation.get_absolute_url()
    invitation.revoke(union)
    assert not Notification.objects.exists()


def test_another_president_is_invited_and_the_first_hears_no_more(union):
    first = make_user(email="kim@saebom.example")
    ClubImport(CLUBS.encode(), union).run()
    ClubImport(CLUBS.replace("kim@", "lee@").encode(), union).run()
    assert not Notification.objects.exists()
    assert mail.outbox[-1].to == ["lee@saebom.example"]
    with pytest.raises(Refused):
        ClubInvitation.objects.get().accept(first)


def test_nobody_is_told_of_a_club_that_opens_by_an_invitation(union):
    user = make_user(email="kim@saebom.example")
    ClubImport(CLUBS.encode(), union).run()
    club = ClubInvitation.objects.get().accept(user)
    assert club.is_open
    assert not Notification.objects.exists()
    assert AuditLogEntry.objects.get(club=club, action="opened").by == union


def test_a_club_that_waits_is_opened_by_its_founders_invitation(union):
    user = make_user(email="kim@saebom.example")
    ClubImport(CLUBS.encode(), union).run()
    fields = {"name": "필름부", "category": ClubInvitation.objects.get().category}
    waiting = Club.found(user, summary="찍어요", **fields)
    assert ClubInvitation.objects.get().accept(user) == waiting
    waiting.refresh_from_db()
    assert waiting.is_open
    assert not Notification.objects.of_kind(kinds.CLUB_SUBMITTED).exists()
