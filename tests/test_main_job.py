"""The main job, as two people do it: find a club, apply, be let in, post, talk.

On one worker and SQLite as a newcomer has it, on two workers with PostgreSQL and Redis as a school
has it, and with JavaScript off. Two people are on at once; with JavaScript nobody ever reloads.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import mailed_link, sign_in

pytestmark = pytest.mark.browser

FILMLOG = "/clubs/필름로그/"

SERVERS = {
    "one worker": {},
    "two workers on PostgreSQL and Redis": {"workers": 2, "on_postgresql": True},
    "two workers without accelerators": {"workers": 2, "env": {"ACCELERATORS": "false"}},
    "without JavaScript": {},
}


@pytest.fixture(params=SERVERS)
def campus_life(request, serve, visit):
    """(someone, live): `someone("student")` is the page of that demo person, signed in."""
    live = request.param != "without JavaScript"
    server = serve(**SERVERS[request.param])

    def someone(name, **options):
        page = visit(server, java_script_enabled=live, **options)
        page.set_default_timeout(10_000)
        sign_in(page, f"{name}@saebom.example")
        return page

    return someone, live


def test_a_student_finds_a_club_is_let_in_posts_and_talks(campus_life):
    someone, live = campus_life
    officer = someone("officer")
    officer.goto(FILMLOG + "manage/applications/")
    expect(officer.get_by_role("heading", name="이서연")).to_have_count(0)

    student = someone("student", viewport={"width": 390, "height": 844})
    find_filmlog(student, live)
    apply(student)
    heading = officer.get_by_role("heading", name="이서연")
    see(officer, heading, live)
    student.goto(FILMLOG)
    officer.get_by_role("button", name="승인 이서연").click()
    membership = student.locator("#join").get_by_text("부원")
    see(student, membership, live)

    write_post(student)
    talk(student, officer, live)


def find_filmlog(page, live):
    page.goto("/")
    page.get_by_role("navigation", name="주 메뉴").get_by_role("link", name="동아리").click()
    page.wait_for_load_state()  # from then on every letter searches
    page.get_by_label("동아리 이름이나 하고 싶은 것").fill("ㅍㄹㄹㄱ")
    if not live:
        page.get_by_role("button", name="적용").click()
    expect(page.locator("#results .club")).to_have_count(1)
    page.get_by_role("link", name="필름로그").click()
    expect(page.get_by_role("heading", level=1, name="필름로그")).to_be_visible()


def apply(page):
    page.wait_for_load_state()  # its style decides which of the two links is seen
    page.get_by_role("link", name=re.compile("가입 신청")).locator("visible=true").click()
    page.get_by_label("하고 싶은 말").fill("할머니 댁에서 찾은 카메라를 고쳐 쓰고 싶어요.")
    page.get_by_role("button", name="가입 신청").click()
    expect(page.get_by_text("접수 번호", exact=True)).to_be_visible()


def write_post(page):
    page.goto(FILMLOG + "board/new/")
    page.get_by_label("제목").fill("첫인사 드려요")
    page.get_by_label("내용").fill("**필름**은 처음이에요. <script>alert(1)</script>")
    page.get_by_role("button", name="올리기").click()
    expect(page.get_by_role("heading", level=1, name="첫인사 드려요")).to_be_visible()
    expect(page.locator(".prose strong")).to_have_text("필름")
    page.goto(FILMLOG + "board/")
    expect(page.get_by_role("link", name="첫인사 드려요")).to_be_visible()


def talk(student, officer, live):
    for page in (student, officer):
        page.goto("/rooms/필름로그/")
        entrance = page.get_by_role("button", name="입장하기")
        if entrance.is_visible():
            entrance.click()
        expect(page.get_by_role("log")).to_be_visible()
        if live:  # both pages listen before anybody speaks
            expect(page.locator(".live-state").first).to_have_attribute("data-state", "")
    say(student, "안녕하세요 처음 왔어요")
    see(officer, line(officer, "안녕하세요 처음 왔어요"), live)
    say(officer, "반가워요 <b>필름</b> 가져와요")
    see(student, line(student, "반가워요 <b>필름</b> 가져와요"), live)
    expect(line(student, "안녕하세요 처음 왔어요")).to_have_count(1)


def say(page, text):
    page.get_by_role("textbox", name="메시지").fill(text)
    page.get_by_role("button", name="보내기").click()
    expect(line(page, text)).to_be_visible()
    expect(page.get_by_role("textbox", name="메시지")).to_have_value("")


def line(page, text):
    return page.locator(".msg .bubble", has_text=text)


def see(page, locator, live):
    """It appears by itself; without JavaScript, after loading the page again."""
    if not live:
        page.reload()
    expect(locator).to_be_visible(timeout=10_000)


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_newcomer_signs_up_with_the_link_in_the_mail(serve, visit, scripts):
    server = serve()
    page = visit(server, java_script_enabled=scripts)
    page.goto("/")
    page.get_by_role("link", name=re.compile("회원가입|가입하기")).first.click()
    page.get_by_label("학교 메일").fill("new.student@gmail.com")
    page.get_by_label("이름", exact=True).fill("새내기")
    page.get_by_label("비밀번호", exact=True).fill("은행나무 아래서 2026")
    for box in page.get_by_role("checkbox", name=re.compile("동의")).all():
        box.check()
    page.get_by_role("button", name="확인 메일 받기").click()
    expect(page.locator("#errors")).to_contain_text("gmail.com")
    expect(page.get_by_label("이름", exact=True)).to_have_value("새내기")

    page.get_by_label("학교 메일").fill("New.Student@saebom.example")
    page.get_by_label("비밀번호", exact=True).fill("은행나무 아래서 2026")
    page.get_by_role("button", name="확인 메일 받기").click()
    expect(page.get_by_role("heading", name="메일함을 확인해 주세요")).to_be_visible()

    link = mailed_link(server, "new.student@saebom.example")
    page.goto(link)
    page.get_by_role("button", name="인증하기").click()
    expect(page.get_by_role("navigation", name="주 메뉴")).to_be_visible()
    page.goto(link)
    expect(page.get_by_role("heading", name="인증 실패")).to_be_visible()
