"""The admin site's pages of rooms: open to staff with rights, and silent about direct rooms."""

import pytest

from rooms.models import Room
from tests.factories import make_room, make_staff, make_user

pytestmark = pytest.mark.django_db
MODELS = ["room", "occupancy", "ban", "invite"]


@pytest.fixture
def admin(client):
    client.force_login(make_user("관리자", is_staff=True, is_superuser=True))


@pytest.fixture
def room():
    room = make_room(make_user("방장 가영"), "비밀번호 방", kind="password", password="열려라1")
    room.ban(make_user("나영"), by=room.owner, reason="광고")
    room.invite(room.owner)
    return room


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.usefixtures("admin", "room")
def test_every_list_opens_with_a_row_in_it(client, model):
    page = client.get(f"/admin/rooms/{model}/")
    assert page.status_code == 200
    assert "비밀번호 방" in page.text


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(("make", "status"), [(make_user, 302), (make_staff, 403)])
def test_a_list_is_closed_to_students_and_to_staff_without_the_right(client, model, make, status):
    client.force_login(make())
    assert client.get(f"/admin/rooms/{model}/").status_code == status


@pytest.mark.usefixtures("admin")
def test_what_chosen_people_say_among_themselves_has_no_page(client):
    one, other = make_user(), make_user()
    direct = Room.open_direct(one, [other])
    occupancy = direct.occupancies.first()
    for path in [f"room/{direct.pk}", f"occupancy/{occupancy.pk}"]:
        assert client.get(f"/admin/rooms/{path}/change/").status_code == 302  # there is none
    assert one.display_name not in client.get("/admin/rooms/occupancy/").text
