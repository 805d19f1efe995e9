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
