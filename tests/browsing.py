"""What people of the demo campus do in a browser, whatever their language."""

import email
import re
import time
from email import policy

from playwright.sync_api import expect

PASSWORD = "kclub-demo-2026"


def sign_in(page, mail):
    """Log in by the form, and wait for the page that follows."""
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(mail)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form .btn-1").first.click()
    expect(page.locator(".nav-main")).to_be_visible()


def reload_room(page):
    """Load the room's page anew and wait until it listens.

    A posted message arrives twice, in the answer and in the stream, and the second replaces the
    first. A test that focuses, opens or measures it calls this first, so that nothing is lost
    between the two.
    """
    page.reload()
    expect(page.locator(".live-state").first).to_have_attribute("data-state", "")


def mailed_link(server, address, path="/accounts/confirm-email/"):
    """Wait for the mail to `address` with a link to `path`, and return the path of that link."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for file in (server.data / "mail").glob("*.eml"):
            message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
            if message["To"] == address:
                body = message.get_body(("plain",)).get_content()
                return re.search(rf"https?://[^/]+({path}\S+)", body)[1]
        time.sleep(0.1)
    raise AssertionError(f"no mail to {address}")
