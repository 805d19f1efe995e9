"""Members confirm their clubs, themselves and only while they may."""

from datetime import date, timedelta
from functools import partial

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from accounts.models import Department, Enrolment, Term, User
from clubs.models import Confirmation, Window
from clubs.term.roster import rosters
from clubs.term.term_erasing import erase_old_terms
from clubs.term.tests.terms import enrol, make_window
from kclub.errors import Refused
from tests.factories import make_club, make_member, make_officer, make_staff, unverified
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def window():
    make_staff()
    return make_window()


@pytest.fixture
def member(club, window):
    member = make_member(club)
    enrol(member, window.term)
    return member


def confirm(club, user):
    return Confirmation.objects.confirm(club, user)


def roster(club, term):
    return rosters(term, [club])[club.pk]


def test_a_member_confirms_three_clubs_by_two_forms(
    client, club, member, window, django_assert_max_num_queries
):
    clubs = [club, make_club(), make_club()]
    for each in clubs[1:]:
        each.admit(member)
    member.enrolments.all().delete()
    client.force_login(member)
    form = {"department": Department.objects.get().pk, "status": "attending"}
    assert client.post("/me/term/", form).url == "/me/term/"
    with django_assert_max_num_queries(8):
        assert "모두 이번 학기에도 함께해요" in client.get("/me/term/").text
    assert client.post("/me/term/confirm/").url == "/me/term/"
    assert [roster(each, window.term).confirmed for each in clubs] == [1, 1, 1]


def test_nobody_is_counted_who_may_not_confirm(club, member, window, user):
    outsider = user
    enrol(outsider, window.term)
    with pytest.raises(Refused, match="부원인 동아리만"):
        confirm(club, outsider)
    with pytest.raises(Refused, match="학과와 재적"):
        confirm(club, make_member(club))
    with pytest.raises(Refused, match="인증하면"):
        confirm(club, unverified(member))
    assert not Confirmation.objects.exists()


def test_no_form_confirms_for_somebody_else(client, club, member, window):
    client.force_login(make_officer(club))
    names = {"user": member.pk, "username": member.username, "club": club.slug}
    client.post("/me/term/confirm/", names)
    assert not Confirmation.objects.filter(user=member).exists()


def test_outside_the_window_nothing_is_confirmed_or_taken_back(club, member, window):
    with time_machine.travel(window.closes_at), pytest.raises(Refused, match="때가 아니에요"):
        confirm(club, member)
    confirm(club, member)
    with time_machine.travel(window.closes_at), pytest.raises(Refused, match="때가 아니에요"):
        Confirmation.objects.take_back(club, member)
    assert Confirmation.objects.count() == 1


def test_a_confirmation_is_given_once_and_taken_back(client, club, member, published):
    client.force_login(member)
    with published() as events:
        for address in ("my-term-confirm", "my-term-confirm"):
            assert client.post(reverse(address), {"club": club.slug}).status_code == 303
    assert events.count((club.officers_channel, "roster-changed")) == 1
    client.post(reverse("my-term-take-back"), {"club": club.slug})
    assert not Confirmation.objects.exists()


def test_the_union_sees_a_confirmation_at_once(club, member, window, published):
    union = User.objects.of_union().first()
    with published() as events:
        confirm(club, member)
    assert (union.channel, "roster-changed") in events


def test_a_member_confirms_no_more_clubs_than_the_union_allows(client, club, member, window):
    other, third = make_club(), make_club()
    other.admit(member)
    third.admit(member)
    Window.objects.filter(pk=window.pk).update(max_clubs=2)
    confirm(club, member)
    client.force_login(member)
    page = client.get("/me/term/").text
    assert "1곳 남았어요" in page
    assert "모두 이번 학기에도 함께해요" not in page
    confirm(other, member)
    confirm(other, member)
    with pytest.raises(Refused, match="동아리 2곳까지만"):
        confirm(third, member)
    assert "이번 학기에도 함께해요" not in client.get("/me/term/").text
    Confirmation.objects.take_back(club, member)
    confirm(third, member)
    assert set(member.confirmations.values_list("club", flat=True)) == {other.pk, third.pk}


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_confirm_no_club_too_many(window):
    Window.objects.filter(pk=window.pk).update(max_clubs=1)
    member = make_member(make_club())
    clubs = [make_club(), make_club()]
    for each in clubs:
        each.admit(member)
    enrol(member, window.term)
    outcomes = at_once(*[partial(confirm, each, member) for each in clubs])
    assert sum(isinstance(each, Refused) for each in outcomes) == 1
    assert member.confirmations.count() == 1


def test_once_members_confirm_the_most_of_clubs_only_rises(window):
    moments = {"opens_at": window.opens_at, "closes_at": window.closes_at}

    def allow(max_clubs):
        return Window.objects.set(window.term, "confirm", **moments, max_clubs=max_clubs).max_clubs

    with pytest.raises(Refused, match="줄일 수 없어요"):
        allow(3)
    Window.objects.filter(pk=window.pk).update(max_clubs=2)
    with pytest.raises(Refused, match="줄일 수 없어요"):
        allow(1)
    assert allow(3) == 3
    assert allow(None) is None


def test_the_union_sets_the_most_of_clubs_on_the_page_of_that_window_only(client):
    term = Term.objects.add("2031-1", date(2031, 3, 2), date(2031, 6, 20))
    client.force_login(make_staff())
    moments = {"opens_at": "2031-03-02T09:00", "closes_at": "2031-03-20T18:00"}
    for kind, most in [("confirm", 3), ("file", None)]:
        url = reverse("union:term-window", args=[term.code, kind])
        assert client.post(url, moments | {"max_clubs": "3"}).status_code == 303
        assert term.windows.get(kind=kind).max_clubs == most
        assert client.post(url, moments | {"max_clubs": "0"}).status_code == (422 if most else 303)


def test_officers_see_at_once_that_a_member_counts_otherwise(club, member, window, published):
    other = make_club()
    other.admit(member)
    confirm(club, member)
    with published() as events:
        enrol(member, window.term, department="철학과", college="인문대학")
        enrol(member, window.term, department="철학과", college="인문대학")
    assert events.count((club.officers_channel, "roster-changed")) == 1
    assert other.officers_channel not in [channel for channel, _event in events]
    for change in (member.unverify, member.verify):
        with published() as events:
            change()
        assert (club.officers_channel, "roster-changed") in events
        assert other.officers_channel not in [channel for channel, _event in events]


def test_terms_that_are_over_change_no_roster(club, member, window, published):
    confirm(club, member)
    with time_machine.travel(window.term.ends_on + timedelta(days=2)), published() as events:
        member.unverify()
    assert "roster-changed" not in [event for _channel, event in events]


def test_the_database_keeps_no_second_confirmation(club, member):
    once = confirm(club, member)
    once.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        once.save(force_insert=True)


def test_who_leaves_is_kept_and_counts_no_more(club, member, window):
    confirm(club, member)
    club.leave(member)
    assert Confirmation.objects.get().user == member
    assert roster(club, window.term).confirmed == 0


def test_who_loses_the_school_address_counts_no_more(club, member, window):
    confirm(club, member)
    member.unverify()
    assert roster(club, window.term).confirmed == 0


def test_a_closed_account_leaves_the_confirmation_without_the_person(club, member):
    confirm(club, member)
    member.close_account()
    assert Confirmation.objects.get().user is None
    assert not Enrolment.objects.exists()


def test_leave_is_counted_apart_and_who_has_finished_is_not(club, window):
    for status, college in [
        ("attending", "공과대학"),
        ("leave", "인문대학"),
        ("finished", "법과대학"),
    ]:
        member = make_member(club)
        enrol(member, window.term, college=college, status=status)
        confirm(club, member)
    found = roster(club, window.term)
    assert (found.members, found.confirmed, found.on_leave) == (4, 2, 1)
    assert found.colleges == {"공과대학": 1, "인문대학": 1}


def test_a_person_enrolled_in_two_terms_is_counted_once(club, member, window):
    confirm(club, member)
    other = window.term.ends_on + timedelta(days=10)
    term = type(window.term).objects.add("2027-1", other, other + timedelta(days=90))
    enrol(member, term, college="인문대학")
    assert roster(club, window.term).colleges == {"공과대학": 1}


def test_rosters_of_many_clubs_cost_two_queries(club, member, window, django_assert_num_queries):
    clubs = [club, *(make_club() for _ in range(3))]
    with django_assert_num_queries(2):
        rosters(window.term, clubs)


def test_the_president_sees_numbers_and_never_a_persons_department(client, club, member, window):
    late = make_member(club, "한지각")
    enrol(late, window.term, department="철학과", college="인문대학")
    confirm(club, member)
    client.force_login(club.president)
    page = client.get(f"/clubs/{club.slug}/manage/term/").text
    assert "3명 가운데 1명이 확인했어요" in page
    assert "공과대학 1" in page
    assert "한지각" in page
    for secret in ("컴퓨터공학과", "철학과", "인문대학"):
        assert secret not in page


def test_a_correction_keeps_what_was_said_before(member, window):
    enrolment = enrol(member, window.term, department="철학과", college="인문대학")
    enrol(member, window.term, department="철학과", college="인문대학")
    assert [change.department.name for change in enrolment.changes.all()] == ["컴퓨터공학과"]


def test_a_term_that_is_over_takes_no_enrolment(member, window):
    after = window.term.ends_on + timedelta(days=2)
    with time_machine.travel(after), pytest.raises(Refused, match="끝난 학기"):
        enrol(member, window.term, department="철학과")


def test_a_window_that_has_opened_only_gets_longer(window):
    def change(opens_at, closes_at, reason=""):
        return Window.objects.set(window.term, "confirm", opens_at, closes_at, reason)

    day = timedelta(days=1)
    with pytest.raises(Refused, match="시작하는 때"):
        change(window.opens_at + day, window.closes_at)
    with pytest.raises(Refused, match="앞당길"):
        change(window.opens_at, window.closes_at - day)
    change(window.opens_at, window.closes_at + day)
    with time_machine.travel(window.closes_at + 2 * day):
        with pytest.raises(Refused, match="이유"):
            change(window.opens_at, window.closes_at + 4 * day)
        change(window.opens_at, window.closes_at + 4 * day, "학교 메일이 멈췄어요")
        assert Window.objects.to_confirm() == window


def test_a_window_in_which_somebody_confirmed_cannot_be_deleted(club, member, window):
    confirm(club, member)
    with pytest.raises(ProtectedError):
        window.delete()


def test_what_was_said_is_erased_two_terms_later(club, member, window):
    confirm(club, member)
    ends_on = window.term.ends_on
    for code in ("2027-1", "2027-2"):
        starts_on = ends_on + timedelta(days=1)
        ends_on = starts_on + timedelta(days=90)
        type(window.term).objects.add(code, starts_on, ends_on)
    with time_machine.travel(ends_on):
        assert erase_old_terms() == 0
    with time_machine.travel(ends_on + timedelta(days=2)):
        assert erase_old_terms() == 2
    assert not Enrolment.objects.exists()


def test_home_says_so_until_all_clubs_are_confirmed(client, club, member):
    client.force_login(member)
    assert "/me/term/" in client.get("/").text
    confirm(club, member)
    assert "/me/term/" not in client.get("/").text


def test_the_union_opens_the_window_of_a_term(client, window):
    client.force_login(make_staff())
    closes_at = timezone.localtime(window.closes_at + timedelta(days=3))
    form = {
        "opens_at": f"{timezone.localtime(window.opens_at):%Y-%m-%dT%H:%M}",
        "closes_at": f"{closes_at:%Y-%m-%dT%H:%M}",
    }
    url = reverse("union:term-window", args=[window.term.code, "confirm"])
    Window.objects.all().delete()
    assert client.post(url, form | {"closes_at": form["opens_at"]}).status_code == 422
    assert client.post(url, form).status_code == 303
    assert Window.objects.get().closes_at == closes_at.replace(second=0, microsecond=0)


def test_the_union_is_asked_why_only_where_a_window_reopens(client, window):
    client.force_login(make_staff())
    url = reverse("union:term-window", args=[window.term.code, "confirm"])
    assert 'name="reason"' not in client.get(url).text
    with time_machine.travel(window.closes_at + timedelta(hours=1)):
        client.force_login(make_staff())
        assert 'name="reason"' in client.get(url).text
        later = timezone.localtime(window.closes_at + timedelta(days=3))
        form = {
            "opens_at": f"{timezone.localtime(window.opens_at):%Y-%m-%dT%H:%M:%S.%f}",
            "closes_at": f"{later:%Y-%m-%dT%H:%M}",
            "reason": "학교 메일이 멈췄어요",
        }
        assert client.post(url, form).status_code == 303
    assert Window.objects.get().reason == "학교 메일이 멈췄어요"


@pytest.mark.django_db(transaction=True)
def test_confirming_twice_at_once_makes_one():
    make_staff()
    club, window = make_club(), make_window()
    member = make_member(club)
    enrol(member, window.term)
    at_once(lambda: confirm(club, member), lambda: confirm(club, member))
    assert Confirmation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_leaves_while_confirming_is_refused_or_not_counted():
    make_staff()
    club, window = make_club(), make_window()
    member = make_member(club)
    enrol(member, window.term)
    at_once(lambda: confirm(club, member), lambda: club.leave(member))
    assert roster(club, window.term).confirmed == 0
