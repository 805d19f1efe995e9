"""A club changes hands and keeps somebody out: without JavaScript, felt by others live."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.services import Server

pytestmark = pytest.mark.browser

FILMLOG, GAMES = "/clubs/필름로그/", "/clubs/보드빌/"


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.fixture
def someone(server, visit):
    def someone(name, **options):
        page = visit(server, **options)
        sign_in(page, f"{name}@saebom.example")
        return page

    return someone


def test_who_is_kept_out_is_out_of_the_open_room_at_once(someone):
    president = someone("president", java_script_enabled=False)
    member = someone("member")
    member.goto("/rooms/필름로그/")
    expect(member.locator("#messages")).to_be_visible()
    expect(member.locator(".live-state").first).to_have_attribute("data-state", "")

    president.goto(FILMLOG + "manage/members/?q=한도윤")
    president.get_by_role("link", name="관리 한도윤").click()
    president.get_by_role("link", name="내보내고 가입 막기").click()
    president.get_by_label("이유").fill("도배")
    president.get_by_role("button", name="가입 막기").click()
    expect(president.get_by_text("한도윤님의 가입을 막았어요.")).to_be_visible()

    expect(member.locator(".live-state").first).not_to_have_attribute("data-state", "")
    member.goto(FILMLOG)
    expect(member.get_by_text("가입 불가").first).to_be_visible()
    assert member.goto("/rooms/필름로그/").status == 403


def test_an_invite_leads_in_and_the_log_says_so_to_who_reads_it(someone):
    president = someone("president")
    student = someone("student", java_script_enabled=False)
    president.goto(FILMLOG + "manage/invites/")
    president.get_by_label("몇 명까지 들어올 수 있나요?").fill("1")
    president.get_by_role("button", name="링크 만들기").click()
    expect(president.get_by_alt_text("초대 링크의 QR 코드")).to_be_visible()
    link = president.get_by_label("복사해서 보낼 링크").input_value()
    poster = president.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", poster)) == 1
    assert b"/MediaBox [0 0 594.95" in poster  # A4

    student.goto(link)
    student.get_by_role("button", name="바로 들어가기").click()
    expect(student.get_by_text("필름로그 부원이 됐어요")).to_be_visible()

    president.goto(FILMLOG + "manage/log/")
    president.get_by_label("무슨 일").select_option("joined")
    expect(president.locator("#entries li")).to_have_count(1)
    expect(president.locator("#entries")).to_contain_text("이서연")


def test_the_officer_who_was_asked_becomes_president(someone):
    officer = someone("officer", java_script_enabled=False)
    officer.goto(GAMES + "handover/")
    officer.get_by_role("button", name="회장 맡기").click()
    expect(officer.get_by_text("이제 보드빌 회장이에요.")).to_be_visible()
    expect(officer.get_by_text("회장으로 보고 있어요")).to_be_visible()

    officer.goto("/me/delete/")
    expect(officer.get_by_text("보드빌 회장을 맡고 있어요.")).to_be_visible()
