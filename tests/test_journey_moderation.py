"""A room is locked, entered and kept in order: by its owner without JavaScript, felt by others live."""

from itertools import count

import pytest
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.services import Server

pytestmark = pytest.mark.browser

KEY = "은행나무2026"
number = count(1)


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.fixture
def owner(server, visit):
    """Somebody without JavaScript in a room of their own that asks for a password."""
    n = next(number)
    page = visit(server, java_script_enabled=False)
    sign_in(page, f"s{n:03}@saebom.example")
    page.goto("/rooms/new/")
    page.get_by_label("방 이름").fill(f"옥상 불꽃놀이 {n}")
    page.get_by_label("비밀번호를 아는 사람만").check()
    page.get_by_label("방 비밀번호").fill(KEY)
    page.get_by_role("button", name="방 열기").click()
    expect(page.locator("#messages")).to_be_visible()
    return page


@pytest.fixture
def guest(server, visit, owner):
    """student@, who has come in and listens."""
    page = visit(server)
    sign_in(page, "student@saebom.example")
    page.goto(owner.url)
    page.get_by_label("방 비밀번호").fill("몰라요")
    page.get_by_role("button", name="입장하기").click()
    expect(page.get_by_text("비밀번호가 올바르지 않아요.")).to_be_visible()
    page.get_by_label("방 비밀번호").fill(KEY)
    page.get_by_role("button", name="입장하기").click()
    expect(page.locator("#messages")).to_be_visible()
    expect(page.locator(".live-state").first).to_have_attribute("data-state", "")
    return page


def manage(owner):
    """The owner's page about the guest."""
    owner.goto(f"{owner.url.split('#')[0]}occupants/")
    owner.get_by_role("link", name="관리").last.click()


def test_who_is_muted_learns_it_and_keeps_what_they_wrote(owner, guest):
    manage(owner)
    owner.get_by_role("button", name="읽기만 하게 하기").click()
    expect(owner.get_by_text("잠시 읽기만 할 수 있어요")).to_be_visible()
    expect(guest.locator("#speech")).to_contain_text("지금은 읽기만 할 수 있어요")
    guest.locator("#say textarea").fill("할 말이 있는데")
    guest.get_by_role("button", name="보내기").click()
    expect(guest.locator("#say-err")).to_contain_text("지금은 읽기만 할 수 있어요")
    expect(guest.locator("#say textarea")).to_have_value("할 말이 있는데")


def test_who_is_kicked_is_told_and_may_come_back(owner, guest):
    manage(owner)
    owner.get_by_role("button", name="내보내기").click()
    expect(guest.get_by_text("방에서 나오게 됐어요.")).to_be_visible()
    guest.get_by_role("link", name="다시 들어가기").click()
    expect(guest.get_by_label("방 비밀번호")).to_be_visible()


def test_who_is_banned_is_told_and_sees_nothing_more(owner, guest):
    address = guest.url
    manage(owner)
    owner.get_by_label("이유").fill("폭죽을 안에서 터뜨렸어요")
    owner.get_by_role("button", name="입장 금지하기").click()
    expect(guest.get_by_text("이 방에 더는 들어올 수 없어요.")).to_be_visible()
    guest.goto(address)
    expect(guest.get_by_text("이 방에 입장할 수 없어요.")).to_be_visible()
    guest.goto("/notifications/")
    expect(guest.get_by_text("폭죽을 안에서 터뜨렸어요").first).to_be_visible()


def test_the_end_is_told_to_everybody_and_leads_on(owner, guest):
    owner.goto(f"{owner.url.split('#')[0]}settings/")
    owner.get_by_role("link", name="채팅 끝내기…").click()
    owner.get_by_role("button", name="채팅 끝내기").click()
    expect(owner.get_by_text("채팅이 종료되었어요.").last).to_be_visible()
    expect(guest.locator(".live-state .closed")).to_be_visible()
    guest.locator(".live-state .closed a").click()
    expect(guest.get_by_role("heading", name="방 만들기")).to_be_visible()


def test_an_english_reader_is_told_in_english(server, visit, owner):
    page = visit(server, locale="en-US")
    sign_in(page, "student@saebom.example")
    page.goto(owner.url)
    page.locator("[name=password]").fill(KEY)
    page.locator("main form button:not([type=button])").first.click()
    expect(page.locator(".live-state").first).to_have_attribute("data-state", "")
    manage(owner)
    owner.get_by_role("button", name="내보내기").click()
    expect(page.locator(".live-state .kicked")).to_have_text(
        "You were taken out of this room. Enter again"
    )


def test_an_invite_opens_a_room_nobody_finds(server, visit, owner):
    room = owner.url.split("#")[0]
    owner.goto(f"{room}invite/")
    owner.get_by_role("button", name="링크 만들기").click()
    link = owner.get_by_label("초대 링크", exact=True).input_value()
    guest = visit(server, java_script_enabled=False)
    sign_in(guest, "officer@saebom.example")
    guest.goto(link)
    guest.get_by_role("button", name="입장하기").click()
    expect(guest.locator("#messages")).to_be_visible()
