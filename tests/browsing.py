"""What people of the demo campus do in a browser, whatever their language."""

from playwright.sync_api import expect

PASSWORD = "kclub-demo-2026"


def sign_in(page, mail):
    """Log in by the form; returns on the page one arrives at."""
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(mail)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    expect(page.locator(".nav-main")).to_be_visible()


def reload_room(page):
    """Load the room's page anew and wait until it listens.

    A message one sends arrives twice, by the answer and by the stream, and the second replaces the
    first. What is focused, opened or measured between the two is lost, so a test that does so
    begins after this.
    """
    page.reload()
    expect(page.locator(".live-state").first).to_have_attribute("data-state", "")
