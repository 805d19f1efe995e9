"""A full club: it says so before one applies, and what officers can do."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clubs.models import Club
from clubs.recruiting.models.applications import Application
from tests.factories import make_application, make_club, make_member, make_officer, make_user

pytestmark = pytest.mark.django_db
WAITS = "자리가 찼어요 · 대기로 지원"
MODES = Club.JoinMode


def full_club(mode=MODES.REQUEST, **fields):
    club = make_club(join_mode=mode, seats=1, **fields)
    make_member(club)
    return Club.objects.get(pk=club.pk)


def test_a_full_club_says_so_on_its_page_its_card_and_its_form(client):
    club = full_club()
    for viewer in [None, make_user()]:
        if viewer:
            client.force_login(viewer)
        assert WAITS in client.get(club.get_absolute_url()).text
        assert client.get(reverse("clubs:clubs")).text.count(WAITS) == 1
    page = client.get(reverse("clubs:join", args=[club.slug])).text
    assert WAITS in page
    assert "대기 명단에 오를 수 있어요" in page
    client.post(reverse("clubs:join", args=[club.slug]), {"message": "저요"})
    assert club.applications.get().status == Application.Status.SUBMITTED


def test_a_club_with_a_free_seat_says_nothing(client):
    club = full_club()
    Club.objects.filter(pk=club.pk).update(seats=2)
    client.force_login(make_user())
    for url in [club.get_absolute_url(), "/clubs/", reverse("clubs:join", args=[club.slug])]:
        assert "자리가 찼어요" not in client.get(url).text


def test_an_open_club_that_is_full_offers_no_waiting_list(client):
    club = full_club(MODES.OPEN)
    client.force_login(make_user())
    for url in [club.get_absolute_url(), "/clubs/", reverse("clubs:join", args=[club.slug])]:
        page = client.get(url).text
        assert "자리가 찼어요" in page
        assert WAITS not in page


def test_lists_and_pages_count_seats_alike():
    today = timezone.localdate()
    clubs = [
        full_club(),
        full_club(recruiting_from=today + timedelta(days=1)),  # whoever is in came before
        make_club(seats=1),
        make_club(),
    ]
    offered = make_club(seats=1)
    ends_at = timezone.now() + timedelta(days=1)
    make_application(offered)
    offered.applications.update(status=Application.Status.OFFERED, offer_ends_at=ends_at)
    clubs = list(Club.objects.filter(pk__in=[club.pk for club in [*clubs, offered]]).order_by("pk"))
    alone = [Club.objects.get(pk=club.pk).is_full for club in clubs]
    assert [club.is_full for club in Club.mark_full(clubs)] == alone
    assert alone == [True, False, False, False, True]


def test_the_list_costs_the_same_with_many_full_clubs(client, django_assert_max_num_queries):
    costs = []
    for _ in range(2):
        for _ in range(3):
            full_club()
        with django_assert_max_num_queries(100) as queries:
            client.get("/clubs/")
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_officers_are_told_what_they_can_do(client):
    club = full_club()
    application = make_application(club)
    client.force_login(make_officer(club))
    urls = [
        reverse("clubs:applications", args=[club.slug]),
        reverse("clubs:application-manage", args=[club.slug, application.pk]),
    ]
    for url in urls:
        page = client.get(url).text
        assert "자리가 다 찼어요. 1/1" in page
        assert "인원 늘리기" in page
        assert "대기로</button>" in page
    Club.objects.filter(pk=club.pk).update(seats=9)
    for url in urls:
        assert "자리가 다 찼어요" not in client.get(url).text


def test_a_refused_approval_comes_back_with_its_note_and_a_way_on(client):
    club = full_club()
    application = make_application(club)
    client.force_login(make_officer(club))
    url = reverse("clubs:application-manage", args=[club.slug, application.pk])
    answer = client.post(url, {"decision": "approve", "note": "어서 와요"})
    assert answer.status_code == 409
    assert "자리가 다 찼어요. 1/1" in answer.text
    assert "인원 늘리기" in answer.text
    assert "어서 와요" in answer.text
    assert "먼저 결정" not in answer.text
    assert client.post(url, {"decision": "waitlist"}).status_code == 303
    application.refresh_from_db()
    assert application.status == Application.Status.WAITLISTED
