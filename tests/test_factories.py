"""What the factories write as rows is what the verbs make."""

import pytest
import time_machine
from django.apps import apps
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from clubs.models import Club
from tests.factories import (
    PASSWORD,
    make_category,
    make_club,
    make_staff,
    make_user,
    present_agreements,
)

pytestmark = pytest.mark.django_db

DRAWN = {"password", "username"}  # at random


def sign_up(mail, name, **fields):
    """Make a verified user by the verb."""
    now = timezone.now()
    fields |= {"display_name": name, "verified_at": now} | present_agreements()
    user = User.objects.create_user(mail, PASSWORD, **fields)
    user.emailaddress_set.create(email=mail, verified=True, primary=True)
    return user


def found(president, union, **fields):
    """Found a club by the verb, and have it opened."""
    club = Club.found(president, **fields)
    club.approve(by=union)
    return club


def rows_made(make):
    """Return all rows there are after `make()`, {model: its rows}, and undo it."""
    with time_machine.travel("2026-10-01T12:00+09:00", tick=False), transaction.atomic():
        make()
        rows = {model.__name__: list(rows_of(model)) for model in apps.get_models()}
        transaction.set_rollback(True)
    return {name: made for name, made in rows.items() if made}


def rows_of(model):
    names = {field.attname for field in model._meta.concrete_fields} - DRAWN
    return model.objects.order_by("pk").values(*names)


@pytest.mark.parametrize(
    "fields", [{}, {"is_staff": True, "staff_since": None}, {"bio": "사진 찍어요"}]
)
def test_a_user_is_as_one_who_signs_up(fields):
    mail = "film@saebom.example"
    for name in ["학생 1,000,000", "민재"]:
        made = rows_made(lambda name=name: sign_up(mail, name, **fields))
        assert made == rows_made(lambda name=name: make_user(name, email=mail, **fields))
    assert len(made["User"]) == len(made["EmailAddress"]) == 1


def test_a_user_without_a_name_has_the_handle_of_their_number():
    user = make_user()
    number = user.email.removeprefix("u").partition("@")[0]
    assert (user.handle, user.display_name) == (f"학생{number}", f"학생 {number}")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"english_name": "Film Log", "tags": "사진, 영화", "emoji": "📷", "hue": 7},
        {"join_mode": "application", "seats": 3, "summary": "찍고 봐요"},
    ],
)
def test_a_club_is_as_one_that_is_founded_and_approved(fields):
    president, union, category = make_user(), make_staff(), make_category()
    fields = {"summary": "함께 놀아요", "category": category} | fields
    by_verbs = rows_made(lambda: found(president, union, name="필름로그", **fields))
    asked = {"president": president, "union": union, **fields}
    made = rows_made(lambda: make_club("필름로그", **asked))
    for rows in (by_verbs, made):
        rows["Notification"][0].pop("id")  # the verb takes back what it told the union
    assert made == by_verbs
    assert len(made["Room"]) == len(made["Occupancy"]) == len(made["Membership"]) == 1


def test_a_second_club_of_a_name_like_it_has_an_address_of_its_own():
    assert make_club("필름 로그").slug == "필름-로그"
    assert make_club("필름-로그").slug == "필름-로그-2"


def test_a_club_that_is_not_opened_waits_for_the_union():
    union = make_staff()
    club = make_club(opened=False)
    assert club.status == Club.Status.SUBMITTED
    assert union.notifications.get().url
    assert not club.rooms.exists()
