"""Sessions: found with their user in one query, ended by logging out."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from accounts.sessions import Session, SessionStore
from accounts.tests.browsing import ADDRESS, log_in
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client):
    user = make_user()
    client.force_login(user)
    return user


def is_in(client):
    return client.get("/me/").status_code == 200


def test_one_query_says_who_is_asking(client, me, rf, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert SessionStore(client.session.session_key).authenticated_user() == me


def test_a_session_is_its_users(client, me):
    assert list(me.sessions.all()) == [Session.objects.get(pk=client.session.session_key)]


def over(user):
    Session.objects.update(expire_date=timezone.now())


def changed_password(user):
    get_user_model().objects.update(password=make_password("something else 2026"))


def deactivated(user):
    get_user_model().objects.update(is_active=False)


def somebody_elses(user):
    """The row says another user than what was signed: it is the signed one who is in."""
    Session.objects.update(user=make_user())


def without_user(user):
    Session.objects.update(user=None)


def gone(user):
    Session.objects.all().delete()


@pytest.mark.parametrize("what", [over, changed_password, deactivated, gone])
def test_whom_django_would_not_know_is_not_in(client, me, what):
    assert is_in(client)
    what(me)
    assert not is_in(client)


@pytest.mark.parametrize("what", [somebody_elses, without_user])
def test_a_row_that_names_the_wrong_user_lets_nobody_else_in(client, me, what):
    what(me)
    assert client.get("/me/").context["user"] == me


def test_an_old_key_still_counts_and_is_replaced(client, me, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new one"
    before = client.session.session_key
    assert is_in(client)
    assert client.session.session_key != before


def test_who_signs_in_as_somebody_else_is_them_at_once(client, me):
    other = make_user()
    client.force_login(other)
    assert client.get("/me/").context["user"] == other
    assert Session.objects.get(pk=client.session.session_key).user == other


def test_signing_out_leaves_no_session(client, me):
    client.post("/accounts/logout/")
    assert not Session.objects.filter(user=me).exists()
    assert not is_in(client)


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
