"""Suspension by the union."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from accounts.tests.browsing import is_in, log_in
from kclub.errors import Refused
from tests.factories import PASSWORD, make_staff, make_user

pytestmark = pytest.mark.usefixtures("school")


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


@pytest.fixture
def student(client):
    user = make_user()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return user


def test_suspending_somebody_in_the_admin_site_ends_their_streams(client, student, monkeypatch):
    ended = []
    monkeypatch.setattr("kclub.live.end_user", lambda user, reason: ended.append(user))
    client.force_login(make_user(is_staff=True, is_superuser=True))
    answer = client.post(f"/admin/accounts/user/{student.pk}/change/", {"email": student.email})
    assert answer.status_code == 302
    assert ended == [student]
    assert not User.objects.get(pk=student.pk).is_active
