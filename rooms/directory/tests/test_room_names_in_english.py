"""The room of a club that has an English name: how it is called, and how it is found."""

import pytest

from rooms.models import Room
from tests.factories import make_club, make_member, make_room, make_user

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def film_club():
    return make_club("필름로그", english_name="Film Log")


def test_readers_of_english_see_the_first_room_by_the_english_name(client, film_club):
    room = film_club.rooms.get()
    client.force_login(film_club.president)
    for page in ["/rooms/", room.get_absolute_url()]:
        english = client.get(page, headers=ENGLISH).text.split("<main")[1]
        assert "Film Log" in english
        assert "필름로그" not in english
        assert "필름로그" in client.get(page).text.split("<main")[1]


def test_a_room_with_a_name_of_its_own_keeps_it(client, film_club):
    room = make_room(film_club.president, "암실 예약", kind="club", club=film_club)
    client.force_login(film_club.president)
    english = client.get(room.get_absolute_url(), headers=ENGLISH).text
    assert '<h1 class="clip"><span lang="ko">암실 예약</span></h1>' in english
    assert "· Film Log" in english


def test_the_first_room_is_entered_by_either_name(client, film_club):
    room = film_club.rooms.get()
    client.force_login(make_member(film_club))
    for name in ["필름 로그", "film log"]:
        answer = client.post("/rooms/enter/", {"name": name})
        assert (answer.status_code, answer.url) == (303, room.get_absolute_url())


def test_a_name_that_no_club_has_finds_no_room_of_one(film_club):
    make_club("새벽세시")
    assert not Room.objects.called("\u3164").exists()
    assert not Room.objects.called("Film").exists()


def test_who_is_called_reads_the_room_in_their_language(client, film_club):
    room = film_club.rooms.get()
    member = make_member(film_club, "김민재")
    room.admit(member)
    room.post(film_club.president, "@김민재 왔어요?")
    notification = member.notifications.first()
    client.force_login(member)
    assert "에서 나를 불렀어요" in str(notification)
    assert "필름로그" in str(notification)
    page = client.get("/notifications/", headers=ENGLISH).text
    assert "mentioned you in Film Log." in page


@pytest.mark.parametrize("count", [2, 12])
def test_the_list_of_rooms_costs_the_same_in_english(client, django_assert_num_queries, count):
    user = make_user()
    for number in range(count):
        club = make_club(english_name=f"Club {number}")
        club.admit(user)
        club.rooms.get().admit(user)
    client.force_login(user)
    client.get("/rooms/", headers=ENGLISH)
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/rooms/", headers=ENGLISH)


LIST_QUERIES = 7
