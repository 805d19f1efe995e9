import pytest

from tests.factories import make_room

pytestmark = pytest.mark.django_db


def unread_room(user, name):
    room = make_room(name=name)
    room.admit(user)
    room.post(room.owner, "새 이야기")
    return room


def section(page):
    return page.text.partition("안 읽은 채팅방")[2].partition("</section>")[0]


def test_home_leads_to_the_unread_rooms_alone(client, user):
    room = unread_room(user, "출사방")
    make_room(name="조용한 방").admit(user)
    unread_room(make_room().owner, "남의 방")
    client.force_login(user)
    shown = section(client.get("/"))
    assert room.get_absolute_url() in shown
    assert "조용한 방" not in shown
    assert "남의 방" not in shown


def test_home_shows_three_rooms_and_the_way_to_the_others(client, user):
    rooms = [unread_room(user, f"방 {number}") for number in range(4)]
    client.force_login(user)
    shown = section(client.get("/"))
    assert rooms[0].get_absolute_url() not in shown
    assert rooms[3].get_absolute_url() in shown
    assert "더 보기" in shown


def test_home_without_unread_rooms_has_no_heading_for_them(client, user):
    make_room().admit(user)
    client.force_login(user)
    assert "안 읽은 채팅방" not in client.get("/").text
