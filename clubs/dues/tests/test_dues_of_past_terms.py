"""Dues of terms that are over: the member and the officers read them, and nobody changes them."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Term
from clubs.dues.tests.dues import set_dues
from clubs.models import Dues, PaidDues
from clubs.term.tests.terms import make_window
from tests.factories import make_club, make_member, make_officer, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def club():
    make_window()
    return make_club("필름로그")


@pytest.fixture
def member(club):
    return make_member(club, "한도윤")


@pytest.fixture
def dues(club, member):
    """Dues of the term that the member has paid, and that is over once `later` is entered."""
    dues = set_dues(club, amount=12_000)
    dues.mark(club.membership_of(member), club.president, is_paid=True)
    return dues


@pytest.fixture
def later(dues):
    """The next term, in which a test is."""
    starts_on = dues.term.ends_on + timedelta(days=1)
    with time_machine.travel(timezone.now() + timedelta(days=100), tick=False):
        Term.objects.create(code="2027-1", starts_on=starts_on, ends_on=starts_on + timedelta(90))
        yield


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def own(club):
    return reverse("clubs:dues", args=[club.slug])


def manage(club, term="2026-2"):
    return f"{reverse('clubs:dues-manage', args=[club.slug])}?term={term}"


def test_a_member_sees_what_they_have_paid(club, member, dues):
    other = make_member(club, "오하늘")
    assert "지난 학기" not in signed_in(member).get(own(club)).text
    page = past_page(club, member)
    assert "2026-2" in page
    assert "12,000원" in page
    assert "냈어요" in page
    assert "내지 않았어요" not in page
    assert "내지 않았어요" in past_page(club, other)


def past_page(club, user):
    """Return the page of the user's dues a term later, once the club has set none yet."""
    with time_machine.travel(timezone.now() + timedelta(days=100), tick=False):
        return signed_in(user).get(own(club)).text


def test_nothing_is_held_against_who_joined_later(club, later):
    newcomer = make_member(club)
    assert "2026-2" not in signed_in(newcomer).get(own(club)).text
    listed = signed_in(club.president).get(manage(club)).context["page"]
    assert newcomer not in [membership.user for membership in listed]


def test_officers_see_who_had_paid_and_press_nothing(club, member, later):
    officer = signed_in(make_officer(club))
    current = officer.get(reverse("clubs:dues-manage", args=[club.slug])).text
    assert 'href="?term=2026-2"' in current
    page = officer.get(manage(club)).text
    assert "한도윤" in page
    assert "12,000원" in page
    assert reverse("clubs:dues-mark", args=[club.slug, club.membership_of(member).pk]) not in page
    for name in ("dues-remind", "dues-csv"):
        assert reverse(f"clubs:{name}", args=[club.slug]) not in page
    unpaid = officer.get(f"{manage(club)}&unpaid=1").text
    assert "한도윤" not in unpaid
    assert club.president.display_name in unpaid
    assert "?term=2026-2&amp;unpaid=1" in page


def test_what_is_sent_there_changes_nothing_of_it(club, dues, later):
    signed_in(club.president).post(manage(club), {"amount": "1", "due_on": "2026-01-01"})
    dues.refresh_from_db()
    assert dues.amount == 12_000


@pytest.mark.parametrize("term", ["2027-1", "2020-1", "x", "2026-2' OR 1=1"])
def test_there_is_no_list_of_another_term(club, later, term):
    assert signed_in(club.president).get(manage(club, term)).status_code == 404


def test_the_running_term_is_none_of_the_past(club, dues):
    assert list(Dues.objects.past(club)) == []
    assert signed_in(club.president).get(manage(club)).status_code == 404


@pytest.mark.parametrize("who", ["member", "union", "officer elsewhere"])
def test_nobody_else_sees_the_list(club, member, later, who):
    people = {"member": lambda: member, "union": make_staff}
    people["officer elsewhere"] = lambda: make_officer(make_club())
    assert signed_in(people[who]()).get(manage(club)).status_code == 403


def test_it_is_forgotten_with_the_account(club, member, later):
    member.close_account()
    assert not PaidDues.objects.exists()
    page = signed_in(club.president).get(manage(club)).text
    assert "한도윤" not in page
    assert "탈퇴한 사용자" not in page
