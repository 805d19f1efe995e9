"""On a phone the frame gives way to what one came for: where things stand on the demo campus."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.services import Server

pytestmark = pytest.mark.browser

FILMLOG = "/clubs/필름로그/"
PHONE = {"width": 390, "height": 844}
TABS = 60  # the bar at the bottom


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.fixture
def president(server, visit):
    page = visit(server, viewport=PHONE)
    sign_in(page, "president@saebom.example")
    return page


def top(page, selector):
    return page.locator(selector).first.bounding_box()["y"]


def bottom(page, selector):
    box = page.locator(selector).first.bounding_box()
    return box["y"] + box["height"]


def test_what_one_came_for_is_above_the_fold(president):
    president.goto(FILMLOG + "board/")
    assert top(president, "#posts .card") < 250
    president.goto(FILMLOG + "events/")
    assert top(president, "main .event") < 250
    president.goto(FILMLOG + "members/")
    assert top(president, "#members .card") < 300

    president.goto(FILMLOG + "manage/applications/")
    assert top(president, ".mod") < 320
    assert bottom(president, ".mod") < PHONE["height"] - TABS

    president.goto("/clubs/")
    filters = president.locator(".filters").bounding_box()
    assert filters["height"] < 60
    assert top(president, "#results .club") < 320

    president.goto("/")
    assert bottom(president, ".phone .event") < top(president, ".post")
    assert bottom(president, ".phone .chip .badge") < top(president, ".post")
    assert top(president, ".post") < PHONE["height"] - TABS


def test_the_last_filter_can_be_scrolled_to_and_pressed(president):
    president.goto("/clubs/")
    button = president.get_by_role("button", name="적용")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box["x"] + box["width"] < PHONE["width"]
    president.get_by_text("모집 중만").click()
    expect(president.locator("#count")).to_contain_text("모집 중인 동아리")


def test_a_guest_is_asked_in_by_a_bar_at_the_bottom(server, visit):
    guest = visit(server, viewport=PHONE)
    guest.goto(FILMLOG)
    bar = guest.locator("#join-bar")
    expect(bar).to_have_text(re.compile(r"^\s*로그인하고 지원하기\s*·\s*\d일 남았어요\s*$"))
    assert abs(bottom(guest, "#join-bar") - PHONE["height"]) < 1
    bar.get_by_role("link").click()
    expect(guest).to_have_url(re.compile(r"/accounts/login/\?next="))


def test_nothing_scrolls_sideways_on_the_narrowest_phone(server, visit):
    page = visit(server, viewport={"width": 320, "height": 640})
    sign_in(page, "officer@saebom.example")
    for path in ["/", "/clubs/", "/notifications/", "/me/", "/manage/", "/accounts/email/"]:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
    for path in ["", "board/", "events/", "members/", "manage/", "manage/applications/"]:
        page.goto(FILMLOG + path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
