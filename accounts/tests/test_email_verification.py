"""Verification by mail: the link, the mail once more, and the rights of a school address."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import SchoolDomain, User
from accounts.tests.browsing import ADDRESS, is_in, link_in, log_in, reset, sign_up
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.usefixtures("school")


def test_a_used_link_says_so(client):
    sign_up(client)
    link = link_in(mail.outbox[0])
    client.post(link)
    for browser in [client, Client()]:
        for answer in [browser.get(link), browser.post(link)]:
            assert answer.status_code == 410
            assert "인증 실패" in answer.text
            assert "이미 쓴 링크예요" in answer.text


def test_a_link_works_for_a_day(client):
    sign_up(client)
    link = link_in(mail.outbox[0])
    with time_machine.travel(timezone.now() + timedelta(hours=23), tick=False):
        assert client.get(link).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        answer = client.post(link)
    assert answer.status_code == 410
    assert "하루가 지난 링크예요" in answer.text
    assert not User.objects.get().is_verified


@pytest.mark.parametrize("key", ["nonsense", "MQ:1abcde:forged-signature", "a" * 3000])
def test_a_broken_link_says_so_and_offers_a_new_mail(client, key):
    answer = client.get(f"/accounts/confirm-email/{key}/")
    assert answer.status_code == 404
    assert "인증 실패" in answer.text
    assert "인증 메일 다시 받기" in answer.text


def test_elsewhere_the_log_in_page_says_that_it_worked(client):
    sign_up(client)
    phone = Client()
    answer = phone.post(link_in(mail.outbox[0]))
    assert answer.url == "/accounts/login/"
    assert "인증됐어요. 가입할 때 정한 비밀번호로 로그인해 주세요." in phone.get(answer.url).text
    assert log_in(phone).url == "/"
    assert is_in(phone)


def test_a_stranger_who_signed_up_with_my_address_does_not_get_in_when_i_press_the_link():
    stranger, owner = Client(), Client()
    sign_up(stranger, password="the-password-of-a-stranger")
    owner.post(link_in(mail.outbox[0]))
    for browser in [stranger, Client()]:
        answer = log_in(browser, password="the-password-of-a-stranger")
        assert answer.status_code == 422
        assert "다른 기기에서 메일을 인증했어요" in answer.text
        assert not is_in(browser)
    assert stranger.post(link_in(mail.outbox[0])).status_code == 410
    assert not is_in(stranger)


def test_the_owner_then_sets_a_password_of_their_own():
    stranger, owner = Client(), Client()
    sign_up(stranger, password="the-password-of-a-stranger")
    owner.post(link_in(mail.outbox[0]))
    reset(owner, "a-password-of-my-own")
    assert log_in(owner, password="a-password-of-my-own").url == "/"
    assert log_in(stranger, password="the-password-of-a-stranger").status_code == 422
    assert not is_in(stranger)


def test_after_it_was_used_where_the_mail_was_confirmed_the_password_counts_everywhere(client):
    sign_up(client)
    phone = Client()
    phone.post(link_in(mail.outbox[0]))
    log_in(phone)
    log_in(client)
    assert is_in(client)


def test_my_link_does_not_let_me_into_an_account_with_a_later_strangers_password():
    owner, stranger = Client(), Client()
    sign_up(owner)
    sign_up(stranger, password="the-password-of-a-stranger")
    assert owner.post(link_in(mail.outbox[0])).url == "/accounts/login/"
    assert log_in(stranger, password="the-password-of-a-stranger").status_code == 422


def test_the_mail_comes_again_after_three_minutes(client):
    sign_up(client)
    too_soon = client.post("/accounts/confirm-email/", {"email": ADDRESS})
    assert too_soon.status_code == 429
    assert 0 < int(too_soon["Retry-After"]) <= 180
    assert f"{too_soon['Retry-After']}초 뒤에" in too_soon.text
    assert len(mail.outbox) == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=3, seconds=1), tick=False):
        again = client.post("/accounts/confirm-email/", {"email": ADDRESS}, follow=True)
    assert "메일을 다시 보낼게요." in again.text
    assert len(mail.outbox) == 2
    assert client.post(link_in(mail.outbox[1])).url == "/"


def test_asking_again_tells_nothing_about_an_address(client):
    make_user(email=ADDRESS)
    for email in [ADDRESS, "nobody@saebom.example"]:
        answer = client.post("/accounts/confirm-email/", {"email": email})
        assert answer.status_code == 303
        assert client.post("/accounts/confirm-email/", {"email": email}).status_code == 429
    assert mail.outbox == []


def test_an_unverified_log_in_says_so_and_offers_the_mail():
    user = make_user(verified=False)
    browser = Client()
    answer = log_in(browser, user.email, PASSWORD)
    page = browser.get(answer.url)
    assert "아직 인증하지 않은 주소예요" in page.text
    assert "인증 메일 다시 받기" in page.text
    assert not is_in(browser)
    browser.post("/accounts/confirm-email/", {"email": user.email})
    assert browser.post(link_in(mail.outbox[0])).url == "/"
    assert is_in(browser)


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


def test_streams_end_with_the_right_they_came_with(student, monkeypatch):
    ended = []
    monkeypatch.setattr("kclub.live.end_user", lambda user, reason: ended.append(reason))
    student.unverify()
    assert ended == ["unverified"]
