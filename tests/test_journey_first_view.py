"""What a first visit costs on the wire: the pages of a deployment in a browser that has nothing yet."""

import time
from pathlib import Path

import pytest

from tests.browsing import sign_in
from tests.services import Server

pytestmark = pytest.mark.browser

MAX_BYTES = 60_000  # of a page with its sheets, scripts, icons and fonts
MAX_BYTES_WITH_PICTURES = 120_000
PAGES = {  # who looks: where
    "": ["/", "/clubs/", "/clubs/필름로그/"],
    "member": ["/", "/clubs/", "/clubs/필름로그/", "/rooms/필름로그/"],
}
QUIET_FOR = 1  # seconds in which nothing comes after all has
PHONE = {"width": 390, "height": 844}


class Deployment(Server):
    """K-Club as it is deployed, with its static files collected."""

    def prepare(self):
        super().prepare()
        self.env |= {
            "DEBUG": "false",
            "HTTPS": "false",
            "SECRET_KEY": "only-for-tests-of-what-a-deployment-sends",
            "ALLOWED_HOSTS": "127.0.0.1",
            "STATIC_ROOT": str(self.directory / "static"),
        }
        self.manage("collectstatic", "--noinput")


@pytest.fixture(scope="module")
def deployment(campus):
    with Deployment(campus) as server:
        yield server


@pytest.mark.parametrize("name", PAGES)
def test_a_first_view_is_light(deployment, visit, name):
    page = visit(deployment, viewport=PHONE)
    if name:
        sign_in(page, f"{name}@saebom.example")
    wire = Wire(page)
    too_much = {}
    for path in PAGES[name]:
        bytes_by_address = wire.bytes_of(path)
        assert {".css", ".js", ".svg"} <= {Path(address).suffix for address in bytes_by_address}
        total = sum(bytes_by_address.values())
        pictures = sum(bytes_by_address[one] for one in bytes_by_address if "/pictures/" in one)
        if total - pictures > MAX_BYTES or total > MAX_BYTES_WITH_PICTURES:
            too_much[path] = bytes_by_address
    assert not too_much


class Wire:
    """What comes to a page over the network, with nothing from a cache.

    Chromium does not tell of every small file that it has ended: it has as many bytes as announced.
    """

    KINDS = (
        "Document",
        "Stylesheet",
        "Script",
        "Image",
        "Font",
        "Other",
    )  # not what scripts ask for

    def __init__(self, page):
        self.page, self.addresses, self.sizes = page, {}, {}
        self.changed_at = time.monotonic()
        devtools = page.context.new_cdp_session(page)
        devtools.on("Network.responseReceived", self.begin)
        devtools.on("Network.loadingFinished", self.finish)
        devtools.on("Network.loadingFailed", self.drop)
        devtools.send("Network.enable")
        devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def begin(self, event):
        response = event["response"]
        if event["type"] in self.KINDS:
            announced = int(response["headers"].get("content-length", 0))
            self.addresses[event["requestId"]] = response["url"]
            self.sizes[event["requestId"]] = response["encodedDataLength"] + announced
            self.changed_at = time.monotonic()

    def finish(self, event):
        if event["requestId"] in self.addresses:
            self.sizes[event["requestId"]] = event["encodedDataLength"]
            self.changed_at = time.monotonic()

    def drop(self, event):
        self.addresses.pop(event["requestId"], None)

    def bytes_of(self, path):
        """Load the page. Returns {address: bytes, heads included} of what it is made of."""
        self.addresses.clear()
        self.sizes.clear()
        self.page.goto(path, wait_until="load")
        while time.monotonic() < self.changed_at + QUIET_FOR:
            self.page.wait_for_timeout(50)
        return {address: self.sizes[one] for one, address in self.addresses.items()}
