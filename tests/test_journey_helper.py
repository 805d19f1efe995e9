"""The helper, asked on a phone and on a desk, with scripts and without, in both languages and in w3m."""

import re
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browsing import PASSWORD, sign_in
from tests.fixtures import needed
from tests.page_faults import faults, faults_in_large_letters
from tests.services import Server
from tests.text_browser import TextBrowser

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
ASKED = [  # with what stands in the answer
    ("사진 동아리 뭐 있어?", "필름로그"),
    ("내 지원 어떻게 됐어?", "합격"),
    ("비밀번호 바꾸고 싶어", "비밀번호는 내 정보에서 바꿔요."),
    ("필름로그 강아지 데려가도 돼?", "동아리의 운영진에게 물어보세요."),
    ("오늘 점심 뭐야", "저도 몰라요"),
]


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


def ask(page, text):
    page.locator("#q").fill(text)
    page.get_by_role("button", name="물어보기").click()


def test_one_asks_in_a_room_among_ones_rooms(server, visit):
    page = visit(server, viewport=PHONE)
    sign_in(page, "student@saebom.example")
    page.goto("/rooms/")
    page.get_by_role("link", name=re.compile("도우미")).click()
    expect(page.get_by_role("heading", name="도우미", exact=True)).to_be_visible()
    page.get_by_role("button", name="모집 중인 동아리").click()
    expect(page.locator(".msg")).to_have_count(3)
    box = page.get_by_label("물어볼 것")
    box.fill("비밀번호 바꾸고 싶어")
    box.press("Enter")
    expect(page.locator(".msg")).to_have_count(5)
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    expect(page.locator(".msg").last).to_be_in_viewport()
    page.get_by_role("link", name="비밀번호 바꾸기").click()
    expect(page).to_have_url(re.compile("/accounts/password/change/"))
    page.go_back()
    expect(page.locator(".msg")).to_have_count(5)


def test_what_is_wrong_is_told_beside_the_box_and_stays_in_it(server, visit):
    page = visit(server, viewport=PHONE)
    sign_in(page, "student@saebom.example")
    page.goto("/helper/")
    text = "가" * 501
    ask(page, text)
    expect(page.get_by_role("alert")).to_contain_text("500자까지 물어볼 수 있어요.")
    expect(page.locator("#q")).to_have_value(text)
    ask(page, "고마워")
    expect(page.locator(".msg").last).to_contain_text("천만에요.")
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_one_deletes_what_one_asked(server, visit, scripts):
    page = visit(server, viewport={"width": 1280, "height": 900}, java_script_enabled=scripts)
    sign_in(page, "officer@saebom.example")
    page.goto("/helper/")
    for text in ("안녕하세요 도우미", "고마워요"):
        ask(page, text)
        expect(page.locator(".msg .bubble", has_text=text).last).to_be_visible()
    page.get_by_role("button", name="지우기: 안녕하세요 도우미").first.click()
    expect(page.get_by_role("status").first).to_contain_text("지웠어요.")
    expect(page.locator(".msg .bubble", has_text="안녕하세요 도우미")).to_have_count(0)
    page.get_by_role("button", name="물어본 것 모두 지우기").click()
    expect(page.locator(".msg")).to_have_count(1)


def test_without_scripts_each_answer_is_a_page(server, visit):
    page = visit(server, viewport=PHONE, java_script_enabled=False)
    sign_in(page, "member@saebom.example")
    page.goto("/helper/")
    for text, answered in ASKED:
        ask(page, text)
        expect(page.locator(".msg").last).to_contain_text(answered)
        expect(page.locator(".msg").last).to_be_in_viewport()
    page.get_by_role("link", name="도우미에 대해").click()
    expect(page.get_by_text("이 서버 안에서만 답하고, 아무 데도 보내지 않아요.")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_guest_asks_in_the_guide(server, visit, scripts):
    page = visit(server, viewport=PHONE, java_script_enabled=scripts)
    page.goto("/guide/")
    ask(page, "필름로그 회장 누구야")
    expect(page.locator("#answer")).to_contain_text("김민재")
    assert ("/guide/" in page.url) is scripts
    ask(page, "내 지원 어떻게 됐어?")
    expect(page.locator("#answer")).to_contain_text("로그인하면 알려 드릴 수 있어요.")
    page.locator("#answer").get_by_role("link", name="로그인").click()
    expect(page).to_have_url(re.compile("/accounts/login/"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("language", "width"), [("ko", 390), ("en", 1280), ("en", 390)])
def test_everybody_can_use_it(server, visit, scheme, language, width):
    size = {"width": width, "height": 900}
    page = visit(server, viewport=size, color_scheme=scheme, reduced_motion="reduce")
    sign_in(page, "member@saebom.example")
    if language == "en":
        page.goto("/clubs/")
        page.get_by_role("button", name="English").click()
    page.goto("/helper/")
    for text, _answered in ASKED[1:4]:
        page.locator("#q").fill(text)
        page.locator("#say button").click()
        expect(page.locator("#q")).to_have_value("")
    page.wait_for_load_state()
    found = faults(page, "width", "structure", "words", "stuck", "targets", "overlaps")
    if width == 390:
        found += faults_in_large_letters(page)
    found += [each["id"] for each in Axe().run(page).response["violations"]]
    for address in ("/guide/", f"/helper/answer/?q={quote('사진 동아리 뭐 있어?')}"):
        page.goto(address)
        page.wait_for_load_state()
        found += faults(page, "width", "structure", "words", "stuck", "targets", "overlaps")
        found += [each["id"] for each in Axe().run(page).response["violations"]]
        if width == 390:
            found += faults_in_large_letters(page)
    assert found == [], "\n".join(map(str, found))


def test_one_asks_with_words_alone(server):
    needed(TextBrowser.find)
    with TextBrowser(f"{server.url}/accounts/login/?next=/helper/") as w3m:
        w3m.fill("학교 메일", "president@saebom.example")
        w3m.fill("비밀번호", PASSWORD)
        w3m.follow("로그인", nth=2)
        page = w3m.page()
        for words in ("도우미", "사람이 아니에요.", "모집 중인 동아리", "물어본 것 모두 지우기"):
            assert words in page
        w3m.follow("이번 주 행사 뭐 있어?")
        assert "그때" in w3m.page()
