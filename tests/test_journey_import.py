"""The union imports a club and a member, and both press once; without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.page_faults import faults
from tests.services import Server

pytestmark = pytest.mark.browser

FILE = "동아리 이름,분야,한 줄 소개,회장 학교 메일\n새벽 산책회,{category},새벽에 걸어요,{email}\n"
MEMBERS = "동아리,학교 메일\n새벽 산책회,officer@saebom.example\n"


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.fixture
def as_somebody(server, visit):
    """`as_somebody("union")`: a page without scripts of that demo person, on a phone."""

    def as_somebody(name):
        page = visit(server, java_script_enabled=False, viewport={"width": 390, "height": 844})
        sign_in(page, f"{name}@saebom.example")
        return page

    return as_somebody


def choose(page, clubs, members):
    for name, text in {"clubs": clubs, "members": members}.items():
        content = {"name": f"{name}.csv", "mimeType": "text/csv", "buffer": text.encode("cp949")}
        page.locator(f"input[name={name}]").set_input_files(content)
    page.locator("main form .btn-1").first.click()


def test_files_become_invitations_and_the_invitations_a_club_with_a_member(as_somebody):
    union = as_somebody("union")
    union.goto("/union/import/")
    choose(union, FILE.format(category="없는 분야", email="student@saebom.example"), MEMBERS)
    expect(union.locator("main")).to_contain_text("잘못됐어요")

    union.goto("/union/import/")
    choose(union, FILE.format(category="사진", email="student@saebom.example"), MEMBERS)
    expect(union.locator("main")).to_contain_text("새로 초대해요")
    union.wait_for_load_state()
    assert not faults(union, "structure", "targets", "width")
    union.locator("main form .btn-1").last.click()
    expect(union.get_by_text("2명을 초대했어요.")).to_be_visible()
    union.get_by_role("link", name="보낸 초대").click()
    union.get_by_role("link", name="부원", exact=True).click()
    expect(union.locator("main")).to_contain_text("회장을 기다림")
    union.wait_for_load_state()
    assert not faults(union, "structure", "targets", "width")

    student = as_somebody("student")
    student.goto("/")
    student.get_by_role("link", name="새벽 산책회").click()
    student.locator("main form .btn-1").click()
    expect(student.get_by_role("heading", name="새벽 산책회")).to_be_visible()
    student.wait_for_load_state()
    assert not faults(student, "structure", "width")

    member = as_somebody("officer")
    member.goto("/")
    member.get_by_role("main").get_by_role("link", name="새벽 산책회").click()
    member.get_by_role("button", name="부원 되기").click()
    expect(member.get_by_text("부원이 됐어요.")).to_be_visible()
