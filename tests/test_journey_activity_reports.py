"""An activity report: made of an event on a phone, filed, returned, mended, accepted and seen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.page_faults import faults
from tests.pictures import drawn
from tests.services import Server
from tests.test_journey_every_page import RULES

pytestmark = pytest.mark.browser
CLUB = "/clubs/필름로그/"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.mark.parametrize("scripts", [True, False])
def test_a_report_from_a_past_event_to_the_page_everybody_sees(server, visit, scripts):
    officer = visit(server, java_script_enabled=scripts, viewport=PHONE)
    sign_in(officer, "officer@saebom.example")
    officer.goto(f"{CLUB}manage/activity-reports/")
    assert faults(officer, "width", "structure", "words", "targets") == []
    officer.get_by_role("link", name="보고서 쓰기").first.click()
    title = officer.get_by_label("제목").input_value()
    officer.get_by_label("왜 했나요").fill("단풍을 찍으려고요")
    officer.get_by_label("무엇을 했나요").fill("두 시간 동안 걸으며 찍었어요")
    picture = {"name": "단풍.jpg", "mimeType": "image/jpeg", "buffer": drawn(size=(800, 600))}
    officer.locator("[name=pictures]").set_input_files(picture)
    officer.get_by_role("button", name="저장").click()
    expect(officer.locator("img.thumb")).to_be_visible()
    if scripts:
        assert Axe().run(officer, options=RULES).response["violations"] == []
    file = officer.get_by_role("button", name="연합회에 제출하기")
    file.click()
    expect(file).to_have_count(0)

    union = visit(server, java_script_enabled=scripts)
    sign_in(union, "union@saebom.example")
    union.goto("/union/terms/")
    union.locator("main .item a.btn").first.click()
    union.get_by_role("link", name="활동보고서", exact=True).click()
    reports = union.url
    union.get_by_role("link", name=title).first.click()
    union.get_by_text("돌려보내기").check()
    union.get_by_label("고칠 것").fill("어디를 걸었는지 적어 주세요")
    union.get_by_role("button", name="결정하기").click()
    expect(union.get_by_text("돌려보냈어요")).to_be_visible()

    officer.reload()
    expect(officer.get_by_text("어디를 걸었는지 적어 주세요")).to_be_visible()
    officer.get_by_label("무엇을 했나요").fill("두 시간 동안 서울숲을 걸었어요")
    officer.get_by_role("button", name="저장").click()
    file.click()
    expect(file).to_have_count(0)

    union.goto(f"{reports}?state=submitted")
    union.get_by_role("link", name=title).first.click()
    union.get_by_text("인정하기").check()
    union.get_by_role("button", name="결정하기").click()
    expect(union.get_by_text("인정했어요")).to_be_visible()
    stranger = visit(server, java_script_enabled=scripts, viewport=PHONE)
    stranger.goto(f"{CLUB}activity-reports/")
    article = stranger.locator("article").first  # the latest
    expect(article).to_contain_text("서울숲을 걸었어요")
    expect(article.locator("img")).to_be_visible()
    assert faults(stranger, "width", "structure", "words", "targets") == []
