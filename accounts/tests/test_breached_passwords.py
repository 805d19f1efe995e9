"""Passwords that have leaked, or that begin or end with a blank, are no passwords."""

import subprocess
import sys

import pytest
from django.core.management import call_command

from accounts import breached_passwords
from accounts.breached_passwords import DIGEST_BYTES, FILE, digest_of, is_breached
from accounts.models import User
from accounts.tests.browsing import ADDRESS, errors_of, log_in, reset, sign_up
from tests.factories import PASSWORD, make_user

LEAKED = ["qwertyuiop", "1q2w3e4r5t", "1234567890", "Password123", "PASSWORD123", "iloveyou123"]
FINE = [PASSWORD, "은행나무 아래서 2026", "sentences-are-long-2026", "correct horse battery staple"]
BREACHED = "다른 곳에서 새어 나간 적이 있는 비밀번호예요."
BLANK = "비밀번호 앞이나 뒤에 빈칸이 있어요."


@pytest.mark.parametrize("password", LEAKED)
def test_what_has_leaked_is_known_in_any_letters(password):
    assert is_breached(password)


@pytest.mark.parametrize("password", [*FINE, "", "x" * 5000, "\x00" * 10])
def test_what_has_not_is_not(password):
    assert not is_breached(password)


def test_the_list_is_long_sorted_and_small():
    digests = FILE.read_bytes()
    each = [digests[at : at + DIGEST_BYTES] for at in range(0, len(digests), DIGEST_BYTES)]
    assert len(each) > 100_000
    assert each == sorted(set(each))
    assert len(digests) < 600_000
    assert all(map(is_in_file, (each[0], each[-1], each[len(each) // 2])))


def is_in_file(digest):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(breached_passwords, "digest_of", lambda _password: digest)
        return is_breached("")


def test_the_file_is_opened_when_somebody_first_asks():
    code = (
        "import os, django; django.setup(); from accounts import breached_passwords as one;"
        "print(one.opened.cache_info().currsize, one.is_breached('qwertyuiop'), one.opened.cache_info().currsize)"
    )
    command = [sys.executable, "-c", code]
    assert subprocess.check_output(command, text=True).split() == ["0", "True", "1"]


def test_the_file_is_made_of_lists(tmp_path, monkeypatch, capsys):
    (tmp_path / "one.txt").write_text("short\nlong-enough-1\nlong-enough-2\n")
    (tmp_path / "two.txt").write_text("LONG-ENOUGH-1\nlong-enough-3")
    file = tmp_path / "made.bin"
    call_command("breached_passwords", tmp_path / "one.txt", tmp_path / "two.txt", to=file)
    assert "3 passwords" in capsys.readouterr().out
    assert file.stat().st_size == 3 * DIGEST_BYTES
    monkeypatch.setattr(breached_passwords, "FILE", file)
    assert is_breached("Long-Enough-3")
    assert not is_breached("short")
    assert not is_breached("qwertyuiop")
    assert digest_of("A") == digest_of("a")


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize(
    ("password", "sentence"),
    [("qwertyuiop", BREACHED), ("a-long-password ", BLANK), (" a-long-password", BLANK)],
)
def test_it_is_refused_wherever_one_is_set(client, password, sentence):
    answer = sign_up(client, password=password)
    assert answer.status_code == 422
    assert sentence in errors_of(answer)[0]

    user = make_user(email=ADDRESS)
    assert sentence in reset(client, password).text
    log_in(client, password=PASSWORD)
    change = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    answer = client.post("/accounts/password/change/", change)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


@pytest.mark.usefixtures("school")
def test_blanks_within_are_fine(client):
    assert sign_up(client, password="은행나무 아래서 2026").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("password", [f"{PASSWORD} ", f" {PASSWORD}", f"{PASSWORD}\n"])
def test_who_logs_in_with_a_blank_too_many_is_told_so(client, password):
    make_user(email=ADDRESS)
    answer = log_in(client, password=password)
    assert answer.status_code == 422
    assert "메일 주소나 비밀번호가 맞지 않아요" in answer.text
    assert BLANK in answer.text
    assert BLANK not in log_in(client, password="wrong-password").text
    assert BLANK in log_in(client, "nobody@saebom.example", password).text


@pytest.mark.django_db
def test_an_old_password_with_a_blank_still_opens(client):
    user = make_user(email=ADDRESS)
    user.set_password("a-long-password ")
    user.save()
    assert log_in(client, password="a-long-password ").status_code == 302
