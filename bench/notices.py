"""python -m bench.notices [--members 500] [--rounds 5]

Measures a POST of a notice to a club of 500 members, who are all notified, beside one to a club that
has nobody but its president, on PostgreSQL with Redis and on SQLite: the median of each in ms, by turns,
and how many times as long the one takes as the other.
"""

import argparse
import secrets
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from statistics import median

import requests

from tests import services
from tests.browsing import PASSWORD

WRITERS = 10  # presidents of clubs of their own, and officers of the large one; each may post ten
SEED = """
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from accounts.models import User
from clubs.models import Category, Club, Membership
from tests.factories import present_agreements
category, password = Category.objects.first(), make_password(%(password)r)
def make(n):
    now, name = timezone.now(), f"s{n}@saebom.example"
    user = User.objects.create_user(name, display_name=f"측정 {n}", verified_at=now, **present_agreements())
    user.emailaddress_set.create(email=name, verified=True, primary=True)
    User.objects.filter(pk=user.pk).update(password=password)
    return User.objects.get(pk=user.pk)
people = [make(9000 + n) for n in range(%(members)d + 1)]
union = User.objects.of_union().first()
def found(president, name):
    club = Club.found(president, name=name, summary="측정", category=category)
    club.approve(by=union)
    return club
large = found(people[0], "큰 동아리")
for user in people[1:]:
    role = "officer" if user in people[:%(writers)d] else "member"
    large.memberships.create(user=user, role=role)
for n, user in enumerate(people[:%(writers)d]):
    found(user, f"작은 동아리 {n}")
"""


def main():
    parser = argparse.ArgumentParser(prog="python -m bench.notices", description=__doc__)
    parser.add_argument("--members", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    write("| | nobody ms | everybody ms | ratio |\n|---|--:|--:|--:|\n")
    for name in ["PostgreSQL", "SQLite"]:
        on_postgresql = name == "PostgreSQL"
        with (
            tempfile.TemporaryDirectory() as folder,
            services.PostgreSQL() if on_postgresql else nullcontext() as database,
            services.Redis() if on_postgresql else nullcontext() as redis,
        ):
            campus = services.make_campus(Path(folder) / "campus", database)
            with services.Server(campus, database=database, redis=redis) as server:
                nobody, everybody = measure(server, options.members, options.rounds)
        write(f"| {name} | {nobody:.1f} | {everybody:.1f} | {everybody / nobody:.2f} |\n")


def measure(server, members, rounds):
    """Return the medians for a club of one and for one of `members`, in ms."""
    seed = SEED % {"password": PASSWORD, "members": members, "writers": WRITERS}
    server.manage("shell", "-c", seed)
    browsers = [log_in(server, f"s{9000 + n}@saebom.example") for n in range(WRITERS)]
    took = {"작은": [], "큰": []}
    for _round in range(rounds):
        for n, browser in enumerate(browsers):
            took["작은"].append(post(server, browser, f"작은-동아리-{n}"))
            took["큰"].append(post(server, browser, "큰-동아리"))
    return [1000 * median(seconds[2:]) for seconds in took.values()]  # the first warm it


def log_in(server, mail):
    browser = requests.Session()
    url = f"{server.url}/accounts/login/"
    browser.get(url).raise_for_status()
    fields = {"login": mail, "password": PASSWORD}
    browser.post(url, fields | {"csrfmiddlewaretoken": browser.cookies["csrftoken"]})
    return browser


def post(server, browser, slug):
    """Post a notice to the club. Returns the seconds it took."""
    fields = {
        "kind": "notice",
        "title": "내일 여섯 시에 모여요",
        "body": "동아리방에서 만나요. 카메라를 가져오세요! " * 10,
        "visibility": "members",
        "nonce": secrets.token_urlsafe(9),
        "csrfmiddlewaretoken": browser.cookies["csrftoken"],
    }
    begun = time.monotonic()
    url = f"{server.url}/clubs/{slug}/board/new/"
    answer = browser.post(url, fields, allow_redirects=False)
    if answer.status_code != 303:
        raise ConnectionError(f"{answer.status_code} {url}")
    return time.monotonic() - begun


def write(text):
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
