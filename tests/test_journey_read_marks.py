"""How many have not read a message, as people see it in their browsers."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.services import Server

pytestmark = pytest.mark.browser

ROOM = "/rooms/필름로그/"


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.fixture
def log_in(server, visit):
    """`log_in("member")`: a page of that demo person."""

    def log_in(name, **options):
        page = visit(server, **options)
        sign_in(page, f"{name}@saebom.example")
        return page

    return log_in


def go_in(page, path=ROOM):
    page.goto(path)
    expect(page.locator(".live-state").first).to_have_attribute("data-state", "")


def say(page, text):
    page.locator("#text").fill(text)
    page.locator("#text").press("Enter")


def line(page, text):
    return page.locator(".msg", has_text=text)


def unread(page, text):
    """The number beside the message, if it has one."""
    return line(page, text).locator(".msg-n")


def people_of_room(page):
    """The number of people who are in the room of the page, here or elsewhere."""
    return int(re.search(r"(\d+)명\s*$", page.locator("#kind").inner_text())[1])


def test_between_two_the_1_goes_when_the_other_comes(log_in):
    one, two = log_in("member"), log_in("officer")
    go_in(two)
    name = two.locator("#read").get_attribute("data-me")
    two.goto("/clubs/")
    one.goto(f"/rooms/direct/?with={name}")
    one.locator("main form .btn-1").last.click()
    expect(one.locator(".live-state").first).to_have_attribute("data-state", "")
    say(one, "읽었어?")
    expect(unread(one, "읽었어?")).to_have_text("안 읽은 사람 1명", timeout=15_000)

    one.evaluate("document.querySelector('#messages').dataset.here = 'yes'")
    go_in(two, one.url)
    expect(line(two, "읽었어?")).to_be_visible()
    expect(unread(one, "읽었어?")).to_have_count(0, timeout=20_000)
    expect(unread(two, "읽었어?")).to_have_count(0)
    expect(one.locator("#messages")).to_have_attribute("data-here", "yes")

    say(two, "방금 읽었어")
    expect(line(one, "방금 읽었어")).to_be_visible()
    expect(unread(two, "방금 읽었어")).to_have_count(0, timeout=20_000)


def test_the_number_is_everybody_s_and_stays_through_changes_and_without_scripts(log_in):
    one, two = log_in("member"), log_in("officer")
    go_in(one)
    go_in(two)
    say(one, "여럿이 읽을 말")
    number = unread(one, "여럿이 읽을 말")
    elsewhere = str(people_of_room(one) - 2)
    expect(number).to_have_attribute("data-n", elsewhere, timeout=20_000)
    expect(unread(two, "여럿이 읽을 말")).to_have_attribute("data-n", elsewhere, timeout=20_000)
    assert number.evaluate("number => number.closest('[aria-live]').ariaLive") == "off"

    line(two, "여럿이 읽을 말").locator(".msg-at").click()
    two.locator("#message-menu button[value=like]").click()
    expect(line(one, "여럿이 읽을 말").locator(".react")).to_be_visible()
    expect(number).to_have_attribute("data-n", elsewhere)

    plain = log_in("member", java_script_enabled=False)
    plain.goto(ROOM)
    expect(unread(plain, "여럿이 읽을 말")).to_have_attribute("data-n", elsewhere)


def hide(page, hidden):
    """Put the page into the background, where it has no stream, or back."""
    page.evaluate(
        """hidden => {
            Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )


def test_after_a_gap_the_numbers_are_those_of_now(log_in):
    one = log_in("member")
    go_in(one)
    say(one, "말하고 나갔다 와요")
    number = unread(one, "말하고 나갔다 와요")
    expect(number).to_be_visible(timeout=20_000)
    before = int(number.get_attribute("data-n"))
    hide(one, True)
    go_in(log_in("officer"))
    one.wait_for_timeout(7_000)
    expect(number).to_have_attribute("data-n", str(before))
    hide(one, False)
    expect(number).to_have_attribute("data-n", str(before - 1), timeout=20_000)
