"""Terms, as the union keeps them."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Term
from kclub.errors import Conflict, Refused
from tests.factories import make_staff, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db
TERMS = "/union/terms/"
SENT = {"code": "2026-2", "starts_on": "2026-09-01", "ends_on": "2026-12-21"}
SPRING = ("2026-1", date(2026, 3, 2), date(2026, 6, 21))
AUTUMN = ("2026-2", date(2026, 9, 1), date(2026, 12, 21))


def test_only_the_union_makes_terms(client):
    client.force_login(make_user())
    assert client.post(TERMS, SENT).status_code == 403
    assert not Term.objects.exists()


def test_a_term_is_made_and_its_days_are_changed(client):
    client.force_login(make_staff())
    with time_machine.travel(date(2026, 9, 3)):
        assert client.post(TERMS, SENT).url == TERMS
        url = reverse("union:term", args=["2026-2"])
        days = {"starts_on": "2026-08-31", "ends_on": "2026-12-18"}
        assert client.post(url, days).url == TERMS
        assert "이번 학기" in client.get(TERMS).text
    assert Term.objects.get().starts_on == date(2026, 8, 31)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"code": "가을"}, "2026-2처럼"),
        ({"code": "2026-1"}, "이미 있는 학기예요"),
        ({"ends_on": "2026-08-01"}, "첫날보다 늦어야 해요"),
        ({"starts_on": "2026-06-21"}, "2026-1 학기와 날짜가 겹쳐요"),
        ({"starts_on": "언젠가"}, "2026-12-21"),
    ],
)
def test_a_term_that_cannot_be_is_sent_back(client, wrong, sentence):
    Term.objects.add(*SPRING)
    client.force_login(make_staff())
    response = client.post(TERMS, SENT | wrong)
    assert response.status_code == 422
    assert sentence in response.text
    assert Term.objects.count() == 1


def test_the_current_term_is_the_one_today_is_in():
    spring, autumn = Term.objects.add(*SPRING), Term.objects.add(*AUTUMN)
    current = []
    for day in [date(2026, 6, 21), date(2026, 7, 15), date(2026, 9, 1)]:
        with time_machine.travel(day):
            current.append(Term.objects.current())
    assert current == [spring, None, autumn]


def test_a_term_that_is_over_stays_as_it_was():
    term = Term.objects.add(*SPRING)
    with time_machine.travel(date(2026, 6, 22)), pytest.raises(Refused, match="끝난 학기"):
        term.move(date(2026, 3, 2), date(2026, 8, 31))


def test_a_term_may_not_be_moved_into_another():
    make_staff()
    Term.objects.add(*SPRING)
    term = Term.objects.add(*AUTUMN)
    with time_machine.travel(date(2026, 9, 3)), pytest.raises(Conflict, match="2026-1"):
        term.move(date(2026, 6, 1), date(2026, 12, 21))


def test_the_database_keeps_no_term_that_ends_before_it_starts():
    today = timezone.localdate()
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(code="2026-2", starts_on=today, ends_on=today - timedelta(days=1))


@pytest.mark.django_db(transaction=True)
def test_of_two_terms_made_at_once_for_the_same_days_one_is_there():
    make_staff()

    def add(code):
        return lambda: Term.objects.add(code, *AUTUMN[1:])

    made = at_once(add("2026-2"), add("2026-3"))
    assert sorted(type(each).__name__ for each in made) == ["Conflict", "Term"]
    assert Term.objects.count() == 1
