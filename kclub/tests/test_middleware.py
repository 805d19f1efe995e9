"""What every request and response goes through."""

from unicodedata import normalize

import pytest

from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]


def test_pages_of_the_signed_in_are_kept_by_no_cache(client):
    assert "no-store" not in client.get("/sample/").headers.get("Cache-Control", "")
    client.force_login(make_user())
    assert client.get("/sample/").headers["Cache-Control"] == "private, no-store"


def test_text_arrives_composed_whatever_keyboard_wrote_it(client):
    text = normalize("NFD", "필름 로그")
    assert client.get("/echo/", {"q": text}).text == "필름 로그"
    assert client.post("/echo/", {"text": f"{text}\r\n끝"}).text == "필름 로그\n끝"
