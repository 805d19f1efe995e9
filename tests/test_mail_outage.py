"""While the mail server hangs, forty students sign up on a real server and nobody waits for it."""

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.browsing import PASSWORD
from tests.mail_server import MailServer

pytestmark = pytest.mark.browser  # it brings databases of its own: once, not on each database
STUDENTS = 40
PATIENCE = 240  # seconds for an answer, on a busy machine; forty waits for the mail server are 400


@pytest.fixture
def mail_server():
    with MailServer() as server:
        yield server


def sign_up(server, number):
    """Sign up as a browser does. Returns (status, where it leads)."""
    browser = requests.Session()
    url = f"{server.url}/accounts/signup/"
    browser.get(url, timeout=PATIENCE).raise_for_status()
    fields = {
        "email": f"student{number}@saebom.example",
        "display_name": f"새내기{number}",
        "password": PASSWORD,
        "agree_terms": "on",
        "agree_privacy": "on",
        "csrfmiddlewaretoken": browser.cookies["csrftoken"],
    }
    answer = browser.post(url, fields, allow_redirects=False, timeout=PATIENCE)
    return answer.status_code, answer.headers.get("Location")


def wait_until(condition):
    deadline = time.monotonic() + 150
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.parametrize("workers", [1, 2])
def test_forty_sign_ups_answer_and_their_mail_leaves_once(serve, mail_server, workers):
    mail_server.mood = "hanging"
    env = {"EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}", "EMAIL_RATE": "100"}
    server = serve(workers, on_postgresql=workers > 1, env=env)
    with ThreadPoolExecutor(STUDENTS) as students:
        answers = list(students.map(lambda number: sign_up(server, number), range(STUDENTS)))
        assert set(answers) == {(302, "/accounts/confirm-email/")}
    assert requests.get(f"{server.url}/clubs/", timeout=PATIENCE).status_code == 200
    ready = requests.get(f"{server.url}/readyz", timeout=PATIENCE)
    assert ready.status_code == 200
    assert ready.json()["mail"]["waiting"] >= STUDENTS  # the campus has mails of its own

    mail_server.mood = "up"
    everybody = {f"student{number}@saebom.example" for number in range(STUDENTS)}
    wait_until(lambda: {message["To"] for message in mail_server.taken} >= everybody)
    told = [message["To"] for message in mail_server.taken if message["To"] in everybody]
    assert len(told) == STUDENTS


def test_a_server_told_to_stop_goes_while_the_mail_server_hangs(serve, mail_server):
    mail_server.mood = "hanging"
    server = serve(env={"EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}"})
    sign_up(server, 1)
    wait_until(lambda: mail_server.connections > 1)
    ended = threading.Thread(target=server.process.wait, daemon=True)
    os.kill(server.process.pid, signal.SIGTERM)
    ended.start()
    ended.join(30)
    assert not ended.is_alive()
