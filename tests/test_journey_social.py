"""The buttons of other services in a browser: they lead there with and without scripts, and back."""

from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browsing import PASSWORD, sign_in
from tests.page_faults import faults
from tests.services import Server

pytestmark = pytest.mark.browser
KEYS = {
    f"{name}_CLIENT_{what}": "x"
    for name in ("KAKAO", "NAVER", "GOOGLE")
    for what in ("ID", "SECRET")
}
SERVICES = {
    "카카오": "https://kauth.kakao.com/oauth/authorize",
    "네이버": "https://nid.naver.com/oauth2.0/authorize",
    "구글": "https://accounts.google.com/o/oauth2/v2/auth",
}


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus, env=KEYS) as server:
        yield server


def stand_in(page):
    """Answer for the services: whoever comes is sent back, having refused. Returns what was asked."""
    asked = []

    def refuse(route):
        query = {
            key: value[0] for key, value in parse_qs(urlsplit(route.request.url).query).items()
        }
        asked.append(route.request.url.partition("?")[0])
        back = f"{query['redirect_uri']}?error=access_denied&state={query['state']}"
        route.fulfill(
            body=f'<meta http-equiv="refresh" content="0;url={back}">', content_type="text/html"
        )

    for url in SERVICES.values():
        page.route(f"{url}**", refuse)
    return asked


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("start", ["/accounts/login/", "/accounts/signup/"])
def test_each_button_leads_to_its_service_and_a_refusal_back(server, visit, scripts, start):
    page = visit(server, java_script_enabled=scripts, viewport={"width": 390, "height": 844})
    asked = stand_in(page)
    for name, url in SERVICES.items():
        page.goto(start)
        page.get_by_role("button", name=f"{name} 로그인").click()
        expect(page.get_by_role("heading", name="로그인을 그만두었어요")).to_be_visible()
        assert asked.pop() == url


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_the_pages_with_buttons_are_accessible_and_fit(server, visit, scheme, width):
    page = visit(server, color_scheme=scheme, viewport={"width": width, "height": 900})
    for path in ("/accounts/login/", "/accounts/signup/", "/accounts/kakao/login/"):
        page.goto(path)
        page.wait_for_load_state()
        assert faults(page) == [], path
        assert Axe().run(page).response["violations"] == [], path
    sign_in(page, "member@saebom.example")
    page.goto("/accounts/3rdparty/")
    page.wait_for_load_state()
    assert faults(page) == []
    assert Axe().run(page).response["violations"] == []


def test_linking_at_me_leads_there_too(server, visit):
    page = visit(server)
    sign_in(page, "member@saebom.example")
    asked = stand_in(page)
    page.goto("/me/")
    page.get_by_role("link", name="연결한 계정").click()
    page.get_by_role("button", name="카카오 연결하기").click()
    expect(page.get_by_role("heading", name="로그인을 그만두었어요")).to_be_visible()
    assert asked == [SERVICES["카카오"]]
    assert PASSWORD not in page.content()
