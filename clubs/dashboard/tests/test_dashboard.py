"""The officers' dashboard: what waits for them."""

import pytest
from django.urls import reverse

from clubs.models import AuditLogEntry
from tests.factories import (
    make_application,
    make_member,
    make_user,
)

pytestmark = pytest.mark.django_db
Action = AuditLogEntry.Action


def url(name, club, *more):
    return reverse(f"clubs:{name}", args=[club.slug, *more])


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


def test_all_that_the_dashboard_counts_follows(client, club):
    make_application(club).approve(by=club.president)
    client.force_login(club.president)
    part = {"HX-Request": "true", "HX-Request-Type": "partial"}

    answer = client.get(url("dashboard", club), headers=part).text

    assert '<hx-partial hx-target="#member-count">부원 2명</hx-partial>' in answer
    assert "지원 승인" in answer.split('<hx-partial hx-target="#log">')[1]


@pytest.mark.parametrize("count", [3, 30])
def test_the_door_costs_the_same_at_any_length(client, club, django_assert_num_queries, count):
    for _ in range(count):
        make_application(club)
        club.record(Action.EVENT, make_user(), make_user())
    client.force_login(club.president)
    client.get(url("dashboard", club))

    # session, user, club, officer?, log, offer, claims, members, applications, cases,
    # inquiries; the frame
    with django_assert_num_queries(DOOR_QUERIES):
        client.get(url("dashboard", club))


DOOR_QUERIES = 12
