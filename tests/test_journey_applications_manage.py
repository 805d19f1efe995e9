"""Officers deciding applications, and an applicant who watches, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browsing import sign_in

pytestmark = pytest.mark.browser

FILMLOG = "/clubs/필름로그/"
QUEUE = FILMLOG + "manage/applications/"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def someone(serve, visit):
    server = serve()

    def someone(name, **options):
        page = visit(server, **options)
        page.set_default_timeout(10_000)
        sign_in(page, f"{name}@saebom.example")
        return page

    return someone


def test_what_others_do_arrives_and_neither_ticks_nor_place_are_lost(someone):
    president, officer, student = someone("president"), someone("officer"), someone("student")
    for page in [president, officer]:
        with page.expect_event("response", lambda response: "/manage/stream/" in response.url):
            page.goto(QUEUE)
    before = president.locator("#rows .mod").count()
    for tick in president.locator("[name=pick]").all()[3:5]:
        tick.check()
    watched = president.locator("#rows .mod").nth(3)
    watched.scroll_into_view_if_needed()
    place = watched.bounding_box()["y"]

    apply(student)

    row = president.locator("#rows .mod").first
    expect(president.locator("#rows .mod")).to_have_count(before + 1)
    expect(row).to_contain_text("이서연")
    expect(president.locator("[name=pick]:checked")).to_have_count(2)
    assert abs(president.locator("#rows .mod").nth(4).bounding_box()["y"] - place) < 2
    expect(president.locator("#picked")).to_be_visible()

    officer.get_by_role("button", name="거절 이서연").click()
    expect(row).to_contain_text("정유나")
    expect(student.locator("h1")).to_have_text("이번에는 함께하지 못해요")
    expect(officer.locator("#rows .mod").first).to_contain_text("정유나")
    officer.wait_for_timeout(500)  # the row has come twice, by the answer and by the stream
    assert officer.evaluate("!!document.activeElement.closest('.mod')")
    officer.get_by_role("button", name="되돌리기 이서연").click()
    expect(row.get_by_role("button", name="승인 이서연")).to_be_visible()
    expect(student.locator("h1")).to_have_text("지원서를 보고 있어요")
    expect(president.locator("[name=pick]:checked")).to_have_count(2)


def apply(student):
    student.goto(FILMLOG + "join/")
    student.get_by_role("button", name="가입 신청").click()
    expect(student.locator("h1")).to_have_text("지원서를 보고 있어요")


def test_the_list_obeys_keys_but_never_while_somebody_types(someone):
    page = someone("president")
    page.goto(QUEUE)
    rows = page.locator("#rows .mod")

    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(rows.nth(1).locator("[name=pick]")).to_be_checked()
    page.keyboard.press("k")
    page.keyboard.press("r")
    expect(rows.nth(0).locator("[data-key=U]")).to_be_visible()
    page.locator("#rows .mod").nth(0).focus()
    page.keyboard.press("u")
    expect(rows.nth(0).locator("[name=pick]")).to_be_visible()

    page.get_by_label("지원자 이름이나 접수 번호").fill("")
    page.keyboard.type("jxar")
    expect(page.get_by_label("지원자 이름이나 접수 번호")).to_have_value("jxar")
    expect(page.locator("[name=pick]:checked")).to_have_count(1)


def test_what_is_being_written_is_kept_by_itself_and_survives_the_page(someone):
    page = someone("student", viewport=PHONE)
    page.goto(FILMLOG + "join/")
    message = page.get_by_label("하고 싶은 말")

    message.fill("할머니 카메라를 고쳤어요")
    with page.expect_response("**/draft/") as saved:
        pass
    assert saved.value.status == 200
    expect(page.locator("#saved")).to_contain_text("임시 저장했어요")
    page.reload()

    expect(message).to_have_value("할머니 카메라를 고쳤어요")
    page.goto("/me/")
    expect(page.get_by_text("쓰는 중")).to_be_visible()
