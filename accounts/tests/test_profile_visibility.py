"""Who sees what of a person: their choice for each field, asked at each look."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from accounts.models import Department, Enrolment, ProfileVisibility, ShownTo, Term, User
from accounts.tests.browsing import browser_of
from tests.factories import make_club, make_user, unverified

BIO = "필름을 좋아해요"
FIELDS = {"avatar", "bio", "department"}


@pytest.fixture
def person(db):
    return make_user("김민재", bio=BIO)


def show_all(person, shown_to):
    person.choose_visibility(**dict.fromkeys(FIELDS, shown_to))


def in_one_club(*people, **fields):
    club = make_club(**fields)
    for each in people:
        club.admit(each)
    return club


def page_for(viewer, person):
    return browser_of(viewer).get(f"/people/{person.username}/").text


def test_who_has_chosen_nothing_is_shown_modestly(me, person):
    mate = make_user()
    in_one_club(mate, person)
    assert person.shown_fields(me) == set()
    assert person.shown_fields(mate) == {"avatar", "bio"}
    assert person.shown_fields(person) == FIELDS


@pytest.mark.parametrize(
    ("shown_to", "seen_by"),
    [
        (ShownTo.STUDENTS, {"self", "mate", "student", "union"}),
        (ShownTo.CLUBMATES, {"self", "mate"}),
        (ShownTo.NOBODY, {"self"}),
    ],
)
def test_each_choice_for_everybody(person, shown_to, seen_by):
    viewers = {
        "self": person,
        "mate": make_user(),
        "student": make_user(),
        "union": make_user(is_staff=True),
        "lapsed": make_user(),
        "blocked": make_user(),
        "blocking": make_user(),
    }
    in_one_club(person, *(viewers[name] for name in ("mate", "blocked", "blocking", "lapsed")))
    unverified(viewers["lapsed"])
    person.block(viewers["blocked"])
    viewers["blocking"].block(person)
    show_all(person, shown_to)
    for name, viewer in viewers.items():
        assert person.shown_fields(viewer) == (FIELDS if name in seen_by else set()), name


def test_fields_are_chosen_apart(me, person):
    person.choose_visibility(avatar=ShownTo.NOBODY, bio=ShownTo.STUDENTS)
    assert person.shown_fields(me) == {"bio"}
    person.choose_visibility(avatar=ShownTo.STUDENTS)
    assert person.shown_fields(me) == {"avatar", "bio"}


def test_who_leaves_the_club_sees_nothing_from_then_on(me, person):
    club = in_one_club(me, person)
    assert BIO in page_for(me, person)
    club.leave(me)
    assert BIO not in page_for(me, person)


def test_a_club_that_is_not_open_makes_nobody_clubmates(me, person):
    club = in_one_club(me, person)
    type(club).objects.filter(pk=club.pk).update(status="suspended")
    assert not User.objects.clubmates_of(me).exists()
    assert person.shown_fields(me) == set()


def test_clubmates_are_others_in_any_club_of_mine_and_each_once(me, person):
    in_one_club(me, person)
    in_one_club(me, person, make_user())
    in_one_club(make_user())
    assert User.objects.clubmates_of(me).count() == 4  # two presidents, two members
    assert me not in User.objects.clubmates_of(me)


def test_the_department_is_that_of_the_latest_term_and_shown_on_demand(me, person):
    for year, college, name in [(2025, "미술대학", "디자인학과"), (1999, "공대", "기계과")]:
        term = Term.objects.add(f"{year}-1", date(year, 3, 1), date(year, 8, 31))
        department = Department.objects.create(college=college, name=name)
        Enrolment.objects.create(user=person, term=term, department=department)
    assert "디자인학과" not in page_for(me, person)
    person.choose_visibility(department=ShownTo.STUDENTS)
    assert "미술대학 디자인학과" in page_for(me, person)
    assert "기계과" not in page_for(me, person)
    assert person.latest_department().name == "디자인학과"


def test_who_has_stated_no_department_shows_none(me, person):
    show_all(person, ShownTo.STUDENTS)
    assert person.latest_department() is None
    assert "None" not in page_for(me, person)


def test_i_choose_it_on_a_page_of_mine(mine, me):
    page = mine.get("/me/visibility/").text
    assert page.count("<select") == 3
    assert 'value="nobody" selected' in page  # of the department
    chosen = {"avatar": "students", "bio": "nobody", "department": "clubmates"}
    answer = mine.post("/me/visibility/", chosen)
    assert (answer.status_code, answer.url) == (303, "/me/")
    row = ProfileVisibility.objects.get(user=me)
    assert {name: getattr(row, name) for name in chosen} == chosen
    assert mine.post("/me/visibility/", chosen).status_code == 303
    assert ProfileVisibility.objects.count() == 1
    assert "/me/visibility/" in mine.get("/me/").text


def test_what_is_no_choice_is_refused_and_changes_nothing(mine, me):
    for fields in [{}, {"avatar": "students", "bio": "friends", "department": "nobody"}]:
        assert mine.post("/me/visibility/", fields | {"x": "1"}).status_code == 422
    assert not ProfileVisibility.objects.exists()


def test_the_choice_goes_with_the_account(me):
    show_all(me, ShownTo.STUDENTS)
    me.close_account()
    assert not ProfileVisibility.objects.exists()


def test_bios_from_before_stay_shown_to_whom_the_form_promised(me, person):
    forward = import_module("accounts.migrations.0021_bios_as_promised")
    forward.keep_bios_shown(apps, connection.schema_editor())
    assert person.profile_visibility.bio == ShownTo.STUDENTS
    assert person.profile_visibility.department == ShownTo.NOBODY
    assert not ProfileVisibility.objects.filter(user=me).exists()  # who has written none
