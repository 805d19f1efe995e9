"""The answers to refusals and errors."""

import pytest
from django.test import Client

from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]


@pytest.mark.parametrize(
    ("name", "status", "sentence"),
    [
        ("refused", 403, "부원만 볼 수 있는 글이에요."),
        ("conflict", 409, "김민지님이 먼저 결정했어요."),
        ("gone", 410, "글쓴이가 지웠어요."),
        ("too-fast", 429, "30초 뒤에"),
        ("denied", 403, "볼 수 있는 사람이 따로 있어요"),
    ],
)
def test_a_refusal_is_a_page_and_to_htmx_a_flash_beside_the_page(
    client, htmx, name, status, sentence
):
    page = client.post(f"/refuse/{name}/")
    part = client.post(f"/refuse/{name}/", headers=htmx)

    assert (page.status_code, part.status_code) == (status, status)
    assert sentence in page.text
    assert "</html>" in page.text
    assert part.text.startswith('<hx-partial hx-target="#flash">')
    assert sentence in part.text
    assert 'role="alert"' in part.text


def test_a_refusal_leads_on(client):
    assert '<a class="btn btn-1" href="/x/">지원하기</a>' in client.get("/refuse/refused/").text


def test_who_is_too_fast_is_told_how_long_to_wait(client):
    assert client.post("/refuse/too-fast/").headers["Retry-After"] == "30"


def test_what_is_missing_is_a_locked_door_and_to_htmx_a_flash(client, htmx):
    assert "동방 문이 잠겨 있어요" in client.get("/nowhere/").text
    part = client.get("/nowhere/", headers=htmx)
    assert part.status_code == 404
    assert "없어졌어요" in part.text
    assert "<html" not in part.text


def test_a_fault_of_ours_needs_no_database(client, django_assert_num_queries):
    client.raise_request_exception = False
    client.force_login(make_user())
    with django_assert_num_queries(0):
        answer = client.get("/fail/")
    assert answer.status_code == 500
    assert "저희 쪽에 문제가 생겼어요" in answer.text


def test_a_stale_form_is_told_so(client, htmx):
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/sample/")
    assert (page.status_code, "페이지가 오래됐어요" in page.text) == (403, True)
    assert strict.post("/sample/", headers=htmx).text.startswith("<hx-partial")
