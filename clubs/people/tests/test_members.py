"""The people of a club: who sees them, roles and titles, being removed."""

import csv
from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from clubs.models import AuditLogEntry, Club, Membership
from clubs.people.channels import may_listen, may_listen_as_officer
from clubs.signals import member_left
from kclub.errors import Conflict, Refused
from tests.factories import (
    make_club,
    make_member,
    make_officer,
    make_post,
    make_staff,
    make_user,
    unverified,
)

Action = AuditLogEntry.Action
pytestmark = pytest.mark.django_db
NOON = datetime(2090, 11, 20, 12, tzinfo=ZoneInfo("Asia/Seoul"))
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def url(name, club, *more):
    return reverse(f"clubs:{name}", args=[club.slug, *more])


def of(club, user):
    return Membership.objects.select_related("club", "user").get(club=club, user=user)


# The list


def test_the_list_is_for_members(client, club):
    for user, status in {
        make_member(club): 200,
        make_officer(club): 200,
        make_user(): 403,
        make_staff(): 403,
        make_officer(make_club()): 403,
    }.items():
        client.force_login(user)
        assert client.get(url("members", club)).status_code == status


def test_the_president_comes_first_then_officers_then_members(client, club):
    member, officer = make_member(club), make_officer(club)
    client.force_login(member)

    page = client.get(url("members", club))

    listed = [membership.user for membership in page.context["page"]]
    assert listed == [club.president, officer, member]
    assert "회장" in page.text


@pytest.mark.parametrize("name", ["members", "members-manage"])
def test_a_name_is_found_however_it_is_typed(client, club, name):
    make_member(club, "최하늘")
    make_member(club, "Daniel Kim")
    client.force_login(club.president)

    for query, found in [("하늘", ["최하늘"]), ("DANIELkim", ["Daniel Kim"]), ("없는", [])]:
        response = client.get(url(name, club), {"q": query}, headers=PART)
        assert [str(membership.user) for membership in response.context["page"]] == found
        assert "<html" not in response.text


@pytest.mark.parametrize("name", ["members", "members-manage"])
@pytest.mark.parametrize("count", [3, 30])
def test_the_list_costs_the_same_at_any_length(
    client, club, django_assert_num_queries, name, count
):
    for _ in range(count):
        make_member(club)
    client.force_login(club.president)
    client.get(url(name, club))

    # session and user, club, and whether they may see it; how many, members; of the top of the page
    # what they are in the club or how many apply; of the frame my clubs and what is unread
    with django_assert_num_queries(QUERIES[name]):
        client.get(url(name, club))


QUERIES = {"members": 10, "members-manage": 9}


# Who has lost their school address


def test_an_unverified_membership_gives_no_right_until_they_are_verified_anew(club):
    officer, post = make_officer(club), make_post(club)
    event = club.plan(officer, title="출사", starts_at=NOON, ends_at=NOON + timedelta(hours=2))

    def rights():
        return [
            club.is_member(officer),
            club.is_run_by(officer),
            Club.objects.of(officer).exists(),
            Club.objects.in_feed_of(officer).exists(),
            club.posts.visible_to(officer).contains(post),
            club.events.visible_to(officer).contains(event),
            may_listen(officer, club.pk),
            may_listen_as_officer(officer, club.pk),
        ]

    assert rights() == [True] * 8
    officer.unverify()
    assert rights() == [False] * 8
    officer.verify()
    assert rights() == [True] * 8


def test_an_unverified_president_appoints_and_removes_nobody(club):
    membership = club.memberships.get(user=make_member(club))
    president = unverified(club.president)

    with pytest.raises(Refused):
        membership.appoint(president, Membership.Role.OFFICER)
    with pytest.raises(Refused):
        club.remove(membership.user, by=president)


def test_the_unverified_can_leave_and_be_removed(club):
    leaver, removed = unverified(make_member(club)), unverified(make_member(club))

    club.leave(leaver)
    club.remove(removed, by=club.president)

    assert club.memberships.count() == 1


# Roles and titles


def test_the_president_gives_roles_and_titles(client, club, published):
    member = make_member(club)
    client.force_login(club.president)

    with published() as events:
        client.post(
            url("member-manage", club, of(club, member).pk), {"role": "officer", "title": " 총무 "}
        )

    assert club.is_run_by(member)
    assert of(club, member).title == "총무"
    assert (member.channel, "memberships-changed") in events


def test_a_role_given_twice_is_given_once_and_to_nobody_who_has_left(club):
    member = make_member(club)
    membership = of(club, member)

    membership.appoint(club.president, "officer", "총무")
    membership.appoint(club.president, "officer", " 총무")
    assert club.audit_log_entries.filter(action="appointed").count() == 1

    club.leave(member)
    with pytest.raises(Conflict):
        membership.appoint(club.president, "member")


def test_officers_give_none(client, club):
    officer, member = make_officer(club), make_member(club)
    client.force_login(officer)

    response = client.post(
        url("member-manage", club, of(club, member).pk), {"role": "officer", "title": ""}
    )

    assert response.status_code == 403
    assert not club.is_run_by(member)


def test_the_president_keeps_the_role_and_may_have_a_title(client, club):
    client.force_login(club.president)

    client.post(
        url("member-manage", club, of(club, club.president).pk), {"role": "member", "title": "반장"}
    )

    membership = of(club, club.president)
    assert (membership.role, membership.title) == ("officer", "반장")


# Removing


@pytest.mark.parametrize(
    ("who", "whom", "may"),
    [
        ("president", "officer", True),
        ("president", "member", True),
        ("president", "president", False),
        ("officer", "member", True),
        ("officer", "other officer", False),
        ("officer", "officer", False),
        ("officer", "president", False),
        ("member", "other member", False),
        ("stranger", "member", False),
    ],
)
def test_who_may_remove_whom(club, who, whom, may):
    people = {
        "president": club.president,
        "officer": make_officer(club),
        "other officer": make_officer(club),
        "member": make_member(club),
        "other member": make_member(club),
        "stranger": make_user(),
    }

    assert of(club, people[whom]).ranks_below(people[who]) is may
    if may:
        club.remove(people[whom], by=people[who])
    else:
        with pytest.raises(Refused):
            club.remove(people[whom], by=people[who])
    assert club.is_member(people[whom]) is not may


def test_who_is_removed_reads_why_and_the_other_apps_hear_of_it(client, club):
    member, heard = make_member(club, "최하늘"), []

    def hear(sender, club, user, **kwargs):
        heard.append((club, user))

    member_left.connect(hear)
    client.force_login(make_officer(club))
    pk = of(club, member).pk
    response = client.post(url("member-remove", club, pk), {"reason": "한 학기 동안 안 왔어요"})

    assert "최하늘님을 내보냈어요" in client.get(response.url).text
    assert "한 학기 동안 안 왔어요" in str(member.notifications.get())
    assert heard == [(club, member)]
    assert client.post(url("member-remove", club, pk)).status_code == 404


def test_removing_twice_is_removing_once(club):
    member = make_member(club)

    club.remove(member, by=club.president)
    club.remove(member, by=club.president)

    assert member.notifications.count() == 1


def test_a_refused_removal_answers_403(client, club):
    officer = make_officer(club)
    client.force_login(make_officer(club))

    response = client.post(url("member-remove", club, of(club, officer).pk))

    assert response.status_code == 403
    assert club.is_member(officer)


def test_members_of_another_club_are_not_found(client, club):
    other = make_club()
    stranger = make_member(other)
    client.force_login(club.president)

    for name in ["member-manage", "member-remove"]:
        response = client.post(url(name, club, of(other, stranger).pk), {"role": "officer"})
        assert response.status_code == 404
    assert other.is_member(stranger)


# The exported list


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


def test_the_list_is_not_taken_along_without_end(client, club, allow):
    allow({})
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
