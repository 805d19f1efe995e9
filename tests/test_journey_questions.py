"""A question to a club, its answer and the FAQ, with scripts and without."""

import pytest
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.page_faults import faults
from tests.services import Server

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_question_becomes_an_answer_and_then_part_of_the_faq(server, visit, scripts):
    club = "/clubs/필름로그/"
    asked = f"삼각대도 빌릴 수 있나요? {scripts}"

    def on_page(name, path):
        page = visit(server, viewport=PHONE, java_script_enabled=scripts)
        sign_in(page, f"{name}@saebom.example")
        page.goto(path)
        return page

    asker = on_page("student", f"{club}questions/")
    asker.get_by_label("무엇이 궁금한가요?").fill(asked)
    asker.get_by_role("button", name="물어보기").click()
    expect(asker.locator("main")).to_contain_text("나와 운영진만 볼 수 있어요")
    asker.wait_for_load_state()
    assert not faults(asker, "structure", "targets", "width")

    officer = on_page("officer", f"{club}manage/")
    officer.get_by_role("link", name="답을 기다려요").click()
    officer.get_by_role("link", name=asked).click()
    expect(officer.locator("main")).to_contain_text("이서연")  # only officers see who asks
    officer.get_by_label("답", exact=True).fill("네, 두 대 있어요.")
    officer.get_by_role("button", name="답하기").click()
    officer.get_by_role("link", name="자주 묻는 질문으로").click()
    expect(officer.get_by_label("질문")).to_have_value(asked)
    officer.get_by_role("button", name="넣기").click()
    officer.get_by_role("button", name=f"위로 옮기기: {asked}").click()
    officer.wait_for_load_state()
    assert not faults(officer, "structure", "targets", "width")

    asker.reload()
    expect(asker.locator("#answer")).to_contain_text("네, 두 대 있어요.")

    guest = visit(server, viewport=PHONE, java_script_enabled=scripts)
    guest.goto(club)
    entry = guest.locator("#faq details", has_text=asked)
    entry.locator("summary").click()
    expect(entry.locator("p")).to_be_visible()
    guest.wait_for_load_state()
    assert not faults(guest, "structure", "targets", "width")
