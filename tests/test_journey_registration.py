"""The term of a club: a member confirms, the president files, the union returns and accepts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browsing import mailed_link, sign_in
from tests.documents import PDF
from tests.page_faults import faults
from tests.services import Server
from tests.test_journey_every_page import RULES

pytestmark = pytest.mark.browser
CLUB = "/clubs/필름로그/"
REGISTRATION = f"{CLUB}manage/registration/"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.mark.parametrize("scripts", [True, False])
def test_a_club_registers_from_the_last_confirmation_to_the_badge(server, visit, scripts):
    president = visit(server, java_script_enabled=scripts, viewport=PHONE)
    sign_in(president, "president@saebom.example")
    president.goto(REGISTRATION)
    checks = president.locator("#checks")
    expect(checks).to_contain_text("부원 14 / 15")
    expect(checks).to_contain_text("한 명만 더 확인하면 돼요")
    file = president.get_by_role("button", name="연합회에 제출하기")

    member = visit(server, java_script_enabled=scripts, viewport=PHONE)
    sign_in(member, "member@saebom.example")
    member.goto("/me/term/")
    row = member.locator(".item", has_text="필름로그")
    row.get_by_role("button", name="이번 학기에도 함께해요").click()
    expect(row.get_by_text("확인했어요")).to_be_visible()

    if not scripts:  # with scripts it comes by itself
        president.reload()
    expect(checks).to_contain_text("부원 15 / 15")
    expect(checks.get_by_text("모자라요")).to_have_count(0)
    expect(checks.locator("li", has_text="지도교수 동의")).to_contain_text("있으면 좋아요")
    agree(server, visit, scripts)
    if not scripts:
        president.reload()
    expect(checks.locator("li", has_text="지도교수 동의")).to_contain_text("됐어요")
    president.wait_for_load_state()
    assert faults(president, "width", "structure", "words", "targets") == []
    file.click()
    expect(president.get_by_text("접수 번호")).to_be_visible()
    expect(file).to_have_count(0)

    union = visit(server, java_script_enabled=scripts)
    sign_in(union, "union@saebom.example")
    union.goto("/union/terms/")
    union.locator("main .item a.btn").first.click()
    union.get_by_role("link", name="등록 신청 보기").click()
    union.get_by_role("link", name="제출함").click()
    union.get_by_role("link", name="보기 필름로그").click()
    union.get_by_text("돌려보내기").check()
    union.get_by_label("고칠 것: 활동 계획").fill("날짜를 적어 주세요")
    union.get_by_role("button", name="결정하기").click()
    expect(union.get_by_text("돌려보냈어요")).to_be_visible()

    president.reload()
    expect(president.get_by_text("날짜를 적어 주세요")).to_be_visible()
    president.get_by_label("이번 학기 활동 계획").fill("- 10월 2일 서울숲 출사")
    president.get_by_role("button", name="저장").click()
    file.click()
    expect(file).to_have_count(0)

    union.get_by_role("link", name="제출함").click()
    union.get_by_role("link", name="보기 필름로그").click()
    union.locator("summary").first.click()
    expect(union.get_by_text("윤서진 (사진학과 교수)")).to_be_visible()
    expect(union.locator("ins")).to_contain_text(["10월 2일 서울숲 출사"])
    union.get_by_text("등록하기", exact=False).first.check()
    union.get_by_role("button", name="결정하기").click()
    expect(union.get_by_text("등록했어요")).to_be_visible()
    stranger = visit(server, java_script_enabled=scripts)
    stranger.goto(CLUB)
    expect(stranger.locator(".clubtop")).to_contain_text("정동아리")


def agree(server, visit, scripts):
    """Let the advisor, who has no account, agree by the link of the mail; later the page says so."""
    advisor = visit(server, java_script_enabled=scripts, viewport=PHONE)
    link = mailed_link(server, "advisor@staff.saebom.example", "/advise/")
    advisor.goto(link)
    expect(advisor.get_by_role("heading", level=1)).to_contain_text("필름로그")
    advisor.wait_for_load_state()
    assert faults(advisor, "width", "structure", "words", "targets") == []
    if scripts:
        assert Axe().run(advisor, options=RULES).response["violations"] == []
    advisor.get_by_role("button", name="지도교수를 맡을게요").click()
    expect(advisor.get_by_text("동의해 주셔서 고맙습니다")).to_be_visible()
    advisor.goto(link)
    expect(advisor.get_by_role("button", name="맡기 어려워요")).to_have_count(0)


def test_a_paper_is_taken_out_and_handed_in_again(server, visit):
    page = visit(server, java_script_enabled=False, viewport=PHONE)
    sign_in(page, "president@saebom.example")
    page.goto(REGISTRATION)
    papers = page.locator("#papers")
    papers.get_by_role("button", name="빼기 예산안").click()
    expect(page.locator("#checks li", has_text="서류: 예산안")).to_contain_text("PDF로 올려 주세요")
    papers.get_by_role("link", name="올리기 예산안").click()
    pdf = {"name": "고친 예산안.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.get_by_label("PDF 파일").set_input_files(pdf)
    assert faults(page, "width", "structure", "words", "targets", "overlaps") == []
    page.get_by_role("button", name="올리기").click()
    expect(papers.get_by_role("link", name="고친 예산안.pdf")).to_be_visible()
    with page.expect_download() as download:
        papers.get_by_role("link", name="고친 예산안.pdf").click()
    assert download.value.suggested_filename == "고친 예산안.pdf"
    assert faults(page, "width", "structure", "words", "targets", "overlaps") == []


def test_what_is_missing_is_said_and_nothing_that_was_written_is_lost(server, visit):
    page = visit(server, java_script_enabled=False, viewport=PHONE)
    sign_in(page, "president@saebom.example")
    page.goto(REGISTRATION)
    plan = page.get_by_label("이번 학기 활동 계획")
    plan.fill("- 아직 다 못 쓴 계획")
    page.get_by_role("button", name="저장").click()
    page.get_by_role("button", name="연합회에 제출하기").click()
    expect(page.locator("main")).to_contain_text("한 명만 더 확인하면 돼요")
    page.goto(REGISTRATION)
    expect(plan).to_have_value("- 아직 다 못 쓴 계획")


def test_the_union_pages_of_a_term_fit_a_phone(server, visit):
    page = visit(server, viewport=PHONE)
    sign_in(page, "union@saebom.example")
    page.goto("/union/terms/")
    term = page.locator("main .item a.btn").first.get_attribute("href")
    review = "registrations/필름로그/"
    places = ["", "rules/", "rules/renewal/", "registrations/", "windows/file/"]
    for place in [*places, review, f"{review}consent/"]:
        page.goto(f"{term}{place}")
        page.wait_for_load_state()
        assert faults(page, "width", "structure", "words", "targets", "overlaps") == [], place
        assert Axe().run(page, options=RULES).response["violations"] == [], place
