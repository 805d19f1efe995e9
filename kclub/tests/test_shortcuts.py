"""One address for the page and its part."""

import pytest

from kclub.shortcuts import parse_number

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]


def test_one_address_serves_the_page_or_the_part(client, htmx):
    page, part = client.get("/sample/"), client.get("/sample/", headers=htmx)

    assert "</html>" in page.text
    assert part.text.startswith("<form")
    assert "HX-Request" in page.headers["Vary"]
    assert "HX-Request-Type" in part.headers["Vary"]


def test_coming_back_in_history_shows_the_page(client):
    headers = {"HX-History-Restore-Request": "true", "HX-Request-Type": "full"}
    assert "</html>" in client.get("/sample/", headers=headers).text


def test_the_part_brings_the_flash_along_once(client, htmx):
    sent = {"title": "제목", "kind": "a", "join": "open", "days": ["m"], "agreed": "on"}
    assert client.post("/sample/", sent, headers=htmx).status_code == 303

    part = client.get("/sample/", headers=htmx)
    assert '<hx-partial hx-target="#flash"><div class="flash ok" role="status">' in part.text
    assert "hx-partial" not in client.get("/sample/", headers=htmx).text


@pytest.mark.parametrize(
    ("sent", "number"),
    [
        ("7", 7),
        ("007", 7),
        ("0", 0),
        ("9" * 18, int("9" * 18)),
        ("9" * 19, None),  # no database has such a number
        ("-1", None),
        ("+1", None),
        ("1.0", None),
        ("1e3", None),
        (" 7", None),
        ("", None),
        (None, None),
        ("x", None),
        ("٧", None),  # a digit, but none of ours
        ("²", None),
    ],
)
def test_a_number_is_plain_digits_and_everything_else_is_none(sent, number):
    assert parse_number(sent) == number


def test_a_boosted_page_is_a_whole_page(client):
    headers = {"HX-Request": "true", "HX-Request-Type": "full", "HX-Boosted": "true"}
    assert "</html>" in client.get("/sample/", headers=headers).text


def test_a_form_with_errors_comes_back_alone_and_without_a_flash(client, htmx):
    part = client.post("/sample/", {"title": "가" * 21}, headers=htmx)
    assert part.status_code == 422
    assert part.text.startswith("<form")
    assert "hx-partial" not in part.text
    assert f'value="{"가" * 21}"' in part.text
