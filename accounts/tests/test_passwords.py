"""Passwords that are forgotten, reset and changed."""

import pytest
from django.core import mail
from django.test import Client

from accounts.tests.browsing import ADDRESS, is_in, link_in, log_in, reset
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.usefixtures("school")


def test_a_forgotten_password_is_set_anew_by_mail(client, published):
    user, elsewhere = make_user(email=ADDRESS), Client()
    elsewhere.force_login(user)
    reset(client, "another-long-password")
    assert not is_in(elsewhere)
    assert log_in(client, password=PASSWORD).status_code == 422
    assert log_in(client, password="another-long-password").url == "/"


def test_a_used_reset_link_says_so(client):
    make_user(email=ADDRESS)
    reset(client, "another-long-password")
    assert "쓸 수 없는 링크예요" in Client().get(link_in(mail.outbox[0]), follow=True).text


def test_asking_for_a_reset_tells_nothing_about_an_address(client):
    make_user(email=ADDRESS)
    answers = {
        client.post("/accounts/password/reset/", {"email": email}, follow=True).redirect_chain[0]
        for email in [ADDRESS, "nobody@saebom.example", "nobody@gmail.com"]
    }
    assert answers == {("/accounts/password/reset/done/", 302)}
    assert [message.to for message in mail.outbox] == [[ADDRESS], ["nobody@saebom.example"]]


def test_a_changed_password_ends_the_other_sessions(client, monkeypatch):
    ended = []
    monkeypatch.setattr("kclub.live.end_user", lambda user, reason: ended.append(user))
    user, elsewhere = make_user(), Client()
    client.force_login(user)
    elsewhere.force_login(user)
    new = "another-long-password"
    answer = client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert answer.status_code == 302
    assert is_in(client)
    assert not is_in(elsewhere)
    assert ended == [user]


def test_a_wrong_old_password_comes_back_with_422(client):
    client.force_login(make_user())
    new = "another-long-password"
    answer = client.post(
        "/accounts/password/change/",
        {"oldpassword": "wrong", "password1": new, "password2": new + "!"},
    )
    assert answer.status_code == 422
    assert "지금 비밀번호가 맞지 않아요." in answer.text
    assert "위와 똑같이 적어 주세요." in answer.text


def test_mail_is_in_the_readers_language(client):
    make_user(email=ADDRESS, locale="ko")
    client.post("/accounts/password/reset/", {"email": ADDRESS}, headers={"accept-language": "en"})
    assert mail.outbox[0].subject == "비밀번호를 다시 정해 주세요"
