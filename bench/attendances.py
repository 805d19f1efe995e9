"""python -m bench.attendances [--members 500] [--seconds 120]

Lets the 500 members of a club type the code of an event, each once and evenly spread over some seconds,
on PostgreSQL with Redis and on SQLite; between them a page of the club is read. Told are the ms that
both take, and how many attended. The goal is that nobody queues in two minutes.
"""

import argparse
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from statistics import quantiles

import requests

from tests import services

READINGS = 100
SEED = """
from datetime import timedelta
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from accounts.models import User
from accounts.sessions import SessionStore
from clubs.models import Category, Club
from tests.factories import present_agreements
now = timezone.now()
def make(n):
    name = f"s{n}@saebom.example"
    user = User.objects.create_user(name, display_name=f"측정 {n}", verified_at=now, **present_agreements())
    user.emailaddress_set.create(email=name, verified=True, primary=True)
    return user
def session_of(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key
people = [make(9000 + n) for n in range(MEMBERS + 1)]
category, union = Category.objects.first(), User.objects.of_union().first()
club = Club.found(people[0], name="강당 가득", summary="측정", category=category)
club.approve(by=union)
club.memberships.bulk_create(club.memberships.model(club=club, user=user) for user in people[1:])
hours = {"starts_at": now, "ends_at": now + timedelta(hours=1)}
event = club.events.create(title="총회", place="강당", public=True, **hours)
print("SESSIONS", event.pk, *[session_of(user) for user in people[1:]])
"""
CODES = """
from clubs.events.attendance_codes import code_at, present_minute
from clubs.models import Event
event, minute = Event.objects.get(pk=%s), present_minute()
codes = [code_at(event, minute + n) for n in range(MINUTES)]
print("CODES", event.attendances.count(), minute, *codes)
"""


def main():
    parser = argparse.ArgumentParser(prog="python -m bench.attendances", description=__doc__)
    parser.add_argument("--members", type=int, default=500)
    parser.add_argument("--seconds", type=int, default=120)
    options = parser.parse_args()
    write("| | attended | p50 ms | p95 ms | most ms | a page p50 | p95 |\n")
    write("|---|--:|--:|--:|--:|--:|--:|\n")
    for name in ["PostgreSQL", "SQLite"]:
        on_postgresql = name == "PostgreSQL"
        with (
            tempfile.TemporaryDirectory() as folder,
            services.PostgreSQL() if on_postgresql else nullcontext() as database,
            services.Redis() if on_postgresql else nullcontext() as redis,
        ):
            campus = services.make_campus(Path(folder) / "campus", database)
            with services.Server(campus, database=database, redis=redis) as server:
                count, attending, reading = measure(server, options.members, options.seconds)
        figures = [*figures_of(attending), max(attending), *figures_of(reading)]
        write(f"| {name} | {count} | " + " | ".join(f"{1000 * s:.0f}" for s in figures) + " |\n")


def measure(server, members, seconds):
    """Return (how many attended, the seconds of each attendance, those of each page)."""
    pk, *keys = words_after(server, "SESSIONS", SEED.replace("MEMBERS", str(members)))
    url = f"{server.url}/clubs/강당-가득/events/{pk}/"
    program = (CODES % pk).replace("MINUTES", str(seconds // 60 + 3))
    _none, minute, *codes = words_after(server, "CODES", program)
    begun = time.perf_counter()

    def attend(n):
        browser = requests.Session()
        browser.cookies.set("sessionid", keys[n])
        browser.cookies.set("csrftoken", "a" * 32)
        fields = {"csrfmiddlewaretoken": "a" * 32}

        def press():
            code = codes[int(time.time()) // 60 - int(minute)]
            return browser.post(f"{url}attend/", fields | {"code": code})

        return timed(begun + n * seconds / members, press)

    def read(n):
        return timed(begun + n * seconds / READINGS, lambda: requests.get(url, timeout=60))

    with ThreadPoolExecutor(members) as one, ThreadPoolExecutor(READINGS) as other:
        reading = other.map(read, range(READINGS))
        attending = list(one.map(attend, range(members)))
    return words_after(server, "CODES", program)[0], attending, list(reading)


def timed(moment, ask):
    """Wait for the moment. Return the seconds until what is asked was answered."""
    time.sleep(max(0, moment - time.perf_counter()))
    begun = time.perf_counter()
    ask().raise_for_status()
    return time.perf_counter() - begun


def words_after(server, mark, program):
    """Run a program in the shell of the server. Return the words that it prints behind the mark."""
    server.manage("shell", "-c", program)
    lines = server.log.read_text(errors="replace").splitlines()
    return [line for line in lines if line.startswith(mark)][-1].split()[1:]


def figures_of(seconds):
    """Return the median and the 95th percentile."""
    twentieths = quantiles(seconds, n=20, method="inclusive")
    return [twentieths[9], twentieths[18]]


def write(text):
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
