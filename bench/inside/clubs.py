"""The costs of pages of a thousand clubs, five thousand applications, and the term of the clubs."""

import json
import sys
import time
from statistics import quantiles

import django
import pymysql

REPETITIONS = 40

PAGES = {  # what it is: (its address, who looks)
    "clubs": ("/clubs/", "student"),
    "clubs, the third page": ("/clubs/?page=3", "student"),
    "clubs, filtered and sorted": ("/clubs/?category=c1&recruiting=1&sort=active", "student"),
    "clubs, 「필름」": ("/clubs/?q=필름", "student"),
    "clubs, 「ㅍㄹ」": ("/clubs/?q=ㅍㄹ", "student"),
    "a club": ("{club}", "student"),
    "its members": ("{club}members/", "officer"),
    "its 400 applications": ("{club}manage/applications/", "officer"),
    "its applications, 「학생 12」": ("{club}manage/applications/?q=학생 12", "officer"),
    "one application": ("{application}", "officer"),
    "its people": ("{club}manage/members/", "officer"),
    "the union's dashboard": ("/union/", "staff"),
    "the union's clubs": ("/union/clubs/", "staff"),
}
PAGES_OF_TERM = {
    "the union's board of a term": ("/union/terms/{term}/registrations/", "staff"),
    "the board, those that have filed": (
        "/union/terms/{term}/registrations/?state=submitted",
        "staff",
    ),
    "the registration of a club": ("{club}manage/registration/", "officer"),
    "my term": ("/me/term/", "student"),
}
NO_LISTS = ["a club", "its members"]  # what anybody may see of one club


def main(scale):
    from django.core.management import call_command
    from django.db import transaction

    from bench.inside.clubs_data import everything, fill
    from bench.inside.term_data import fill_term

    call_command("migrate", run_syncdb=True, verbosity=0)
    with transaction.atomic():
        people, club = fill(scale)
    application = club.applications.first()
    address = club.get_absolute_url()
    words = {"club": address, "application": f"{address}manage/applications/{application.pk}/"}
    rows = [
        {"case": case} | cost(page.format(**words), people[who])
        for case, (page, who) in PAGES.items()
    ]
    with transaction.atomic():
        words["term"] = fill_term(*everything())
    rows += [
        {"case": case} | cost(page.format(**words), people[who])
        for case, (page, who) in PAGES_OF_TERM.items()
    ]
    json.dump(rows, sys.stdout)


def cost(page, user):
    """Return the number of queries, and the median and 95th percentile of the ms to a response."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    for _ in range(2):  # the first warms caches
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page)
        asked = len(queries)
    assert answer.status_code == 200, (page, answer)  # noqa: S101
    took = []
    for _ in range(REPETITIONS):
        begun = time.perf_counter()
        client.get(page)
        took.append((time.perf_counter() - begun) * 1000)
    twentieths = quantiles(took, n=20, method="inclusive")
    return {"queries": asked, "p50": twentieths[9], "p95": twentieths[18]}


def run(bench):
    """Return a row for each page, with the figures of all three databases."""
    import tempfile

    from bench.inside import rows_of
    from tests import services

    rows = {}
    for service in (None, bench.database, services.MariaDB()):
        name = type(service).__name__ if service else "SQLite"
        try:
            with tempfile.TemporaryDirectory() as data:
                for row in on(bench, service, data, rows_of):
                    wide = rows.setdefault(row["case"], {"case": row["case"], "queries": 0})
                    wide["queries"] = max(wide["queries"], row["queries"])
                    wide |= {f"{name} {figure}": row[figure] for figure in ("p50", "p95")}
        except services.Missing as missing:
            bench.log(f"clubs: this machine has no {missing}")
    return list(rows.values())


def on(bench, service, data, rows_of):
    scale = 10 if bench.quick else 1
    if service is None:
        return rows_of(__name__, data, None, scale)
    if service is bench.database:
        return rows_of(__name__, data, service.create(f"clubs{time.monotonic_ns()}"), scale)
    with service:
        with pymysql.connect(host="127.0.0.1", port=service.port, user="root") as connection:
            connection.cursor().execute("CREATE DATABASE kclub")
        return rows_of(__name__, data, service.url, scale)


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
