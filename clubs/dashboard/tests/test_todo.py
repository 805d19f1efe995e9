"""What waits in the clubs somebody runs: in the navigation, on their home and on /manage/."""

import re

import pytest
from django.urls import reverse

from clubs.models import Membership, Report
from tests.factories import (
    make_application,
    make_club,
    make_member,
    make_officer,
    make_post,
    make_user,
)

pytestmark = pytest.mark.django_db
NAVIGATION = re.compile(
    r'<a href="([^"]+)"[^>]*><svg[^>]*><use href="[^"]*#settings"/></svg><span>관리</span>(.*?)</a>'
)


@pytest.fixture
def busy(club):
    """A club with two new applications, one that was answered, and one case for its officers."""
    for _each in range(2):
        make_application(club)
    make_application(club).reject(by=club.president)
    make_post(club, make_member(club)).report(make_user(), Report.Reason.SPAM)
    return club


def link_in_navigation(client, page="/guide/"):
    """Return where 관리 leads and its counter, "" for none; None without 관리."""
    link = NAVIGATION.search(client.get(page).text)
    if not link:
        return None
    number = re.search(r'class="n"[^>]*>(\d+)', link[2])
    return link[1], number[1] if number else ""


def test_officers_have_their_dashboard_in_the_navigation_with_what_waits(client, busy):
    dashboard = reverse("clubs:dashboard", args=[busy.slug])
    client.force_login(make_officer(busy))
    assert link_in_navigation(client) == (dashboard, "3")
    client.force_login(make_officer(make_club()))
    assert link_in_navigation(client)[1] == ""
    client.force_login(make_member(busy))
    assert link_in_navigation(client) is None


def test_the_counter_is_the_sum_of_the_numbers_on_the_tabs(client, busy):
    client.force_login(busy.president)
    page = client.get(reverse("clubs:dashboard", args=[busy.slug])).text
    tabs = re.search(r'<nav class="tabs".*?</nav>', page, re.DOTALL)[0]
    assert re.findall(r'<span class="n">(\d+)', tabs) == ["2", "1"]
    for name, shown in [("applications", "page"), ("cases", "waiting")]:
        page = client.get(reverse(f"clubs:{name}", args=[busy.slug]))
        assert len(page.context[shown]) == {"applications": 2, "cases": 1}[name]


def test_a_question_that_nobody_has_answered_waits_until_somebody_does(client, busy):
    asked = [busy.inquire(make_user(), f"질문 {n}") for n in range(2)]
    client.force_login(busy.president)
    assert link_in_navigation(client)[1] == "5"
    dashboard = client.get(reverse("clubs:dashboard", args=[busy.slug])).text
    assert "질문 2개가 답을 기다려요" in dashboard
    assert reverse("clubs:inquiries", args=[busy.slug]) in dashboard
    assert "지원서 2건 · 질문 2개 · 신고 1건" in client.get("/manage/").text

    asked[0].reply(busy.president, "네")
    asked[1].delete_by(busy.president, "광고예요")
    assert link_in_navigation(client)[1] == "3"
    assert "답을 기다려요" not in client.get(reverse("clubs:dashboard", args=[busy.slug])).text


def test_a_question_alone_leads_to_the_dashboard(client, club):
    club.inquire(make_user(), "언제 모여요?")
    client.force_login(club.president)
    assert link_in_navigation(client) == (reverse("clubs:dashboard", args=[club.slug]), "1")
    assert "질문 1개" in client.get("/manage/").text
    client.force_login(make_member(club))
    assert link_in_navigation(client) is None


def test_whoever_runs_two_clubs_chooses_between_them(client, busy):
    officer = make_officer(busy)
    quiet = make_club("조용한 곳", president=officer)
    member_only = make_club("그냥 부원")
    member_only.admit(officer)
    client.force_login(officer)
    assert link_in_navigation(client) == ("/manage/", "3")
    page = client.get("/manage/").text
    main = page[page.index("<main") :]
    for club in [busy, quiet]:
        assert reverse("clubs:dashboard", args=[club.slug]) in main
    assert "지원서 2건 · 신고 1건" in main
    assert member_only.name not in main


def test_whoever_runs_no_club_is_told_how_to(client, user):
    client.force_login(user)
    assert "운영하는 동아리가 없어요" in client.get("/manage/").text


def test_the_home_of_an_officer_says_what_waits_and_leads_there(client, busy):
    link = f'<a class="item" href="{reverse("clubs:dashboard", args=[busy.slug])}">'
    client.force_login(make_officer(busy))
    assert link in client.get("/").text
    client.force_login(make_member(busy))
    assert link not in client.get("/").text


def test_the_pages_of_a_dashboard_mark_it_in_the_navigation_alone(client, busy):
    client.force_login(busy.president)
    page = client.get(reverse("clubs:applications", args=[busy.slug])).text
    navigation = re.search(r'<ul class="nav-main".*?</ul>', page, re.DOTALL)[0]
    assert re.findall(r'<a href="([^"]+)" aria-current', navigation) == [
        reverse("clubs:dashboard", args=[busy.slug])
    ]


def test_a_counter_over_the_stream_is_what_the_page_would_say(client, busy):
    client.force_login(busy.president)
    busy.applications.submitted().first().approve(by=busy.president)
    counters = client.get("/me/badges/", headers={"HX-Request": "true"}).text
    assert '<span class="through" id="officer-todo"> <span class="n">2<' in counters


@pytest.mark.parametrize("clubs", [2, 12])
def test_the_counters_cost_the_same_however_many_clubs_one_runs(
    client, clubs, django_assert_num_queries
):
    officer = make_user()
    for _each in range(clubs):
        make_application(make_club(president=officer))
    client.force_login(officer)
    with django_assert_num_queries(4):  # session and user, notifications, rooms, clubs
        client.get("/guide/")


def test_a_successor_finds_the_offer_in_the_navigation_and_on_their_home(client, busy):
    successor = make_member(busy)
    offer = busy.offer_presidency(successor, by=busy.president)
    client.force_login(successor)
    assert link_in_navigation(client) == (busy.presidency_url, "1")  # none of what officers do
    page = client.get("/").text
    assert f'<a class="item" href="{busy.presidency_url}">' in page
    assert "회장 제안이 답을 기다려요" in page
    offer.decline(successor)
    assert link_in_navigation(client) is None
    assert "회장 제안" not in client.get("/").text


def test_an_officer_who_is_to_preside_has_one_thing_more_to_do(client, busy):
    successor = make_officer(busy)
    busy.offer_presidency(successor, by=busy.president)
    client.force_login(successor)
    assert link_in_navigation(client) == (reverse("clubs:dashboard", args=[busy.slug]), "4")
    assert "지원서 2건 · 신고 1건 · 회장 제안이 답을 기다려요" in client.get("/").text


@pytest.mark.parametrize(("page", "on"), [("/", "home"), ("/manage/", "manage")])
def test_the_lists_of_what_waits_come_with_the_counters(client, busy, page, on):
    client.force_login(busy.president)
    assert f'hx-get="/me/badges/?on={on}"' in client.get(page).text
    assert "지원서 2건 · 신고 1건" in client.get(f"/me/badges/?on={on}").text
    assert "지원서" not in client.get("/me/badges/").text


def test_a_new_officer_gets_the_link_with_the_counters(client, busy):
    member = make_member(busy)
    client.force_login(member)
    assert '<li id="manage" hidden></li>' in client.get("/guide/").text
    busy.memberships.get(user=member).appoint(busy.president, Membership.Role.OFFICER)
    assert "관리" in client.get("/me/badges/").text
