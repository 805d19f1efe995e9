"""What waits for the union: in the navigation, on its home and on its tabs."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clubs.models import Club, Recovery, Replacement, Report
from clubs.union.tests.recoveries import make_locked_out
from tests.factories import (
    make_application,
    make_club,
    make_member,
    make_officer,
    make_post,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db
LISTS = {  # tab: what its list shows, and how many there are of each in `everything`
    "dashboard": ("waiting", 1),
    "cases": ("waiting", 2),
    "claims": ("claims", 1),
    "people": ("recoveries", 1),
    "overdue-applications": ("clubs", 2),
}


@pytest.fixture
def staff(client):
    user = make_staff()
    client.force_login(user)
    return user


@pytest.fixture
def everything():
    """A new club, two cases, a claim and a replacement, a recovery, late applications to two clubs."""
    Recovery.ask(make_locked_out(), make_staff(), "학생증을 봤어요")
    make_club(opened=False)
    club, other = make_club(), make_club()
    for each in [club, club, other]:
        make_late_application(each)
    Replacement.ask(club, make_member(club), make_staff(), "이유")
    leaderless = make_club()
    officer = make_officer(leaderless)
    leaderless.president.unverify()
    Club.objects.get(pk=leaderless.pk).claim(officer, "회장이 졸업했어요")
    for _each in range(2):
        make_post(club, make_member(club)).report(make_user(), Report.Reason.SPAM).case.escalate()
    make_post(club, make_member(club)).report(make_user(), Report.Reason.SPAM)  # the officers' own


def make_late_application(club):
    application = make_application(club)
    late = timezone.now() - timedelta(days=15)
    club.applications.filter(pk=application.pk).update(submitted_at=late)


@pytest.mark.usefixtures("everything")
def test_each_tab_counts_what_its_list_shows(client, staff):
    page = client.get(reverse("union:dashboard")).text
    tabs = re.search(r'<nav class="tabs".*?</nav>', page, re.DOTALL)[0]
    assert re.findall(r'<span class="n">(\d+)', tabs) == ["1", "2", "2", "2", "1"]
    for name, (rows, number) in LISTS.items():
        assert len(client.get(reverse(f"union:{name}")).context[rows]) == number


@pytest.mark.usefixtures("everything")
def test_the_union_is_in_its_navigation_with_the_sum_of_what_waits(client, staff):
    page = client.get("/guide/").text
    assert re.search(r'<a href="/union/">.*?연합회.*?<span class="n">8<', page)
    counters = client.get("/me/badges/", headers={"HX-Request": "true"}).text
    assert '<hx-partial hx-target="#union-todo"> <span class="n">8<' in counters


def test_nobody_else_has_the_union_in_their_navigation(client, club):
    client.force_login(club.president)
    assert 'href="/union/"' not in client.get("/").text


@pytest.mark.usefixtures("everything")
def test_the_home_of_the_union_leads_to_everything_that_waits(client, staff):
    page = client.get("/").text
    for name in LISTS:
        assert f'<a class="item" href="{reverse(f"union:{name}")}">' in page
    for sentence in [
        "새 동아리 1곳이 연합회를 기다려요",
        "신고 2건을 살펴봐 주세요",
        "회장 신청 2건이 결정을 기다려요",
        "지원서 답이 늦은 동아리가 2곳이에요",
        "2단계 인증 복구 1건을 확인해 주세요",
    ]:
        assert sentence in page


def test_a_union_with_nothing_to_do_is_told_so_and_not_to_join_a_club(client, staff):
    page = client.get("/").text
    assert "지금은 할 일이 없어요" in page
    assert "아직 들어간 동아리가 없어요" not in page


@pytest.mark.usefixtures("everything")
def test_the_numbers_of_the_union_cost_one_query_more(client, staff, django_assert_num_queries):
    client.get("/guide/")
    with django_assert_num_queries(5):  # session and user, notifications, rooms, clubs, union
        client.get("/guide/")
