from unicodedata import normalize

import pytest
from django.test import Client

from kclub.components.navigation import capped
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


def test_htmx_is_sent_to_the_log_in_page_and_back_to_where_it_was(client, htmx):
    where = {"HX-Current-URL": "http://testserver/sample/?page=2"}
    answer = client.get("/members/", headers=htmx | where)
    assert answer.headers["HX-Redirect"] == "/accounts/login/?next=%2Fsample%2F%3Fpage%3D2"


def test_pages_of_the_signed_in_are_kept_by_no_cache(client):
    assert "no-store" not in client.get("/sample/").headers.get("Cache-Control", "")
    client.force_login(make_user())
    assert client.get("/sample/").headers["Cache-Control"] == "private, no-store"


def test_text_arrives_composed_whatever_keyboard_wrote_it(client):
    text = normalize("NFD", "필름 로그")
    assert client.get("/echo/", {"q": text}).text == "필름 로그"
    assert client.post("/echo/", {"text": f"{text}\r\n끝"}).text == "필름 로그\n끝"


def test_invalid_forms_say_so_in_the_title(client):
    assert "<title>견본 · K-Club</title>" in client.get("/sample/").text
    answer = client.post("/sample/", {"title": ""})
    assert answer.status_code == 422
    assert "<title>오류: 견본 · K-Club</title>" in answer.text


def test_own_messages_are_told_apart_by_one_rule_in_the_head(client):
    user = make_user()
    assert "data-author" not in client.get("/sample/").text
    client.force_login(user)
    answer = client.get("/sample/")
    assert (
        f'[data-author="{user.username}"],[data-by~="{user.username}"]{{--o: ;--m:initial}}'
        in answer.text
    )
    nonce = answer.text.split('<style nonce="')[1].split('"')[0]
    assert f"'nonce-{nonce}'" in answer.headers["Content-Security-Policy"]


def test_strangers_are_shown_the_way_in_and_students_their_bell(client):
    stranger = client.get("/sample/").text
    assert "회원가입" in stranger
    assert 'class="nav"' not in stranger
    client.force_login(make_user("이서연"))
    student = client.get("/sample/").text
    assert "회원가입" not in student
    assert 'class="nav"' in student
    assert ">서연</span>" in student


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


def test_counters_stop_at_99():
    assert (capped(99), capped(100)) == (99, "99+")


def test_the_server_says_how_it_is(client):
    assert client.get("/healthz").text == "ok"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "storage": "ok"})


def test_without_redis_the_server_is_degraded_not_dead(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["redis"]) == (200, "down")
