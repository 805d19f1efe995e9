"""What one does with a message under a mouse, a finger and the keyboard, and what a tab tells."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.services import Server

pytestmark = pytest.mark.browser

ROOM = "/rooms/필름로그-출사방/"
PHONE = {"width": 390, "height": 844}
COPIED = """() => { navigator.clipboard.writeText = async (text) => { window.copied = text } }"""


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.fixture
def in_room(server, visit):
    """`in_room("member")`: the room's page of that demo person, which listens."""

    def in_room(name, **options):
        page = visit(server, **options)
        sign_in(page, f"{name}@saebom.example")
        page.goto(ROOM)
        expect(page.locator(".live-state").first).to_have_attribute("data-state", "")
        return page

    return in_room


def say(page, text):
    page.locator("#text").fill(text)
    page.locator("#text").press("Enter")
    expect(line(page, text)).to_be_visible()


def line(page, text):
    return page.locator(".msg", has_text=text)


def menu(page):
    return page.locator("#message-menu")


def overlaps(one, other):
    a, b = one.bounding_box(), other.bounding_box()
    return all(
        a[start] < b[start] + b[size] and b[start] < a[start] + a[size]
        for start, size in [("x", "width"), ("y", "height")]
    )


def test_a_mouse_reacts_answers_and_copies_beside_the_message(in_room):
    one, two = in_room("member"), in_room("officer")
    say(one, "맑대요")
    line(two, "맑대요").hover()
    bar = two.locator("#message-bar")
    bar.get_by_role("button", name="👍").click()
    expect(line(one, "맑대요").locator(".react")).to_have_text("👍 1")
    line(two, "맑대요").hover()
    expect(bar.get_by_role("button", name="👍")).to_have_attribute("aria-pressed", "true")
    bar.get_by_role("button", name="👍").click()
    expect(line(one, "맑대요").locator(".react")).to_have_count(0)

    line(two, "맑대요").hover()
    bar.get_by_role("button", name="메시지 메뉴").click()
    expect(menu(two)).to_be_visible()
    assert not overlaps(menu(two), line(two, "맑대요").locator(".bubble"))
    say(one, "그 사이에 온 말")  # the talk goes on beside the menu
    expect(line(two, "그 사이에 온 말")).to_be_visible()
    two.evaluate(COPIED)
    menu(two).get_by_role("button", name="복사", exact=True).click()
    expect(menu(two).get_by_role("button", name="복사했어요")).to_be_visible()
    assert two.evaluate("copied") == "맑대요"
    two.mouse.click(700, 90)
    expect(menu(two)).to_be_hidden()

    line(two, "맑대요").hover()
    bar.get_by_role("button", name="답장").click()
    expect(two.locator("#say-reply")).to_contain_text("맑대요")


def test_the_keyboard_opens_the_menu_and_comes_back_to_the_message(in_room):
    page = in_room("member")
    say(page, "자판으로 열어요")
    link = line(page, "자판으로 열어요").locator(".msg-at")
    link.focus()
    page.keyboard.press("Enter")
    expect(menu(page)).to_be_visible()
    assert menu(page).evaluate("menu => menu.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(menu(page)).to_be_hidden()
    expect(link).to_be_focused()


def test_what_one_corrects_stays_when_one_presses_beside_it(in_room):
    page = in_room("member")
    say(page, "틀린 말")
    line(page, "틀린 말").locator(".msg-at").click()
    menu(page).get_by_role("link", name="고치기").click()
    menu(page).locator("textarea").fill("맞는 말")
    page.mouse.click(700, 90)
    expect(menu(page).locator("textarea")).to_have_value("맞는 말")
    menu(page).get_by_role("button", name="고치기").click()
    expect(line(page, "맞는 말")).to_be_visible()
    expect(menu(page)).to_be_hidden()


def test_a_held_finger_opens_the_menu_and_a_short_one_does_not(in_room):
    page = in_room("member", viewport=PHONE, has_touch=True, is_mobile=True)
    page.locator("#text").fill("길게 눌러요")
    page.locator("#say .btn-1").tap()
    bubble = line(page, "길게 눌러요").locator(".bubble")
    bubble.tap()
    box, touch = bubble.bounding_box(), page.context.new_cdp_session(page)
    at = {"x": box["x"] + 20, "y": box["y"] + 15}
    expect(menu(page)).to_be_hidden()
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    expect(menu(page)).to_be_visible()
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(menu(page).get_by_role("link", name="답장")).to_be_in_viewport(ratio=1)
    assert not overlaps(menu(page), bubble)


def test_the_tab_says_how_many_conversations_have_something_unread(in_room):
    page = in_room("officer")
    page.route("**/me/badges/**", lambda route: route.fulfill(status=204))  # only what is said here
    page.reload()
    title = page.title().rpartition(") ")[2]
    page.evaluate(
        """() => { document.querySelector("#unread").innerHTML = '<i class="n">3</i>' }"""
    )
    expect(page).to_have_title(f"(3) {title}")
    drawn = re.compile("^data:image/png")
    expect(page.locator("link[rel=icon]")).to_have_attribute("href", drawn)
    page.evaluate("() => { document.querySelector('#unread').innerHTML = '' }")
    expect(page).to_have_title(title)
    expect(page.locator("link[rel=icon]")).not_to_have_attribute("href", drawn)


@pytest.mark.parametrize("size", ["100%", "200%"])
def test_a_phone_keeps_the_name_and_who_is_there(in_room, size):
    page = in_room("member", viewport=PHONE)
    page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
    for part in [page.locator(".room-head h1"), page.locator("#kind [data-here]")]:
        expect(part).to_be_in_viewport(ratio=1)
        box, line_box = part.bounding_box(), page.locator(".room-head .grow").bounding_box()
        assert box["x"] + box["width"] <= line_box["x"] + line_box["width"]
    expect(page.locator("#text")).to_be_in_viewport(ratio=1)


def test_a_wide_screen_shows_the_other_rooms_beside(in_room):
    page = in_room("member")
    beside = page.get_by_role("list", name="내 채팅방")
    expect(beside.get_by_role("link", name="필름로그 출사방")).to_have_attribute(
        "aria-current", "page"
    )
    beside.get_by_role("link", name="암실 예약").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("암실 예약")
