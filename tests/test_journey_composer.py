"""What one does in a room besides writing a line: pictures, answers, reactions, corrections."""

import os
import re
from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from kclub.text.normalization import initials
from tests.browsing import reload_room, sign_in
from tests.pictures import SVG, drawn
from tests.services import Server

pytestmark = pytest.mark.browser

ROOM = "/rooms/필름로그-출사방/"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.fixture
def in_room(server, visit):
    """`in_room("member")`: the room's page of that demo person, which listens."""

    def in_room(name, **options):
        page = visit(server, **options)
        sign_in(page, f"{name}@saebom.example")
        page.goto(ROOM)
        if options.get("java_script_enabled", True):
            expect(page.locator(".live-state").first).to_have_attribute("data-state", "")
        return page

    return in_room


def box(page):
    return page.locator("#say textarea")


def say(page, text):
    box(page).fill(text)
    box(page).press("Enter")
    expect(line(page, text)).to_be_visible()


def line(page, text):
    return page.locator(".msg", has_text=text)


def file(name="사진.jpg", content=None):
    return {"name": name, "mimeType": "image/jpeg", "buffer": content or drawn(size=(900, 600))}


def test_with_a_keyboard_one_writes_at_once_and_on_a_phone_one_reads(in_room):
    expect(box(in_room("member"))).to_be_focused()
    phone = in_room("officer", viewport=PHONE, has_touch=True, is_mobile=True)
    expect(box(phone)).not_to_be_focused()


def test_the_second_tab_leads_to_the_box(in_room):
    page = in_room("member", java_script_enabled=False)
    for _key in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="메시지 쓰기로 건너뛰기")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box(page)).to_be_focused()


def hand_over(page, event, target, *names):
    """Drop or paste pictures of those names."""
    page.evaluate(
        """([event, target, names, base64]) => {
            const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
            const data = new DataTransfer();
            for (const name of names) data.items.add(new File([bytes], name, { type: "image/jpeg" }));
            const init = { bubbles: true, cancelable: true };
            const made = event === "paste"
                ? new ClipboardEvent(event, { ...init, clipboardData: data })
                : new DragEvent(event, { ...init, dataTransfer: data });
            document.querySelector(target).dispatchEvent(made);
        }""",
        [event, target, list(names), b64encode(drawn()).decode()],
    )


def test_pictures_are_picked_pasted_and_dropped_and_one_is_taken_out(in_room):
    one, two = in_room("member"), in_room("officer", viewport=PHONE)
    previews = one.locator("#say-attachments li")
    one.set_input_files("#attachments", [file("골랐어요.jpg")])
    hand_over(one, "paste", "#text", "붙였어요.jpg")
    hand_over(one, "drop", ".log", "놓았어요.jpg", "빼요.jpg", "너무 많아요.jpg")
    expect(previews).to_have_count(4)
    expect(one.locator("#say-err")).to_contain_text("네 장까지")
    one.get_by_role("button", name="빼요.jpg 빼기").click()
    expect(previews).to_have_count(3)
    one.get_by_label("사진 설명").fill("노을")
    box(one).fill("세 장이에요")
    box(one).press("Enter")
    pictures = line(two, "세 장이에요").locator(".pic img")
    expect(pictures).to_have_count(3)
    expect(pictures.first).to_have_attribute("alt", "노을")
    pictures.first.scroll_into_view_if_needed()
    expect(pictures.first).to_have_js_property("complete", True)
    assert pictures.first.evaluate("one => one.naturalWidth") > 0
    expect(previews).to_have_count(0)
    expect(one.get_by_label("사진 설명")).to_be_hidden()


def test_a_picture_alone_is_sent_with_enter(in_room):
    page = in_room("member")
    before = page.locator(".pic").count()
    page.set_input_files("#attachments", [file()])
    box(page).press("Enter")
    expect(page.locator(".pic")).to_have_count(before + 1)


def test_what_did_not_arrive_comes_back_whole_and_is_sent_once(in_room):
    one, two = in_room("member"), in_room("officer")
    say(one, "이 말에 답해요")
    line(one, "이 말에 답해요").locator(".msg-at").click()
    one.get_by_role("link", name="답장").click()
    expect(box(one)).to_be_focused()
    one.route("**/messages/", lambda route: (route.fetch(), route.abort()))
    one.set_input_files("#attachments", [file()])
    box(one).fill("한 번만")
    box(one).press("Enter")
    expect(one.locator("#flash [role=alert]")).to_be_visible()
    expect(box(one)).to_have_value("한 번만")
    expect(one.locator("#say-attachments li:not([aria-busy])")).to_have_count(1)
    expect(one.locator("#say-reply")).to_contain_text("이 말에 답해요")
    one.unroute("**/messages/")
    box(one).press("Enter")
    expect(one.locator("#say-attachments li")).to_have_count(0)
    answer = line(two, "한 번만")
    expect(answer).to_have_count(1)
    expect(answer.locator(".pic")).to_have_count(1)
    expect(answer.locator(".reply")).to_contain_text("이 말에 답해요")


def test_no_picture_is_explained_and_can_be_taken_out(in_room):
    page = in_room("member")
    page.set_input_files("#attachments", [file("그림.svg", SVG)])
    box(page).fill("그림이에요")
    box(page).press("Enter")
    expect(page.locator("#say-err")).to_contain_text("그림.svg: 사진이 아니에요")
    expect(box(page)).to_have_value("그림이에요")
    page.get_by_role("button", name="그림.svg 빼기").click()
    box(page).press("Enter")
    expect(line(page, "그림이에요")).to_be_visible()


def test_a_strip_is_refused_where_it_is_picked(in_room):
    page = in_room("member")
    page.set_input_files("#attachments", [file("띠.png", drawn("PNG", size=(1, 15_000)))])
    expect(page.locator("#say-err")).to_contain_text("띠.png: 너무 길쭉해요")
    expect(page.locator("#say-attachments li")).to_have_count(0)


def test_what_moves_is_said_to_become_a_still(in_room):
    page = in_room("member")
    moving = BytesIO()
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "lime")]
    frames[0].save(moving, "PNG", save_all=True, append_images=frames[1:])
    page.set_input_files("#attachments", [file(), file("움직여요.png", moving.getvalue())])
    expect(page.locator("#say-attachments").get_by_text("첫 장면만")).to_be_visible()
    page.get_by_role("button", name="움직여요.png 빼기").click()
    expect(page.locator("#say-attachments").get_by_text("첫 장면만")).to_be_hidden()


def test_a_long_screenshot_is_short_in_the_log_and_readable_when_opened(in_room):
    page = in_room("member", viewport=PHONE)
    noise = Image.frombytes("RGB", (1200, 1500), os.urandom(1200 * 1500 * 3))
    image, long = Image.new("RGB", (1200, 6000), "white"), BytesIO()
    image.paste(noise)
    image.save(long, "PNG")
    assert len(long.getvalue()) > 5_000_000
    page.set_input_files("#attachments", [file("화면.png", long.getvalue())])
    box(page).fill("긴 화면")
    box(page).press("Enter")
    picture = line(page, "긴 화면").locator(".pic img")
    expect(picture).to_be_visible(timeout=30_000)
    assert picture.get_attribute("width") == "1080"
    assert picture.bounding_box()["height"] <= 480
    picture.click()
    shown = page.get_by_role("dialog", name="사진").locator("img")
    expect(shown).to_have_js_property("complete", True)
    assert shown.bounding_box()["width"] == PHONE["width"]
    assert shown.bounding_box()["height"] > 1900
    close = page.get_by_role("dialog", name="사진").get_by_role("link", name="닫기")
    shown.evaluate("one => one.closest('dialog').scrollTo(0, 900)")
    expect(close).to_be_in_viewport()


def test_a_photo_of_many_megabytes_is_made_smaller_before_it_is_sent(in_room):
    page = in_room("member")
    before = page.locator(".pic").count()
    large = BytesIO()
    noise = Image.frombytes("RGB", (2400, 1800), os.urandom(2400 * 1800 * 3))
    noise.save(large, "JPEG", quality=95)
    assert len(large.getvalue()) > 5_000_000
    page.set_input_files("#attachments", [file("큰.jpg", large.getvalue())])
    expect(page.locator("#say-attachments canvas")).to_be_visible()
    box(page).press("Enter")
    expect(page.locator(".pic")).to_have_count(before + 1)


def test_an_answer_leads_to_what_it_answers_and_can_be_given_up(in_room):
    page = in_room("member")
    say(page, "처음 한 말")
    line(page, "처음 한 말").locator(".msg-at").click()
    page.get_by_role("link", name="답장").click()
    expect(page.locator("#say-reply")).to_contain_text("처음 한 말")
    box(page).press("Escape")
    expect(page.locator("#say-reply")).to_be_empty()
    line(page, "처음 한 말").locator(".msg-at").click()
    page.get_by_role("link", name="답장").click()
    expect(page.locator("#say-reply")).to_contain_text("처음 한 말")
    box(page).fill("그 말에 대한 답")
    box(page).press("Enter")
    first = line(page, "처음 한 말").first.get_attribute("id")
    line(page, "그 말에 대한 답").locator(".reply").click()
    expect(page).to_have_url(re.compile(f"#{first}$"))


def test_a_link_to_a_message_is_copied(in_room):
    page = in_room("member", permissions=["clipboard-read", "clipboard-write"])
    say(page, "여기를 보세요")
    line(page, "여기를 보세요").locator(".msg-at").click()
    page.get_by_role("link", name="링크 복사").click()
    expect(page.get_by_role("link", name="링크를 복사했어요")).to_be_visible()
    page.goto(page.evaluate("navigator.clipboard.readText()"))
    expect(line(page, "여기를 보세요")).to_be_in_viewport()


def test_a_quote_goes_with_what_it_quotes(in_room):
    one, two = in_room("member"), in_room("officer")
    say(one, "지울 비밀")
    line(two, "지울 비밀").locator(".msg-at").click()
    two.get_by_role("link", name="답장").click()
    expect(two.locator("#say-reply")).to_contain_text("지울 비밀")
    box(two).fill("들었어요")
    box(two).press("Enter")
    expect(line(one, "들었어요").locator(".reply")).to_contain_text("지울 비밀")
    line(one, "지울 비밀").first.locator(".msg-at").click()
    one.get_by_role("button", name="모두에게서 지우기").click()
    for page in [one, two]:
        expect(page.get_by_text("지울 비밀").locator("visible=true")).to_have_count(0)
        expect(line(page, "들었어요").locator(".reply")).to_contain_text("지운 메시지예요")


def test_reactions_are_shared_and_everybody_sees_their_own(in_room):
    one, two = in_room("member"), in_room("officer", viewport=PHONE, has_touch=True)
    say(one, "맑대요")
    line(two, "맑대요").locator(".msg-at").tap()
    two.get_by_role("dialog").get_by_role("button", name="😍").tap()
    given, seen = (line(page, "맑대요").locator(".react") for page in [two, one])
    expect(seen).to_have_text("😍 1")
    expect(seen).not_to_have_attribute("aria-pressed", "true")
    expect(given).to_have_attribute("aria-pressed", "true")
    seen.dblclick()
    expect(given).to_have_text("😍 2")
    expect(seen).to_have_attribute("aria-pressed", "true")
    given.click()
    expect(seen).to_have_text("😍 1")
    seen.click()
    expect(given).to_have_count(0)


def test_up_corrects_what_one_said_last(in_room):
    one, two = in_room("member"), in_room("officer", locale="en-US")
    say(one, "오타에여")
    say(two, "다른 사람의 말")
    expect(line(one, "다른 사람의 말")).to_be_visible()
    box(one).press("ArrowUp")
    correction = one.locator("dialog textarea")
    expect(correction).to_have_value("오타에여")
    expect(correction).to_be_focused()
    correction.fill("오타예요")
    correction.press("Enter")
    expect(one.get_by_role("dialog")).to_be_hidden()
    corrected = line(two, "오타예요").first
    expect(corrected.locator(".every [lang=en]")).to_be_visible()
    expect(corrected.locator(".every [lang=ko]")).to_be_hidden()
    box(one).press("ArrowUp")
    expect(correction).to_be_visible()
    one.keyboard.press("Escape")
    expect(one.get_by_role("dialog")).to_be_hidden()


def test_an_at_offers_names_also_for_half_a_syllable(in_room):
    one, two = in_room("member"), in_room("officer")
    name = one.locator("#people .item b").nth(2).inner_text()
    begun = initials(name[1])  # of 민, ㅁ
    box(one).fill(f"@{name[0]}{begun}")
    offered = one.locator("#say-people button")
    expect(offered.filter(has_text=name)).to_be_visible()
    box(one).press("Escape")
    expect(offered).to_have_count(0)
    box(one).fill("")
    box(one).press_sequentially(f"@{name}"[:-1])
    box(one).press("Tab")
    expect(box(one)).to_have_value(re.compile(r"^@.+ $"))
    box(one).press_sequentially("여기요")
    box(one).press("Enter")
    expect(line(two, "여기요").locator(".call")).to_be_visible()


def test_enter_within_a_syllable_never_sends_and_after_it_sends_once(in_room):
    page = in_room("member")
    before = page.locator(".msg").count()
    box(page).fill("안녕하세요")
    for init in ["isComposing: true", "keyCode: 229"]:  # Chromium; Safari, after the syllable's end
        page.evaluate(
            f"""text.dispatchEvent(new KeyboardEvent("keydown",
                {{ key: "Enter", bubbles: true, cancelable: true, {init} }}))"""
        )
    page.wait_for_timeout(300)
    expect(page.locator(".msg")).to_have_count(before)
    box(page).press("Shift+Enter")
    box(page).press_sequentially("둘째 줄")
    box(page).press("Enter")
    expect(page.locator(".msg")).to_have_count(before + 1)
    assert page.locator(".msg .bubble").last.inner_text() == "안녕하세요\n둘째 줄"


def test_on_a_phone_enter_breaks_the_line(in_room):
    page = in_room("member", viewport=PHONE, has_touch=True, is_mobile=True)
    box(page).tap()
    box(page).press_sequentially("한 줄")
    box(page).press("Enter")
    box(page).press_sequentially("두 줄")
    expect(box(page)).to_have_value("한 줄\n두 줄")
    page.get_by_role("button", name="보내기").tap()
    expect(line(page, "두 줄")).to_be_visible()


def test_a_draft_outlives_a_reload_and_another_page_until_it_is_sent(in_room):
    page = in_room("member")
    box(page).fill("쓰다 만 말")
    page.reload()
    expect(box(page)).to_have_value("쓰다 만 말")
    page.goto("/clubs/")
    page.goto(ROOM)
    expect(box(page)).to_have_value("쓰다 만 말")
    box(page).press("Enter")
    expect(line(page, "쓰다 만 말")).to_be_visible()
    page.reload()
    expect(box(page)).to_have_value("")


def test_a_draft_outlives_a_refusal(in_room):
    page = in_room("officer")
    text = "길다 " * 1_400
    box(page).fill(text)
    box(page).press("Enter")
    expect(page.locator("#say-err")).to_contain_text("4,000자까지")
    expect(box(page)).to_have_value(text)
    page.reload()
    expect(box(page)).to_have_value(text)


def test_a_long_message_is_unfolded_where_one_reads_it(in_room):
    page = in_room("member")
    say(page, "\n".join(f"긴 글 {n}" for n in range(30)))
    reload_room(page)
    long = line(page, "긴 글 29").last
    expect(long).to_be_visible()
    folded = long.bounding_box()["height"]
    long.get_by_text("더 보기").click()
    expect(long.get_by_text("더 보기")).to_be_hidden()
    assert long.bounding_box()["height"] > folded * 1.5


def test_all_of_it_goes_without_script(in_room):
    page = in_room("member", java_script_enabled=False, viewport=PHONE)
    last = page.locator(".msg").last
    page.locator("summary", has_text="붙이기").click()
    page.set_input_files("#attachments", [file(), file()])
    page.get_by_label("사진 설명").fill("노을")
    page.get_by_role("button", name="보내기").click()
    expect(last.locator(".pic img")).to_have_count(2)
    expect(last.locator("img").first).to_have_attribute("alt", "노을")

    page.goto(last.locator(".msg-at").get_attribute("href"))
    page.get_by_role("button", name="👍").click()
    expect(last.locator(".react")).to_have_text("👍 1")
    last.locator(".react").click()
    expect(last.locator(".react")).to_have_count(0)

    page.goto(last.locator(".msg-at").get_attribute("href"))
    page.get_by_role("link", name="답장").click()
    box(page).fill("스크립트 없는 답")
    page.get_by_role("button", name="보내기").click()
    expect(last.locator(".reply")).to_be_visible()

    page.goto(last.locator(".msg-at").get_attribute("href"))
    page.get_by_role("link", name="고치기").click()
    page.locator("#edit-text").fill("고친 답")
    page.get_by_role("button", name="고치기").click()
    expect(last).to_contain_text("고친 답")
    expect(last).to_contain_text("고침")

    page.goto(last.locator(".msg-at").get_attribute("href"))
    page.get_by_role("button", name="모두에게서 지우기").click()
    expect(last).to_contain_text("지운 메시지예요")
