"""The page of a term that lists the registered clubs, for everybody."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Term
from clubs.registration.tests.registrations import make_filing, make_registration
from tests.factories import make_club, make_staff

pytestmark = pytest.mark.django_db
LATEST = "/terms/registered/"


@pytest.fixture
def term():
    return make_filing()


@pytest.fixture
def union():
    return make_staff()


def names(response):
    return [registration.club.name for registration in response.context["registrations"]]


def test_everybody_reads_which_clubs_are_registered_and_as_what(client, term, union):
    regular = make_club("나")
    regular.set_standing("regular")
    for club in [regular, make_club("가")]:
        make_registration(club, term, filed=True).accept(union)

    response = client.get(LATEST, follow=True)

    assert response.redirect_chain == [(reverse("registered-clubs", args=[term.code]), 303)]
    assert names(response) == ["가", "나"]
    assert response.text.index("가동아리") < response.text.index("정동아리")


def test_whoever_is_not_registered_is_not_named(client, term, union):
    make_registration(make_club("거절된 동아리"), term, filed=True).refuse(union, "활동이 없어요")
    make_registration(make_club("기다리는 동아리"), term, filed=True)
    suspended = make_registration(make_club("멈춘 동아리"), term, filed=True)
    suspended.accept(union)
    suspended.club.suspend(union, "조사 중")

    page = client.get(reverse("registered-clubs", args=[term.code])).text

    assert "동아리 0곳" in page
    for name in ["거절된 동아리", "기다리는 동아리", "멈춘 동아리"]:
        assert name not in page


def test_an_earlier_term_keeps_what_the_clubs_were_then(client, term, union):
    club = make_club("가")
    make_registration(club, term, filed=True).accept(union)
    club.set_standing("regular")
    page = client.get(reverse("registered-clubs", args=[term.code])).text
    assert "가동아리" in page
    assert "정동아리" not in page


def test_before_anything_is_registered_there_is_no_list(client, term):
    assert client.get(LATEST).status_code == 404
    assert client.get("/terms/2001-1/").status_code == 404
    Term.objects.add("2039-1", date(2039, 3, 2), date(2039, 6, 20))
    assert names(client.get("/terms/2039-1/")) == []


def test_the_list_costs_as_much_for_many_clubs(client, term, union, django_assert_max_num_queries):
    for number in range(5):
        make_registration(make_club(f"동아리 {number}"), term, filed=True).accept(union)
    with django_assert_max_num_queries(4):
        client.get(reverse("registered-clubs", args=[term.code]))
