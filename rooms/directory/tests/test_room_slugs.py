import pytest
from django.db import IntegrityError

from rooms.models import Room
from tests.factories import make_room, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("필름로그", "필름로그"),
        ("Film Log!", "film-log"),
        ("../../admin", "admin"),
        ("🎸🎸", "room"),  # nothing of it can stand in an address
        ("a" * 30, "a" * 30),
    ],
)
def test_an_address_is_made_of_the_letters_of_a_name(name, slug):
    assert make_room(name=name).slug == slug


def test_the_next_of_one_name_gets_the_first_free_number():
    slugs = [make_room(make_user(), "출사방").slug for _ in range(3)]
    assert slugs == ["출사방", "출사방-2", "출사방-3"]
    Room.objects.get(slug="출사방-2").delete()
    assert make_room(make_user(), "출사방").slug == "출사방-2"


@pytest.mark.parametrize("name", ["new", "Enter", "direct"])
def test_no_name_takes_the_address_of_a_page(name):
    assert make_room(name=name).slug == f"{name.lower()}-2"


def test_a_name_that_only_begins_alike_takes_no_number():
    make_room(name="필름로그")
    assert make_room(name="필름").slug == "필름"


def test_two_who_find_one_slug_free_at_once_have_one_each(monkeypatch):
    taken = make_room(name="출사방")
    answers = iter([taken.slug, "출사방-2"])
    monkeypatch.setattr("kclub.db.slugs.free_slug", lambda row, reserved: next(answers))
    assert make_room(make_user(), "출사방").slug == "출사방-2"


def test_a_row_that_is_wrong_in_another_way_is_not_tried_for_ever():
    with pytest.raises(IntegrityError):
        Room.open(make_user(), "출사방", kind=Room.Kind.PASSWORD, password="1234", capacity=None)
