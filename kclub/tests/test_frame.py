"""The frame of every page."""

import pytest

from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]


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
    assert 'data-name="서연"' in student


def test_terms_and_privacy_say_how_one_leaves_and_whom_to_ask(client, settings):
    settings.CONTACT_EMAIL = ""
    assert "직접 탈퇴할 수 있어요" in client.get("/terms/").text
    assert "내 정보에서 탈퇴하면" in client.get("/privacy/").text
    assert "mailto:" not in client.get("/terms/").text
    settings.CONTACT_EMAIL = "union@saebom.example"
    for page in ["/terms/", "/privacy/", "/guide/"]:
        assert 'href="mailto:union@saebom.example"' in client.get(page).text
