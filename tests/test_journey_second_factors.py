"""The union's second factor in a browser, with scripts and without: asked for, set up, required."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browsing import PASSWORD, sign_in
from tests.page_faults import faults
from tests.services import Server

pytestmark = pytest.mark.browser
USER = "from accounts.models import User; User.objects.filter(email='{mail}')"
RESET = USER + ".get().authenticator_set.all().delete()"
LATE = USER + ".update(second_factor_due_at='2026-01-01 00:00Z')"


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus, env={"SECOND_FACTOR_REQUIRED": "true"}) as server:
        yield server


def code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def is_fine(page, scripts):
    if scripts:
        page.wait_for_load_state()
        assert faults(page) == []
        assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize(
    ("mail", "scripts", "width", "scheme"),
    [
        ("union@saebom.example", True, 1280, "dark"),
        ("union2@saebom.example", False, 390, "light"),
    ],
)
def test_the_union_has_days_and_then_sets_it_up(server, visit, mail, scripts, width, scheme):
    size = {"width": width, "height": 844}
    page = visit(server, java_script_enabled=scripts, viewport=size, color_scheme=scheme)
    sign_in(page, mail)
    expect(page.get_by_text("연합회 계정에는 2단계 인증이 있어야 해요.")).to_be_visible()
    is_fine(page, scripts)
    page.goto("/union/")
    expect(page.get_by_role("link", name="2단계 인증 켜기")).to_be_visible()
    is_fine(page, scripts)

    server.manage("shell", "-c", LATE.format(mail=mail))
    page.goto("/union/clubs/")
    expect(page.get_by_text("2단계 인증을 켜야 볼 수 있어요.")).to_be_visible()
    is_fine(page, scripts)
    page.get_by_role("link", name="인증 앱 켜기").click()
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form .btn-1").click()
    expect(page.get_by_role("heading", name="인증 앱 켜기")).to_be_visible()
    is_fine(page, scripts)
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("[name=code]").fill(code(secret))
    page.get_by_role("button", name="켜기").click()
    expect(page.get_by_role("heading", name="복구 코드")).to_be_visible()
    is_fine(page, scripts)
    recovery_code = page.locator("main .list b").first.inner_text()

    page.goto("/accounts/2fa/totp/deactivate/")
    expect(page.get_by_text("2단계 인증이 하나는 있어야 해요.")).to_be_visible()
    is_fine(page, scripts)
    page.goto("/union/clubs/")
    expect(page.get_by_role("heading", name="동아리연합회")).to_be_visible()

    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/union/people/")
    page.locator("[name=login]").fill(mail)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form .btn-1").first.click()
    expect(page.get_by_role("heading", name="2단계 인증")).to_be_visible()
    is_fine(page, scripts)
    page.locator("[name=code]").fill("000000")
    page.get_by_role("button", name="로그인").click()
    expect(page.get_by_role("link", name="숫자가 맞지 않아요.")).to_be_visible()
    is_fine(page, scripts)
    page.locator("[name=code]").fill(recovery_code)
    page.get_by_role("button", name="로그인").click()
    page.wait_for_url("**/union/people/")


def test_the_admin_site_asks_a_log_in_from_before(server, visit):
    page = visit(server)
    server.manage("shell", "-c", RESET.format(mail="union@saebom.example"))
    sign_in(page, "union@saebom.example")
    page.goto("/admin/")
    expect(page.get_by_text("2단계 인증을 켜야 볼 수 있어요.")).to_be_visible()
