"""Argon2id, in memory that a small machine has; older hashes are made anew at log-in, unseen."""

from threading import Barrier, Thread

import pytest
from django.contrib.auth import hashers
from django.test import Client

from accounts.hashers import HASHES_AT_ONCE, Argon2PasswordHasher
from accounts.models import User
from accounts.tests.browsing import ADDRESS, is_in, log_in
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
OURS = ["accounts.hashers.Argon2PasswordHasher", f"{__name__}.Older"]


class Older(hashers.MD5PasswordHasher):
    """An older way to hash, in which these tests can tell that it was used."""

    algorithm = "older"
    hashed = 0

    def encode(self, password, salt):
        type(self).hashed += 1
        return super().encode(password, salt)


@pytest.fixture
def older(settings):
    """A user whose password is hashed in the older way, while ours is the present one."""
    settings.PASSWORD_HASHERS = OURS[::-1]
    user = make_user(email=ADDRESS)
    settings.PASSWORD_HASHERS = OURS
    return user


def spent(monkeypatch, *args):
    """How often each way of hashing is used in a log-in."""
    used = {"argon2": 0, "older": 0}

    def encode(hasher, password, salt):
        used["argon2"] += 1
        return hashers.Argon2PasswordHasher.encode(hasher, password, salt)

    def verify(hasher, password, encoded):
        used["argon2"] += 1
        return hashers.Argon2PasswordHasher.verify(hasher, password, encoded)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", encode)
    monkeypatch.setattr(Argon2PasswordHasher, "verify", verify)
    Older.hashed = 0
    log_in(Client(), *args)
    return used | {"older": Older.hashed}


def test_production_hashes_with_argon2id_in_19_mebibytes():
    from kclub import settings as production

    first, *others = production.PASSWORD_HASHERS
    assert first == "accounts.hashers.Argon2PasswordHasher"
    assert others == ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    encoded = Argon2PasswordHasher().encode(PASSWORD, "saltsaltsalt")
    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert Argon2PasswordHasher().verify(PASSWORD, encoded)
    assert not Argon2PasswordHasher().verify(PASSWORD + "!", encoded)


def test_only_so_many_are_hashed_at_once(monkeypatch):
    at_work, most = [], []
    together = Barrier(HASHES_AT_ONCE, timeout=10)

    def encode(hasher, password, salt):
        at_work.append(1)
        most.append(len(at_work))
        together.wait()
        at_work.pop()
        return ""

    monkeypatch.setattr(hashers.Argon2PasswordHasher, "encode", encode)
    hasher = Argon2PasswordHasher()
    threads = [Thread(target=hasher.encode, args=("x", "y")) for _ in range(HASHES_AT_ONCE * 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == HASHES_AT_ONCE * 3
    assert max(most) == HASHES_AT_ONCE


def test_an_older_hash_is_made_anew_at_log_in(client, older):
    assert older.password.startswith("older$")
    assert log_in(client, password=PASSWORD).status_code == 302
    older.refresh_from_db()
    assert older.password.startswith("argon2$argon2id$")
    assert log_in(Client(), password=PASSWORD).status_code == 302


def test_a_log_in_elsewhere_goes_on_after_that(client, older):
    elsewhere, stranger = Client(), Client()
    elsewhere.force_login(older)
    stranger.force_login(make_user())
    log_in(client, password=PASSWORD)
    assert is_in(elsewhere)
    assert is_in(client)
    assert is_in(stranger)


def test_a_session_from_before_a_new_password_does_not_come_back(client, older):
    elsewhere = Client()
    elsewhere.force_login(older)
    User.objects.update(password=hashers.make_password("another-long-password", hasher="older"))
    assert not is_in(elsewhere)
    log_in(client, password="another-long-password")
    assert not is_in(elsewhere)


def test_a_present_hash_stays_as_it_is(client, older):
    log_in(client, password=PASSWORD)
    before = User.objects.get().password
    log_in(Client(), password=PASSWORD)
    assert User.objects.get().password == before


def test_a_wrong_password_changes_no_hash(client, older):
    log_in(client, password="wrong-password")
    assert User.objects.get().password == older.password


def test_being_asked_once_more_changes_no_hash(older):
    assert older.check_password(PASSWORD)
    older.refresh_from_db()
    assert older.password.startswith("older$")


def test_the_time_of_a_wrong_password_does_not_tell_whose_hash_is_old(older, monkeypatch):
    make_user(email="newer@saebom.example")
    unusable = make_user(email="without@saebom.example")
    unusable.set_unusable_password()
    unusable.save()
    for login in (
        ADDRESS,
        "newer@saebom.example",
        "without@saebom.example",
        "nobody@saebom.example",
    ):
        assert spent(monkeypatch, login, "wrong-password") == {"argon2": 1, "older": 1}, login


def test_no_older_hash_costs_no_time(settings, monkeypatch):
    settings.PASSWORD_HASHERS = OURS
    make_user(email=ADDRESS)
    for login in (ADDRESS, "nobody@saebom.example"):
        assert spent(monkeypatch, login, "wrong-password") == {"argon2": 1, "older": 0}
