"""The union's board of a term, and the windows in which clubs file."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Term
from clubs.models import Registration, Window
from clubs.registration.board import NOT_BEGUN, Board, clubs_with_states
from clubs.registration.models.rules import Kind
from clubs.registration.tests.registrations import (
    confirm,
    make_filing,
    make_registration,
    open_window,
    rows_of,
)
from clubs.term.tests.terms import make_window
from kclub.errors import Refused
from tests.factories import make_club, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def union(client):
    union = make_staff()
    client.force_login(union)
    return union


@pytest.fixture
def term():
    return make_filing()


def board(term):
    return reverse("registrations", args=[term.code])


def names(response):
    return [row.club.name for row in response.context["rows"]]


def test_every_open_club_is_on_the_board_by_name_whatever_it_has_written(client, union, term):
    make_registration(make_club("나"), term, filed=True)
    make_club("가")
    make_registration(make_club("다"), term)
    make_club("닫힌 동아리", opened=False)
    suspended = make_club("멈춘 동아리")
    suspended.suspend(union, "조사 중")
    response = client.get(board(term))
    assert names(response) == ["가", "나", "다", "멈춘 동아리"]
    assert "정지된 동아리" in response.text


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (NOT_BEGUN, ["가"]),
        ("submitted", ["나"]),
        ("draft", ["다"]),
        ("accepted", []),
        ("nonsense", ["가", "나", "다"]),
    ],
)
def test_the_board_is_filtered_by_state(client, union, term, state, expected):
    make_registration(make_club("나"), term, filed=True)
    make_club("가")
    make_registration(make_club("다"), term)
    assert names(client.get(board(term), {"state": state})) == expected


def test_the_board_of_a_term_knows_no_other_term(client, union, term):
    club = make_club()
    make_registration(club, term, filed=True)
    later = Term.objects.add("2039-1", date(2039, 3, 2), date(2039, 6, 20))
    assert Board(later, {}, clubs_with_states(later)).counts == {NOT_BEGUN: 1}
    assert [row.registration for row in rows_of(later, [club])] == [None]


def test_a_row_is_judged_by_the_rules_of_what_the_club_registers_as(term):
    club = make_club()
    club.set_standing("regular")
    confirm(club, term, count=1)
    [row] = rows_of(term, [club])
    assert [str(check.sentence) for check in row.unmet] == ["부원 1 / 2"]
    confirm(club, term, count=1)
    [row] = rows_of(term, [club])
    assert row.unmet == []


def test_without_published_rules_nothing_is_lacking(client, union):
    term = make_window().term
    [row] = rows_of(term, [make_club()])
    assert row.checks == []
    assert client.get(board(term)).status_code == 200


def test_many_clubs_are_on_several_pages(client, union, term):
    for number in range(51):
        make_club(f"동아리 {number:02}")
    assert len(names(client.get(board(term)))) == 50
    assert names(client.get(board(term), {"page": 2})) == ["동아리 50"]


def test_late_ones_are_marked(client, union, term):
    club = make_club()
    Window.objects.filter(kind="file").update(closes_at=timezone.now() - timedelta(minutes=1))
    open_window(term, Window.Kind.LATE)
    make_registration(club, term, filed=True)
    assert Registration.objects.get().is_late
    assert "늦게 냄" in client.get(board(term)).text


# Windows


@pytest.mark.parametrize("kind", ["confirm", "file", "late"])
def test_each_window_is_set_on_a_page_of_its_own(client, union, kind):
    term = make_window().term
    Window.objects.all().delete()
    opens_at = timezone.localtime() + timedelta(days=1)
    form = {
        "opens_at": f"{opens_at:%Y-%m-%dT%H:%M}",
        "closes_at": f"{opens_at + timedelta(days=9):%Y-%m-%dT%H:%M}",
    }
    url = reverse("union:term-window", args=[term.code, kind])
    assert client.post(url, form).status_code == 303
    assert Window.objects.get().kind == kind
    assert f"{opens_at:%H:%M}" in client.get(url).text


def test_there_is_no_window_of_another_kind(client, union):
    term = make_window().term
    assert client.get(reverse("union:term-window", args=[term.code, "feast"])).status_code == 404


def test_a_window_to_file_that_has_opened_can_be_longer_but_not_shorter(term):
    window = Window.objects.get(kind="file")
    longer = window.closes_at + timedelta(days=2)
    Window.objects.set(term, "file", window.opens_at, longer)
    with pytest.raises(Refused, match="앞당길 수 없어요"):
        Window.objects.set(term, "file", window.opens_at, window.closes_at)
    assert Window.objects.get(kind="file").closes_at == longer


def test_the_page_of_a_term_lists_its_windows(client, union, term):
    page = client.get(reverse("union:term", args=[term.code])).text
    for label in ["부원 확인", "등록 신청", "늦은 등록 신청"]:
        assert label in page
    assert "아직 정하지 않았어요" in page  # the late one
    assert board(term) in page


# What others see


def test_a_standing_is_on_the_page_of_the_club_for_everybody(client, term, union):
    club = make_club()
    assert "가동아리" not in client.get(club.get_absolute_url()).text
    make_registration(club, term, filed=True).accept(union)
    client.logout()
    assert "가동아리" in client.get(club.get_absolute_url()).text


def test_a_standing_keeps_its_first_day(term):
    club = make_club()
    club.set_standing("regular")
    club.standing_since = timezone.localdate() - timedelta(days=200)
    club.save()
    club.set_standing("regular")
    assert club.standing_since == timezone.localdate() - timedelta(days=200)
    club.set_standing("provisional")
    assert club.standing_since == timezone.localdate()


def test_what_is_decided_is_in_the_log_of_the_club(term, union):
    club = make_club()
    registration = make_registration(club, term, filed=True)
    registration.send_back(union, {"plan": "더 자세히"})
    registration.edit(club.president, plan="한 달에 두 번 출사")
    registration.submit(club.president)
    registration.refuse(union, "활동이 없었어요")
    actions = club.audit_log_entries.order_by("pk").values_list("action", flat=True)
    assert list(actions)[-4:] == ["filed", "unfiled", "filed", "not-registered"]


def test_a_page_of_the_president_tells_no_department(client, term):
    club = make_club()
    confirm(club, term, department="희귀동물언어학과")
    registration = make_registration(club, term)
    registration.edit(club.president, purpose="찍어요", plan="출사")
    registration.submit(club.president)
    client.force_login(club.president)
    page = client.get(registration.get_absolute_url()).text
    assert "공과대학" in page
    assert "희귀동물언어학과" not in page


def test_the_kinds_of_rules_stand_apart(term):
    club = make_club()
    club.set_standing("provisional")
    registration = make_registration(club, term)
    assert registration.kind == Kind.PROVISIONAL
    assert registration.rules.applies_to == Kind.PROVISIONAL


def test_the_board_costs_ten_queries_for_any_number_of_clubs(
    client, union, term, django_assert_max_num_queries
):
    for number in range(12):
        make_registration(make_club(f"동아리 {number}"), term, filed=True).accept(union)
    client.get(board(term))
    with django_assert_max_num_queries(10):
        client.get(board(term))
    with django_assert_max_num_queries(10):
        client.get(board(term), {"state": "accepted"})
