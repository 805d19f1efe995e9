"""An officer books a free hour on a phone, the union agrees, with scripts and without."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.page_faults import faults
from tests.services import Server

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


def ensure_sound(page):
    page.wait_for_load_state()
    assert not faults(page, "structure", "targets", "width")
    assert not Axe().run(page).response["violations"]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_an_officer_asks_for_a_free_hour_and_the_union_agrees(server, visit, scripts):
    officer = visit(server, viewport=PHONE, java_script_enabled=scripts)
    sign_in(officer, "president@saebom.example")
    officer.goto("/places/")
    officer.get_by_role("link", name="합주실").click()
    officer.get_by_role("link", name="다음 주").click()
    if scripts:
        ensure_sound(officer)
    officer.locator(".span-link").nth(0 if scripts else 1).click()
    begins = officer.get_by_label("시작").input_value()
    hour = int(begins.partition(":")[0])
    officer.get_by_label("끝", exact=True).fill(f"{(hour + 1) % 24:02}:00")
    purpose = f"사진전 음악 {'둘' if scripts else '하나'}"
    officer.get_by_label("무엇을 하나요").fill(purpose)
    if scripts:
        ensure_sound(officer)
    officer.get_by_role("button", name="예약하기").click()
    row = officer.locator("main li").filter(has_text=purpose)
    expect(row).to_contain_text("허락 기다림")

    union = visit(server, viewport=WIDE, java_script_enabled=scripts)
    sign_in(union, "union@saebom.example")
    union.goto("/union/places/")
    union.get_by_role("link", name="결정하기 필름로그").first.click()
    union.get_by_text("허락하기").click()
    union.get_by_role("button", name="결정하기").click()
    if scripts:
        ensure_sound(union)

    officer.reload()
    expect(row).to_contain_text("예약됨")
    if scripts:
        ensure_sound(officer)
    row.get_by_role("button", name="예약 취소").click()
    expect(row).to_contain_text("취소됨")
