"""Forms that came without a session: kept until the log-in, filled in and unsent."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from kclub.sent_forms import MAX_KEPT_LETTERS, is_typed
from kclub.tests.test_errors import FormParser
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]
TEXT = "오래 쓴 글\n둘째 줄"
EDIT = {
    "display_name": "이서연",
    "handle": "seoyeon",
    "bio": TEXT,
    "locale": "",
    "password": "secret-2026",
}


def test_what_was_typed_waits_for_the_log_in(client):
    answer = client.post("/me/edit/", EDIT)
    assert answer.url == "/accounts/login/?next=%2Fme%2Fedit%2F"
    assert "아무것도 바뀌지 않았어요. 로그인하면 쓰던 글이 그대로" in client.get(answer.url).text
    client.force_login(make_user("김민지"))
    assert client.get("/me/edit/").url == "/unsent/"
    assert (
        client.get("/me/edit/").status_code == 200
    )  # who does not want to send it is not kept there

    page = client.get("/unsent/").text
    assert "김민지님으로 로그인되어 있어요" in page
    assert 'action="/me/edit/"' in page
    assert "secret-2026" not in page
    parser = FormParser()
    parser.feed(page.partition("<main")[2].partition("</main>")[0])
    assert parser.fields["bio"] == [TEXT]
    assert TEXT in client.get("/unsent/").text  # read again, it is still there

    assert client.post("/me/edit/", EDIT).status_code == 303
    assert client.get("/unsent/").url == "/"  # it has arrived


def test_what_is_refused_once_more_is_kept(client):
    client.post("/me/edit/", EDIT)
    client.force_login(make_user())
    assert client.post("/me/edit/", EDIT | {"display_name": ""}).status_code == 422
    assert TEXT in client.get("/unsent/").text


def test_after_an_hour_it_is_gone(client):
    client.post("/me/edit/", EDIT)
    client.force_login(make_user())
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        assert client.get("/unsent/").url == "/"


def test_logging_out_forgets_it(client):
    client.post("/me/edit/", EDIT)
    client.force_login(make_user())
    client.logout()
    client.force_login(make_user())
    assert client.get("/unsent/").url == "/"


def test_far_too_much_is_not_kept(client):
    answer = client.post("/me/edit/", EDIT | {"bio": "가" * MAX_KEPT_LETTERS})
    assert "쓰던 글이 그대로" not in client.get(answer.url).text
    client.force_login(make_user())
    assert client.get("/me/edit/").status_code == 200


def test_only_what_was_typed_is_kept(client):
    for form in [{}, {"like": "1"}, {"pick": ["1", "2"], "decision": "approve"}]:
        answer = client.post("/members/", form, headers={"Referer": "http://testserver/sample/"})
        assert answer.url == "/accounts/login/?next=%2Fsample%2F"
        assert "쓰던 글이 그대로" not in client.get(answer.url).text


@pytest.mark.parametrize(
    ("name", "value", "typed"),
    [
        ("text", "ok", True),
        ("q-a1b2c3d4", "yes", True),
        ("anything", "네", True),
        ("anything", "two words", True),
        ("text", " ", False),
        ("nonce", "0f8fad5b-d9cb-469f-a165-70867728950e", False),
        ("rsvp", "yes", False),
    ],
)
def test_texts_are_told_from_buttons(name, value, typed):
    assert is_typed(name, value) == typed
