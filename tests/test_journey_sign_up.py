"""Signing up in an in-app browser with an invite, and following the mailed link in another one."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browsing import PASSWORD, mailed_link
from tests.services import Server

pytestmark = pytest.mark.browser

CLUB = f"/clubs/{quote('필름로그')}/"


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


def test_both_browsers_arrive_where_the_person_was_going(server, visit):
    in_app, safari = visit(server), visit(server)
    in_app.goto(CLUB)
    in_app.get_by_role("link", name="회원가입").first.click()
    in_app.locator("[name=email]").fill("in.app@saebom.example")
    in_app.locator("[name=display_name]").fill("한가온")
    in_app.locator("[name=password]").fill(PASSWORD)
    in_app.locator("[name=agree_terms]").check()
    in_app.locator("[name=agree_privacy]").check()
    in_app.get_by_role("button", name="확인 메일 받기").click()
    expect(in_app.get_by_role("heading", name="메일함을 확인해 주세요")).to_be_visible()

    safari.goto(mailed_link(server, "in.app@saebom.example"))
    safari.get_by_role("button", name="인증하기").click()
    expect(in_app.get_by_text("인증한 브라우저에서 로그인하면")).to_be_visible(timeout=20_000)
    safari.locator("[name=login]").fill("in.app@saebom.example")
    safari.locator("[name=password]").fill(PASSWORD)
    safari.locator("[name=password]").press("Enter")
    safari.wait_for_url(f"**{CLUB}")
    in_app.wait_for_url(f"**{CLUB}", timeout=20_000)
    expect(in_app.locator(".nav-main")).to_be_visible()
