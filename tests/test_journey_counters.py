"""Numbers beside headings, on tabs, in the navigation and in lists follow what one does on the page.

Each row of the table is an action on a page and the numbers it changes. With scripts the page stays
and the numbers follow; without, they are those of the page that comes. Either way a reload says the
same. What others do moves the numbers on every page that is open.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Error, expect

from tests.browsing import sign_in

pytestmark = pytest.mark.browser

FILMLOG = "/clubs/필름로그/"
ROOM = "/rooms/필름로그/"
PLANS_TRIP = "11월 정기 출사 장소를 정해요"


@dataclass
class Action:
    """What somebody does on a page, and by how much it changes the numbers there.

    `numbers` are those of elements, by selector; `lengths` count elements; `end` is what a number
    is in the end.
    """

    who: str
    path: str
    act: Callable
    numbers: dict = field(default_factory=dict)
    lengths: dict = field(default_factory=dict)
    end: dict = field(default_factory=dict)


def open_post(page):
    page.goto(f"{FILMLOG}board/")
    page.get_by_role("link", name=PLANS_TRIP).click()
    page.locator("#comments-heading").wait_for()


def open_event(page):
    page.goto(f"{FILMLOG}events/")
    page.get_by_role("link", name="못 나온 사진 시상식").click()
    page.locator("#attendees").wait_for()


def write_comment(page):
    page.locator("#write textarea").fill("저도 갈게요")
    page.locator("#write .btn-1").click()


def read_room(page):
    page.goto(ROOM)
    button = page.get_by_role("button", name="여기까지 읽음으로 표시")
    if button.is_visible():  # without scripts
        button.click()


def press(name):
    return lambda page: page.get_by_role("button", name=name).first.click()


COMMENTS = {"#comments-heading": 1, "#comment-count": 1}
ACTIONS = {
    "comment": Action(
        "member", open_post, write_comment, COMMENTS, lengths={"#comments .comment": 1}
    ),
    "delete a comment": Action(
        "president",
        open_post,
        lambda page: page.locator("#comments .comment button").last.click(),
        dict.fromkeys(COMMENTS, -1),
    ),
    "like": Action("student", open_post, press("좋아요"), {"#like": 1}),
    "come to an event": Action(
        "member",
        open_event,
        press("갈게요"),
        {"[id^=rsvp] .small": 1},
        lengths={"#attendees .item": 1},
    ),
    "approve": Action(
        "president",
        f"{FILMLOG}manage/applications/",
        press("승인 "),
        {"#waiting": -1, "#officer-todo .n": -1, "#counts li:first-child": -1},
    ),
    "reject": Action(
        "president",
        f"{FILMLOG}manage/applications/",
        press("거절 "),
        {"#waiting": -1, "#officer-todo .n": -1},
    ),
    "decide a case": Action(
        "president",
        f"{FILMLOG}manage/reports/",
        press("문제없음"),
        {"#desk-tabs [aria-current] .n": -1, "#officer-todo .n": -1},
        lengths={"#cases > article": -1},
    ),
    "read all notifications": Action(
        "president",
        "/notifications/",
        press("모두 읽음"),
        end={"#bell .n": 0},
        lengths={"#read-all button": -1},
    ),
    "open a club": Action(
        "union",
        "/union/",
        press("열기"),
        {"#queue-heading .badge": -1, ".tabs [aria-current] .n": -1, "#union-todo .n": -1},
        lengths={"#queue > article": -1},
    ),
    "read a room": Action(
        "member",
        "/rooms/",
        read_room,
        {"#unread .n": -1},
    ),
}


def number_of(page, selector):
    """The first number in what the selector finds first, or 0 where there is nothing."""
    texts = page.locator(selector).all_text_contents()
    digits = re.search(r"\d+", texts[0]) if texts else None
    return int(digits[0]) if digits else 0


def counters_of(page, action):
    numbers = {one: number_of(page, one) for one in [*action.numbers, *action.end]}
    return numbers | {one: page.locator(one).count() for one in action.lengths}


def wait_for(page, action, expected):
    """Wait until the page has the numbers."""
    for _attempt in range(100):
        with suppress(Error):  # another page comes while this one is read
            if counters_of(page, action) == expected:
                return
        page.wait_for_timeout(100)
    assert counters_of(page, action) == expected


@pytest.fixture
def server(serve):
    return serve()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_numbers_of_a_page_follow_what_one_does(server, visit, scripts):
    wrong = {}
    for name, action in ACTIONS.items():
        page = visit(server, java_script_enabled=scripts)
        page.on("dialog", lambda dialog: dialog.accept())
        sign_in(page, f"{action.who}@saebom.example")
        page.goto(action.path) if isinstance(action.path, str) else action.path(page)
        before = counters_of(page, action)
        expected = {
            one: n + (action.numbers | action.lengths).get(one, 0) for one, n in before.items()
        }
        expected |= action.end
        assert expected != before, name
        action.act(page)
        try:
            wait_for(page, action, expected)
            page.reload()
            wait_for(page, action, expected)
        except AssertionError as error:
            wrong[name] = f"{before}: {error}"
        page.context.close()
    assert not wrong, "\n".join(f"{name}: {what}" for name, what in wrong.items())


def test_much_that_happens_within_a_second_is_asked_for_once(server, visit):
    page = visit(server)
    sign_in(page, "member@saebom.example")
    page.wait_for_timeout(1500)  # what the page itself has asked for
    asked = []
    page.on("request", lambda request: "/me/badges/" in request.url and asked.append(request))
    for _each in range(8):
        page.evaluate("htmx.trigger(document.body, 'notifications-changed')")
        page.evaluate("htmx.trigger(document.body, 'todo-changed')")
    page.wait_for_timeout(700)
    assert len(asked) == 1
    page.evaluate("htmx.trigger(document.body, 'todo-changed')")  # what happens afterwards counts
    page.wait_for_timeout(1500)
    assert len(asked) == 2


def number_becomes(page, selector, number):
    """Wait until the number is there; the page is not loaded anew meanwhile."""
    for _attempt in range(100):
        if number_of(page, selector) == number:
            return
        page.wait_for_timeout(100)
    assert number_of(page, selector) == number


def test_what_waits_is_counted_on_any_page_of_an_officer_while_it_changes(server, visit):
    officer, other, applicant = visit(server), visit(server), visit(server)
    sign_in(officer, "officer@saebom.example")
    sign_in(other, "president@saebom.example")
    sign_in(applicant, "student@saebom.example")
    officer.goto("/guide/")
    officer.evaluate("window.isTheSamePage = true")
    home = visit(server)
    sign_in(home, "officer@saebom.example")
    home.goto("/")
    before = number_of(officer, "#officer-todo .n")
    waiting = home.locator("#todo").inner_text()

    applicant.goto(f"{FILMLOG}join/")
    applicant.get_by_role("button", name="가입 신청").click()
    number_becomes(officer, "#officer-todo .n", before + 1)
    expect(home.locator("#todo")).not_to_have_text(waiting)

    other.goto(f"{FILMLOG}manage/applications/")
    other.locator("#rows").get_by_role("button", name="승인").first.click()
    number_becomes(officer, "#officer-todo .n", before)
    assert officer.evaluate("window.isTheSamePage")


def test_a_hand_over_waits_for_the_successor_on_the_page_that_is_open(server, visit):
    president, member = visit(server), visit(server)
    sign_in(president, "president@saebom.example")
    sign_in(member, "member@saebom.example")
    member.goto("/")
    expect(member.locator("#manage")).to_be_hidden()
    president.goto(f"{FILMLOG}handover/")
    offer_to(president, member.locator(".who .clip").inner_text())
    expect(member.locator("#todo")).to_contain_text("회장 제안이 답을 기다려요")
    member.locator("#manage a").click()
    with member.expect_navigation():
        member.get_by_role("button", name="사양").click()
    member.goto("/")
    expect(member.locator("#manage")).to_be_hidden()


def offer_to(page, name):
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#candidates label", has_text=name).locator("input").check()
    page.get_by_role("button", name="회장을 맡아 달라고 묻기").click()


def test_the_lists_of_the_union_say_what_its_counter_says_and_keep_what_is_typed(server, visit):
    reading, deciding = visit(server), visit(server)
    for page in (reading, deciding):
        sign_in(page, "union@saebom.example")
        page.goto("/union/")
    before = number_of(reading, "#queue-heading .badge")
    waiting = number_of(reading, "#union-todo .n")
    kept = reading.locator("#queue > article").last
    kept.locator("summary").click()
    kept.get_by_role("textbox").fill("이름을 조금만")
    deciding.locator("#queue > article").first.get_by_role("button", name="열기").click()
    number_becomes(reading, "#queue-heading .badge", before - 1)
    number_becomes(reading, ".tabs [aria-current] .n", before - 1)
    number_becomes(reading, "#union-todo .n", waiting - 1)
    expect(kept.get_by_role("textbox")).to_have_value("이름을 조금만")
    expect(kept.get_by_role("textbox")).to_be_visible()
