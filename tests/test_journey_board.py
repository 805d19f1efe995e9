"""A board that is open: what must be read, what arrives, and what pictures show."""

import pytest
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.pictures import drawn
from tests.services import Server

pytestmark = pytest.mark.browser

BOARD = "/clubs/필름로그/board/"


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.fixture
def on_page(server, visit):
    """`on_page("member", "/…")`: a page as somebody of the demo campus sees it."""

    def on_page(name, path, **options):
        page = visit(server, **options)
        sign_in(page, f"{name}@saebom.example")
        page.goto(path)
        return page

    return on_page


def test_a_member_says_that_they_have_read_what_they_must(on_page):
    page = on_page("member", "/")
    asked = page.get_by_role("region", name="꼭 읽어 주세요")
    asked.get_by_role("link", name="대여 카메라").click()
    page.get_by_role("button", name="읽었어요").click()
    expect(page.get_by_text("읽었다고 남겼어요.")).to_be_visible()
    page.goto("/")
    expect(asked).to_have_count(0)


def test_an_open_board_says_how_many_posts_have_come(on_page):
    reader, writer = on_page("member", BOARD), on_page("president", f"{BOARD}new/")
    reader.wait_for_timeout(1500)  # its stream opens
    writer.get_by_label("제목").fill("방금 쓴 글")
    writer.locator("main [name=body]").fill("여기 있어요")
    writer.get_by_role("button", name="올리기").click()
    reader.get_by_role("link", name="새 글 1개").click()
    expect(reader.get_by_role("link", name="방금 쓴 글")).to_be_visible()


def test_what_a_picture_shows_is_written_beside_it(on_page):
    page = on_page("president", f"{BOARD}new/")
    pictures = [
        {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": drawn()} for name in "ab"
    ]
    page.locator("[name=pictures]").set_input_files(pictures)
    expect(page.locator("[name=alts]")).to_be_hidden()
    page.get_by_label("사진 설명 2").fill("은행나무 길")
    page.get_by_label("제목").fill("가을")
    page.locator("main [name=body]").fill("두 장이에요")
    page.get_by_role("button", name="올리기").click()
    expect(page.get_by_role("img", name="은행나무 길")).to_be_visible()
