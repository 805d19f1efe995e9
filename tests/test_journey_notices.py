"""A notice to chosen people: sent by an officer, read by a member, with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.services import Server

pytestmark = pytest.mark.browser
NEW = "/clubs/필름로그/manage/notices/new/"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.mark.parametrize("scripts", [True, False])
def test_an_officer_sends_and_a_member_reads(server, visit, scripts):
    title = f"출사 안내 {scripts}"
    officer, member = (
        visit(server, viewport=PHONE, java_script_enabled=scripts) for _person in range(2)
    )
    sign_in(officer, "officer@saebom.example")
    officer.goto(NEW)
    officer.locator(".mod", has_text="한도윤").click()
    officer.locator(".mod", has_text="김민재").click()
    officer.get_by_role("button", name="다음").click()
    expect(officer.locator("h1")).to_have_text("2명에게 공지를 보내요")
    expect(officer.locator("details li")).to_have_text(["김민재", "한도윤"])
    officer.locator("[name=title]").fill(title)
    officer.locator("[name=text]").fill("**토요일** 두 시")
    officer.get_by_role("button", name="미리 보기").click()
    expect(officer.locator("#preview strong")).to_have_text("토요일")
    officer.get_by_role("button", name="2명에게 보내기").click()
    expect(officer.locator("#flash")).to_contain_text("2명에게 보냈어요.")
    address = re.sub("^https?://[^/]+", "", officer.url)

    sign_in(member, "member@saebom.example")
    member.goto("/notifications/")
    member.get_by_text(title).click()
    expect(member.locator("h1")).to_have_text(title)
    if not scripts:
        member.get_by_role("button", name="읽었어요").click()
    expect(member.locator("#read-mark p")).to_have_text("읽었어요")

    officer.goto(f"{address}readers/?read=1")
    expect(officer.locator("main li b")).to_have_text(["한도윤"])


def test_a_name_finds_people_in_a_long_list_and_hides_nobody_ticked(server, visit):
    officer = visit(server, viewport=PHONE)
    sign_in(officer, "officer@saebom.example")
    officer.goto(NEW)
    ticked = officer.locator(".mod", has_text="한도윤")
    ticked.click()
    officer.locator("#find").fill("김 민")
    expect(officer.locator(".mod:visible")).to_have_count(2)
    expect(ticked).to_be_visible()
    officer.locator("#find").fill("")
    assert officer.locator(".mod:visible").count() > 20


def test_the_text_for_a_group_chat_is_copied(server, visit):
    officer = visit(server, permissions=["clipboard-read", "clipboard-write"])
    sign_in(officer, "officer@saebom.example")
    officer.goto("/clubs/필름로그/manage/notices/")
    officer.locator("main li .item").last.click()
    officer.get_by_text("단톡방에 붙여 넣을 글").first.click()
    officer.get_by_role("button", name="복사하기").click()
    expect(officer.get_by_role("button", name="복사했어요")).to_be_visible()
    copied = officer.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(
        "[필름로그] 토요일 암실 작업, 올 수 있나요?\n\n현상액을 새로 받았어요."
    )
    assert copied.endswith(officer.url)
