"""What pages cost where there are a thousand clubs and five thousand applications."""

import json
import sys
import time
from datetime import timedelta
from itertools import product
from statistics import quantiles

import django
import pymysql

STUDENTS, APPLICATIONS = 1_000, 5_000
APPLICATIONS_IN_ONE_CLUB = 400  # of them in one club,
MEMBERS_OF_ONE_CLUB = 300  # which has so many
REPETITIONS = 40

FIRST = ["필름", "등산", "기타", "코딩", "독서", "사진", "연극", "봉사", "천문", "요리"]
SECOND = ["로그", "사랑", "연구회", "모임", "동네", "클럽", "학회", "방", "터", "길"]

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
NO_LISTS = ["a club", "its members"]  # what anybody may see of one club


def main(scale):
    from django.core.management import call_command
    from django.db import transaction

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
    json.dump(rows, sys.stdout)


def cost(page, user):
    """Queries; ms from request to response: the median, and what 19 of 20 do not take."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    for _ in range(2):  # warm
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


def fill(scale):
    """The people who look, and the club they look at."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from clubs.models import (
        Answer,
        Application,
        Category,
        Club,
        Membership,
        Question,
        Questionnaire,
    )
    from kclub.text.normalization import folded

    now = timezone.now()

    def student(n, **fields):
        name = f"학생 {n}"
        user = get_user_model()(email=f"u{n}@saebom.example", verified_at=now, **fields)
        user.display_name, user.display_name_key = name, folded(name)
        user.set_unusable_password()
        return user

    students = get_user_model().objects.bulk_create(map(student, range(STUDENTS // scale)))
    staff = get_user_model().objects.bulk_create([student(-1, is_staff=True)])[0]
    categories = Category.objects.bulk_create(
        Category(name=f"분야 {n}", name_en=f"Kind {n}", slug=f"c{n}") for n in range(10)
    )
    clubs = []
    for n, (first, second, third) in enumerate(product(FIRST, SECOND, range(10 // scale or 1))):
        club = Club(
            name=f"{first}{second} {third}",
            slug=f"{first}{second}-{third}",
            category=categories[n % 10],
            summary="금요일 저녁마다 함께 걷고 찍고 이야기해요",
            tags="초보 환영, 카메라 대여",
            description="누구나 와요. " * 20,
            president=students[n % len(students)],
            status=Club.Status.ACTIVE if n % 50 else Club.Status.SUBMITTED,
            submitted_at=now,
            recruiting_until=(now + timedelta(days=n % 40 - 10)).date() if n % 3 else None,
        )
        club.derive_search_fields()
        clubs.append(club)
    clubs = Club.objects.bulk_create(clubs)
    busy = clubs[1]
    members = {(club, club.president) for club in clubs}
    members |= {(club, students[n * 7 % len(students)]) for n, club in enumerate(clubs * 8)}
    members |= {(busy, one) for one in students[1 : MEMBERS_OF_ONE_CLUB // scale]}
    Membership.objects.bulk_create(Membership(club=c, user=u) for c, u in members)
    inside = {user for club, user in members if club == busy}
    asked = Questionnaire.objects.create(club=busy, number=1)
    questions = Question.objects.bulk_create(
        Question(questionnaire=asked, text="왜 오고 싶나요?", position=n) for n in range(3)
    )
    outside = [one for one in students if one not in inside][: APPLICATIONS_IN_ONE_CLUB // scale]
    applied = [Application(club=busy, applicant=u, questionnaire=asked) for u in outside]
    others = clubs[2:]
    applied += [
        Application(
            club=others[n % len(others)],
            applicant=students[(n + n // len(others)) % len(students)],
            status=Application.Status.REJECTED if n % 2 else Application.Status.SUBMITTED,
        )
        for n in range((APPLICATIONS - APPLICATIONS_IN_ONE_CLUB) // scale)
    ]
    for n, application in enumerate(applied):
        application.submitted_at = now - timedelta(hours=n % 500)
        application.message = "함께하고 싶어요. " * 5
    applied = Application.objects.bulk_create(applied)
    Answer.objects.bulk_create(
        Answer(application=application, question=question, text="사진이 좋아서요. " * 10)
        for application in busy.applications.all()
        for question in questions
    )
    return {"student": students[-1], "officer": busy.president, "staff": staff}, busy


def run(bench):
    """Rows: each page, side by side on all three databases."""
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
