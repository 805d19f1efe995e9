"""The search on a phone: as one types, without scripts, and what the device remembers of it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.services import Server

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


def test_one_finds_a_message_while_typing_and_the_device_remembers(server, visit):
    page = visit(server, viewport=PHONE)
    sign_in(page, "member@saebom.example")
    page.get_by_role("link", name="검색").click()
    box = page.get_by_role("searchbox", name="찾을 말")
    expect(box).to_be_focused()
    box.press_sequentially("필름을")
    messages = page.get_by_role("region", name="메시지")
    expect(messages.get_by_role("listitem").first).to_contain_text("필름")
    expect(page).to_have_url(re.compile(r"\?q="))
    expect(box).to_be_focused()
    messages.get_by_role("link").last.click()
    expect(page).to_have_url(re.compile(r"/rooms/.*at=\d+#m\d+"))
    expect(page.locator(".msg:target .bubble")).to_contain_text("필름")

    page.goto("/search/")
    recent = page.get_by_role("region", name="최근에 찾은 말")
    expect(recent.get_by_role("link")).to_have_text(["필름을"])
    recent.get_by_role("button", name="지우기 필름을").click()
    expect(recent).to_have_count(0)
    expect(box).to_be_focused()


def test_what_one_person_searched_is_not_shown_to_the_next(server, visit):
    page = visit(server, viewport=PHONE)
    sign_in(page, "member@saebom.example")
    page.goto("/search/?q=필름")
    page.get_by_role("button", name="찾기").click()
    page.goto("/search/")
    expect(page.get_by_role("link", name="필름")).to_be_visible()
    page.context.clear_cookies()
    sign_in(page, "student@saebom.example")
    page.goto("/search/")
    expect(page.get_by_text("한 번에 찾아요")).to_be_visible()
    expect(page.get_by_role("region", name="최근에 찾은 말")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('searches'))") == []


def test_without_scripts_one_searches_narrows_and_goes_on(server, visit):
    page = visit(server, viewport=PHONE, java_script_enabled=False)
    sign_in(page, "member@saebom.example")
    page.goto("/search/")
    expect(page.get_by_text("최근에 찾은 말")).to_have_count(0)
    page.get_by_role("searchbox").fill("필름")
    page.get_by_role("button", name="찾기").click()
    page.get_by_role("navigation", name="찾은 것의 종류").get_by_role("link", name="메시지").click()
    results = page.locator("#results ol > li")
    before = results.count()
    page.get_by_text("좁혀서 찾기").click()
    page.get_by_label("누가 썼나요?").fill("아무도 아님")
    page.get_by_role("button", name="적용").click()
    expect(page.get_by_text("찾지 못했어요")).to_be_visible()
    page.get_by_role("link", name="좁히지 않고 찾기").click()
    expect(page.get_by_role("heading", name="메시지")).to_be_visible()
    assert before
