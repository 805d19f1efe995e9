"""python -m bench.mail [--mails 2000] [--rate 10]

Measures how long a page takes while a burst of mail leaves the same worker, on PostgreSQL, beside how
long it takes before and after. The mail server is a process of its own, which keeps nothing.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles

import requests

from tests import services
from tests.browsing import PASSWORD

EVERY = 0.1  # seconds between two requests, each on its own
BURST = """
from django.core.mail import EmailMultiAlternatives, mailers
def message(number):
    message = EmailMultiAlternatives("새 공지", "모여요. " * 500, to=[f"s{number}@saebom.example"])
    message.attach_alternative("<p>모여요.</p>" * 500, "text/html")
    return message
mailers["bulk"].send_messages([message(number) for number in range(%d)])
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=2000)
    parser.add_argument("--rate", default="10", help="mails a second")
    options = parser.parse_args()
    port = services.free_port()
    sink = [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{port}",
            "-c", "aiosmtpd.handlers.Sink"]  # fmt: skip
    env = {"EMAIL_URL": f"smtp://127.0.0.1:{port}", "EMAIL_RATE": options.rate}
    with tempfile.TemporaryDirectory() as folder, services.PostgreSQL() as database:
        campus = services.make_campus(Path(folder) / "campus", database)
        with (
            subprocess.Popen(services.programs.guarded(sink)) as mail_server,  # noqa: S603
            services.Server(campus, database=database, env=env) as server,
        ):
            measure(server, options.mails)
            mail_server.terminate()


def measure(server, mails):
    """Print a row of milliseconds for before, while and after the mails leave."""
    browser = log_in(server)
    sys.stdout.write("| | p50 ms | p95 ms | requests |\n|---|---|---|---|\n")
    now = time.monotonic
    warm = now() + 5
    load_while(browser, server, lambda: now() < warm)
    ends = now() + 60
    tell("before", load_while(browser, server, lambda: now() < ends))
    server.manage("shell", "-c", BURST % mails)
    begun = now()
    tell(f"{mails} mails", load_while(browser, server, lambda: waiting(server)))
    sys.stdout.write(f"\n{mails / (now() - begun):.1f} mails a second\n")
    ends = now() + 60
    tell("after", load_while(browser, server, lambda: now() < ends))


def log_in(server):
    browser = requests.Session()
    url = f"{server.url}/accounts/login/"
    browser.get(url)
    fields = {"login": "member@saebom.example", "password": PASSWORD}
    browser.post(url, fields | {"csrfmiddlewaretoken": browser.cookies["csrftoken"]})
    return browser


def waiting(server):
    return requests.get(f"{server.url}/readyz", timeout=10).json()["mail"]["waiting"]


def load_while(browser, server, condition):
    """Load the front page every so often. Returns the seconds each took."""
    took = []
    while condition():
        for _ in range(20):
            begun = time.monotonic()
            browser.get(server.url).raise_for_status()
            took.append(time.monotonic() - begun)
            time.sleep(max(0, EVERY - took[-1]))
    return took


def tell(name, took):
    percentiles = quantiles(took, n=20)
    sys.stdout.write(
        f"| {name} | {percentiles[9] * 1000:.1f} | {percentiles[18] * 1000:.1f} | {len(took)} |\n"
    )


if __name__ == "__main__":
    main()
