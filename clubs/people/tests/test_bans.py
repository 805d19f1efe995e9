"""Bans: who may make them, and what they end."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from clubs.models import Application, AuditLogEntry, Club
from clubs.signals import member_left
from kclub.errors import Conflict, Refused
from tests.factories import (
    make_application,
    make_member,
    make_officer,
    make_user,
)

pytestmark = pytest.mark.django_db
Action = AuditLogEntry.Action


def url(name, club, *more):
    return reverse(f"clubs:{name}", args=[club.slug, *more])


def actions(club):
    return list(club.audit_log_entries.order_by("pk").values_list("action", flat=True))[1:]


def told(user):
    return [str(notification) for notification in user.notifications.all()]


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
    assert told(member) == [f"{club}에 더 들어갈 수 없게 됐어요. 이유: 도배"]
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
