"""Two people in one room: live, on bad networks, and without JavaScript."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.services import Server

pytestmark = pytest.mark.browser

ROOM = "/rooms/필름로그/"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.fixture
def in_room(server, visit):
    """`in_room("member")`: the room's page of that demo person, who is in it and listens."""

    def in_room(name, **options):
        page = visit(server, **options)
        go_in(page, name)
        if options.get("java_script_enabled", True):
            expect(page.locator(".live-state").first).to_have_attribute(
                "data-state", ""
            )  # it listens
        return page

    return in_room


def go_in(page, name):
    """Sign that demo person in and enter the room."""
    sign_in(page, f"{name}@saebom.example")
    page.goto(ROOM)
    entrance = page.locator("form[action$='/enter/'] button")
    if entrance.is_visible():
        entrance.click()
    expect(page.get_by_role("log")).to_be_visible()


def box(page):
    return page.locator("#say textarea")


def line(page, text):
    return page.locator(".msg", has_text=text)


def texts(page, count):
    """The newest bubbles."""
    return page.locator(".msg .bubble").all_inner_texts()[-count:]


def slow(route):
    time.sleep(0.4)
    route.continue_()


def lost_on_the_way_back(route):
    route.fetch()
    route.abort()


def test_two_people_talk_and_nothing_is_lost_or_doubled(in_room):
    one, two = in_room("member"), in_room("officer", viewport=PHONE, locale="en-US")

    box(one).fill("첫 줄\n<b>둘째</b> 줄")
    box(one).press("Enter")
    expect(line(two, "<b>둘째</b> 줄")).to_have_count(1)
    expect(box(one)).to_have_value("")
    expect(box(one)).to_be_focused()

    box(two).fill("두 번 눌렀어요")
    two.get_by_role("button", name=re.compile("보내기|Send")).dblclick()
    expect(line(one, "두 번 눌렀어요")).to_have_count(1)

    one.route("**/messages/", slow)
    for text in ["하나", "둘", "셋"]:
        box(one).press_sequentially(text)
        box(one).press("Enter")
    box(one).press_sequentially("쓰는 중")
    expect(line(two, "셋")).to_have_count(1)
    assert texts(two, 3) == ["하나", "둘", "셋"]
    expect(box(one)).to_have_value("쓰는 중")
    one.unroute("**/messages/")

    two.route("**/messages/", lost_on_the_way_back)
    box(two).fill("한 번만")
    two.locator("#say button").click()
    expect(two.locator("#flash [role=alert]")).to_be_visible()
    expect(box(two)).to_have_value("한 번만")
    two.unroute("**/messages/")
    two.locator("#say button").click()
    expect(box(two)).to_have_value("")
    expect(line(one, "한 번만")).to_have_count(1)
    expect(line(two, "한 번만")).to_have_count(1)


def test_a_stream_is_heard_to_open_although_our_scripts_come_late(server, visit):
    page = visit(server)
    page.route("**/kclub*.js", slow)
    page.route("**/room*.js", slow)
    go_in(page, "officer")
    expect(page.locator(".live-state").first).to_have_attribute("data-state", "")


def test_a_syllable_being_composed_is_not_torn(in_room):
    page = in_room("member")
    keyboard = page.context.new_cdp_session(page)
    box(page).focus()
    composing = {"text": "글", "selectionStart": 1, "selectionEnd": 1}
    keyboard.send("Input.imeSetComposition", composing)
    page.get_by_role("button", name="보내기").click()
    expect(line(page, "글").last).to_be_visible()
    assert texts(page, 1) == ["글"]
    expect(box(page)).to_have_value("")


def test_older_messages_come_in_above_and_what_is_read_stays_in_place(in_room):
    page = in_room("officer")
    page.locator(".log").evaluate("log => { log.scrollTop = -log.scrollHeight }")
    first = page.locator("#" + page.locator(".msg").first.get_attribute("id"))
    before = first.bounding_box()["y"]
    page.get_by_role("link", name="이전 메시지").click()
    expect(page.locator(".msg")).to_have_count(100)
    assert abs(first.bounding_box()["y"] - before) < 2
    numbers = page.eval_on_selector_all(".msg", "all => all.map(one => +one.id.slice(1))")
    assert numbers == sorted(numbers)


def test_what_is_deleted_goes_from_every_page(in_room):
    one, two = in_room("member"), in_room("officer")
    box(one).fill("지울 말")
    box(one).press("Enter")
    message = line(two, "지울 말")
    expect(message).to_be_visible()
    line(one, "지울 말").locator(".msg-at").click()
    one.get_by_role("button", name="모두에게서 지우기").click()
    expect(message).to_have_count(0)
    expect(two.locator(".msg").last).to_contain_text("지운 메시지예요")
    expect(one.get_by_role("dialog")).to_be_hidden()


def test_a_restarted_server_takes_no_message_with_it(server, in_room):
    one, two = in_room("member"), in_room("officer")
    two.evaluate("document.querySelector('#messages').dataset.here = 'yes'")
    server.restart()
    box(one).fill("다시 켜진 뒤")
    expect(one.locator(".live-state .away")).to_be_hidden(timeout=15_000)
    box(one).press("Enter")
    expect(line(two, "다시 켜진 뒤")).to_have_count(1, timeout=15_000)
    expect(two.locator("#messages")).to_have_attribute("data-here", "yes")


def test_who_leaves_in_one_window_hears_nothing_in_the_other(in_room):
    here, there = in_room("member"), in_room("member")
    here.get_by_role("link", name="방 메뉴").click()
    here.get_by_role("link", name="방 나가기…").click()
    here.get_by_role("button", name="방 나가기").click()
    expect(here.get_by_role("status")).to_contain_text("방에서 나왔어요")
    expect(there.locator(".live-state .over")).to_be_visible()
    box(there).fill("아직 있나요")
    box(there).press("Enter")
    expect(there.get_by_role("alert")).to_contain_text("들어와 있어야")
    expect(box(there)).to_have_value("아직 있나요")


def test_without_javascript_one_reads_writes_and_has_the_page_come_again(in_room):
    one, two = in_room("member", java_script_enabled=False), in_room("officer")
    box(two).fill("거기 있어요?")
    box(two).press("Enter")
    one.get_by_role("link", name="새로고침").click()
    expect(line(one, "거기 있어요?")).to_be_visible()
    one.get_by_role("button", name="여기까지 읽음").click()
    expect(one.get_by_role("button", name="여기까지 읽음")).to_have_count(0)

    box(one).fill("네, 있어요")
    one.get_by_role("button", name="보내기").click()
    expect(one).to_have_url(re.compile(r"/#m\d+$"))
    expect(line(two, "네, 있어요")).to_have_count(1)
    expect(box(one)).to_have_value("")

    one.get_by_role("link", name="10초").click()
    expect(box(one)).to_be_hidden()  # so that nothing being written is lost
    box(two).fill("보이나요?")
    box(two).press("Enter")
    expect(line(one, "보이나요?")).to_be_visible(timeout=15_000)
    one.get_by_role("link", name="메시지 쓰기", exact=True).click()
    box(one).fill("보여요")
    one.get_by_role("button", name="보내기").click()
    expect(one).to_have_url(re.compile(r"\?refresh=10#m\d+$"))


def test_without_redis_the_page_says_that_it_is_slow_and_still_gets_everything(serve, visit, redis):
    server = serve(workers=2)
    one, two = visit(server), visit(server)
    for page, name in [(one, "member"), (two, "officer")]:
        go_in(page, name)
        expect(page.locator(".live-state").first).to_have_attribute("data-state", "")
    redis.stop()
    try:
        expect(two.locator(".live-state .slow")).to_be_visible(timeout=10_000)
        box(one).fill("레디스가 없어도 가요")
        one.locator("#say button").click()
        expect(line(two, "레디스가 없어도 가요")).to_have_count(1, timeout=8_000)
    finally:
        redis.start()
    expect(two.locator(".live-state .slow")).to_be_hidden(timeout=15_000)
