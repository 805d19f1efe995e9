"""Every page, as those have it who see, hear, point or read otherwise; and what only some can tell."""

from collections import defaultdict

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.page_faults import faults, faults_in_large_letters
from tests.services import Server

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "experimental"],
}  # fmt: skip
FILMLOG = "/clubs/필름로그/"
ROOM = "/rooms/필름로그/"
PHONE = {"width": 390, "height": 844}

PLACES = {  # who looks: where; `>` follows the first such link on the page before
    "": ["/", "/clubs/", FILMLOG, "/clubs/?q=프리다이빙", "/accounts/login/", "/accounts/signup/",
         "/accounts/password/reset/", "/clubs/없는-동아리/", FILMLOG + "board/", FILMLOG + "events/", "/i/",
         FILMLOG + "events/days/", "/events/?week=2026-12-01", "/search/", "/guide/",
         "/helper/answer/?q=사진 동아리 뭐 있어?"],
    "member": ["/", "/me/", "/me/edit/", "/accounts/sessions/", "/me/agreements/", "/notifications/", "/rooms/", "/rooms/new/", "/clubs/new/",
               FILMLOG + "board/new/", FILMLOG + "board/", ">.post a", FILMLOG + "members/", ROOM, ROOM + "occupants/",
               ROOM + "search/?q=필름", "/search/?q=필름&when=term", "/me/events/", "/me/calendar/", "/me/term/", FILMLOG + "events/", ">.event h3 a",
               "/helper/", "/helper/answer/"],
    "student": ["/", "/me/", "/rooms/", FILMLOG + "join/", FILMLOG + "questions/", ">main article .btn"],
    "president": [FILMLOG + "manage/", FILMLOG + "manage/applications/", FILMLOG + "manage/applications/?late=1", ">.mod h2 a",
                  FILMLOG + "manage/recruiting/", FILMLOG + "manage/questions/preview/", FILMLOG + "manage/members/",
                  FILMLOG + "manage/questions/", FILMLOG + "questions/faq/", ">ol .item a", FILMLOG + "questions/",
                  ">main article .btn", FILMLOG + "edit/", FILMLOG + "events/new/", FILMLOG + "handover/",
                  FILMLOG + "manage/log/", FILMLOG + "manage/reports/", FILMLOG + "manage/notices/new/?all=1",
                  FILMLOG + "manage/term/", FILMLOG + "manage/registration/",
                  FILMLOG + "manage/registration/consent/", FILMLOG + "manage/notices/", ">main li .item", ">main a.card.item",
                  FILMLOG + "bylaws/", ">a[href$='/bylaws/1/']", FILMLOG + "manage/bylaws/", FILMLOG + "dues/", FILMLOG + "manage/dues/",
                  FILMLOG + "manage/marks/", ">a[href$='/appeal/']", FILMLOG + "manage/bookings/", "/places/", ">main a.item",
                  ">a[href*='/book/']", "/me/certificates/", "/verify/", "/verify/ABCD-EFGH-2345-6789/"],
    "union": ["/union/", "/union/clubs/", "/union/people/", "/union/reports/", "/union/categories/",
              "/union/notices/", "/union/notices/new/", "/union/import/", "/union/terms/",
              ">main .item a.btn", ">a[href$='/file/']", "/union/departments/", "/union/terms/",
              ">main .item a.btn", ">main a[href$='/rules/']", ">main .item a.btn", "/union/terms/", ">main .item a.btn",
              ">a[href$='/activity-reports/']", ">main .item a", "/union/terms/", ">main .item a.btn", ">a[href$='/marks/']",
              "/union/marks/새벽세시/", ">main .item a.btn", "/union/places/", ">main .item a.btn", "/union/terms/",
              ">main .item a.btn", ">a[href$='/registrations/']", ">a[href$='/extension/']", "/union/terms/",
              ">main .item a.btn", ">a[href$='/registrations/']", ">a[href$='/numbers/']", "/union/terms/",
              ">main .item a.btn", ">a[href$='/registrations/']", ">a[href$='/close/']", "/union/terms/",
              ">main .item a.btn", ">a[href$='/registrations/']", ">a[href$='/resolution/']", ">a[href$='/agenda/']", "/union/terms/",
              ">main .item a.btn", ">a[href$='/registrations/']", ">a[href*='state=accepted']", ">main li a.btn", ">a[href$='/reopening/']",
              "/union/terms/", ">main .item a.btn", ">a[href$='/registrations/']", ">a[href*='state=draft']", ">main li a.btn",
              "/terms/registered/"],
    "union2": ["/union/terms/", ">main .item a.btn", ">a[href$='/registrations/']", ">a[href*='state=appealed']", ">main li a.btn",
               ">a[href$='/appeal/']"],
}  # fmt: skip


@pytest.fixture(scope="module")
def server(campus):
    with Server(campus) as server:
        yield server


@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("ko", 390, "light"), ("en", 1280, "dark")]
)
def test_every_page_is_accessible_and_fits(server, visit, language, width, scheme):
    found = []
    for name, places in PLACES.items():
        size = {"width": width, "height": 900}
        page = visit(server, viewport=size, color_scheme=scheme, reduced_motion="reduce")
        if name:
            sign_in(page, f"{name}@saebom.example")
        if language == "en":
            page.goto("/clubs/")
            page.get_by_role("button", name="English").click()
        titles = defaultdict(list)
        for place in places:
            link = (
                page.locator(place[1:]).first.evaluate("a => a.href") if place[0] == ">" else place
            )
            page.goto(link)
            seen = f"{name or 'a guest'} at {place}"
            titles[page.title()].append(page.url.partition("?")[0])
            found += [f"{seen}: {fault}" for fault in faults(page, "width", "structure", "words")]
            if width == 390:
                asked = faults(page, "stuck", "targets", "overlaps") + faults_in_large_letters(page)
                found += [f"{seen}: {fault}" for fault in asked]
            for violation in Axe().run(page, options=RULES).response["violations"]:
                nodes = [node["html"][:120] for node in violation["nodes"][:3]]
                found.append(f"{seen}: {violation['id']} {nodes}")
            if (said := page.locator("html").get_attribute("lang")) != language:
                found.append(f"{seen}: is said to be in {said}")
            if language == "en" and (left := korean(page)):
                found.append(f"{seen}: says in Korean {left}")
        found += [f"{two} are called {title}" for title, two in titles.items() if len({*two}) > 1]
    assert not found, "\n".join(found)


def korean(page):
    """Sentences of ours that are not English; names and what people wrote may be Korean."""
    return page.evaluate(
        """() => [...document.querySelectorAll(
             'label, legend, .hint, .btn, .empty, .foot, .tabs a, th:not([scope=row]), .note')]
           .filter(e => !e.closest('[lang=ko]') && !e.closest('[id^=poll] > form > fieldset') && e.checkVisibility())
           .map(e => e.textContent.trim()).filter(t => /^[가-힣 .,?!·]+$/.test(t)).slice(0, 5)"""
    )


def look(locator):
    """What tells an element apart where the device's colours are forced."""
    return locator.evaluate(
        """(one) => { const { backgroundColor, color, outlineStyle } = getComputedStyle(one);
             return [backgroundColor, color, outlineStyle].join() }"""
    )


def test_what_is_chosen_is_seen_where_the_device_forces_its_colours(server, visit):
    page = visit(server, forced_colors="active")
    sign_in(page, "president@saebom.example")
    page.goto("/clubs/?recruiting=1")
    assert look(page.locator("[for=recruiting]")) != look(page.locator("#kinds .chip").last)
    page.goto(FILMLOG + "manage/applications/")
    chips = page.locator("#counts .chip")
    assert look(chips.first) != look(chips.last)
    page.goto(FILMLOG + "edit/")
    hues = page.locator(".swatch")
    assert len({look(hues.nth(n)) for n in range(hues.count())}) > 4

    page.goto(ROOM)
    react = page.locator(".react")
    react.first.click()
    me = page.locator("#read").get_attribute("data-me")
    pressed = page.locator(f"[data-by~='{me}'] .react")
    expect(pressed.first).to_be_visible()
    assert len({look(react.nth(n)) for n in range(react.count())}) > 1
    page.locator("#text").focus()
    assert "solid" in look(page.locator("#text"))


@pytest.mark.parametrize("colours", ["none", "active"])
def test_the_keyboard_is_seen_wherever_it_goes(server, visit, colours):
    page = visit(server, viewport=PHONE, forced_colors=colours)
    for place in ["/", "/clubs/", FILMLOG, "/accounts/login/"]:
        page.goto(place)
        stops = set()
        for _ in range(30):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            stops.add(stop)
            assert not stop.startswith("nowhere"), f"{place}: {stop}"
        assert len(stops) > 5


STOP = """() => {
  const stop = document.activeElement;
  const ringed = [stop, stop.nextElementSibling].some((one) => one
    && getComputedStyle(one).outlineStyle !== "none" && parseFloat(getComputedStyle(one).outlineWidth) >= 2);
  const named = stop.outerHTML.slice(0, 120);
  return stop === document.body || ringed ? named : `nowhere: ${named}`;
}"""


def test_in_a_low_window_nothing_stays_over_the_page(server, visit):
    page = visit(server, viewport={"width": 640, "height": 320})
    sign_in(page, "member@saebom.example")
    page.goto(FILMLOG + "board/new/")
    page.evaluate("scrollTo(0, 400)")
    for part in [".top", ".nav", ".sticky"]:
        expect(page.locator(part).first).not_to_be_in_viewport()


def test_who_is_in_a_room_is_left_with_escape_for_where_one_came_from(server, visit):
    page = visit(server, viewport=PHONE)
    sign_in(page, "member@saebom.example")
    page.goto(ROOM)
    link = page.get_by_role("link", name="참여자 보기")
    link.focus()
    page.keyboard.press("Enter")
    people = page.locator("#people")
    expect(people).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("!document.activeElement.closest('#say, .log, .room-head')")
    page.keyboard.press("Escape")
    expect(people).to_be_hidden()
    expect(link).to_be_focused()
