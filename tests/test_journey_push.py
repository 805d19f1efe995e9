"""Notifications on a device: turning them on, what it shows, and where a press on one leads."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browsing import sign_in
from tests.factories import VAPID_PRIVATE_KEY
from tests.processes import wait_until
from tests.push_service import PushService
from tests.services import Server

pytestmark = pytest.mark.browser

PAGE = "/me/notifications/"
SUBSCRIBED = """(() => {
    const { endpoint, p256dh, auth } = %s;
    const bytes = (text) =>
        Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (x) => x.charCodeAt(0));
    const keys = { p256dh: bytes(p256dh).buffer, auth: bytes(auth).buffer };
    const kept = () => sessionStorage.getItem("subscribed");
    const subscription = {
        endpoint,
        getKey: (name) => keys[name],
        unsubscribe: async () => { sessionStorage.removeItem("subscribed"); return true; },
    };
    PushManager.prototype.getSubscription = async () => (kept() ? subscription : null);
    PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
        if (!userVisibleOnly || applicationServerKey.length !== 65) throw new Error("refused");
        sessionStorage.setItem("subscribed", "true");
        return subscription;
    };
})()"""
SHOWN = """async () => {
    const registration = await navigator.serviceWorker.ready;
    const shown = await registration.getNotifications();
    return shown.map(({ title, body, tag, lang }) => ({ title, body, tag, lang }));
}"""
PRESS = """async () => {
    const [notification] = await self.registration.getNotifications();
    const done = [];
    self.clients.openWindow = async (address) => { done.push(address); };
    WindowClient.prototype.focus = async function () { done.push("focus"); };
    const event = new NotificationEvent("notificationclick", { notification });
    self.dispatchEvent(event);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return done;
}"""


@pytest.fixture(scope="module")
def service():
    with PushService() as service:
        yield service


@pytest.fixture(scope="module")
def server(campus, service):
    env = {"VAPID_PRIVATE_KEY": VAPID_PRIVATE_KEY, "PUSH_SERVICES": service.origin}
    with Server(campus, env=env) as server:
        yield server


@pytest.fixture
def member(server, visit, service):
    """`member(permission)`: the member's page of preferences, whose browser has the worker."""

    def member(*permissions, device="phone", **options):
        page = visit(server, service_workers="allow", **options)
        page.context.grant_permissions(permissions)
        page.add_init_script(SUBSCRIBED % json.dumps(service.device(device).form))
        sign_in(page, "member@saebom.example")
        page.goto(PAGE)
        return page

    return member


def worker_of(page):
    """Return the running service worker of a page."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    [worker, *_older] = page.context.service_workers
    return worker


def deliver(page, told):
    """Deliver a push to the service worker of the page, as the browser does."""
    cdp, found = page.context.new_cdp_session(page), []
    cdp.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(event["registrations"]),
    )
    cdp.send("ServiceWorker.enable")
    for _attempt in range(50):
        if found:
            break
        page.wait_for_timeout(50)
    registration = found[-1]["registrationId"]
    origin = page.evaluate("location.origin")
    message = {"origin": origin, "registrationId": registration, "data": json.dumps(told)}
    cdp.send("ServiceWorker.deliverPushMessage", message)


def turn_on(page):
    page.get_by_role("button", name="알림 켜기").click()
    expect(page.locator("#flash")).to_contain_text("이 기기에서 알림을 켰어요.")


def without_quiet_hours(page):
    page.get_by_label("조용한 시간 시작").select_option("0")
    page.get_by_label("조용한 시간 끝").select_option("0")
    page.get_by_role("button", name="저장").click()
    expect(page.locator("#flash")).to_contain_text("알림 설정을 저장했어요.")


def post_notice(server, visit, title):
    page = visit(server)
    sign_in(page, "president@saebom.example")
    page.goto("/clubs/필름로그/board/new/")
    page.get_by_label("제목").fill(title)
    page.locator("[name=body]").fill("토요일에 만나요")
    page.locator("label[for=id_kind_0]").click()
    page.locator("main form .btn-1").last.click()
    expect(page.get_by_role("heading", name=title).first).to_be_visible()


def told_on(service, device, body):
    """Wait until the device is told this, and return all that it was told with it."""

    def found():
        told = [push.told for push in service.taken if push.device == device]
        return [each for each in told if each["body"] == body]

    wait_until(found)
    return found()[0]


def test_what_happens_in_a_club_is_shown_on_the_device_and_leads_there(
    member, server, visit, service
):
    page = member("notifications", viewport={"width": 390, "height": 844})
    asked = page.evaluate("Notification.permission")
    assert asked == "granted"
    turn_on(page)
    expect(page.locator("[data-push=on]")).to_be_visible()
    expect(page.locator("#push")).to_contain_text("지금 쓰는 기기")
    without_quiet_hours(page)

    post_notice(server, visit, "내일 출사 공지")
    told = told_on(service, "phone", "내일 출사 공지")
    assert told["title"] == "필름로그에 공지가 올라왔어요."

    deliver(page, told)
    wait_until(lambda: page.evaluate(SHOWN))
    [shown] = page.evaluate(SHOWN)
    assert (shown["title"], shown["body"]) == (told["title"], "내일 출사 공지")
    assert (shown["tag"], shown["lang"]) == (told["tag"], "ko")

    assert worker_of(page).evaluate(PRESS) == [told["opens"]]
    page.goto(told["opens"])
    expect(page.get_by_role("heading", name="내일 출사 공지").first).to_be_visible()
    page.goto("/notifications/?unread=1")
    expect(page.locator("#inbox")).not_to_contain_text("내일 출사 공지")


def test_where_the_page_is_open_it_comes_to_the_front_and_is_read(member, server, visit, service):
    page = member("notifications", device="laptop")
    turn_on(page)
    without_quiet_hours(page)
    post_notice(server, visit, "모레 출사 공지")
    told = told_on(service, "laptop", "모레 출사 공지")
    page.goto(told["page"])
    deliver(page, told)
    wait_until(lambda: page.evaluate(SHOWN))
    with page.expect_response(lambda response: response.url.endswith("/read/")):
        assert worker_of(page).evaluate(PRESS) == ["focus"]
    expect(page).to_have_url(re.compile(r"/board/\d+/"))
    page.goto("/notifications/?unread=1")
    expect(page.locator("#inbox")).not_to_contain_text("모레 출사 공지")


def test_a_device_is_turned_off_here_and_in_the_browser(member):
    page = member("notifications", device="tablet")
    turn_on(page)
    page.locator("[data-push-off] button").click()
    expect(page.locator("#flash")).to_contain_text("그 기기의 알림을 껐어요.")
    expect(page.get_by_role("button", name="알림 켜기")).to_be_visible()
    assert page.evaluate("sessionStorage.getItem('subscribed')") is None


def test_nobody_is_asked_before_they_press_and_who_says_no_is_told_how_to_change_it(member):
    page = member(device="asked")
    assert page.evaluate("Notification.permission") in ("default", "denied")
    page.evaluate("() => { Notification.requestPermission = async () => 'denied'; }")
    page.evaluate("() => Object.defineProperty(Notification, 'permission', { value: 'denied' })")
    if page.get_by_role("button", name="알림 켜기").is_visible():
        page.get_by_role("button", name="알림 켜기").click()
    expect(page.locator("[data-push=denied]")).to_be_visible()
    expect(page.get_by_role("button", name="알림 켜기")).to_be_hidden()


def test_a_browser_that_cannot_subscribe_says_so_and_offers_it_again(member):
    page = member("notifications", device="broken")
    page.evaluate("() => { PushManager.prototype.subscribe = async () => { throw Error(); }; }")
    page.get_by_role("button", name="알림 켜기").click()
    expect(page.locator("[data-push-failed]")).to_be_visible()
    expect(page.get_by_role("button", name="알림 켜기")).to_be_enabled()
    assert not Axe().run(page).response["violations"]


IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)


@pytest.mark.parametrize(
    ("user_agent", "state"), [(IPHONE, "ios"), ("Mozilla/5.0 (X11; Linux x86_64)", "unsupported")]
)
def test_a_browser_without_pushes_says_what_else_there_is(server, visit, user_agent, state):
    page = visit(server, user_agent=user_agent)
    page.add_init_script("delete window.PushManager")
    sign_in(page, "member@saebom.example")
    page.goto(PAGE)
    expect(page.locator(f"[data-push={state}]")).to_be_visible()
    expect(page.locator("[data-push]:not([hidden])")).to_have_count(1)


def test_without_scripts_the_page_says_that_bell_and_mail_are_there(server, visit):
    page = visit(server, java_script_enabled=False)
    sign_in(page, "member@saebom.example")
    page.goto(PAGE)
    expect(page.locator("#push")).to_contain_text("알림은 벨에 남고")
    expect(page.get_by_role("button", name="알림 켜기")).to_be_hidden()
