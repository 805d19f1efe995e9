"""From signing up to being let in, as a browser goes through it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import SchoolDomain, User
from kclub.errors import Refused
from tests.factories import PASSWORD, make_staff, make_user

NEW = {
    "email": "Seoyeon.Lee+club@saebom.example",
    "display_name": "이서연",
    "password": "sentences-are-long-2026",
    "agree": "on",
}
ADDRESS = "seoyeon.lee@saebom.example"


@pytest.fixture(autouse=True)
def school(db):
    SchoolDomain.objects.create(name="saebom.example")


def sign_up(client, **changes):
    return client.post("/accounts/signup/", NEW | changes)


def link_in(message):
    return re.search(r"http://testserver(/accounts/\S+)", message.body)[1]


def log_in(client, login=ADDRESS, password=NEW["password"], **more):
    return client.post("/accounts/login/", {"login": login, "password": password} | more)


class Counted(MD5PasswordHasher):
    algorithm = "counted"
    hashed = 0

    def encode(self, password, salt):
        Counted.hashed += 1
        return super().encode(password, salt)


def is_in(client):
    return client.get("/me/").status_code == 200


def errors_of(response):
    return re.findall(r'class="note bad".*?</div></div>', response.text, re.S)


# Signing up


def test_the_link_logs_in_where_the_sign_up_was_made(client):
    answer = sign_up(client)
    assert answer.url == "/accounts/confirm-email/"
    assert ADDRESS in client.get(answer.url).text
    assert not is_in(client)
    (message,) = mail.outbox
    assert message.to == [ADDRESS]

    page = client.get(link_in(message))
    assert "인증하기" in page.text
    assert not User.objects.get().is_verified  # a mail scanner has been there, no more

    home = client.post(link_in(message))
    assert (home.status_code, home.url) == (302, "/")
    assert User.objects.get().is_verified
    assert "인증됐어요" in client.get("/me/").text


def test_nobody_puts_words_into_a_mail_to_somebody_else(client):
    sign_up(client, display_name="https://evil.example 당첨")
    assert "evil.example" not in mail.outbox[0].body


def test_the_account_is_what_was_typed(client):
    sign_up(client, wants_news="on")
    user = User.objects.get()
    assert (user.email, user.display_name, user.locale) == (ADDRESS, "이서연", "ko")
    assert user.wants_news
    assert user.agreed_at
    assert re.fullmatch(r"[a-z0-9]{8}", user.username)
    assert user.check_password(NEW["password"])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"email": "seoyeon@gmail.com"},
            "gmail.com은 학교 메일이 아니에요. seoyeon@saebom.example",
        ),
        ({"email": "seoyeon"}, "메일 주소를 다시 봐 주세요."),
        ({"password": "short"}, "비밀번호"),
        ({"password": ADDRESS}, "비밀번호"),
        ({"display_name": ""}, "여기를 채워 주세요."),
        ({"display_name": "가" * 51}, "50"),
        ({"display_name": "\u3164\u200b"}, "보이는 글자로 적어 주세요."),
        ({"agree": ""}, "동의해야 가입할 수 있어요."),
    ],
)
def test_a_wrong_field_comes_back_with_422_and_what_was_typed(client, changes, sentence):
    answer = sign_up(client, **changes)
    assert answer.status_code == 422
    assert sentence in errors_of(answer)[0]
    assert 'aria-invalid="true"' in answer.text
    if "display_name" not in changes:
        assert 'value="이서연"' in answer.text
    assert NEW["password"] not in answer.text
    assert not User.objects.exists()


@pytest.mark.parametrize("taken", ["Seo Yeon", "seo yeon", "ＳＥＯ ＹＥＯＮ", "SeoYeon"])
def test_a_name_is_taken_however_it_is_typed(client, taken):
    make_user("Seo Yeon")
    assert "누가 이미 쓰는 이름이에요" in sign_up(client, display_name=taken).text


def test_an_address_with_an_account_gets_the_same_answer_and_its_owner_a_mail(client):
    owner = make_user(email=ADDRESS)
    answers = {}
    for email in [ADDRESS, "somebody.new@saebom.example"]:
        browser = Client()
        posted = sign_up(browser, email=email, display_name=f"이름 {email[:4]}")
        page = browser.get(posted.url)
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"', "", page.text)
        text = re.sub(r"X-CSRFToken[^}]+", "", text)
        answers[email] = (posted.status_code, posted.url, text.replace(email, "…"))
    assert answers[ADDRESS] == answers["somebody.new@saebom.example"]
    to_owner = mail.outbox[0]
    assert to_owner.to == [ADDRESS]
    assert "이미 가입한 주소예요" in to_owner.subject
    assert to_owner.body.startswith("안녕하세요.")
    assert "/accounts/password/reset/" in to_owner.body
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)


def test_what_one_agrees_to_is_a_click_away(client):
    page = client.get("/accounts/signup/").content.decode()
    consent = page[page.index('name="agree"') : page.index('name="wants_news"')]
    assert '<a href="/terms/">' in consent
    assert '<a href="/privacy/">' in consent


def test_consent_to_news_is_not_required_and_other_fields_are_ignored(client):
    sign_up(client, is_staff="on", verified_at="2026-01-01", username="admin")
    user = User.objects.get()
    assert not any([user.wants_news, user.is_staff, user.is_verified])
    assert user.username != "admin"


# The link


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


def test_signing_up_again_before_the_link_takes_the_place_of_the_first_time():
    stranger, owner = Client(), Client()
    sign_up(stranger, display_name="낯선 이", password="the-password-of-a-stranger")
    sign_up(owner, password="a-password-of-my-own")
    assert User.objects.count() == 1
    assert len(mail.outbox) == 1  # the link in it still works
    assert owner.post(link_in(mail.outbox[0])).url == "/"
    assert is_in(owner)
    assert User.objects.get().display_name == "이서연"
    assert log_in(stranger, password="the-password-of-a-stranger").status_code == 422


def test_my_link_does_not_let_me_into_an_account_with_a_later_strangers_password():
    owner, stranger = Client(), Client()
    sign_up(owner)
    sign_up(stranger, password="the-password-of-a-stranger")
    assert owner.post(link_in(mail.outbox[0])).url == "/accounts/login/"
    assert log_in(stranger, password="the-password-of-a-stranger").status_code == 422


def test_a_name_nobody_proved_is_free_again_after_a_day(client):
    sign_up(Client(), email="squatter@saebom.example")
    assert sign_up(client).status_code == 422
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        assert sign_up(client).status_code == 302
    assert [user.email for user in User.objects.all()] == [ADDRESS]


# Once more


def test_the_mail_comes_again_after_three_minutes(client):
    sign_up(client)
    too_soon = client.post("/accounts/confirm-email/", {"email": ADDRESS})
    assert too_soon.status_code == 429
    assert 0 < int(too_soon["Retry-After"]) <= 180
    assert f"{too_soon['Retry-After']}초 뒤에" in too_soon.text
    assert len(mail.outbox) == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=3, seconds=1), tick=False):
        again = client.post("/accounts/confirm-email/", {"email": ADDRESS}, follow=True)
    assert "메일을 다시 보냈어요." in again.text
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


# Logging in


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


def test_a_suspended_user_is_told_so_after_the_right_password(client):
    user = make_user()
    user.suspend(make_staff(), timezone.now() + timedelta(days=7), "광고를 올렸어요")
    assert "광고를" not in log_in(client, user.email, "wrong-password").text
    answer = log_in(client, user.email, PASSWORD)
    assert answer.status_code == 403
    assert "멈춘 계정이에요" in answer.text
    assert "광고를 올렸어요" in answer.text
    assert not is_in(client)


def test_a_suspension_ends_sessions_at_once_and_is_over_in_time(client):
    user = make_user()
    client.force_login(user)
    user.suspend(make_staff(), timezone.now() + timedelta(days=7), "광고를 올렸어요")
    assert not is_in(client)
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=False):
        assert log_in(client, user.email, PASSWORD).status_code == 302
        assert is_in(client)


def test_only_the_union_suspends_and_never_its_own():
    with pytest.raises(Refused):
        make_user().suspend(make_user(), timezone.now(), "")
    with pytest.raises(Refused):
        make_staff().suspend(make_staff(), timezone.now(), "")


def test_after_five_wrong_passwords_even_the_right_one_waits(client):
    make_user(email=ADDRESS)
    for n in range(5):
        email = f"seoyeon.lee+{n}@saebom.example"  # tags are no way around
        assert log_in(client, email, "wrong-password").status_code == 422
    answer = log_in(client, ADDRESS, PASSWORD)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 300
    assert "5분 뒤에 다시 해 주세요." in answer.text
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        assert log_in(client, ADDRESS, PASSWORD).url == "/"


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


def test_logging_out_takes_a_post(client):
    client.force_login(make_user())
    assert client.get("/accounts/logout/").status_code == 200
    assert is_in(client)
    client.post("/accounts/logout/")
    assert not is_in(client)


def test_logging_out_leaves_nothing_on_a_shared_computer(client):
    client.force_login(make_user())
    assert "Clear-Site-Data" not in client.get("/accounts/logout/").headers
    assert client.post("/accounts/logout/").headers["Clear-Site-Data"] == '"cache", "storage"'


def test_only_who_wants_to_stay_is_remembered(client):
    make_user(email=ADDRESS)
    log_in(client, password=PASSWORD)
    assert client.session.get_expire_at_browser_close()
    browser = Client()
    log_in(browser, password=PASSWORD, remember="on")
    assert not browser.session.get_expire_at_browser_close()


# Passwords


def reset(browser, password, email=ADDRESS):
    browser.post("/accounts/password/reset/", {"email": email})
    form = browser.get(link_in(mail.outbox[-1]), follow=True)
    return browser.post(form.request["PATH_INFO"], {"password1": password, "password2": password})


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


# Mail


def test_mail_is_in_the_readers_language(client):
    make_user(email=ADDRESS, locale="ko")
    client.post("/accounts/password/reset/", {"email": ADDRESS}, headers={"accept-language": "en"})
    assert mail.outbox[0].subject == "비밀번호를 다시 정해 주세요"


def test_a_link_can_be_read_in_the_saved_mail(client, settings, tmp_path):
    folder = {"file_path": str(tmp_path)}
    settings.MAILERS = {
        "default": {"BACKEND": "kclub.mail_backend.TerminalAndFiles", "OPTIONS": folder}
    }
    sign_up(client)
    (kept,) = tmp_path.iterdir()
    text = kept.read_text()
    link = re.search(r"^http://testserver(/accounts/confirm-email/\S+)$", text, re.M)[1]
    assert "Subject: 학교 메일을 인증해 주세요" in text
    assert "‘인증하기’를 누르면" in text
    assert client.post(link).url == "/"
