"""Agreeing in a browser: asked again by a page that reads well for all, and news taken back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browsing import PASSWORD
from tests.page_faults import faults
from tests.services import Server

pytestmark = pytest.mark.browser
FORGET = "User.objects.filter(email='member@saebom.example').update(agreed_terms='before')"


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 390)])
def test_a_changed_text_is_agreed_to_on_the_way(server, visit, scripts, width):
    server.manage("shell", "-c", f"from accounts.models import User; {FORGET}")
    page = visit(server, java_script_enabled=scripts, viewport={"width": width, "height": 844})
    page.goto("/accounts/login/?next=/notifications/")
    page.locator("[name=login]").fill("member@saebom.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form .btn-1").first.click()
    expect(page.get_by_role("heading", name="동의가 필요해요")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(1)
    if scripts:
        page.wait_for_load_state()
        assert faults(page) == []
        assert Axe().run(page).response["violations"] == []

    page.get_by_role("button", name="계속하기").click()
    expect(page.get_by_text("동의해야 쓸 수 있어요.").first).to_be_visible()
    page.get_by_role("link", name="이용 약관 읽기").first.click()
    expect(page.get_by_role("heading", name="이용 약관")).to_be_visible()
    page.goto("/notifications/")
    page.get_by_role("checkbox", name="이용 약관에 동의해요").check()
    page.get_by_role("button", name="계속하기").click()
    page.wait_for_url("**/notifications/")
    expect(page.get_by_role("heading", name="알림", exact=True)).to_be_visible()

    page.goto("/me/agreements/")
    page.get_by_role("button", name="소식 메일 받기").click()
    page.get_by_role("button", name="동의 취소하기").click()
    expect(page.get_by_text("이제 소식 메일을 보내지 않아요.").first).to_be_visible()
