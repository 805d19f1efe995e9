"""Signing up: the form and the account it makes."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.tests.browsing import ADDRESS, NEW, errors_of, is_in, link_in, log_in, sign_up
from kclub.outbox.models import OutgoingMail
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.usefixtures("school")


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
        ({"agree_terms": ""}, "동의해야 쓸 수 있어요."),
        ({"agree_privacy": ""}, "동의해야 쓸 수 있어요."),
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
    terms, rest = page.split('name="agree_privacy"')
    privacy, news = rest.split('name="wants_news"')
    assert '<a href="/terms/">' in terms
    assert '<a href="/privacy/">' in privacy
    assert "checked" not in news


def test_consent_to_news_is_not_required_and_other_fields_are_ignored(client):
    sign_up(client, is_staff="on", verified_at="2026-01-01", username="admin")
    user = User.objects.get()
    assert not any([user.wants_news, user.is_staff, user.is_verified])
    assert user.username != "admin"


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


def test_the_handle_of_who_never_proved_their_address_is_free_after_a_day(client):
    sign_up(Client(), email="squatter@saebom.example")
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        assert sign_up(client).status_code == 302
    assert [(user.email, user.handle) for user in User.objects.all()] == [(ADDRESS, "이서연")]


def test_a_link_can_be_read_in_the_saved_mail(client, settings, tmp_path):
    folder = {"file_path": str(tmp_path)}
    settings.MAILERS = {
        "default": {"BACKEND": "kclub.mail_backend.TerminalAndFilesBackend", "OPTIONS": folder}
    }
    sign_up(client)
    (kept,) = tmp_path.iterdir()
    text = kept.read_text()
    link = re.search(r"^http://testserver(/accounts/confirm-email/\S+)$", text, re.M)[1]
    assert "Subject: 학교 메일을 인증해 주세요" in text
    assert "‘인증하기’를 누르면" in text
    assert client.post(link).url == "/"


def test_an_account_somebody_has_used_never_gives_way():
    once_in = make_user("이서연", verified=False)
    User.objects.update(last_login="2020-01-01T00:00Z", joined_at="2020-01-01T00:00Z")
    assert not User.objects.replaceable_by(once_in.email).exists()


def test_the_mail_is_text_and_the_same_in_our_look(client):
    sign_up(client)
    [message] = mail.outbox
    [(html, kind)] = message.alternatives
    link = re.search(r"http://testserver/\S+", message.body)[0]
    assert kind == "text/html"
    assert f'<a class="button" href="{link}" style=' in html
    assert html.count("<a ") == 1
    assert "‘인증하기’를 누르면 끝나요" in html
    assert len(html.encode()) < 20_000


# Account and mail ------------------------------------------------------------------------


@pytest.fixture
def full_disk(outbox, monkeypatch, client):
    """A database that takes no mail, until it is told to."""
    client.raise_request_exception = False

    def put(*args, **kwargs):
        raise OperationalError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(OutgoingMail.objects, "put", put)
        yield patch


@pytest.mark.parametrize("taken", [False, True])
def test_without_its_mail_there_is_no_account_and_nothing_is_counted(
    client, full_disk, allow, taken
):
    allow({"mail-to": (1, 600), "mail-from": (1, 600)})
    if taken:
        make_user(email=ADDRESS)
    for _each in range(3):
        assert sign_up(client).status_code == 500
    assert User.objects.count() == EmailAddress.objects.count() == taken
    full_disk.undo()
    assert sign_up(client).status_code == 302
    assert OutgoingMail.objects.count() == 1


def test_an_account_that_signs_up_again_without_its_mail_stays_as_it_was(client, full_disk):
    full_disk.undo()
    sign_up(client, display_name="이서연")
    cache.clear()  # some minutes later
    full_disk.setattr(OutgoingMail.objects, "put", lambda *args, **kwargs: 1 / 0)
    assert sign_up(client, display_name="다른 이름").status_code == 500
    assert User.objects.get().display_name == "이서연"


def test_a_link_that_could_not_be_written_is_not_waited_for(client, full_disk):
    full_disk.undo()
    sign_up(client)
    cache.clear()  # some minutes later
    full_disk.setattr(OutgoingMail.objects, "put", lambda *args, **kwargs: 1 / 0)
    assert client.post("/accounts/confirm-email/", {"email": ADDRESS}).status_code == 500
    full_disk.undo()
    assert client.post("/accounts/confirm-email/", {"email": ADDRESS}).status_code == 303
    assert client.post("/accounts/confirm-email/", {"email": ADDRESS}).status_code == 429
    assert OutgoingMail.objects.count() == 2


def test_a_reset_that_could_not_be_written_is_not_counted(client, full_disk, allow):
    allow({"mail-to": (1, 600)})
    make_user(email=ADDRESS)
    page = "/accounts/password/reset/"
    assert client.post(page, {"email": ADDRESS}).status_code == 500
    full_disk.undo()
    assert client.post(page, {"email": ADDRESS}).status_code == 302
    assert client.post(page, {"email": ADDRESS}).status_code == 429
