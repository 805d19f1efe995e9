"""The list of a room's occupants: who stands in it, in which order, found by which words."""

import pytest
from django.urls import reverse

from tests.factories import make_occupant, make_room, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return make_room(make_user("방장 가영"), "출사방")


def listed(client, room, **query):
    page = client.get(reverse("rooms:occupants", args=[room.slug]), query).context["page"]
    return [occupancy.user.display_name for occupancy in page]


def test_the_owner_comes_first_and_moderators_next_whenever_they_entered(client, room):
    make_occupant(room, "나영")
    moderator = make_occupant(room, "다영")
    room.appoint(moderator, by=room.owner, moderator=True)
    client.force_login(room.owner)
    assert listed(client, room) == ["방장 가영", "다영", "나영"]


@pytest.mark.parametrize("query", ["seoyeon", "SEO YEON", " seo ", "ＳＥＯ"])
def test_somebody_is_found_however_the_name_is_typed(client, room, query):
    make_occupant(room, "Seo Yeon")
    make_occupant(room, "민재")
    client.force_login(room.owner)
    assert listed(client, room, q=query) == ["Seo Yeon"]


def test_who_is_not_found_leaves_the_words_in_the_box(client, room):
    client.force_login(room.owner)
    page = client.get(reverse("rooms:occupants", args=[room.slug]), {"q": '없는 "이'})
    assert list(page.context["page"]) == []
    assert 'value="없는 &quot;이"' in page.text


@pytest.mark.parametrize("page", ["abc", "0", "99", "-1"])
def test_a_strange_page_of_people_is_still_a_page(client, room, page):
    client.force_login(room.owner)
    assert listed(client, room, page=page) == ["방장 가영"]


def test_the_list_is_for_occupants_and_leads_strangers_to_the_door(client, room):
    url = reverse("rooms:occupants", args=[room.slug])
    client.force_login(make_user())
    answer = client.get(url)
    assert answer.status_code == 403
    assert "방장 가영" not in answer.text
    assert f'href="{room.get_absolute_url()}"' in answer.text


def test_only_those_in_charge_find_a_way_to_each_person(client, room):
    member = make_occupant(room, "나영")
    link = reverse("rooms:occupant", args=[room.slug, member.username])
    url = reverse("rooms:occupants", args=[room.slug])
    client.force_login(room.owner)
    assert link in client.get(url).text
    client.force_login(make_occupant(room))
    assert link not in client.get(url).text


def test_who_has_left_stands_in_no_list(client, room):
    room.leave(make_occupant(room, "나영"))
    client.force_login(room.owner)
    assert listed(client, room) == ["방장 가영"]
