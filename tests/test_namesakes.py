"""Two people of one name: on every page where they meet, their handles tell them apart."""

import pytest
from django.urls import reverse

from accounts.tests.browsing import browser_of
from clubs.models import Club
from tests.factories import (
    make_application,
    make_club,
    make_member,
    make_occupant,
    make_post,
    make_room,
    make_staff,
    make_user,
)  # fmt: skip

pytestmark = pytest.mark.django_db
NAME = "김민재"


@pytest.fixture
def club():
    return make_club(join_mode=Club.JoinMode.REQUEST)


@pytest.fixture
def namesakes():
    return [make_user(NAME) for _ in range(2)]


def assert_told_apart(page, people):
    assert page.status_code == 200
    for person in people:
        assert f"@{person.handle}<" in page.text or f"@{person.handle} " in page.text, person.handle


def test_members_and_applicants_of_a_club(club, namesakes):
    officer = browser_of(club.president)
    applications = [make_application(club, person) for person in namesakes]
    assert_told_apart(officer.get(reverse("clubs:applications", args=[club.slug])), namesakes)
    for application in applications:
        page = officer.get(reverse("clubs:application-manage", args=[club.slug, application.pk]))
        assert_told_apart(page, [application.applicant])
        application.approve(by=club.president)
    for name in ("members", "members-manage", "notice-new", "presidency"):
        assert_told_apart(officer.get(reverse(f"clubs:{name}", args=[club.slug])), namesakes)


def test_an_officer_who_bans_by_name_chooses_among_namesakes(club, namesakes):
    officer = browser_of(club.president)
    bans = reverse("clubs:bans", args=[club.slug])
    assert_told_apart(officer.get(bans, {"name": NAME}), namesakes)
    found = officer.get(bans, {"name": f"@{namesakes[1].handle}"})
    assert found.url == reverse("clubs:ban", args=[club.slug, namesakes[1].username])


def test_people_in_a_room_and_to_write_to():
    room = make_room()
    namesakes = [make_occupant(room, NAME) for _ in range(2)]
    owner = browser_of(room.owner)
    for name in ("room", "occupants"):
        assert_told_apart(owner.get(reverse(f"rooms:{name}", args=[room.slug])), namesakes)
    assert_told_apart(owner.get(reverse("rooms:direct"), {"q": NAME}), namesakes)
    second = owner.get(reverse("rooms:direct"), {"q": f"@{namesakes[1].handle}"})
    assert second.text.count('name="with"') == 1


def test_who_said_something_is_told_apart_from_whom_the_name_alone_means():
    room = make_room()
    first, second = (make_occupant(room, NAME) for _ in range(2))
    said = [room.post(person, "안녕하세요").html() for person in (first, second)]
    assert f">{NAME}</b>" in said[0]
    assert f">{NAME} @{NAME}2</b>" in said[1]


def test_who_wrote_on_a_board(club):
    first, second = (make_member(club, NAME) for _ in range(2))
    post = make_post(club, first)
    post.comment(second, "좋아요")
    page = browser_of(first).get(post.get_absolute_url()).text
    assert f"<b>{NAME} @{NAME}2</b>" in page


def test_the_union_finds_people_by_name_or_handle(namesakes):
    union = browser_of(make_staff())
    assert_told_apart(union.get("/union/people/", {"q": NAME}), namesakes)
    page = union.get("/union/people/", {"q": f"@{NAME}2"}).text
    assert page.count(NAME + "</b>") == 1


def test_a_closed_account_shows_no_handle(club):
    member = make_member(club, NAME)
    post = make_post(club, member)
    member.close_account()
    page = browser_of(club.president).get(post.get_absolute_url()).text
    assert "@" not in page[page.index("<main") : page.index("</main")]
