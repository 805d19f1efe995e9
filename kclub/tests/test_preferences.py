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


@pytest.mark.parametrize("language", ["de", "", "en-GB", "../en"])
def test_a_language_we_do_not_have_changes_nothing(client, language):
    answer = client.post("/settings/look/", {"language": language, "next": "/sample/"})
    assert answer.url == "/sample/"
    assert "django_language" not in answer.cookies
    assert '<html lang="ko"' in client.get("/sample/").text


def test_a_theme_nobody_offered_is_not_kept_and_the_old_one_stays(client):
    client.post("/settings/look/", {"theme": "dark"})
    assert "theme" not in client.post("/settings/look/", {"theme": "pink"}).cookies
    assert 'data-theme="dark"' in client.get("/sample/").text


def test_choosing_a_language_keeps_the_theme_and_the_other_way_round(client):
    client.post("/settings/look/", {"theme": "light"})
    client.post("/settings/look/", {"language": "en"})
    page = client.get("/sample/").text
    assert 'data-theme="light"' in page
    assert '<html lang="en"' in page


def test_a_preference_lasts_a_year_and_is_not_sent_from_other_sites(client):
    cookie = client.post("/settings/look/", {"theme": "dark"}).cookies["theme"]
    assert (cookie["max-age"], cookie["samesite"]) == (31_536_000, "Lax")


def test_over_https_a_preference_never_leads_back_to_plain_http(client):
    to = {"language": "en", "next": "http://testserver/sample/"}
    assert client.post("/settings/look/", to, secure=True).url == "/"
    assert client.post("/settings/look/", to | {"next": "/sample/"}, secure=True).url == "/sample/"


def test_without_a_choice_the_device_s_language_counts(client):
    assert '<html lang="en"' in client.get("/sample/", headers={"accept-language": "en"}).text
    client.post("/settings/look/", {"language": "ko"})
    assert '<html lang="ko"' in client.get("/sample/", headers={"accept-language": "en"}).text
