"""Passkeys in a browser, with a device that Chromium plays: added, used, offered, removed."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browsing import PASSWORD, sign_in
from tests.page_faults import faults
from tests.services import Server

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


# Chromium's device takes what is offered among the names at once; with this one has to press.
WITHOUT_OFFERS = "delete window.PublicKeyCredential?.isConditionalMediationAvailable"


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


class Device:
    """The screen lock of a phone, which may hold passkeys."""

    def __init__(self, page, **options):
        self.session = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable", {"enableUI": False})
        device = self.session.send(
            "WebAuthn.addVirtualAuthenticator", {"options": DEVICE | options}
        )
        self.id = device["authenticatorId"]

    def tell(self, command, **parts):
        return self.session.send(f"WebAuthn.{command}", {"authenticatorId": self.id} | parts)

    def keys(self):
        return self.tell("getCredentials")["credentials"]


def at_localhost(server, visit, **options):
    """A visitor of the address at which browsers have passkeys without TLS."""
    options.setdefault("viewport", {"width": 390, "height": 844})
    return visit(server, base_url=server.url.replace("127.0.0.1", "localhost"), **options)


def confirm(page):
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form .btn-1").click()


def add_passkey(page):
    page.goto("/accounts/2fa/webauthn/add/")
    confirm(page)
    page.get_by_role("button", name="더하기").click()
    page.wait_for_url("**/recovery-codes/")


def log_out(page):
    page.goto("/accounts/logout/")
    page.locator("main form .btn-1, main form .btn-bad").first.click()
    page.wait_for_url("**/")


def is_fine(page):
    page.wait_for_load_state()
    assert faults(page) == []
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_one_adds_a_passkey_logs_in_by_it_and_removes_it(server, visit, scheme, width):
    size = {"width": width, "height": 844}
    page = at_localhost(server, visit, viewport=size, color_scheme=scheme)
    page.add_init_script(WITHOUT_OFFERS)
    device = Device(page)
    sign_in(page, "member@saebom.example" if width == 390 else "officer@saebom.example")
    page.goto("/accounts/2fa/webauthn/add/")
    is_fine(page)
    confirm(page)
    is_fine(page)
    page.get_by_role("button", name="더하기").click()
    expect(page.get_by_text("패스키를 더했어요.")).to_be_visible()
    is_fine(page)
    assert len(device.keys()) == 1
    log_out(page)

    page.goto("/accounts/login/?next=/accounts/2fa/webauthn/")
    is_fine(page)
    page.get_by_role("button", name="패스키로 로그인").click()
    expect(page.get_by_role("heading", name="패스키")).to_be_visible()
    expect(page.get_by_text("비밀번호 없이")).to_be_visible()
    is_fine(page)
    page.get_by_role("link", name="빼기").click()
    page.get_by_role("button", name="패스키 쓰기").or_(
        page.locator("[name=password]")
    ).first.wait_for()
    if page.locator("[name=password]").count():
        confirm(page)
    page.get_by_role("button", name="빼기").click()
    expect(page.get_by_text("아직 더한 패스키가 없어요.")).to_be_visible()
    log_out(page)

    page.goto("/accounts/login/")
    page.get_by_role("button", name="패스키로 로그인").click()
    expect(page.get_by_text("패스키를 확인하지 못했어요.")).to_be_visible()
    is_fine(page)


def test_the_browser_offers_it_among_the_names(server, visit):
    page = at_localhost(server, visit)
    Device(page)
    sign_in(page, "president@saebom.example")
    add_passkey(page)
    log_out(page)
    page.goto("/accounts/login/?next=/clubs/")
    page.wait_for_url("**/clubs/")


def test_who_gives_up_may_press_again(server, visit):
    page = at_localhost(server, visit)
    page.add_init_script(WITHOUT_OFFERS)
    device = Device(page)
    sign_in(page, "student@saebom.example")
    add_passkey(page)
    log_out(page)
    device.tell("setUserVerified", isUserVerified=False)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="패스키로 로그인").click()
    expect(page.get_by_text("패스키를 쓰지 못했어요. 다시 눌러 주세요.")).to_be_visible()
    is_fine(page)
    device.tell("setUserVerified", isUserVerified=True)
    page.get_by_role("button", name="패스키로 로그인").click()
    expect(page.locator(".nav-main")).to_be_visible()


def test_a_copy_of_a_key_is_refused(server, visit):
    page = at_localhost(server, visit)
    device = Device(page)
    sign_in(page, "union2@saebom.example")
    add_passkey(page)
    log_out(page)
    [copy] = device.keys()
    page.goto("/accounts/login/")
    expect(page.locator(".nav-main")).to_be_visible()
    log_out(page)
    device.tell("removeCredential", credentialId=copy["credentialId"])
    device.tell("addCredential", credential=copy)
    page.goto("/accounts/login/")
    expect(page.get_by_text("복제된 것 같아")).to_be_visible()


def test_without_scripts_a_password_does_and_the_page_says_why(server, visit):
    page = at_localhost(server, visit, java_script_enabled=False)
    page.goto("/accounts/login/")
    expect(page.get_by_text("자바스크립트를 켜야 쓸 수 있어요")).to_be_visible()
    expect(page.get_by_role("button", name="패스키로 로그인")).to_be_hidden()
    sign_in(page, "union@saebom.example")


def test_a_browser_without_passkeys_says_so(server, visit):
    page = at_localhost(server, visit)
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto("/accounts/login/")
    expect(page.get_by_text("이 브라우저에서는 패스키를 쓸 수 없어요.")).to_be_visible()
    expect(page.get_by_role("button", name="패스키로 로그인")).to_be_hidden()
    is_fine(page)
