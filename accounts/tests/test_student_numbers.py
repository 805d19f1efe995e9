"""Student numbers: what they look like, and that one is given by one person."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Department, Enrolment, Term
from accounts.models.student_numbers import digest, read_student_number
from kclub.errors import Conflict, Refused
from tests.factories import make_user
from tests.races import at_once


@pytest.fixture
def term(db):
    today = timezone.localdate()
    return Term.objects.add("2026-2", today - timedelta(days=9), today + timedelta(days=99))


@pytest.fixture
def department(db):
    return Department.objects.create(college="공과대학", name="컴퓨터공학과")


@pytest.fixture
def declare(term, department):
    return lambda user, number: Enrolment.objects.declare(
        user, term, department, "attending", number
    )


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("202412345", "202412345"),
        (" 2024-12345 ", "202412345"),
        ("2024 12 345", "202412345"),
        ("\uff12\uff10\uff12\uff1412345", "202412345"),  # full width
        ("b111234", "B111234"),
        ("12345", "12345"),
        ("1" * 15, "1" * 15),
    ],
)
def test_it_is_stored_in_one_way_however_it_is_written(written, number):
    assert read_student_number(written) == number


@pytest.mark.parametrize(
    "written", ["", "1234", "1" * 16, "김민지", "2024/12345", "<b>12345</b>", "१२३४५६"]
)
def test_what_is_no_number_is_refused(written):
    with pytest.raises(ValidationError, match="5–15자"):
        read_student_number(written)


def test_the_digest_cannot_be_made_without_the_key(settings):
    before = digest("202412345")
    assert "202412345" not in before
    settings.SECRET_KEY = "another"
    assert digest("202412345") != before


def test_it_is_given_changed_and_taken_back(declare, term):
    user = make_user()
    assert declare(user, "202412345").student_number == "202412345"
    assert declare(user, "202454321").student_number == "202454321"
    declare(user, None)
    [enrolment] = Enrolment.objects.all()
    assert (enrolment.student_number, enrolment.student_number_digest) == (None, None)
    assert declare(make_user(), "202454321").student_number == "202454321"


def test_one_person_with_two_accounts_is_found_and_nothing_is_stored(declare):
    declare(make_user(), "202412345")
    with pytest.raises(Conflict, match="이미 적은 학번"):
        declare(make_user(), "202412345")
    assert Enrolment.objects.count() == 1


def test_a_wrong_one_leaves_what_was_stated(declare, term):
    other, user = make_user(), make_user()
    declare(other, "202412345")
    declare(user, None)
    with pytest.raises(Conflict):
        declare(user, "202412345")
    assert user.enrolments.get().student_number is None


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_gives_it(declare):
    users = [make_user(), make_user()]
    answers = at_once(*[lambda user=user: declare(user, "202412345") for user in users])
    assert [isinstance(answer, Refused) for answer in answers].count(True) == 1
    assert Enrolment.objects.filter(student_number="202412345").count() == 1


def test_erasing_keeps_that_it_was_given(declare, term):
    with_number, without = make_user(), make_user()
    declare(with_number, "202412345")
    declare(without, None)
    assert Enrolment.objects.erase_student_numbers(term) == 1
    assert Enrolment.objects.erase_student_numbers(term) == 0
    assert with_number.enrolments.get().student_number == ""
    assert without.enrolments.get().student_number is None
    assert not Enrolment.objects.exclude(student_number_digest=None)
