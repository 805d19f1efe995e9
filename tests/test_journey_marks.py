"""A club appeals against a caution, and a member has a certificate printed that somebody verifies."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.page_faults import faults
from tests.services import Server
from tests.test_journey_every_page import RULES

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
SEEN = ("width", "structure", "words", "targets")


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


def assert_sound(page, scripts):
    """Assert that nothing is wrong with the page on a phone."""
    page.wait_for_load_state()
    assert faults(page, *SEEN) == []
    if scripts:
        assert Axe().run(page, options=RULES).response["violations"] == []


@pytest.mark.parametrize(
    ("scripts", "kind"), [(True, "주의"), (False, "경고")], ids=["scripts", "no-scripts"]
)
def test_a_mark_is_given_and_appealed_and_a_certificate_is_verified(server, visit, scripts, kind):
    reason = f"{kind}: 자정 뒤에 합주실을 썼어요"
    union = visit(server, java_script_enabled=scripts, viewport=PHONE)
    sign_in(union, "union@saebom.example")
    union.goto("/union/marks/필름로그/")
    union.get_by_label(kind).check()
    union.get_by_label("이유").fill(reason)
    assert_sound(union, scripts)
    union.get_by_role("button", name="기록하기").click()
    expect(union.locator("main")).to_contain_text(reason)
    union.get_by_role("link", name=f"자세히 {reason}").click()
    expect(union.get_by_text("다른 사람이 결정해야 해요")).to_be_visible()

    president = visit(server, java_script_enabled=scripts, viewport=PHONE)
    sign_in(president, "president@saebom.example")
    president.goto("/clubs/필름로그/manage/marks/")
    assert_sound(president, scripts)
    president.get_by_role("link", name=f"이의 신청하기 {reason}").click()
    president.get_by_label("이의").fill("그날은 허가를 받았어요")
    president.get_by_role("button", name="이의 신청하기").click()
    expect(president.locator("main")).to_contain_text("그날은 허가를 받았어요")

    president.goto("/me/certificates/")
    president.get_by_role("button", name="확인서 받기 필름로그").click()
    code = president.locator(".certificate-code b").inner_text()
    assert_sound(president, scripts)
    reader = visit(server, java_script_enabled=scripts, viewport=PHONE)
    reader.goto("/verify/")
    reader.get_by_label("확인 코드").fill(code)
    reader.get_by_role("button", name="코드 확인하기").click()
    expect(reader.locator("main")).to_contain_text("김○재")
    assert_sound(reader, scripts)

    president.get_by_role("button", name="확인서 취소하기").click()
    expect(president.get_by_text("취소했어요")).to_be_visible()
    reader.reload()
    expect(reader.get_by_text("취소된 확인서예요")).to_be_visible()
