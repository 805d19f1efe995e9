"""The ways K-Club is run: on a laptop, and on a dyno with PostgreSQL, Redis and two workers."""

import re
import signal
import sys

import pytest
from playwright.sync_api import expect

import dev
from tests import services


@pytest.mark.browser
@pytest.mark.parametrize(("on_postgresql", "workers"), [(False, 1), (True, 2)])
def test_a_student_of_the_demo_campus_logs_in(serve, visit, on_postgresql, workers):
    server = serve(workers, on_postgresql=on_postgresql)
    page = visit(server)
    complaints = []
    page.on("console", lambda said: said.type == "error" and complaints.append(said.text))

    log_in(page, "student")

    expect(page).to_have_url(re.compile(r"/$"))
    assert complaints == []


@pytest.mark.browser
def test_a_student_logs_in_without_javascript(serve, visit):
    page = visit(serve(), java_script_enabled=False)
    log_in(page, "student")
    expect(page).to_have_url(re.compile(r"/$"))


class Door(services.Server):
    """`dev.py up` on a copy of the campus."""

    end = signal.SIGINT  # Ctrl-C

    def command(self):
        return [sys.executable, "dev.py", "up", "--port", self.port, "--data", self.data]


def test_dev_up_serves_the_campus_and_ctrl_c_ends_it(campus):
    if not dev.holds(dev.DEVELOPMENT):
        pytest.skip("not in the virtual environment of dev.py")
    with Door(campus) as door:
        assert "student@saebom.example" in door.tail()
        door.stop()
        assert door.process.returncode == 0


def log_in(page, name):
    page.goto("/accounts/login/")
    page.get_by_label("메일").first.fill(f"{name}@saebom.example")
    page.locator("input[type=password]").fill(dev.DEMO_PASSWORD)
    page.locator("main button[type=submit]").first.click()
