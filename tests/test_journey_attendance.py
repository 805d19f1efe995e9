"""Attendance at an event: an officer shows the code, a member types it, with scripts and without."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.services import Server

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.mark.parametrize("scripts", [True, False])
def test_a_member_attends_by_the_code_that_an_officer_shows(server, visit, scripts):
    officer, member = (
        visit(server, viewport=PHONE, java_script_enabled=scripts) for _person in range(2)
    )
    sign_in(officer, "officer@saebom.example")
    plan(officer, f"정모 {scripts}")
    officer.get_by_role("link", name="출석 받기").click()
    expect(officer.locator(".qr")).to_be_visible()
    if scripts:
        assert not Axe().run(officer).response["violations"]
    address = officer.url.replace("attendance/", "")

    sign_in(member, "member@saebom.example")
    member.goto(address)
    member.get_by_role("link", name="출석하기").click()
    member.locator("[name=code]").fill(officer.locator(".code").inner_text())
    member.get_by_role("button", name="출석하기").click()
    expect(member.get_by_text("출석했어요", exact=True)).to_be_visible()

    if not scripts:
        officer.get_by_role("link", name="자동으로 새로 보기").click()
    expect(officer.locator("[aria-labelledby=came] .item b")).to_have_text(
        ["한도윤"], timeout=15_000
    )
    member.get_by_role("button", name="저는 안 왔어요").click()
    expect(officer.locator("[aria-labelledby=came] .item s")).to_have_text(
        ["한도윤"], timeout=15_000
    )


def plan(officer, title):
    """Plan an event that begins in ten minutes."""
    starts_at = datetime.now(ZoneInfo("Asia/Seoul")) + timedelta(minutes=10)
    officer.goto("/clubs/필름로그/events/new/")
    officer.locator("[name=title]").fill(title)
    officer.locator("[name=place]").fill("211호")
    for name, moment in (("starts_at", starts_at), ("ends_at", starts_at + timedelta(hours=1))):
        officer.locator(f"[name={name}]").fill(f"{moment:%Y-%m-%dT%H:%M}")
    officer.get_by_role("button", name="올리기").click()
