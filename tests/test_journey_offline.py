"""Without a connection, or without a server: the page that says so, and what a browser keeps."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.old_browsers import Missing, old_browser
from tests.services import Server

pytestmark = pytest.mark.browser

FILMLOG = "/clubs/필름로그/"
CLUB = re.compile("/clubs/%ED%95%84%EB%A6%84%EB%A1%9C%EA%B7%B8/$")
GOES_ON_WITHIN = 30_000  # ms: it tries now and then
IS_KEPT = """async (version) => {
    const { active } = await navigator.serviceWorker.ready;
    return active.state === "activated" && active.scriptURL.endsWith(version);
}"""
KEPT = """async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return [names.length, requests.flat().map(({ url }) => url.replace(origin, ""))];
}"""


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.fixture
def visitor(server, visit):
    """`visitor()`: a visitor's page, whose browser has the worker."""

    def visitor(at=server, **options):
        page = visit(at, service_workers="allow", **options)
        page.goto("/clubs/")
        wait_for_worker(page, "language=ko&theme=")
        return page

    return visitor


def wait_for_worker(page, version):
    """Wait until the worker whose address ends so has taken over."""
    for _attempt in range(100):
        if page.evaluate(IS_KEPT, version):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"no worker of {version}")


def test_who_loses_the_connection_is_told_and_goes_on_by_itself(visitor):
    page = visitor(viewport={"width": 390, "height": 844})
    page.context.set_offline(True)
    page.goto(FILMLOG)
    expect(page.get_by_role("heading", name="인터넷이 끊겼어요")).to_be_visible()
    expect(page.locator("main")).to_contain_text("쓰던 글은 이 창에 그대로 남아 있어요.")
    expect(page).to_have_url(CLUB)
    assert page.locator(".btn-1").evaluate("one => getComputedStyle(one).minHeight") == "44px"
    assert page.locator(".btn-1 use").evaluate("use => use.getBBox().width") > 10
    assert not Axe().run(page).response["violations"]

    page.get_by_role("link", name="다시 시도").click()
    expect(page.get_by_role("heading", name="인터넷이 끊겼어요")).to_be_visible()
    page.context.set_offline(False)
    club = page.get_by_role("heading", name="필름로그").first
    expect(club).to_be_visible(timeout=GOES_ON_WITHIN)
    expect(page).to_have_url(CLUB)


def test_the_page_is_in_the_language_and_theme_one_reads(visitor):
    page = visitor()
    page.get_by_role("button", name="English").click()
    wait_for_worker(page, "language=en&theme=")
    page.get_by_role("button", name="Dark").click()
    wait_for_worker(page, "language=en&theme=dark")
    page.context.set_offline(True)
    page.goto(FILMLOG)
    expect(page.get_by_role("heading", name="You have no connection")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 20, 16)"
    assert not Axe().run(page).response["violations"]
    assert page.evaluate(KEPT)[0] == 1  # a new worker leaves nothing of the one before


def test_a_browser_keeps_nothing_of_who_uses_it(visitor):
    page = visitor()
    sign_in(page, "member@saebom.example")
    for path in ["/", FILMLOG + "members/", "/rooms/필름로그/", "/notifications/", "/me/"]:
        page.goto(path)
    page.locator(".top .logo").click()
    page.wait_for_load_state("load")
    names, kept = page.evaluate(KEPT)
    assert names == 1
    assert sorted(kept) == [
        "/offline/?language=ko&theme=",
        *(f"/static/{name}" for name in ["favicon.svg", "icons.svg", "kclub.css", "kclub.js"]),
    ]
    assert page.evaluate("async () => (await caches.match('/')) === undefined")


def test_what_is_no_navigation_fails_as_before_and_what_was_written_stays(visitor):
    page = visitor()
    sign_in(page, "member@saebom.example")
    page.goto(FILMLOG + "board/new/")
    page.get_by_label("제목").fill("버스에서 쓰던 글")
    page.context.set_offline(True)
    failed = "async (options) => fetch('/clubs/', options).then(() => false, () => true)"
    assert page.evaluate(failed, {})
    assert page.evaluate(failed, {"method": "POST"})
    page.goto("/clubs/")
    expect(page.get_by_role("heading", name="인터넷이 끊겼어요")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="동아리").first).to_be_visible(timeout=GOES_ON_WITHIN)
    page.goto(FILMLOG + "board/new/")
    expect(page.get_by_label("제목")).to_have_value("버스에서 쓰던 글")


def test_a_server_that_is_away_is_no_connection_too(campus, visitor):
    with Server(campus) as server:
        page = visitor(server)
        server.stop()
        page.goto(FILMLOG)
        expect(page.get_by_role("heading", name="인터넷이 끊겼어요")).to_be_visible()


def test_the_oldest_browser_understands_the_worker(campus, tmp_path):
    try:
        with Server(campus) as server, old_browser(67, tmp_path, server.url) as browser:
            browser.goto("/clubs/")
            browser.evaluate("navigator.serviceWorker.register('/service-worker.js').then(() => 1)")
            browser.wait_for(f"({IS_KEPT})('/service-worker.js')")
            server.stop()
            browser.goto(FILMLOG)
            assert (
                browser.evaluate("document.querySelector('h1').textContent") == "인터넷이 끊겼어요"
            )
            assert browser.style("body", "backgroundColor") == "rgb(244, 248, 243)"
    except Missing as why:
        pytest.skip(f"Chromium 67 is missing: {why}")
