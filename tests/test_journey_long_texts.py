"""Long texts without scripts: whatever is refused, what was written comes back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.services import Server

pytestmark = pytest.mark.browser

WRITE = "/clubs/필름로그/board/new/"
TEXT = "세 시간 동안 쓴 글\n" * 30


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.fixture
def page(server, visit):
    page = visit(server, java_script_enabled=False)
    sign_in(page, "member@saebom.example")
    return page


def write(page, text):
    page.goto(WRITE)
    page.locator("[name=title]").fill("긴 글")
    page.locator("[name=body]").fill(text)


def submit(page):
    page.get_by_role("button", name="올리기").click()


def test_pictures_that_are_too_large_are_refused_alone(page, tmp_path):
    picture = tmp_path / "큰 사진.png"
    with picture.open("wb") as file:
        file.truncate(60_000_000)
    write(page, TEXT)
    page.locator("[name=pictures]").set_input_files(picture)
    submit(page)
    expect(page.locator("#id_pictures_error")).to_contain_text("모두 합쳐 30MB가 넘어요")
    expect(page.locator("[name=body]")).to_have_value(TEXT)

    page.goto("/rooms/필름로그/")
    page.locator("#say textarea").fill(TEXT)
    page.locator("#say summary").click()
    page.locator("#say [type=file]").set_input_files(picture)
    page.get_by_role("button", name="보내기").click()
    expect(page.locator("#say-err")).to_contain_text("모두 합쳐 30MB가 넘어요")
    expect(page.locator("#say textarea")).to_have_value(TEXT)


def test_a_text_of_more_than_a_megabyte_comes_back_with_the_servers_sentence(page):
    text = "가" * 400_000
    write(page, text)
    submit(page)
    expect(page.locator("#id_body_error")).to_contain_text("5000자까지")
    expect(page.locator("[name=body]")).to_have_value(text)


def test_of_an_even_longer_one_back_has_the_text(page):
    text = "가" * 1_000_000
    write(page, text)
    submit(page)
    expect(page.get_by_role("heading", name="너무 커서 받지 못했어요")).to_be_visible()
    expect(page.get_by_text("뒤로 가기를 누르면 쓰던 글이 그대로 있어요")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile("/board/new/"))
    expect(page.locator("[name=body]")).to_have_value(text)
