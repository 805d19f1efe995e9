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
LOCK_OUT = USER + ".get().authenticator_set.create(type='totp', data={{'secret': 'JBSWY3DP'}})"
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


@pytest.mark.parametrize(("scripts", "width"), [(True, 390), (False, 1280)])
def test_two_of_the_union_let_somebody_in_again(server, visit, scripts, width):
    mail = "member@saebom.example" if scripts else "officer@saebom.example"
    server.manage("shell", "-c", LOCK_OUT.format(mail=mail))
    size = {"width": width, "height": 844}
    one = visit(server, java_script_enabled=scripts, viewport=size)
    other = visit(server, java_script_enabled=scripts, viewport=size, color_scheme="dark")
    for page, address in [(one, "union"), (other, "union2")]:
        server.manage("shell", "-c", RESET.format(mail=f"{address}@saebom.example"))
        sign_in(page, f"{address}@saebom.example")
        turn_on_app(page)

    one.goto(f"/union/people/?q={mail}")
    one.locator("#people .item").click()
    one.get_by_role("link", name="2단계 인증 복구하기").click()
    is_fine(one, scripts)
    one.get_by_role("button", name="부탁하기").click()
    expect(one.get_by_role("link", name="어떻게 확인했는지")).to_be_visible()
    one.locator("[name=how]").fill("연합회실에서 학생증을 봤어요")
    one.get_by_role("button", name="부탁하기").click()
    expect(one.get_by_text("하루 안에 확인하면 없어져요.")).to_be_visible()
    is_fine(one, scripts)

    other.goto("/")
    other.get_by_role("link", name="2단계 인증 복구 1건").click()
    is_fine(other, scripts)
    other.get_by_role("button", name="확인하고 2단계 인증 없애기").click()
    expect(other.get_by_text("2단계 인증을 없앴어요.")).to_be_visible()
    sign_in(visit(server, java_script_enabled=scripts), mail)


def turn_on_app(page):
    page.goto("/accounts/2fa/totp/activate/")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form .btn-1").click()
    page.locator("[name=code]").fill(code(page.locator("#authenticator_secret").input_value()))
    page.get_by_role("button", name="켜기").click()
    expect(page.get_by_role("heading", name="복구 코드")).to_be_visible()
