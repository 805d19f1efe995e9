"""Language and theme, kept in cookies."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]


@pytest.mark.parametrize("then", ["/sample/?page=3", "https://evil.example/", "//evil.example"])
def test_the_language_is_remembered_and_leads_back_to_our_pages_only(client, then):
    answer = client.post("/settings/look/", {"language": "en", "next": then})
    assert answer.status_code == 303
    assert answer.headers["Location"] == (then if then.startswith("/s") else "/")
    assert '<html lang="en"' in client.get("/sample/").text


def test_the_theme_is_remembered_until_the_device_decides_again(client):
    client.post("/settings/look/", {"theme": "dark"})
    assert 'data-theme="dark"' in client.get("/sample/").text
    client.post("/settings/look/", {"theme": ""})
    assert "data-theme" not in client.get("/sample/").text


def test_a_theme_nobody_offered_is_not_believed(client):
    client.cookies["theme"] = '"><script>'
    assert "data-theme" not in client.get("/sample/").text


def test_a_language_is_not_changed_by_following_a_link(client):
    assert client.get("/settings/look/?language=en").status_code == 405
