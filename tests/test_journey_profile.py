"""Somebody shows themselves, is followed, and takes along what they have here, by different means."""

import json
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browsing import mailed_link, sign_in
from tests.page_faults import faults
from tests.pictures import drawn
from tests.services import Server

pytestmark = pytest.mark.browser
ASKED = ("structure", "targets", "words", "width", "overlaps", "stuck")
PORTRAIT = {"name": "나.jpg", "mimeType": "image/jpeg", "buffer": drawn(size=(800, 600))}
MEANS = {  # how somebody looks
    "phone without scripts": {
        "java_script_enabled": False,
        "viewport": {"width": 390, "height": 844},
    },
    "desk, dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
}


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


def ensure_sound(page, scripts=True):
    if scripts:
        page.wait_for_load_state()
        assert faults(page, *ASKED) == []
        assert Axe().run(page).response["violations"] == []


def portraits(page):
    """Return the widths of the pictures of people on the page that are loaded; an empty one has 1."""
    pictures = page.locator("main img[src*='/avatar/']")
    expect(pictures.first).to_be_attached()
    return pictures.evaluate_all(
        "async (all) => { for (const one of all) { one.loading = 'eager'; await one.decode(); }"
        " return all.map((one) => one.naturalWidth); }"
    )


@pytest.mark.parametrize("means", MEANS)
def test_somebody_shows_a_picture_and_takes_it_back(someone, means):
    options = MEANS[means]
    scripts = options.get("java_script_enabled", True)
    member = someone("member", **options)
    member.goto("/me/edit/")
    ensure_sound(member, scripts)
    member.get_by_label("사진").first.set_input_files(PORTRAIT)
    member.get_by_role("button", name="저장").click()
    expect(member.get_by_text("내 정보를 고쳤어요.").first).to_be_visible()
    expect(member.locator("main img[src*='/avatar/']")).to_have_count(1)
    ensure_sound(member, scripts)

    president = someone("president")  # of 필름로그, where both are
    president.goto("/search/?q=한도윤&tab=people")
    president.get_by_role("link", name="한도윤").first.click()
    president.wait_for_url("**/people/*/")
    assert portraits(president) == [256]
    stranger = someone("student")
    stranger.goto(president.url)
    assert portraits(stranger) == [1]

    member.goto("/me/visibility/")
    ensure_sound(member, scripts)
    member.get_by_label("사진").select_option("nobody")
    member.get_by_role("button", name="저장").click()
    expect(member.get_by_text("이제 고른 사람만 볼 수 있어요.").first).to_be_visible()
    later = someone("president")  # another browser: the first one may keep it for ten minutes
    later.goto(president.url)
    assert portraits(later) == [1]
    ensure_sound(later)

    member.goto("/me/visibility/")
    member.get_by_label("사진").select_option("clubmates")
    member.get_by_role("button", name="저장").click()
    member.goto("/me/edit/")
    member.get_by_label("사진 빼고 이름 쓰기").check()
    member.get_by_role("button", name="저장").click()
    expect(member.locator("main img[src*='/avatar/']")).to_have_count(0)


@pytest.mark.parametrize("means", MEANS)
def test_somebody_is_followed_and_it_ends(someone, means):
    options = MEANS[means]
    scripts = options.get("java_script_enabled", True)
    president = someone("president", **options)
    president.goto("/search/?q=정유나&tab=people")
    president.get_by_role("link", name="정유나").first.click()
    president.get_by_role("button", name="팔로우", exact=True).click()
    expect(president.get_by_text("같은 동아리에 글을 쓰면 알려 드려요.").first).to_be_visible()
    ensure_sound(president, scripts)

    officer = someone("officer", java_script_enabled=False)
    officer.goto("/clubs/필름로그/board/new/")
    officer.get_by_label("제목").fill(f"새 글, {means}")
    officer.locator("textarea[name=body]").fill("토요일에 만나요")
    officer.get_by_role("button", name="올리기").click()

    president.goto("/notifications/")
    expect(president.get_by_text("정유나님이 필름로그에 글을 썼어요.").first).to_be_visible()
    president.goto("/me/following/")
    ensure_sound(president, scripts)
    president.get_by_role("button", name="팔로우 그만두기").click()
    expect(president.get_by_text("팔로우한 사람이 없어요.")).to_be_visible()
    ensure_sound(president, scripts)


@pytest.mark.parametrize(("means", "name"), zip(MEANS, ["officer", "president"], strict=True))
def test_somebody_takes_their_data_along(server, someone, tmp_path, means, name):
    options = MEANS[means]
    scripts = options.get("java_script_enabled", True)
    page = someone(name, **options)
    page.goto("/me/export/")
    ensure_sound(page, scripts)
    page.get_by_role("button", name="파일 요청하기").click()
    expect(page.get_by_text("다 되면 메일로 알려 드려요.").first).to_be_visible()
    expect(page.get_by_role("button", name="파일 요청하기")).to_have_count(0)

    page.goto(mailed_link(server, f"{name}@saebom.example", "/me/export/"))
    ensure_sound(page, scripts)
    with page.expect_download() as download:
        page.get_by_role("button", name="내려받기").click()
    download.value.save_as(tmp_path / "export.zip")
    with ZipFile(tmp_path / "export.zip") as archive:
        archive.extractall(tmp_path)
    assert json.loads((tmp_path / "data.json").read_text())["sections"]["messages"]

    page.goto(f"file://{tmp_path}/index.html")
    expect(page.get_by_role("heading", name="님의 정보")).to_be_visible()
    if scripts:
        assert faults(page, "structure", "width", "stuck") == []
        assert Axe().run(page).response["violations"] == []
