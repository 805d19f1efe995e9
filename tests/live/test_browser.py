"""What htmx does with our streams, in Chromium."""

from urllib.request import Request, urlopen

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def page(site, visit):
    """A page open on the room; `page.post(verb, body)` is somebody else in it."""
    site = site(workers=2)
    page = visit(site)
    page.context.add_cookies([{"name": "sessionid", "value": site.sessions[0], "url": site.url}])
    page.goto(f"/rooms/{site.room}/")
    page.wait_for_function("heard.length == 1")

    def somebody(verb, body="", session=1):
        cookie = {"Cookie": f"sessionid={site.sessions[session]}"}
        url = f"{site.url}/rooms/{site.room}/{verb}/"
        urlopen(Request(url, body.encode(), cookie)).close()

    page.post, page.site = somebody, site
    return page


def said(page):
    return page.locator("#messages .bubble").all_inner_texts()


def test_messages_are_swapped_in_and_named_events_bubble(page):
    page.post("say", "안녕\n<b>하세요</b>")
    page.locator("#m1").wait_for()
    page.post("tell", "members-changed")
    page.wait_for_function("heard.length == 2")
    page.post("tell", "members-changed", session=0)
    page.wait_for_function("heard.length == 4")
    assert said(page) == ["안녕 <b>하세요</b>"]
    names = [name for name, _ in page.evaluate("heard")]
    assert names == ["stream-open", "members-changed", "members-changed", "notified"]


def test_after_a_broken_connection_nothing_is_missing(page):
    page.post("say", "one")
    page.locator("#m1").wait_for()
    for worker in (1, 0):
        page.site.kill_worker(worker)
    page.wait_for_timeout(100)
    page.site.wait()
    page.post("say", "two")
    page.locator("#m2").wait_for(timeout=15_000)
    page.post("say", "three")
    page.locator("#m3").wait_for()
    assert said(page) == ["one", "two", "three"]


def test_a_hidden_tab_lets_go_and_catches_up(page):
    page.evaluate(
        "Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    page.wait_for_timeout(300)
    page.post("say", "while away")
    page.wait_for_timeout(300)
    assert said(page) == []
    page.evaluate(
        "Object.defineProperty(document, 'hidden', {value: false, configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    page.locator("#m1").wait_for()
    assert said(page) == ["while away"]


def test_who_is_removed_is_told_why_and_asks_no_more(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.post("lose/leave", session=0)
    page.wait_for_function("heard.length == 2")
    assert page.evaluate("heard[1]") == ["stream-end", "left"]
    page.wait_for_timeout(1500)
    assert asked == []
