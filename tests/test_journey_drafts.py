"""Long texts survive what happens to a page: reloads, a lost network, a lost session, another log-in."""

import pytest
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.services import Server

pytestmark = pytest.mark.browser

WRITE = "/clubs/필름로그/board/new/"
ROOM = "/rooms/필름로그-출사방/"
TEXT = "오래 쓴 글\n둘째 줄"


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.fixture
def writing(server, visit):
    """`writing("member")`: the form to write a post, with a title and a text that nobody has sent."""

    def writing(name, **options):
        page = visit(server, **options)
        sign_in(page, f"{name}@saebom.example")
        page.goto(WRITE)
        page.get_by_label("제목").fill("첫 롤")
        body(page).fill(TEXT)
        return page

    return writing


def body(page):
    return page.locator("main [name=body]")


def test_a_post_survives_reload_and_lost_network_until_it_has_arrived(writing):
    page = writing("member")
    page.reload()
    expect(body(page)).to_have_value(TEXT)
    expect(page.get_by_label("제목")).to_have_value("첫 롤")
    expect(page.get_by_text("쓰던 글을 불러왔어요.")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("button", name="올리기").click(no_wait_after=True)
    page.wait_for_timeout(500)
    page.context.set_offline(False)
    page.goto(WRITE)
    expect(body(page)).to_have_value(TEXT)

    page.get_by_role("button", name="올리기").click()
    expect(page.get_by_role("status")).to_contain_text("글을 올렸어요")
    page.goto(WRITE)
    expect(body(page)).to_have_value("")


def test_one_can_start_over(writing):
    page = writing("member")
    page.reload()
    page.get_by_role("button", name="처음부터 쓰기").click()
    expect(body(page)).to_have_value("")
    page.reload()
    expect(body(page)).to_have_value("")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_post_waits_for_the_log_in(writing, scripts):
    page = writing("member", java_script_enabled=scripts)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="올리기").click()
    expect(page.get_by_text("로그인하면 쓰던 글이 그대로 있어요")).to_be_visible()
    page.locator("[name=login]").fill("member@saebom.example")
    page.locator("[name=password]").fill("kclub-demo-2026")
    page.locator("main form button:not([type=button])").first.click()
    expect(page.get_by_role("heading", name="아직 보내지 않은 글")).to_be_visible()
    expect(body(page)).to_have_value(TEXT)
    page.get_by_role("button", name="다시 보내기").click()
    expect(page.get_by_role("heading", name="첫 롤")).to_be_visible()
    page.goto(WRITE)
    expect(body(page)).to_have_value("")


def test_a_message_survives_a_lost_session_and_a_stale_token(server, visit):
    page = visit(server)
    sign_in(page, "member@saebom.example")
    page.goto(ROOM)
    box = page.locator("#say textarea")
    box.fill(TEXT)
    page.context.clear_cookies(name="sessionid")
    box.press("Enter")
    page.wait_for_url("**/accounts/login/**")
    other = page.context.new_page()
    sign_in(other, "member@saebom.example")
    page.goto(ROOM)
    expect(box).to_have_value(TEXT)

    page.context.clear_cookies()  # a log-in in another tab makes a new token
    sign_in(other, "member@saebom.example")
    box.press("Enter")
    expect(page.locator("#flash")).to_contain_text("한 번 더 눌러 주세요")
    expect(box).to_have_value(TEXT)
    box.press("Enter")
    expect(page.locator(".msg", has_text="오래 쓴 글").last).to_be_visible()
    expect(box).to_have_value("")


def test_what_is_too_long_is_counted_and_stays_with_a_sentence(server, visit):
    page = visit(server)
    sign_in(page, "member@saebom.example")
    page.goto(ROOM)
    box = page.locator("#say textarea")
    box.fill("📷" * 3000)
    expect(page.locator(".count")).to_be_hidden()
    box.fill("📷" * 4001)
    expect(page.locator(".count.over")).to_have_text("4,001 / 4,000")
    box.press("Enter")
    expect(page.locator("#say-err")).to_contain_text("4,000자까지")
    expect(box).to_have_value("📷" * 4001)


def test_the_next_person_on_the_device_sees_none_of_it(writing):
    page = writing("member")
    page.context.clear_cookies(name="sessionid")
    sign_in(page, "officer@saebom.example")
    page.goto(WRITE)
    expect(page.locator("main form")).to_be_visible()
    expect(body(page)).to_have_value("")


def test_too_many_bytes_are_not_sent_and_the_text_stays(writing):
    page = writing("member")
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            for (const name of "abcde") data.items.add(new File([new Uint8Array(7e6)], name));
            document.querySelector("main [type=file]").files = data.files;
        }"""
    )
    page.get_by_role("button", name="올리기").click()
    expect(page.get_by_role("alert")).to_contain_text("모두 합쳐 30MB가 넘어요")
    expect(body(page)).to_have_value(TEXT)


def test_a_preview_opens_below_the_form_and_nothing_is_lost(writing):
    page = writing("member")
    body(page).fill("**굵게** 쓴 글")
    page.get_by_role("button", name="미리 보기").click()
    expect(page.locator("#preview strong")).to_have_text("굵게")
    expect(page.get_by_role("heading", name="미리 보기")).to_be_in_viewport()
    expect(page.get_by_label("제목")).to_have_value("첫 롤")


def test_without_scripts_a_preview_keeps_all_that_was_typed(writing):
    page = writing("member", java_script_enabled=False)
    body(page).fill("**굵게** 쓴 글")
    page.get_by_role("button", name="미리 보기").click()
    expect(page.locator("#preview strong")).to_have_text("굵게")
    expect(page.get_by_label("제목")).to_have_value("첫 롤")
    expect(body(page)).to_have_value("**굵게** 쓴 글")
