"""The export of all registrations of a term."""

import csv

import pytest
from django.urls import reverse

from clubs.marks.tests.marks import give_mark
from clubs.models import AuditLogEntry
from clubs.registration.tests.registrations import confirm, make_filing, make_registration
from tests.factories import make_category, make_club, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return make_filing()


def exported(client, term):
    response = client.post(reverse("registrations-csv", args=[term.code]))
    assert response["Cache-Control"] == "private, no-store"
    assert response.content.startswith(b"\xef\xbb\xbf")
    heads, *rows = csv.reader(response.content.decode("utf-8-sig").splitlines())
    return heads, [dict(zip(heads, row, strict=True)) for row in rows]


def test_every_club_has_a_row_with_what_it_filed_and_what_was_decided(client, term):
    union = make_staff()
    client.force_login(union)
    film = make_club("필름", category=make_category("사진"))
    registration = make_registration(film, term, filed=True)
    registration.accept(union)
    confirm(film, term, count=1, department="철학과", college="인문대학", status="leave")
    make_club("나중")

    heads, [later, filed] = exported(client, term)

    assert heads[:4] == ["동아리", "분야", "지금 등록", "신청"]
    assert (later["동아리"], later["상태"], later["처음 낸 때"]) == ("나중", "시작 안 함", "")
    assert (filed["분야"], filed["지금 등록"], filed["상태"]) == ("사진", "가동아리", "등록됨")
    numbers = [filed[name] for name in ("확인한 부원", "휴학", "단과대", "제출한 부원")]
    assert numbers == ["3", "1", "2", "2"]
    assert filed["결정한 사람"] == union.display_name
    assert filed["처음 낸 때"] == filed["마지막으로 낸 때"] != ""


def test_the_marks_of_a_club_are_numbers_at_the_end(client, term):
    client.force_login(make_staff())
    club = make_club("필름")
    make_club("나중")
    for kind, points in [("caution", 1), ("caution", 1), ("caution", 1), ("credit", 4)]:
        give_mark(club, kind, points=points)
    heads, [later, marked] = exported(client, term)
    at = heads.index("경고")
    assert heads[at - 1 : at + 3] == ["의결", "경고", "주의", "가점"]
    assert [marked[name] for name in heads[at : at + 3]] == ["1", "1", "4"]
    assert [later[name] for name in heads[at : at + 3]] == ["0", "0", "0"]


def test_the_headings_are_the_same_in_english(client, term):
    client.force_login(make_staff())
    korean, _rows = exported(client, term)
    client.cookies["language"] = "en"
    assert exported(client, term)[0] == korean


def test_it_names_no_member_and_runs_no_formula(client, term):
    client.force_login(make_staff())
    club = make_club("=1+1")
    member = confirm(club, term, count=1)[0]
    make_registration(club, term, filed=True)
    _heads, [row] = exported(client, term)
    assert row["동아리"] == "'=1+1"
    assert member.display_name not in "".join(row.values())


def test_the_export_is_in_the_log_of_the_union(client, term):
    union = make_staff()
    client.force_login(union)
    exported(client, term)
    entry = AuditLogEntry.objects.get(action="exported")
    assert (entry.by, entry.club, entry.detail) == (union, None, f"{term} 등록 신청")


def test_it_costs_as_much_for_many_clubs(client, term, django_assert_max_num_queries):
    client.force_login(make_staff())
    for number in range(12):
        make_registration(make_club(f"동아리 {number}"), term, filed=True)
    with django_assert_max_num_queries(14):
        exported(client, term)
