"""What the frame does in a real browser: with scripts, without, and for everyone (axe-core)."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.factories import make_user

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("pages"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(scope="module", autouse=True)
def beside_playwright():
    """Playwright keeps an event loop in this thread; the tests' own queries are none the worse."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture
def page(visit, live_server):
    """The sample page, as a visitor sees it."""
    page = visit(live_server)
    page.goto("/sample/")
    return page


@pytest.fixture
def log_in(client, live_server):
    """`log_in(page)`: as a student."""

    def log_in(page):
        client.force_login(make_user("이서연"))
        value = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])

    return log_in


def test_htmx_and_its_parts_are_there_under_our_policy(page):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.reload()
    assert page.evaluate("htmx.version") == "4.0.1"
    assert not [line for line in said if "Content Security Policy" in line]


def test_icons_are_drawn(page):
    assert page.locator(".top .i use").first.evaluate("use => use.getBBox().width") > 10


def test_a_link_to_a_dialog_opens_it_and_a_link_inside_closes_it(page):
    page.get_by_role("link", name="대화상자").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("link", name="그만두기").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("link", name="대화상자")).to_be_focused()


def test_without_scripts_the_dialog_is_a_place_on_the_page(visit, live_server):
    page = visit(live_server, java_script_enabled=False)
    page.goto("/sample/")
    page.get_by_role("link", name="대화상자").click()
    expect(page.get_by_role("link", name="그만두기")).to_be_in_viewport()


def test_a_refusal_leaves_the_page_alone_and_says_why(page):
    page.get_by_label("제목").fill("쓰던 글")
    page.get_by_role("button", name="conflict").click()
    expect(page.get_by_role("alert")).to_contain_text("김민지님이 먼저 결정했어요.")
    expect(page.get_by_label("제목")).to_have_value("쓰던 글")
    page.get_by_role("link", name="알림 닫기").click()
    expect(page.get_by_role("alert")).to_be_hidden()


def test_who_closes_a_flash_goes_on_from_where_they_came(page):
    conflict = page.get_by_role("button", name="conflict")
    conflict.press("Enter")
    close = page.get_by_role("link", name="알림 닫기")
    expect(close).to_be_visible()
    close.focus()
    close.press("Enter")
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(conflict).to_be_focused()


def test_a_flash_that_somebody_is_at_does_not_go(page):
    page.clock.install()
    fill_in(page)
    page.get_by_role("button", name="보내기").click()
    flash = page.get_by_role("status")
    expect(flash).to_contain_text("보냈어요.")
    page.mouse.move(0, 0)
    page.get_by_role("link", name="알림 닫기").focus()
    page.clock.run_for(20_000)
    expect(flash).to_be_visible()
    page.get_by_label("제목").focus()
    page.clock.run_for(20_000)
    expect(flash).to_be_hidden()


def test_a_fault_of_ours_is_said_on_top_of_the_page(page):
    page.get_by_role("button", name="fail").click()
    expect(page.get_by_role("alert")).to_contain_text("저희 쪽에 문제가 생겼어요")
    expect(page.get_by_role("heading", name="견본")).to_be_visible()


def test_a_lost_network_is_said_on_top_of_the_page(page):
    page.context.set_offline(True)
    page.get_by_role("button", name="conflict").click()
    expect(page.get_by_role("alert")).to_contain_text("인터넷 연결을 확인")


def test_errors_come_back_in_the_form_and_are_read_first(page):
    page.get_by_label("내용").fill("그대로 있을 글")
    page.get_by_role("button", name="보내기").click()
    summary = page.locator("#errors")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("제목")).to_be_focused()
    expect(page.get_by_label("내용")).to_have_value("그대로 있을 글")


def test_what_was_done_is_said_beside_the_new_part(page):
    fill_in(page)
    page.get_by_role("button", name="보내기").click()
    expect(page.get_by_role("status")).to_contain_text("보냈어요.")
    expect(page.get_by_label("제목")).to_have_value("")


def test_who_pressed_a_button_goes_on_from_its_place(page):
    fill_in(page)
    page.get_by_role("button", name="보내기").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("보냈어요.")
    expect(page.get_by_role("button", name="보내기")).to_be_focused()


def test_who_is_signed_out_is_taken_to_the_log_in_page(page):
    page.get_by_role("button", name="members").click()
    page.wait_for_url("**/accounts/login/?next=%2Fsample%2F")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_everyone_can_use_the_frame(visit, live_server, log_in, scheme, width):
    page = visit(live_server, color_scheme=scheme, viewport={"width": width, "height": 900})
    found = []
    for student in (False, True):
        if student:
            log_in(page)
        for address in (
            "/sample/",
            "/nowhere/",
            "/refuse/refused/",
            "/guide/",
            "/terms/",
            "/privacy/",
        ):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            found += [(address, v["id"]) for v in Axe().run(page).response["violations"]]
    assert found == []


def test_enter_sends_and_shift_enter_breaks_the_line(page):
    text, errors = page.get_by_label("내용"), page.locator("#errors")
    text.press("Enter")
    expect(text).to_have_value("")
    text.press_sequentially("안녕")
    text.press("Shift+Enter")
    expect(text).to_have_value("안녕\n")
    text.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    page.wait_for_timeout(300)
    expect(errors).to_be_hidden()
    text.press("Enter")
    expect(errors).to_be_visible()


def test_a_draft_outlives_the_page_until_it_is_sent(page):
    page.get_by_label("내용").press_sequentially("쓰다 만 글")
    page.reload()
    expect(page.get_by_label("내용")).to_have_value("쓰다 만 글")
    fill_in(page)
    page.get_by_role("button", name="보내기").click()
    expect(page.get_by_role("status")).to_contain_text("보냈어요.")
    page.reload()
    expect(page.get_by_label("내용")).to_have_value("")


def fill_in(page):
    page.get_by_label("제목").fill("첫 롤")
    page.get_by_label("누구나").check()
    page.get_by_label("월").check()
    page.get_by_label("읽었어요").check()
