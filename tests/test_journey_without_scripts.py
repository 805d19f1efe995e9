"""Scripts that fail: what they would have done is done by links and forms."""

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
def in_room(server, visit):
    """`in_room(scripts, answer)`: the room's page of a member who got that answer for those scripts."""

    def in_room(scripts="", **answer):
        page = visit(server)
        if scripts:
            page.route(scripts, lambda route: route.fulfill(**answer))
        sign_in(page, "member@saebom.example")
        page.goto(ROOM)
        return page

    return in_room


def refresh_links(page):
    return [
        page.get_by_role("link", name=name, exact=True)
        for name in ["새로고침", "자동으로 이어 보기"]
    ]


def test_working_scripts_hide_what_they_make_needless(in_room):
    page = in_room()
    expect(page.locator(".live-state").first).to_have_attribute("data-state", "")
    for link in refresh_links(page):
        expect(link).to_have_count(0)
    page.goto(f"{ROOM}?refresh=30")
    expect(page).to_have_url(page.url.split("?")[0])  # this browser need not reload
    expect(page.locator("#say textarea")).to_be_visible()


@pytest.mark.parametrize(
    ("scripts", "answer"),
    [
        ("**/vendor/htmx*.js", {"status": 404, "body": ""}),
        ("**/vendor/htmx*.js", {"body": "let = ;", "content_type": "text/javascript"}),
        ("**/room*.js", {"body": "throw 'broken'", "content_type": "text/javascript"}),
        ("**/kclub*.js", {"body": "a ?=. b", "content_type": "text/javascript"}),
    ],
    ids=["htmx is away", "htmx does not parse", "the room's fails", "ours does not parse"],
)
def test_where_a_script_fails_the_room_is_one_without_scripts(in_room, scripts, answer):
    page = in_room(scripts, **answer)
    for link in refresh_links(page):
        expect(link).to_be_visible()
    page.locator("#say textarea").fill("스크립트 없이 보내요")
    page.locator("#say .btn-1").click()
    expect(page.locator(".msg", has_text="스크립트 없이 보내요").last).to_be_visible()
    expect(page.locator("#say textarea")).to_have_value("")
    for link in refresh_links(page):
        expect(link).to_be_visible()

    page.get_by_role("link", name="자동으로 이어 보기").click()
    expect(page.frame_locator("iframe.log").get_by_role("log")).to_contain_text("스크립트 없이")
