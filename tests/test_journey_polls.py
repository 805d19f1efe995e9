"""A poll on a board and one in a room, with scripts and without."""

import pytest
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.page_faults import faults
from tests.services import Server

pytestmark = pytest.mark.browser

BOARD = "/clubs/필름로그/board/"
ROOM = "/rooms/필름로그/"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.fixture
def on_page(server, visit):
    """`on_page("member", "/…")`: a page as somebody of the demo campus sees it on a phone."""

    def on_page(name, path, **options):
        page = visit(server, viewport=PHONE, **options)
        sign_in(page, f"{name}@saebom.example")
        page.goto(path)
        return page

    return on_page


def ask(page):
    page.get_by_label("무엇을 물어볼까요?").fill("어디서 모일까요?")
    page.get_by_label("보기").fill("동아리방\n서울숲")
    page.get_by_role("button", name="올리기").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_members_vote_on_the_board(on_page, scripts):
    writer = on_page("president", f"{BOARD}new/", java_script_enabled=scripts)
    writer.get_by_label("제목").fill("모임 장소")
    writer.locator("main [name=body]").fill("골라 주세요")
    writer.get_by_text("투표 붙이기").click()
    ask(writer)
    expect(writer.locator("#poll")).to_contain_text("0명이 골랐어요")

    voter = on_page("member", writer.url, java_script_enabled=scripts)
    voter.get_by_label("서울숲").check()
    voter.get_by_role("button", name="투표하기").click()
    expect(voter.locator("#poll")).to_contain_text("내가 골랐어요")
    voter.wait_for_load_state()
    assert not faults(voter, "structure", "targets", "width")
    if not scripts:
        writer.reload()
    expect(writer.locator("#poll")).to_contain_text("1명이 골랐어요")
    voter.get_by_role("button", name="고른 것 취소하기").click()
    expect(voter.locator("#poll")).to_contain_text("0명이 골랐어요")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_people_vote_in_a_room(on_page, scripts):
    asker = on_page("member", f"{ROOM}poll/", java_script_enabled=scripts)
    ask(asker)
    asked = asker.locator(".msg .votes").last
    expect(asked).to_contain_text("동아리방 0")

    voter = on_page("officer", ROOM, java_script_enabled=scripts)
    voter.locator(".msg .votes").last.click()
    voter.get_by_label("동아리방").check()
    voter.get_by_role("button", name="투표하기").click()
    expect(voter.locator("#poll")).to_contain_text("내가 골랐어요")
    if not scripts:
        asker.reload()
    expect(asked).to_contain_text("동아리방 1")
