"""What a crawler finds from robots.txt on, in a real browser: pages that say nothing is wrong."""

import json
import re

import pytest

from tests.page_faults import faults

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
DATA = 'script[type="application/ld+json"]'


def found(page, path, pattern):
    """Return the paths of the addresses in a file for machines."""
    text = page.request.get(path).text()
    return [re.sub("^https?://[^/]+", "", address) for address in re.findall(pattern, text)]


def test_a_crawler_finds_the_data_of_an_event_which_the_security_policy_leaves_alone(serve, visit):
    page = visit(serve(), viewport=PHONE)
    said = []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    [index] = found(page, "/robots.txt", "Sitemap: (.*)")
    [events] = [path for path in found(page, index, "<loc>(.*?)</loc>") if "events" in path]
    page.goto(found(page, events, "<loc>(.*?)</loc>")[-1])
    data = json.loads(page.locator(DATA).text_content())
    assert data["name"] in page.locator("h1").inner_text()
    page.goto("/clubs/필름로그/board/")
    assert faults(page, "width", "structure", "words", "stuck", "targets", "overlaps") == []
    feed = page.get_by_role("link", name="피드 받아 보기").get_attribute("href")
    posts = found(page, feed, 'href="([^"]+)" rel="alternate"/><published>')
    page.goto(posts[0])
    assert page.locator("h1").is_visible()
    assert said == []
