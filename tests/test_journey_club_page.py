"""A president says what the club is like, sees the page before it is saved, and a stranger reads it."""

import pytest
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.services import Server

pytestmark = pytest.mark.browser
CLUB = "/clubs/필름로그/"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.mark.parametrize("scripts", [True, False])
def test_the_page_is_previewed_saved_and_read(server, visit, scripts):
    page = visit(server, java_script_enabled=scripts, viewport=PHONE)
    sign_in(page, "president@saebom.example")
    page.goto(f"{CLUB}edit/")
    page.locator("[name=semester]").fill(f"9월 환영회 {scripts}\n12월 전시")
    links = page.locator("[name=links]")
    links.fill("http://filmlog.saebom.example/")
    preview = page.locator("#preview")
    page.locator("[name=preview]").click()
    expect(preview).to_contain_text(f"9월 환영회 {scripts}")
    expect(preview.locator("a[href^='http:']")).to_have_count(0)

    links.fill("instagram.com/filmlog.saebom.example")
    page.locator("[name=preview]").click()
    expect(preview.get_by_role("link", name="인스타그램")).to_be_visible()
    expect(links).to_have_value("instagram.com/filmlog.saebom.example")
    page.get_by_role("button", name="저장", exact=True).last.click()

    expect(page.get_by_text(f"9월 환영회 {scripts}")).to_be_visible()
    stranger = visit(server, java_script_enabled=scripts)
    stranger.goto(CLUB)
    link = stranger.get_by_role("link", name="인스타그램")
    expect(link).to_have_attribute("href", "https://instagram.com/filmlog.saebom.example")
    expect(link).to_contain_text("instagram.com/filmlog")


def test_one_glance_on_a_phone_says_what_when_how_much_and_until_when(server, visit):
    page = visit(server, viewport=PHONE)
    page.goto(CLUB)
    head = page.locator(".clubtop")
    for text in ["한 달에 한 롤", "화 18:30", "학생회관 211호", "30,000원", "모집 중 D-5"]:
        expect(head.get_by_text(text).first).to_be_in_viewport(ratio=1)
    expect(page.locator("#join-bar")).to_contain_text("5일 남았어요")
    expect(page.locator("#join-bar")).to_be_in_viewport(ratio=1)


def test_a_guest_who_writes_to_the_president_logs_in_and_finds_them_chosen(server, visit):
    page = visit(server, viewport=PHONE)
    page.goto(CLUB)
    page.get_by_role("link", name="회장에게 메시지 보내기").click()
    page.locator("[name=login]").fill("student@saebom.example")
    page.locator("[name=password]").fill("kclub-demo-2026")
    page.locator("main form .btn-1").first.click()
    expect(page.locator("main")).to_contain_text("김민재")
    expect(page.locator("main")).not_to_contain_text("president@")
