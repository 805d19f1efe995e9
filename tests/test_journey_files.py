"""Files in a room: sent by the same button as pictures, fetched, and found again on one page."""

import pytest
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.documents import PDF, hwp
from tests.pictures import drawn
from tests.services import Server

pytestmark = pytest.mark.browser

ROOM = "/rooms/필름로그-출사방/"
LONG_NAME = "새봄대학교 중앙동아리 필름로그 2026학년도 1학기 활동 계획서 최종_진짜최종.pdf"


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.fixture
def in_room(server, visit):
    """`in_room("member")`: the room's page of that demo person, which listens."""

    def in_room(name, **options):
        page = visit(server, **options)
        sign_in(page, f"{name}@saebom.example")
        page.goto(ROOM)
        if options.get("java_script_enabled", True):
            expect(page.locator(".live-state").first).to_have_attribute("data-state", "")
        return page

    return in_room


def attach(page, *files):
    """Choose files, given as (name, content), by the button beside the box."""
    kinds = {"jpg": "image/jpeg", "pdf": "application/pdf"}
    page.set_input_files(
        "#attachments",
        [
            {"name": name, "mimeType": kinds.get(name[-3:], ""), "buffer": content}
            for name, content in files
        ],
    )


def line(page, text):
    return page.locator(".msg", has_text=text)


def fetched(page, link):
    """What a click on the link downloads: (its name, its bytes)."""
    with page.expect_download() as download:
        link.click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_a_file_is_sent_with_a_picture_and_fetched_by_others(in_room):
    one = in_room("member")
    two = in_room("officer", viewport={"width": 390, "height": 844})
    attach(one, (LONG_NAME, PDF), ("사진.jpg", drawn(size=(90, 60))))
    expect(one.locator("#say-attachments li")).to_have_count(2)
    expect(one.get_by_label("사진 설명")).to_be_visible()
    one.locator("#say textarea").fill("계획서예요")
    one.locator("#say textarea").press("Enter")
    for page in (one, two):
        expect(line(page, "계획서예요").locator(".file")).to_contain_text("PDF · 1KB")
        expect(line(page, "계획서예요").locator(".pic")).to_have_count(1)
    expect(one.locator("#say-attachments li")).to_have_count(0)

    card = line(two, "계획서예요").locator(".file")
    assert LONG_NAME in "".join(card.locator(".file-name").text_content().split("\n"))
    assert two.evaluate("document.documentElement.scrollWidth") <= 390
    end = card.locator(".file-name > :last-child")
    expect(end).to_be_in_viewport(ratio=1)  # the beginning gives way, not the end
    assert fetched(two, card) == (LONG_NAME, PDF)


def test_a_second_file_and_one_that_is_too_large_are_refused_where_they_are_picked(in_room):
    page = in_room("member")
    attach(page, ("하나.hwp", hwp()), ("둘.pdf", PDF))
    expect(page.locator("#say-attachments li")).to_have_count(1)
    expect(page.locator("#say-err")).to_contain_text("한 번에 하나만")
    expect(page.get_by_label("사진 설명")).to_be_hidden()
    page.get_by_role("button", name="하나.hwp 빼기").click()
    attach(page, ("큰.pdf", PDF.ljust(10_000_001)))
    expect(page.locator("#say-err")).to_contain_text("큰.pdf: 10MB보다 작은")
    expect(page.locator("#say-attachments li")).to_have_count(0)


def test_what_is_not_taken_is_explained_and_everything_stays_in_the_box(in_room):
    page = in_room("member")
    attach(page, ("거짓말.pdf", b"MZ\x90\0" * 9))
    page.locator("#say textarea").fill("이거 열어 보세요")
    page.locator("#say textarea").press("Enter")
    expect(page.locator("#say-err")).to_contain_text("거짓말.pdf: 받지 않는 종류예요")
    expect(page.locator("#say textarea")).to_have_value("이거 열어 보세요")
    page.get_by_role("button", name="거짓말.pdf 빼기").click()
    page.locator("#say textarea").press("Enter")
    expect(line(page, "이거 열어 보세요").locator(".bubble")).to_be_visible()


def test_without_scripts_a_file_is_sent_refused_and_found_again(in_room):
    page = in_room("member", java_script_enabled=False)
    page.locator("#say summary").click()
    attach(page, ("압축.zip", b"PK\3\4" + b"\0" * 40))
    page.locator("#say textarea").fill("양식 보내요")
    page.locator("#say .btn-1").click()
    expect(page.locator("#say-err")).to_contain_text("압축.zip: 망가져서")
    expect(page.locator("#say textarea")).to_have_value("양식 보내요")
    page.locator("#say summary").click()
    attach(page, ("신청 양식.hwp", hwp()))
    page.locator("#say .btn-1").click()
    expect(line(page, "양식 보내요").locator(".file")).to_contain_text("신청 양식.hwp")

    page.get_by_role("link", name="방 메뉴").click()
    page.get_by_role("link", name="사진과 파일").click()
    file = page.locator("li", has_text="신청 양식.hwp")
    assert fetched(page, file.locator(".file")) == ("신청 양식.hwp", hwp())
    file.get_by_role("link", name="메시지 보기").click()
    expect(line(page, "양식 보내요").locator(".file")).to_be_in_viewport()
