"""Logging in: with address or username, wrong passwords, and where it leads."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from accounts.models import User
from accounts.tests.browsing import ADDRESS, browser_of, errors_of, is_in, log_in
from tests.factories import (
    PASSWORD,
    make_user,
)

pytestmark = pytest.mark.usefixtures("school")


class Counted(MD5PasswordHasher):
    algorithm = "counted"
    hashed = 0

    def encode(self, password, salt):
        Counted.hashed += 1
        return super().encode(password, salt)


def test_mail_in_any_form_and_username_both_log_in():
    user = make_user(email=ADDRESS)
    for login in [ADDRESS, "Seoyeon.Lee+x@Saebom.Example", user.username]:
        browser = Client()
        assert log_in(browser, login, PASSWORD).url == "/"
        assert is_in(browser)


def test_who_is_unknown_and_a_wrong_password_read_the_same(client):
    user = make_user(email=ADDRESS)
    inactive = make_user(is_active=False)
    pages = set()
    for login in [ADDRESS, "nobody@saebom.example", user.username, "nobody", inactive.email]:
        answer = log_in(client, login, "wrong-password")
        assert answer.status_code == 422
        pages.add(errors_of(answer)[0])
        assert f'value="{login}"' in answer.text
        assert "wrong-password" not in answer.text
    (summary,) = pages
    assert "메일 주소나 비밀번호가 맞지 않아요" in summary


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [("/me/", "/me/"), ("https://evil.com/", "/"), ("//evil.com/", "/"), ("javascript:x", "/")],
)
def test_next_leads_only_within_the_site(client, wanted, reached):
    make_user(email=ADDRESS)
    assert log_in(client, password=PASSWORD, next=wanted).url == reached


def test_a_wrong_password_takes_the_same_time_with_and_without_an_account(client, settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.Counted"]
    user = make_user(email=ADDRESS)
    times = []
    for login in [ADDRESS, user.username, "nobody@saebom.example", "nobody23"]:
        Counted.hashed = 0
        log_in(client, login, "wrong-password")
        times.append(Counted.hashed)
    assert times == [1, 1, 1, 1]


def test_logging_in_twice_in_two_tabs_goes_on():
    user = make_user(email=ADDRESS)
    browser = Client(enforce_csrf_checks=True)
    tabs = [browser.get("/accounts/login/?next=/me/").context["csrf_token"] for _tab in range(2)]
    form = {"login": ADDRESS, "password": PASSWORD}
    for token in map(str, tabs):
        answer = browser.post(
            "/accounts/login/?next=/me/", form | {"csrfmiddlewaretoken": token}, follow=True
        )
        assert answer.status_code == 200
        assert answer.request["PATH_INFO"] == "/me/"
        assert answer.context["user"] == user


def test_a_stale_log_in_comes_back_filled_but_for_the_password():
    form = {"login": ADDRESS, "password": PASSWORD}
    here = {"Origin": "http://testserver"}
    page = Client(enforce_csrf_checks=True).post("/accounts/login/", form, headers=here)
    assert page.status_code == 403
    assert ADDRESS in page.text
    assert PASSWORD not in page.text


@pytest.mark.parametrize(
    "path",
    ["login/", "signup/", "confirm-email/", "password/reset/", "password/reset/done/", "inactive/"],
)
def test_the_way_in_is_open_to_strangers(db, path):
    assert browser_of(None).get(f"/accounts/{path}").status_code == 200


def test_the_first_superuser_can_log_in(client):
    User.objects.create_superuser("root@localhost.example", PASSWORD, display_name="연합회")
    answer = client.post(
        "/accounts/login/", {"login": "root@localhost.example", "password": PASSWORD}
    )
    assert answer.url == "/"
    assert User.objects.get().is_verified


def test_the_admin_site_lets_in_through_the_same_door(client):
    answer = client.get("/admin/login/?next=/admin/")
    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=%2Fadmin%2F")
