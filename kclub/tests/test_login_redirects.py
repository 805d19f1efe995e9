"""Where somebody without a session is sent, and what the log-in page leads back to."""

import pytest

from kclub.login_redirects import is_post_only

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]
NOTHING_DONE = "아무것도 바뀌지 않았어요"
TO_SAMPLE = "/accounts/login/?next=%2Fsample%2F%3Fpage%3D2"
SAMPLE = "http://testserver/sample/?page=2"


def test_htmx_is_sent_to_the_log_in_page_and_back_to_where_it_was(client, htmx):
    answer = client.get("/members/", headers=htmx | {"HX-Current-URL": SAMPLE})
    assert answer.headers["HX-Redirect"] == TO_SAMPLE
    assert NOTHING_DONE not in client.get(TO_SAMPLE).text


def test_a_page_leads_back_to_itself_wherever_its_link_stood(client):
    answer = client.get("/members/?page=3", headers={"Referer": SAMPLE})
    assert answer.url == "/accounts/login/?next=%2Fmembers%2F%3Fpage%3D3"
    assert NOTHING_DONE not in client.get(answer.url).text


def test_a_form_leads_back_to_its_page_and_nothing_was_done(client):
    answer = client.post("/notifications/read/", headers={"Referer": SAMPLE})
    assert (answer.status_code, answer.url) == (302, TO_SAMPLE)
    assert NOTHING_DONE in client.get(answer.url).text
    assert NOTHING_DONE not in client.get(answer.url).text  # it is said once


def test_a_form_that_htmx_sent_does_so_too(client, htmx):
    headers = htmx | {"HX-Current-URL": SAMPLE}
    answer = client.post("/notifications/read/", headers=headers)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, TO_SAMPLE)
    assert NOTHING_DONE in client.get(TO_SAMPLE).text


@pytest.mark.parametrize(
    "referer",
    [
        None,
        "https://evil.example/sample/",
        "//evil.example/",
        "javascript:x",
        "http://testserver/notifications/read/",  # a refusal stood there
    ],
)
def test_a_form_from_an_unknown_page_leads_home(client, referer):
    answer = client.post("/notifications/read/", headers={"Referer": referer} if referer else {})
    assert answer.url == "/accounts/login/?next=%2F"


def test_a_form_from_an_unknown_page_leads_to_its_own_address_if_that_is_a_page(client):
    assert client.post("/me/edit/").url == "/accounts/login/?next=%2Fme%2Fedit%2F"


def test_an_address_for_forms_that_is_opened_leads_home(client):
    assert client.get("/notifications/read/").url == "/accounts/login/?next=%2F"


def test_what_only_takes_forms_is_known():
    assert is_post_only("/notifications/read/?all=1")
    assert is_post_only("http://testserver/settings/look/")
    assert not is_post_only("/me/edit/")
    assert not is_post_only("/guide/")
    assert not is_post_only("/nowhere/")
