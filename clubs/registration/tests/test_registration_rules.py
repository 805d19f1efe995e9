"""The union sets rules, publishes them, and may only loosen them afterwards."""

import pytest
import time_machine
from django.urls import reverse

from clubs.models import Rules
from clubs.registration.models.rules import Kind
from clubs.registration.tests.registrations import NUMBERS
from clubs.term.tests.terms import make_window
from kclub.errors import Refused
from tests.factories import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return make_window().term


def set_rules(term, publish=False, reason="", **numbers):
    return Rules.objects.set(term, Kind.NEW, NUMBERS | numbers, publish=publish, reason=reason)


def test_a_draft_may_be_changed_in_any_way(term):
    set_rules(term, min_members=20)
    assert set_rules(term, min_members=30).min_members == 30
    assert Rules.objects.count() == 1
    assert not Rules.objects.published().exists()


@pytest.mark.parametrize(
    ("name", "before", "looser", "stricter"),
    [
        ("min_members", 15, 14, 16),
        ("min_colleges", 3, 2, 4),
        ("min_departments", 3, 0, 4),
        ("max_share", 50, 100, 49),
        ("max_leave_share", 30, 31, 29),
    ],
)
def test_published_rules_only_get_looser_and_with_a_reason(term, name, before, looser, stricter):
    set_rules(term, publish=True, **{name: before})
    for number, reason in [(stricter, "너무 쉬워서"), (looser, ""), (looser, "  ")]:
        with pytest.raises(Refused):
            set_rules(term, reason=reason, **{name: number})
        assert getattr(Rules.objects.get(), name) == before
    rules = set_rules(term, reason="부원이 줄어서", **{name: looser})
    assert (getattr(rules, name), rules.reason) == (looser, "부원이 줄어서")


def test_one_rule_cannot_be_tightened_while_another_is_loosened(term):
    set_rules(term, publish=True, min_members=15, min_colleges=2)
    with pytest.raises(Refused, match="느슨하게만"):
        set_rules(term, reason="바꿔요", min_members=1, min_colleges=3)


def test_setting_the_same_again_changes_nothing(term):
    first = set_rules(term, publish=True)
    again = set_rules(term, publish=True)
    assert (again.pk, again.published_at) == (first.pk, first.published_at)
    assert again.reason == ""


def test_a_new_term_begins_with_the_numbers_of_the_one_before(term):
    set_rules(term, publish=True, min_members=23)
    with time_machine.travel(term.ends_on.replace(year=term.ends_on.year + 1)):
        later = make_window(code="2027-2").term
        draft = Rules.objects.draft_for(later, Kind.NEW)
        assert draft.pk is None
        assert draft.published_at is None
        assert draft.min_members == 23
        with pytest.raises(Refused, match="끝난 학기"):
            set_rules(term, reason="고쳐요", min_members=1)


# Pages


@pytest.fixture
def union(client):
    union = make_staff()
    client.force_login(union)
    return union


def test_the_union_writes_and_publishes_rules(client, union, term):
    url = reverse("rules-edit", args=[term.code, "renewal"])
    assert client.post(url, NUMBERS | {"min_members": 15}).status_code == 303
    listed = reverse("rules", args=[term.code])
    assert "알렸어요" not in client.get(listed).text
    client.post(url, NUMBERS | {"min_members": 15, "publish": "1"})
    assert Rules.objects.published().get().min_members == 15
    assert "알렸어요" in client.get(listed).text
    response = client.post(url, NUMBERS | {"min_members": 16, "reason": "더 엄격하게"})
    assert response.status_code == 422
    assert "느슨하게만" in response.text


@pytest.mark.parametrize(
    "wrong", [{"max_share": 0}, {"max_share": 101}, {"min_members": -1}, {"min_members": ""}]
)
def test_numbers_that_make_no_sense_come_back_beside_their_field(client, union, term, wrong):
    response = client.post(reverse("rules-edit", args=[term.code, "new"]), NUMBERS | wrong)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == set(wrong)
    assert not Rules.objects.exists()


def test_there_are_no_rules_of_an_unknown_kind_or_term(client, union, term):
    assert client.get(reverse("rules-edit", args=[term.code, "other"])).status_code == 404
    assert client.get(reverse("rules", args=["1999-1"])).status_code == 404
