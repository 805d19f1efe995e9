"""What others see of the marks of a club: nothing; and what its own pages cost."""

import pytest
from django.test import Client
from django.urls import reverse

from clubs.marks.tests.marks import REASON, give_mark
from clubs.models import Mark, MarkAppeal
from clubs.registration.tests.registrations import make_filing, make_registration
from clubs.term.tests.terms import make_window
from kclub.errors import Refused
from tests.factories import make_club, make_member, make_officer, make_staff, make_user

pytestmark = pytest.mark.django_db
OF_THE_CLUB = ["", "members/", "board/", "events/", "questions/", "activity-reports/"]


@pytest.fixture
def term():
    return make_filing()


@pytest.fixture
def club(term):
    club = make_club("필름로그")
    make_registration(club, term, filed=True).accept(make_staff())
    return club


def signed_in(user):
    client = Client()
    if user:
        client.force_login(user)
    return client


@pytest.mark.parametrize("who", ["guest", "stranger", "member", "officer elsewhere"])
def test_nobody_else_reads_of_a_mark(club, term, who):
    mark = give_mark(club, "warning")
    MarkAppeal.objects.make(mark, club.president, "허가를 받았어요")
    people = {
        "guest": lambda: None,
        "stranger": make_user,
        "member": lambda: make_member(club),
        "officer elsewhere": lambda: make_officer(make_club()),
    }
    client = signed_in(people[who]())
    pages = [f"{club.get_absolute_url()}{page}" for page in OF_THE_CLUB]
    pages += ["/", "/clubs/", reverse("registered-clubs", args=[term.code])]
    pages += [reverse("clubs:marks", args=[club.slug]), mark.review_url]
    for url in pages:
        page = client.get(url, follow=True).text
        assert REASON not in page, url
        assert "허가를 받았어요" not in page, url


def test_the_log_that_members_read_says_nothing_of_it(club):
    give_mark(club)
    page = signed_in(make_member(club)).get(reverse("clubs:audit-log", args=[club.slug])).text
    assert REASON not in page
    page = signed_in(make_officer(club)).get(reverse("clubs:audit-log", args=[club.slug])).text
    assert REASON in page


def test_who_becomes_an_officer_reads_it_and_who_steps_down_no_more(club):
    give_mark(club)
    member = make_member(club)
    url, membership = reverse("clubs:marks", args=[club.slug]), club.membership_of(member)
    membership.appoint(club.president, "officer")
    assert REASON in signed_in(member).get(url).text
    membership.appoint(club.president, "member")
    assert signed_in(member).get(url).status_code == 403


def test_one_who_leaves_the_union_decides_no_more(club):
    mark, former = give_mark(club), make_staff()
    former.is_staff = False
    former.save()
    for verb in (mark.lift, mark.keep):
        with pytest.raises(Refused, match="동아리연합회만"):
            verb(former, "저였는데요")


def test_a_mark_outlives_the_account_of_who_gave_it(club):
    union = make_staff("감사위원 박")
    mark = give_mark(club, by=union)
    union.close_account()
    page = signed_in(make_staff()).get(mark.review_url).text
    assert REASON in page
    assert "감사위원 박" not in page
    assert Mark.objects.counted().count() == 1


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_page_is_said_in_the_language_of_its_reader(club, term, language):
    mark = give_mark(club, "credit", points=2)
    word = {"ko": "가점", "en": "Credit"}[language]
    for user, url in [
        (club.president, reverse("clubs:marks", args=[club.slug])),
        (make_staff(), reverse("marks-of-term", args=[term.code])),
        (make_staff(), reverse("marks-of-club", args=[club.slug])),
        (make_staff(), mark.review_url),
    ]:
        page = signed_in(user).get(url, headers={"Accept-Language": language}).text
        assert word in page, url


def test_a_list_costs_as_much_for_many_marks(django_assert_max_num_queries):
    term, clubs = make_window().term, [make_club() for _ in range(5)]
    for club in clubs:
        for _mark in range(4):
            MarkAppeal.objects.make(give_mark(club), club.president, "다시 봐 주세요")
    union = signed_in(make_staff())
    with django_assert_max_num_queries(10):
        union.get(reverse("marks-of-term", args=[term.code]))
    president = signed_in(clubs[0].president)
    with django_assert_max_num_queries(14):
        president.get(reverse("clubs:marks", args=[clubs[0].slug]))
