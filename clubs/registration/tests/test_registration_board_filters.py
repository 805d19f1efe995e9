"""The filters of the union's board: they combine, and its counts are those of its lists."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clubs.models import Club, Registration, Rules, Window
from clubs.people.club.presidency import leaderless
from clubs.registration.board import NOT_BEGUN
from clubs.registration.checks import RULES
from clubs.registration.models.rules import Kind
from clubs.registration.tests.registrations import (
    ask_for_papers,
    confirm,
    hand_in,
    make_filing,
    make_registration,
    open_window,
)
from tests.factories import make_category, make_club, make_staff

pytestmark = pytest.mark.django_db
NOTHING = {"min_members": 0, "min_colleges": 0, "min_departments": 0, "max_share": 100}


@pytest.fixture
def union(client):
    union = make_staff()
    client.force_login(union)
    return union


@pytest.fixture
def term():
    return make_filing()


@pytest.fixture
def shown(client, union, term):
    """Return a function that gives (the names on the board with these filters, {state: count > 0})."""

    def show(**query):
        response = client.get(reverse("registrations", args=[term.code]), query)
        names = [row.club.name for row in response.context["rows"]]
        states = {value: n for value, _label, n in response.context["states"] if n}
        assert response.context["total"] == sum(states.values())
        return names, states

    return show


def ask(term, **numbers):
    """Let the rules of the term ask for nothing but this."""
    Rules.objects.filter(term=term).update(**NOTHING | numbers)


@pytest.mark.parametrize(
    ("rule", "numbers"),
    [
        ("members", {"min_members": 3}),
        ("colleges", {"min_colleges": 2}),
        ("departments", {"min_departments": 2}),
        ("share", {"max_share": 60}),
        ("reports", {"min_reports": 1}),
        ("advisor", {"advisor": Rules.Advisor.NEEDED}),
        ("papers", {"papers": ["budget"]}),
    ],
)
def test_each_rule_finds_the_clubs_that_do_not_meet_it(shown, term, rule, numbers):
    confirm(make_club("가"), term, count=1)
    ask(term, **numbers)
    for each in RULES:
        assert shown(lacks=each)[0] == (["가"] if each == rule else [])


def test_every_rule_of_a_term_can_be_filtered_by():
    asked = {*NOTHING, *Rules.NUMBERS} - {
        "needs_resolution", "late_is_warned", "allows_exceptions", "max_leave_share"
    }  # fmt: skip
    found = {rule for rule in RULES if any(rule in name for name in (*asked, "papers"))}
    assert found == set(RULES)
    assert len(RULES) == len(asked) + 1  # and papers


def test_a_club_that_has_what_is_asked_for_lacks_it_no_more(shown, term):
    club = make_club("가")
    ask_for_papers(make_registration(club, term), "budget")
    assert shown(lacks="papers")[0] == ["가"]
    hand_in(Registration.objects.get())
    assert shown(lacks="papers")[0] == []
    Registration.objects.get().papers.get().remove(club.president)
    assert shown(lacks="papers")[0] == ["가"]


def test_what_is_only_wished_for_lacks_nowhere(shown, term):
    make_club("가")
    ask(term, advisor=Rules.Advisor.WISHED)
    assert shown(lacks="advisor")[0] == []


def test_each_club_is_judged_by_the_rules_of_its_kind(shown, term):
    make_club("가")
    make_club("나").set_standing("regular")
    ask(term)
    Rules.objects.filter(term=term, applies_to=Kind.RENEWAL).update(min_members=1)
    assert shown(lacks="members")[0] == ["나"]


def test_a_rule_and_a_state_combine_and_every_state_counts_those_that_lack_it(shown, term):
    make_registration(make_club("가"), term, filed=True)
    make_registration(make_club("나"), term)
    make_club("다")
    ask(term, min_members=1)
    counts = {"draft": 1, NOT_BEGUN: 1}
    assert shown(lacks="members") == (["나", "다"], counts)
    assert shown(lacks="members", state="draft") == (["나"], counts)
    assert shown(lacks="members", state="submitted") == ([], counts)


def test_late_ones(shown, term):
    make_registration(make_club("가"), term, filed=True)
    Window.objects.filter(kind="file").update(closes_at=timezone.now() - timedelta(minutes=1))
    open_window(term, Window.Kind.LATE)
    make_registration(make_club("나"), term, filed=True)
    make_registration(make_club("다"), term)
    assert shown(late=1) == (["나"], {"submitted": 1})
    assert shown(late=1, state="draft") == ([], {"submitted": 1})


def test_mine_are_also_those_that_i_was_the_first_to_decide_about(shown, union, term):
    make_registration(make_club("가"), term, filed=True).accept(union)
    make_registration(make_club("나"), term, filed=True).accept(make_staff("다른 사람"))
    make_registration(make_club("다"), term, filed=True)
    returned = make_registration(make_club("라"), term, filed=True)
    returned.send_back(union, {"plan": "더 자세히"})
    assert shown(mine=1) == (["가", "라"], {"accepted": 1, "returned": 1})
    assert shown(mine=1, state="returned")[0] == ["라"]


def test_a_category(shown, term):
    music = make_category("음악")
    make_club("가", category=music)
    make_club("나")
    assert shown(category=music.slug) == (["가"], {NOT_BEGUN: 1})
    assert shown(category=music.slug, lacks="members")[0] == ["가"]
    assert shown(category=music.slug, late=1)[0] == []
    assert shown(category="nonsense")[0] == ["가", "나"]


def test_clubs_whose_president_does_not_act(shown, term):
    make_club("가")
    make_club("나").president.unverify()
    assert shown(leaderless=1) == (["나"], {NOT_BEGUN: 1})


@pytest.mark.parametrize(
    "fields",
    [
        {"is_active": False},
        {"verified_at": None},
        {"last_login": timezone.now() - timedelta(days=91)},
        {"last_login": timezone.now() - timedelta(days=89)},
        {"last_login": None},
    ],
)
def test_the_filter_and_the_club_agree_on_who_is_leaderless(fields):
    president = make_club().president
    for name, value in fields.items():
        setattr(president, name, value)
    president.save()
    club = Club.objects.get()
    assert leaderless(Club.objects.all()).exists() == club.is_leaderless


def test_values_that_make_no_sense_filter_nothing(shown, term):
    make_club("가")
    assert shown(lacks="feasts", state="asleep", category="x")[0] == ["가"]


def test_pages_of_what_lacks_something_keep_the_filter(client, union, term):
    for number in range(51):
        make_club(f"동아리 {number:02}")
    url = reverse("registrations", args=[term.code])
    query = {"lacks": "members", "page": 2}
    response = client.get(url, query)
    assert [row.club.name for row in response.context["rows"]] == ["동아리 50"]
    assert "?lacks=members&amp;page=1" in response.text


def test_the_form_and_its_links_keep_what_is_chosen(client, union, term):
    music = make_category("음악")
    make_club("가", category=music)
    query = {"state": NOT_BEGUN, "category": music.slug, "lacks": "members"}
    page = client.get(reverse("registrations", args=[term.code]), query).text
    assert f'<input type="hidden" name="state" value="{NOT_BEGUN}">' in page
    assert f'<option value="{music.slug}" selected>' in page
    assert '<option value="members" selected>' in page
    assert f'href="?state=draft&amp;category={music.slug}&amp;lacks=members"' in page
    assert f'/registrations/?state={NOT_BEGUN}"' in page  # all of that state again
    assert "모두 보기" not in client.get(reverse("registrations", args=[term.code])).text


def test_it_costs_as_much_with_every_filter(client, union, term, django_assert_max_num_queries):
    for number in range(12):
        make_registration(make_club(f"동아리 {number}"), term, filed=True).accept(union)
    ask(term, min_reports=1, papers=["budget"])
    url = reverse("registrations", args=[term.code])
    client.get(url)
    with django_assert_max_num_queries(10):
        response = client.get(url, {"lacks": "papers", "mine": 1, "leaderless": "", "late": ""})
    assert len(response.context["rows"]) == 12
