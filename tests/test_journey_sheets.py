"""What is printed of a term: an agenda and bylaws fit on paper, with no row cut."""

import re

import pytest

from tests.browsing import sign_in
from tests.services import Server

pytestmark = pytest.mark.browser
PAPER = {"width": 680, "height": 1000}  # A4 without its margins


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.fixture
def union(server, visit):
    """The union, on the board of the running term."""
    union = visit(server, viewport=PAPER)
    sign_in(union, "union@saebom.example")
    union.goto("/union/terms/")
    union.locator("main .item a.btn").first.click()
    union.locator("a[href$='/registrations/']").first.click()
    return union


def style(page, selector, name):
    return page.locator(selector).first.evaluate("(one, name) => getComputedStyle(one)[name]", name)


def pages_of(page):
    """Return how many sheets of A4 the page is printed on."""
    paper = page.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 594.95" in paper
    return len(re.findall(rb"/Type\s*/Page\b", paper))


def test_the_agenda_is_a_table_on_paper_and_keeps_its_rows_whole(union):
    union.get_by_role("link", name="대표자회의 의결").click()
    union.get_by_role("link", name="안건지 인쇄하기").click()
    union.locator("tbody tr").nth(10).wait_for()
    union.emulate_media(media="print", color_scheme="dark")
    assert style(union, "tbody tr", "breakInside") == "avoid"
    assert style(union, "thead", "display") == "table-header-group"
    assert is_dark(style(union, "body", "color"))
    table = union.locator("table").bounding_box()
    assert table["x"] >= 0
    assert table["x"] + table["width"] <= PAPER["width"]
    assert 1 <= pages_of(union) <= 2


def is_dark(colour):
    """Whether a colour is one to write with on white paper."""
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3]) < 200


def test_bylaws_are_printed_without_what_is_to_be_pressed(server, visit):
    president = visit(server, viewport=PAPER)
    sign_in(president, "president@saebom.example")
    president.goto("/clubs/필름로그/bylaws/")
    president.emulate_media(media="print")
    for hidden in (".back", ".btn", ".nav"):
        assert style(president, hidden, "display") == "none"
    assert 1 <= pages_of(president) <= 2
