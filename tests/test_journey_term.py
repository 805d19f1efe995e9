"""Members confirm their clubs on a phone, with scripts and without; the president sees it live."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.page_faults import faults
from tests.services import Server

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


def number(page):
    """Return how many members the bar of the roster says have confirmed."""
    return int(page.locator("#roster-bar").get_attribute("value"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_member_confirms_and_the_bar_of_the_president_moves(server, visit, scripts):
    president = visit(server, viewport=PHONE)
    sign_in(president, "president@saebom.example")
    president.goto("/clubs/필름로그/manage/term/")
    names, before = president.locator("#roster ul").first, number(president)
    expect(names).to_contain_text("한도윤")

    member = visit(server, viewport=PHONE, java_script_enabled=scripts)
    sign_in(member, "member@saebom.example")
    member.goto("/")
    member.locator("a[href='/me/term/']").first.click()
    member.get_by_role("button", name="이번 학기에도 함께해요 필름로그").click()
    take_back = member.get_by_role("button", name="확인 취소 필름로그")
    expect(take_back).to_be_visible()
    expect(president.locator("#roster-bar")).to_have_attribute("value", f"{before + 1}")
    expect(names).not_to_contain_text("한도윤")
    for page in [member, president] if scripts else []:
        assert not faults(page, "structure", "targets", "width")
        assert not Axe().run(page).response["violations"]

    take_back.click()
    expect(president.locator("#roster-bar")).to_have_attribute("value", f"{before}")
    expect(names).to_contain_text("한도윤")
