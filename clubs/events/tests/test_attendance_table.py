"""The table of a club's attendance in a term, and its export."""

import csv
from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.events.attendance_table import AttendanceTable
from clubs.events.terms import Term
from clubs.events.tests.test_events import make_event
from clubs.models import Attendance
from tests.factories import make_member, make_user

pytestmark = pytest.mark.django_db

TERM = Term(2026, 1)


def event_on(club, day=2, month=4, **fields):
    starts_at = timezone.make_aware(datetime(2026, month, day, 18))
    return make_event(club, starts_at=starts_at, **fields)


def were_at(event, *users):
    Attendance.objects.bulk_create(Attendance(event=event, user=user) for user in users)


def cells(table):
    return {row.person: (row.cells, row.total) for row in table.rows}


@pytest.mark.parametrize(
    ("day", "term"),
    [((2026, 2, 28), "2025-2"), ((2026, 3, 1), "2026-1"), ((2026, 8, 31), "2026-1"),
     ((2026, 9, 1), "2026-2"), ((2027, 1, 1), "2026-2")],
)  # fmt: skip
def test_the_term_of_a_day(day, term):
    assert str(Term.of(date(*day))) == term
    assert Term.parse(term) == Term.of(date(*day))
    assert Term.of(date(*day)).next.previous == Term.of(date(*day))


@pytest.mark.parametrize("text", ["", "2026", "2026-3", "1999-1", "9999-2", "２０２６-1", "x-1"])
def test_what_is_no_term(client, club, text):
    assert Term.parse(text) is None
    client.force_login(club.president)
    url = reverse("clubs:attendance", args=[club.slug])
    assert client.get(url, {"term": text}).context["term"] == Term.present()


def test_who_came_to_what_with_totals(club):
    often, once, never, outsider = (*(make_member(club) for _ in range(3)), make_user())
    first, second = event_on(club), event_on(club, 9, guest_count=4)
    event_on(club, 16, title="아무도 안 적은 날")
    event_on(club, 2, 9, title="다음 학기", guest_count=1)
    were_at(first, often, once, outsider)
    were_at(second, often, never)
    second.attendances.get(user=never).strike()
    table = AttendanceTable(club, TERM)
    assert table.events == [first, second]
    assert cells(table) == {
        club.president: ([False, False], 0),
        often: ([True, True], 2),
        once: ([True, False], 1),
        never: ([False, False], 0),
        outsider: ([True, False], 1),
    }
    assert table.rows[-1].person == outsider
    assert [event.total for event in table.events] == [3, 5]


def test_sixty_members_and_thirty_events_cost_few_queries(
    client, club, django_assert_max_num_queries
):
    members = [make_member(club) for _ in range(59)]
    for day in range(30):
        were_at(event_on(club, 1) if day else event_on(club, 2), *members[day:])
    client.force_login(club.president)
    url = reverse("clubs:attendance", args=[club.slug])
    with django_assert_max_num_queries(10):
        response = client.get(url, {"term": str(TERM)})
    assert response.text.count('scope="row"') == 60 + 2


def test_the_export_can_be_opened_is_recorded_and_told(client, club):
    member = make_member(club, "=나쁜 이름")
    event = event_on(club, title="=1+1", guest_count=2)
    were_at(event, member)
    client.force_login(club.president)
    response = client.post(reverse("clubs:attendance-csv", args=[club.slug]), {"term": str(TERM)})
    assert response["Content-Disposition"].endswith("-attendance-2026-1.csv")
    rows = list(csv.reader(response.content.decode("utf-8-sig").splitlines()))
    assert rows[0][2:] == ["2026-04-02 =1+1", "합계"]
    assert ["'=나쁜 이름", member.username, "O", "1"] in rows
    assert [row[2:] for row in rows[-2:]] == [["2", "2"], ["3", "3"]]
    assert club.audit_log_entries.first().detail == "2026년 1학기 출석"
    told = Notification.objects.of_kind(kinds.LIST_EXPORTED)
    assert [row.user for row in told] == [member]


def test_an_empty_term_says_what_to_do(client, club):
    client.force_login(club.president)
    page = client.get(reverse("clubs:attendance", args=[club.slug])).text
    assert "이 학기에는 출석이 없어요" in page
