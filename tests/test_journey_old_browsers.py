"""Real old browsers: a student finds a club and applies; a member writes in a room and on the board.

Chromium 67 (2018) parses none of our scripts and lives without them; 92 and 106 run them.
"""

import json
from urllib.parse import quote

import pytest

from tests.browsing import PASSWORD
from tests.old_browsers import PACKAGES, PHONE, Missing, old_browser
from tests.services import Server

pytestmark = pytest.mark.browser

CLUB = f"/clubs/{quote('필름로그')}/"
ROOM = f"/rooms/{quote('필름로그')}/"
RUNS_SCRIPTS = {67: False, 92: True, 106: True}
APPLIES_TO = {67: "필름로그", 92: "반대쪽 의자", 106: "반죽"}  # once each
TRANSPARENT = "rgba(0, 0, 0, 0)"
WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.fixture(params=PACKAGES)
def browser(request, server, tmp_path):
    try:
        with old_browser(request.param, tmp_path, server.url) as browser:
            browser.version = request.param
            yield browser
    except Missing as why:
        pytest.skip(f"Chromium {request.param} is missing: {why}")


def sign_in(browser, name):
    browser.sign_in(f"{name}@saebom.example", PASSWORD)


def is_said(text, where):
    return f"[...document.querySelectorAll('{where}')].some(one => one.textContent.includes({json.dumps(text)}))"


def assert_styled(browser):
    """The page looks as it does in a browser of today: bars, colours, nothing beside the screen."""
    assert browser.style("body", "display") in {"grid", "block"}
    assert browser.style("body", "backgroundColor") == "rgb(244, 248, 243)"
    assert not browser.evaluate(WIDER_THAN_THE_SCREEN)
    if browser.shows(".nav"):
        assert browser.style(".nav", "position") == "fixed"
        assert (
            browser.evaluate("document.querySelector('.nav').getBoundingClientRect().bottom")
            == PHONE[1]
        )
        assert 56 <= browser.evaluate("document.querySelector('.top').offsetHeight") <= 64
    for button in [".btn-1", ".btn-2"]:
        if browser.shows(button):
            assert browser.style(button, "backgroundColor") != TRANSPARENT


def test_a_student_finds_a_club_and_applies(browser):
    sign_in(browser, "student")
    assert_styled(browser)
    browser.goto("/clubs/")
    assert_styled(browser)
    assert browser.style(".club", "display") == "grid"
    assert browser.style(".club", "gridTemplateColumns").split()[0] == "72px"
    assert browser.style(".club .cover", "backgroundColor") != TRANSPARENT

    name = APPLIES_TO[browser.version]
    browser.fill("#q", name)
    browser.evaluate(
        "document.querySelector('#q').dispatchEvent(new Event('input', {bubbles: true})); 1"
    )
    if not RUNS_SCRIPTS[browser.version]:
        browser.press("[role=search] button")
    browser.wait_for(f"document.querySelector('.club a').textContent.trim() === '{name}'")
    browser.press(".club a")
    assert_styled(browser)
    club = browser.evaluate("location.pathname")
    browser.press(f"main [href='{club}join/']")
    assert_styled(browser)
    for number in range(browser.evaluate("document.querySelectorAll('main textarea').length")):
        browser.evaluate(
            f"document.querySelectorAll('main textarea')[{number}].value = '오래된 전화예요'; 1"
        )
    browser.press("main form .btn-1")
    assert f"{club}applications/" in browser.evaluate("location.href")
    assert_styled(browser)


def test_a_member_writes_in_a_room_and_on_the_board(browser):
    sign_in(browser, "member")
    browser.goto(ROOM)
    assert browser.evaluate(WIDER_THAN_THE_SCREEN) is False
    assert browser.style(".msg", "display") == "grid"
    me = browser.evaluate("document.querySelector('[data-me]').dataset.me")
    others = f".msg:not([data-author='{me}']) .bubble"
    assert browser.style(others, "backgroundColor") == "rgb(255, 255, 255)"
    assert browser.style(".room-head", "backgroundColor") == "rgb(255, 255, 255)"
    scripts_run = RUNS_SCRIPTS[browser.version]
    assert browser.shows(".no-script") != scripts_run
    if scripts_run:
        browser.wait_for("document.querySelector('.live-state').dataset.state === ''")
    text = f"Chromium {browser.version}에서 보내요"
    browser.fill("#say textarea", text)
    browser.evaluate("document.querySelector('#say .btn-1').click(); 1")
    browser.wait_for(is_said(text, ".msg .bubble"))
    browser.wait_for("document.querySelector('#say textarea').value === ''")

    browser.goto(f"{CLUB}board/new/")
    assert_styled(browser)
    browser.fill("[name=title]", text)
    browser.fill("[name=body]", "출사 사진을 올려요.")
    browser.press("main form .btn-1")
    assert browser.evaluate(is_said(text, "h1"))
    assert_styled(browser)
