"""The right of a student belongs to a confirmed school address, not to the account."""

import pytest

from accounts.models import SchoolDomain, User
from kclub.errors import Conflict
from tests.factories import PASSWORD, make_user


@pytest.fixture(autouse=True)
def school(db):
    SchoolDomain.objects.create(name="saebom.example")


@pytest.fixture
def student(client):
    user = make_user()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return user


def manage(client, action, email):
    """Do something with an address, and tell the password again if that is asked."""
    answer = client.post("/accounts/email/", {f"action_{action}": "", "email": email})
    if "reauthenticate" in answer.get("Location", ""):
        answer = client.post(answer.url, {"password": PASSWORD})
    return answer


def test_the_right_goes_with_the_last_school_address(client, student):
    student.emailaddress_set.create(email="kim@alumni.example", verified=True)
    manage(client, "primary", "kim@alumni.example")
    student.refresh_from_db()
    assert (student.email, student.is_verified) == ("kim@alumni.example", True)

    school_address = student.emailaddress_set.get(primary=False)
    manage(client, "remove", school_address.email)
    student.refresh_from_db()
    assert not student.is_verified


def test_confirming_an_address_of_no_school_gives_no_right(client):
    user = make_user(verified=False)
    user.emailaddress_set.update(email="kim@alumni.example", verified=True)
    user.update_verification()
    assert not User.objects.get().is_verified


def test_when_a_domain_is_no_schools_any_more_the_next_change_takes_the_right(student):
    SchoolDomain.objects.all().delete()
    student.update_verification()
    assert not student.is_verified


def test_only_school_addresses_can_be_added(client, student):
    answer = manage(client, "add", "kim@gmail.com")
    assert answer.status_code == 422
    assert "gmail.com은 학교 메일이 아니에요" in answer.text
    assert manage(client, "add", "Kim+x@saebom.example").status_code == 302
    assert student.emailaddress_set.filter(email="kim@saebom.example", verified=False).exists()


def test_the_first_superuser_can_log_in(client):
    User.objects.create_superuser("root@localhost.example", PASSWORD, display_name="연합회")
    answer = client.post(
        "/accounts/login/", {"login": "root@localhost.example", "password": PASSWORD}
    )
    assert answer.url == "/"
    assert User.objects.get().is_verified


def test_of_two_who_sign_up_at_once_with_one_name_the_first_has_it():
    User.objects.sign_up("kim@saebom.example", PASSWORD, display_name="Kim")
    with pytest.raises(Conflict):
        User.objects.sign_up("lee@saebom.example", PASSWORD, display_name="ＫＩＭ")
    assert not User.objects.filter(email="lee@saebom.example").exists()


def test_the_admin_site_lets_in_through_the_same_door(client):
    answer = client.get("/admin/login/?next=/admin/")
    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=%2Fadmin%2F")


def test_suspending_somebody_in_the_admin_site_ends_their_streams(client, student, monkeypatch):
    ended = []
    monkeypatch.setattr("kclub.live.end_user", lambda user, reason: ended.append(user))
    client.force_login(make_user(is_staff=True, is_superuser=True))
    answer = client.post(f"/admin/accounts/user/{student.pk}/change/", {"email": student.email})
    assert answer.status_code == 302
    assert ended == [student]
    assert not User.objects.get(pk=student.pk).is_active


def test_streams_end_with_the_right_they_came_with(student, monkeypatch):
    ended = []
    monkeypatch.setattr("kclub.live.end_user", lambda user, reason: ended.append(reason))
    student.unverify()
    assert ended == ["unverified"]


def test_an_account_somebody_has_used_never_gives_way():
    once_in = make_user("이서연", verified=False)
    User.objects.update(last_login="2020-01-01T00:00Z", joined_at="2020-01-01T00:00Z")
    assert not User.objects.replaceable_by(once_in.email).exists()
