"""What every request and response goes through."""

from unicodedata import normalize
from urllib.parse import quote

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


def test_an_address_in_nfd_leads_to_the_one_in_nfc(client):
    answer = client.get(f"/clubs/{normalize('NFD', '필름로그')}/?q=%EA%B0%80")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"/clubs/{quote('필름로그')}/?q=%EA%B0%80"


def test_what_is_posted_to_an_address_in_nfd_is_posted_again(client):
    answer = client.post(f"/refuse/{normalize('NFD', '각')}/", {"text": "가"})
    assert answer.status_code == 308
    assert answer.headers["Location"] == f"/refuse/{quote('각')}/"


def test_an_address_in_nfd_leads_to_no_other_host(client):
    path = f"//evil.example/{normalize('NFD', '각')}".encode().decode("latin-1")
    answer = client.get("/", PATH_INFO=path)
    assert answer.headers["Location"].startswith("/%2Fevil.example/")


def test_an_address_in_nfc_is_left_alone(client):
    assert client.get(f"/clubs/{quote('각')}/").status_code == 404
    assert client.get("/sample/").status_code == 200
