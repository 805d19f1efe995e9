"""One address for the page and its part."""

import pytest

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
