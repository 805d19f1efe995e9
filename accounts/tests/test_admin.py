"""The admin site's pages of accounts: open to staff with rights, and only for what they may."""

import pytest

from accounts.models import SchoolDomain, User
from tests.factories import make_kind, make_staff, make_user

pytestmark = pytest.mark.django_db
MODELS = ["user", "schooldomain", "notification"]


@pytest.fixture
def admin(client):
    user = make_user("관리자", is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.usefixtures("admin")
def test_every_list_opens_with_a_row_in_it(client, model):
    SchoolDomain.objects.create(name="saebom.example")
    make_user().notify(make_kind("새 글"), "/")
    assert client.get(f"/admin/accounts/{model}/").status_code == 200


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(("make", "status"), [(make_user, 302), (make_staff, 403)])
def test_a_list_is_closed_to_students_and_to_staff_without_the_right(client, model, make, status):
    client.force_login(make())
    assert client.get(f"/admin/accounts/{model}/").status_code == status


@pytest.mark.usefixtures("admin")
def test_nobody_is_added_by_hand(client):
    assert client.get("/admin/accounts/user/add/").status_code == 403


@pytest.mark.usefixtures("admin")
def test_the_page_of_a_user_shows_no_password_and_changes_no_name(client):
    user = make_user("이서연")
    url = f"/admin/accounts/user/{user.pk}/change/"
    assert user.password not in client.get(url).text
    client.post(url, {"email": user.email, "display_name": "다른 이름", "is_active": "on"})
    assert User.objects.get(pk=user.pk).display_name == "이서연"


@pytest.mark.usefixtures("admin")
def test_people_are_found_by_a_part_of_name_or_address(client):
    make_user("이서연", email="seoyeon.lee@saebom.example")
    make_user("김민재", email="minjae.kim@saebom.example")
    for query in ["서연", "seoyeon"]:
        page = client.get("/admin/accounts/user/", {"q": query}).text
        assert "seoyeon.lee@saebom.example" in page
        assert "minjae.kim@saebom.example" not in page


@pytest.mark.usefixtures("admin")
def test_saving_a_user_as_they_were_ends_none_of_their_streams(client, monkeypatch):
    ended = []
    monkeypatch.setattr("kclub.live.end_user", lambda user, reason: ended.append(user))
    user = make_user()
    moment = user.verified_at
    sent = {
        "email": user.email,
        "is_active": "on",
        "verified_at_0": f"{moment:%Y-%m-%d}",
        "verified_at_1": f"{moment:%H:%M:%S}",
    }
    client.post(f"/admin/accounts/user/{user.pk}/change/", sent)
    assert ended == []
