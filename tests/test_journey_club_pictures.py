"""A president gives the club a logo and puts a picture into its text, with scripts and without."""

import pytest
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.pictures import drawn
from tests.services import Server

pytestmark = pytest.mark.browser
CLUB = "/clubs/알고리듬/"  # it has no pictures yet; others leave it alone
PICTURE = {"name": "사진.png", "mimeType": "image/png", "buffer": drawn("PNG", size=(900, 600))}


@pytest.fixture
def server(campus):
    with Server(campus) as server:
        server.manage(
            "shell", "-v0", "-c",
            "from clubs.models import Club; from accounts.models import User;"
            "Club.objects.filter(name='알고리듬').update("
            "president=User.objects.get(email='president@saebom.example'))",
        )  # fmt: skip
        yield server


@pytest.mark.parametrize("scripts", [True, False])
def test_a_picture_is_uploaded_with_the_text_and_stands_where_it_was_put(server, visit, scripts):
    page = visit(server, java_script_enabled=scripts)
    sign_in(page, "president@saebom.example")
    page.goto(f"{CLUB}edit/")
    text = page.locator("textarea[name=description]")
    text.fill("첫 줄\n끝 줄")
    page.locator("[name=logo]").set_input_files(PICTURE)
    page.locator("[name=pictures]").set_input_files(PICTURE)
    beside = page.get_by_label("사진 설명 1")
    (beside if scripts else page.locator("[name=picture_alts]")).fill("여름 MT")
    page.get_by_role("button", name="사진 올리고 계속 쓰기").click()

    expect(text).to_have_value("첫 줄\n끝 줄")
    text.press("Control+Home")
    page.get_by_role("button", name="글에 넣기 [사진 1]").click()
    placed = "첫 줄\n\n[사진 1]\n\n끝 줄" if scripts else "첫 줄\n끝 줄\n\n[사진 1]"
    expect(text).to_have_value(placed)
    page.get_by_role("button", name="저장", exact=True).last.click()

    picture = page.locator(".prose .photo img")
    expect(picture).to_have_attribute("alt", "여름 MT")
    picture.scroll_into_view_if_needed()
    for image in (picture, page.locator(".clubtop .emblem img")):
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate("image => image.naturalWidth") > 0
    assert "[사진 1]" not in page.locator(".prose").first.inner_text()
