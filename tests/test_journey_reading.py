"""Reading a room: where one is in it, who is there, and all of it without JavaScript."""

import contextlib
import re
import socket
import subprocess
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browsing import reload_room, sign_in
from tests.services import Server, program

pytestmark = pytest.mark.browser

ROOM = "/rooms/필름로그/"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.fixture
def in_room(server, visit):
    """`in_room("member")`: the room's page of that demo person, who listens."""

    def in_room(name, at=server, **options):
        page = visit(at, **options)
        sign_in(page, f"{name}@saebom.example")
        page.goto(ROOM)
        if options.get("java_script_enabled", True):
            expect(page.locator(".live-state").first).to_have_attribute("data-state", "")
        return page

    return in_room


def say(page, text):
    page.locator("#text").fill(text)
    page.locator("#text").press("Enter")
    expect(page.locator("#text")).to_have_value("")


def line(page, text):
    return page.locator(".msg", has_text=text)


def top(message):
    return message.evaluate("message => message.getBoundingClientRect().top")


def middle(page):
    """The message in the middle of the screen, whatever comes around it."""
    find = """() => [...document.querySelectorAll(".msg")].find(
        (message) => message.getBoundingClientRect().top > innerHeight / 2).id"""
    return page.locator(f"#{page.evaluate(find)}")


def scroll_to(page, place):
    page.locator(".log").evaluate("(log, place) => { log.scrollTop = place }", place)


def count(page):
    return page.locator(".msg").count()


@pytest.fixture
def pictures(tmp_path):
    """Three picture files of different heights."""
    for n in range(3):
        Image.new("RGB", (600, 300 + 250 * n), (80 * n, 120, 90)).save(tmp_path / f"{n}.jpg")
    return sorted(tmp_path.glob("*.jpg"))


def test_what_one_reads_stays_in_place_whatever_comes_around_it(in_room, pictures):
    one, two = in_room("officer", viewport=PHONE), in_room("member")
    two.set_input_files("#attachments", pictures)
    say(two, "사진도 왔어요")
    expect(line(two, "사진도 왔어요").locator("img")).to_have_count(3)

    scroll_to(one, -600)
    message = middle(one)
    before = top(message)
    say(two, "아래에 온 말")
    expect(line(one, "아래에 온 말")).to_have_count(1)
    assert abs(top(message) - before) < 1

    one.goto(f"{ROOM}?at=20#m20")
    while one.get_by_role("link", name="다음 메시지").count():
        message, shown = middle(one), count(one)
        before = top(message)
        one.get_by_role("link", name="다음 메시지").dispatch_event("click")
        expect(one.locator(".msg").nth(shown)).to_be_attached()
        one.wait_for_timeout(200)
        assert abs(top(message) - before) < 1
    expect(one.locator("#messages img").first).to_be_attached()  # the pictures came with them

    one.goto(ROOM)
    while one.get_by_role("link", name="이전 메시지").count():
        scroll_to(one, -700)
        message, shown = middle(one), count(one)
        before = top(message)
        one.get_by_role("link", name="이전 메시지").dispatch_event("click")
        expect(one.locator(".msg").nth(shown)).to_be_attached()
        one.wait_for_timeout(200)
        assert abs(top(message) - before) < 1


def test_a_button_counts_what_came_and_leads_back_to_it(in_room):
    one, two = in_room("officer"), in_room("member")
    jump = one.locator("#jump")
    expect(jump).to_be_hidden()
    scroll_to(one, -900)
    expect(jump).to_be_visible()
    expect(jump.locator(".n")).to_be_hidden()
    for text in ["하나 셋", "둘 셋"]:
        say(two, text)
        expect(line(one, text)).to_have_count(1)
    expect(jump.locator(".n")).to_have_text("2")
    unread = one.locator("#read [name=number]").input_value()
    jump.click()
    expect(jump).to_be_hidden()
    expect(line(one, "둘 셋")).to_be_in_viewport()
    assert int(one.locator("#read [name=number]").input_value()) == int(unread) + 2

    scroll_to(one, -900)
    say(one, "내가 하는 말")
    expect(line(one, "내가 하는 말")).to_be_in_viewport()


def test_a_link_leads_to_an_old_message_and_from_there_back(in_room):
    page = in_room("officer")
    page.goto(f"{ROOM}search/?q=필름")
    result = page.locator("main a.item").last
    number = result.get_attribute("href").partition("#")[2]
    result.click()
    target = page.locator(f"#{number}")
    expect(target).to_be_in_viewport()
    expect(target.locator(".bubble")).not_to_have_css("box-shadow", "none")
    page.locator("#jump").click()
    expect(page).to_have_url(re.compile(r"/rooms/[^?#]*/$"))


def test_of_a_crowd_only_the_number_is_read_out(in_room):
    page = in_room("officer")
    arrive = """(count) => { for (let n = 0; n < count; n++) {
        const last = document.querySelector(".msg:last-child"), next = last.cloneNode(true);
        next.id = "m" + (Number(last.id.slice(1)) + 1);
        next.dataset.author = "somebody";
        last.after(next);
    } }"""
    log = page.locator(".log")
    page.evaluate(arrive, 2)
    page.wait_for_timeout(300)
    assert log.get_attribute("aria-live") is None
    page.wait_for_timeout(1000)
    page.evaluate(arrive, 9)
    expect(log).to_have_attribute("aria-live", "off")
    expect(page.locator("#arrived")).to_have_text("새 메시지 9개", timeout=5_000)
    assert log.get_attribute("aria-live") is None


def test_a_picture_opens_large_and_the_keyboard_leads_on_and_back(in_room, pictures):
    page = in_room("member")
    page.set_input_files("#attachments", pictures)
    say(page, "크게 볼 사진")
    shots = line(page, "크게 볼 사진").locator("a.pic")
    expect(shots).to_have_count(3)
    reload_room(page)
    shots.nth(1).focus()
    page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog", name="사진")
    shown = viewer.locator("img")
    expect(shown).to_have_attribute("src", shots.nth(1).evaluate("link => link.href"))
    page.keyboard.press("ArrowLeft")
    expect(shown).to_have_attribute("src", shots.nth(0).evaluate("link => link.href"))
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(shown).to_have_attribute("src", shots.nth(2).evaluate("link => link.href"))
    expect(viewer.get_by_role("button", name="다음 사진")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(shots.nth(1)).to_be_focused()


def test_who_writes_is_seen_by_the_others_until_it_is_said(in_room):
    one, two = in_room("officer"), in_room("member")
    two.locator("#text").press_sequentially("쓰는 중")
    typing = one.locator("#typing")
    expect(typing).to_contain_text("님이 쓰고 있어요")
    expect(two.locator("#typing")).to_be_hidden()
    two.locator("#text").press("Enter")
    expect(line(one, "쓰는 중")).to_have_count(1)
    expect(typing).to_be_hidden(timeout=1_000)
    two.wait_for_timeout(3_000)
    two.locator("#text").press_sequentially("또 쓰다가")
    expect(typing).to_be_visible()
    expect(typing).to_be_hidden(timeout=7_000)  # and then thought better of it


def test_who_comes_is_here_without_anybody_asking(in_room):
    one = in_room("officer")
    asked = []
    one.on("request", lambda request: asked.append(request.url))
    two = in_room("member")
    me = two.locator("#read").get_attribute("data-me")
    expect(one.locator(f"[data-person={me}]")).to_have_class(re.compile("here"), timeout=30_000)
    assert not [url for url in asked if "/people/" in url]


def test_the_list_of_rooms_moves_by_itself(in_room):
    one, two = in_room("officer"), in_room("member")
    one.goto("/rooms/")
    last = one.locator("main section").first.locator("a.item").last
    quiet = last.locator("b").inner_text()
    two.goto("/rooms/")
    say(in_room("member"), "목록을 움직이는 말")
    row = one.locator("main section").first.locator("a.item", has_text="목록을 움직이는 말")
    expect(row).to_be_visible(timeout=12_000)
    expect(row.locator(".n")).to_be_visible()
    assert quiet


def test_the_blocked_are_folded_away_until_one_opens_them(in_room):
    one, two = in_room("officer"), in_room("member")
    name = one.locator("#read").get_attribute("data-me")
    two.goto(f"/people/{name}/")
    two.get_by_role("link", name="차단하기").click()
    two.get_by_role("button", name="차단하기").click()
    two.goto(ROOM)
    expect(two.locator(".live-state").first).to_have_attribute("data-state", "")
    say(one, "접힐 말")
    folded = line(two, "접힐 말")
    expect(folded).to_have_count(1)
    expect(folded.locator(".bubble")).to_be_hidden()
    folded.locator(".msg-b").click()
    expect(folded.locator(".bubble")).to_be_visible()


# Without JavaScript ------------------------------------------------------------------------


def test_without_javascript_the_page_goes_on_by_itself_between_two_workers(serve, in_room):
    server = serve(workers=2)
    one = in_room("member", at=server, java_script_enabled=False, viewport=PHONE)
    two = in_room("president", at=server)
    one.get_by_role("link", name="자동으로 이어 보기").click(no_wait_after=True)
    log, box = one.frame_locator("iframe.log"), one.frame_locator("iframe.say")
    expect(log.locator(".msg").last).to_be_visible()

    for text in ["흐르는 말", "또 흐르는 말"]:
        say(two, text)
        expect(log.locator(".msg", has_text=text).last).to_be_in_viewport()
    box.locator("#text").fill("스크립트 없이")
    box.get_by_role("button", name="보내기").click()
    expect(line(two, "스크립트 없이")).to_have_count(1)
    expect(log.locator(".msg", has_text="스크립트 없이")).to_be_visible()
    expect(box.locator("#text")).to_have_value("")

    line(two, "또 흐르는 말").locator(".msg-at").click()
    two.get_by_role("button", name="모두에게서 지우기").click()
    expect(log.locator(".msg:visible", has_text="또 흐르는 말")).to_have_count(0)
    expect(log.locator(".gone").last).to_be_visible()

    name = one.locator("style").first.evaluate(
        "style => style.textContent.match(/author=.(\\w+)/)[1]"
    )
    two.goto(f"{ROOM}occupants/{name}/")
    two.get_by_role("button", name="내보내기").click()
    expect(log.locator(".sys").last).to_contain_text("방에서 나오게 됐어요")


def test_a_text_browser_finds_its_way(server, in_room):
    w3m = program("w3m")
    if w3m is None:
        pytest.skip("w3m is missing")
    page = in_room("member", java_script_enabled=False)
    session = next(c["value"] for c in page.context.cookies() if c["name"] == "sessionid")

    def read(path):
        cookies = f"Cookie: sessionid={session}; django_language=ko"
        command = [w3m, "-dump", "-O", "UTF-8", "-header", cookies, server.url + path]
        return subprocess.run(command, capture_output=True, timeout=20).stdout.decode()

    room = read("/rooms/%ED%95%84%EB%A6%84%EB%A1%9C%EA%B7%B8/")
    for words in ["이전 메시지", "자동으로 이어 보기", "새로고침", "10초"]:
        assert words in room
    assert "메시지 쓰기" in read("/rooms/%ED%95%84%EB%A6%84%EB%A1%9C%EA%B7%B8/live/")


def test_a_page_that_is_being_written_holds_no_thread_and_no_connection(serve, visit):
    server = serve(on_postgresql=True, env={"LIVE_STREAMS_PER_USER": "500"})
    page = visit(server, java_script_enabled=False)
    sign_in(page, "member@saebom.example")
    session = next(c["value"] for c in page.context.cookies() if c["name"] == "sessionid")

    def watch():
        """Ask for the page, and read until its messages are there."""
        connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        connection.sendall(
            f"GET {quote(ROOM)}live/log/ HTTP/1.1\r\nHost: localhost\r\n"
            f"Cookie: sessionid={session}\r\n\r\n".encode()
        )
        got = b""
        while b'id="messages"' not in got and b'class="msgs"' not in got:
            got += connection.recv(65536)
        assert got.startswith(b"HTTP/1.1 200")
        return connection

    with contextlib.ExitStack() as stack:
        for _ in range(20):
            stack.enter_context(watch())
        threads, connections = costs(server)
        for _ in range(100):
            stack.enter_context(watch())
        now = costs(server)
    assert now[0] <= threads + 10  # those that answer pages, while many are asked for
    assert now[1] <= connections + 10


def costs(server):
    """(threads, database connections) of a server with one worker."""
    threads = len(list(Path(f"/proc/{server.process.pid}/task").iterdir()))
    with psycopg.connect(server.database.url_of("postgres")) as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
        ((connections,),) = connection.execute(query, [f"server{server.port}"]).fetchall()
    return threads, connections
