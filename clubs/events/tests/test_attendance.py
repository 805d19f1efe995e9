"""Attendance at an event: the code, who may use it and when, and what officers write by hand."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from clubs.events import attendance_codes
from clubs.events.attendance_codes import code_at, current_code, present_minute
from clubs.events.models.attending import WrongCode
from clubs.events.tests.test_events import make_event, url
from clubs.models import Attendance, AuditLogEntry
from kclub.errors import Conflict, Refused
from tests.factories import make_club, make_member, make_officer, make_user, unverified
from tests.races import at_once

pytestmark = pytest.mark.django_db


def running(club, **fields):
    """Return an event that has begun a minute ago."""
    return make_event(club, starts_at=timezone.now() - timedelta(minutes=1), **fields)


def attend(client, event, user, code=None):
    client.force_login(user)
    return client.post(url("event-attend", event), {"code": code or current_code(event)})


def came(event):
    return [attendance.user for attendance in event.attendances.counted()]


def logged(club):
    entries = club.audit_log_entries.exclude(action=AuditLogEntry.Action.OPENED).order_by("pk")
    return list(entries.values_list("action", "about", "detail"))


# The code


def test_a_member_types_the_code_that_the_officers_page_shows(client, club):
    event, member = running(club), make_member(club)
    client.force_login(club.president)
    code = client.get(url("event-attendance", event)).context["code"]
    assert attend(client, event, member, code).url == event.get_absolute_url()
    attendance = event.attendances.get()
    assert (attendance.user, attendance.recorded_by, attendance.struck_at) == (member, None, None)
    assert "출석했어요" in client.get(event.get_absolute_url()).text


def test_a_code_is_six_digits_of_one_event_and_changes_every_minute(club):
    event, other = running(club), running(club)
    codes = [code_at(event, minute) for minute in range(50)]
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert len(set(codes)) > 45
    assert code_at(event, 0) != code_at(other, 0)


def test_the_code_of_the_minute_before_counts_and_no_other(club, monkeypatch):
    event, member = running(club), make_member(club)
    now = time.time()
    monkeypatch.setattr(attendance_codes.time, "time", lambda: now)
    for minute in (present_minute() - 2, present_minute() + 1):
        with pytest.raises(WrongCode):
            event.attend(member, code_at(event, minute))
    event.attend(member, code_at(event, present_minute() - 1))
    assert came(event) == [member]


@pytest.mark.parametrize("written", ["{} {}", " {}-{} ", "{}–{}", "wide"])
def test_how_a_code_may_be_typed(client, club, written):
    event, member = running(club), make_member(club)
    code = current_code(event)
    wide = code.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    sent = wide if written == "wide" else written.format(code[:3], code[3:])
    attend(client, event, member, sent)
    assert came(event) == [member]


@pytest.mark.parametrize("code", ["12345", "abcdef", "1234567", "٣٣٣٣٣٣x", "-"])
def test_what_is_no_code_is_said_beside_the_field_and_kept(client, club, code):
    event, member = running(club), make_member(club)
    response = attend(client, event, member, code)
    assert response.status_code == 422
    assert "숫자 여섯 자리를 적어 주세요." in response.text
    assert code in response.text


def wrong(event):
    codes = {code_at(event, present_minute() + ahead) for ahead in (-1, 0, 1)}
    return next(code for code in map(str, range(100_000, 100_010)) if code not in codes)


def test_wrong_codes_are_told_and_counted_and_right_ones_cost_nothing(client, club, allow):
    event, member, other = running(club), make_member(club), make_member(club)
    allow({"attendance-code": (2, 600)})
    for _time in range(3):
        assert attend(client, event, member).status_code == 303
    for _time in range(2):
        response = attend(client, event, member, wrong(event))
        assert response.status_code == 422
        assert "번호가 달라요" in response.text
    assert attend(client, event, member).status_code == 429
    assert attend(client, running(club), member).status_code == 303
    assert attend(client, event, other).status_code == 303


def test_a_network_that_guesses_is_refused_and_a_stranger_cannot_use_it_up(client, club, allow):
    event, members = running(club), [make_member(club) for _ in range(3)]
    allow({"attendance-codes": (2, 600)})
    for _time in range(5):
        assert attend(client, event, make_user(), wrong(event)).status_code == 404
    for member in members[:2]:
        assert attend(client, event, member, wrong(event)).status_code == 422
    assert attend(client, event, members[2]).status_code == 429


def test_the_link_of_the_qr_code_asks_and_records_nothing(client, club):
    event, member = running(club), make_member(club)
    client.force_login(member)
    response = client.get(url("event-attend", event), {"code": current_code(event)})
    assert f'value="{current_code(event)}"' in response.text
    assert not Attendance.objects.exists()


def test_attending_twice_is_once(client, club):
    event, member = running(club), make_member(club)
    for _time in range(2):
        assert attend(client, event, member).status_code == 303
    assert came(event) == [member]


# Who, and when


@pytest.mark.parametrize(
    ("begins", "sentence"), [(31, "부터 출석할 수 있어요"), (-241, "까지만 출석할 수 있었어요")]
)
def test_outside_the_time_a_sentence_says_when(client, club, begins, sentence):
    event = make_event(club, starts_at=timezone.now() + timedelta(minutes=begins))
    response = attend(client, event, make_member(club))
    assert response.status_code == 403
    assert sentence in response.text
    assert not came(event)


@pytest.mark.parametrize("begins", [29, -239])
def test_half_an_hour_before_the_start_until_two_hours_after_the_end(client, club, begins):
    event, member = (
        make_event(club, starts_at=timezone.now() + timedelta(minutes=begins)),
        make_member(club),
    )
    attend(client, event, member)
    assert came(event) == [member]


def test_nobody_attends_what_is_cancelled(client, club):
    event = running(club, cancelled_at=timezone.now())
    assert attend(client, event, make_member(club)).status_code == 409
    client.force_login(club.president)
    assert client.get(url("event-attendance", event)).status_code == 409


def test_outsiders_attend_what_they_have_said_they_come_to(client, club):
    event = running(club, public=True, outsider_seats=5)
    comes, silent = make_user(), make_user()
    event.accept(comes)
    attend(client, event, comes)
    response = attend(client, event, silent)
    assert response.status_code == 403
    assert "답한 사람만" in response.text
    assert came(event) == [comes]


def test_who_may_not_attend(club):
    event = running(club, public=True, outsider_seats=5)
    banned, lapsed, suspended = make_user(), make_member(club), make_member(club)
    event.accept(banned)
    club.ban(banned, by=club.president, reason="")
    unverified(lapsed)
    suspended.is_active = False
    for user in (banned, lapsed, suspended):
        with pytest.raises(Refused):
            event.attend(user, current_code(event))


def test_the_code_is_for_officers(client, club):
    event = running(club, public=True)
    for user in (make_member(club), make_user(), make_club("영화").president):
        client.force_login(user)
        assert client.get(url("event-attendance", event)).status_code == 403


# Striking oneself out


def test_a_member_strikes_themselves_out_and_undoes_it(client, club):
    event, member = running(club), make_member(club)
    attend(client, event, member)
    for _time in range(2):
        client.post(url("event-attendance-strike", event), {"strike": "1"})
        assert came(event) == []
    client.force_login(club.president)
    assert "스스로 안 왔다고 했어요" in client.get(url("event-attendance", event)).text
    client.force_login(member)
    client.post(url("event-attendance-strike", event))
    assert came(event) == [member]


def test_who_was_not_listed_strikes_nothing_out(client, club):
    event = running(club)
    client.force_login(make_member(club))
    assert client.post(url("event-attendance-strike", event), {"strike": "1"}).status_code == 404
    assert not Attendance.objects.exists()


def test_the_code_undoes_that_somebody_has_struck_themselves_out(club):
    event, member = running(club), make_member(club)
    event.attend(member, current_code(event))
    event.attendances.get().strike()
    event.attend(member, current_code(event))
    assert came(event) == [member]


# By an officer's hand


def test_an_officer_adds_who_came_and_takes_it_back(client, club):
    event, officer, member = running(club), make_officer(club), make_member(club)
    client.force_login(officer)
    for _time in range(2):
        client.post(url("event-attendance-add", event), {"user": member.pk})
    assert event.attendances.get().recorded_by == officer
    assert "운영진이 적었어요" in client.get(url("event-attendance", event)).text
    for _time in range(2):
        client.post(url("event-attendance-take-back", event), {"user": member.pk})
    assert not came(event)
    assert logged(club) == [
        (AuditLogEntry.Action.ATTENDANCE_ADDED, member.pk, "출사"),
        (AuditLogEntry.Action.ATTENDANCE_TAKEN_BACK, member.pk, "출사"),
    ]


def test_who_can_be_added_those_who_said_they_come_first(client, club):
    event = running(club, public=True, outsider_seats=5)
    here, comes, member = (make_member(club, name) for name in ("가람", "하늘", "나래"))
    guest = make_user("바다")
    for user in (comes, guest):
        event.accept(user)
    event.attend(here, current_code(event))
    assert list(event.absent())[:2] == [guest, comes]
    assert set(event.absent()) == {guest, comes, member, club.president}
    client.force_login(club.president)
    found = client.get(url("event-attendance-add", event), {"q": "나래"})
    assert list(found.context["page"]) == [member]
    assert (
        client.post(url("event-attendance-add", event), {"user": make_user().pk}).status_code == 409
    )
    assert client.post(url("event-attendance-add", event), {"user": "x"}).status_code == 404


def test_an_officer_undoes_only_what_officers_added(club):
    event, member = running(club), make_member(club)
    event.attend(member, current_code(event))
    with pytest.raises(Conflict):
        event.take_attendance_back(member, by=club.president)
    assert came(event) == [member]


def test_the_code_confirms_what_an_officer_has_added(club):
    event, member = running(club), make_member(club)
    event.record_attendance(member, by=club.president)
    event.attend(member, current_code(event))
    assert event.attendances.get().recorded_by is None


def test_officers_cannot_add_again_who_has_struck_themselves_out(club):
    event, member = running(club), make_member(club)
    event.record_attendance(member, by=club.president)
    event.attendances.get().strike()
    with pytest.raises(Conflict, match="안 왔다고 했어요"):
        event.record_attendance(member, by=club.president)
    with pytest.raises(Conflict):
        event.take_attendance_back(member, by=club.president)
    assert event.attendances.get().struck_at


def test_by_hand_only_officers_and_only_once_it_begins(club):
    event, member = running(club), make_member(club)
    later = make_event(club)
    for verb in (event.record_attendance, event.take_attendance_back):
        with pytest.raises(Refused):
            verb(member, by=member)
        with pytest.raises(Refused):
            getattr(later, verb.__name__)(member, by=club.president)
    long_ago = make_event(club, hours=-24 * 30)
    long_ago.record_attendance(member, by=club.president)
    assert came(long_ago) == [member]


def test_guests_are_a_number(client, club):
    event = running(club)
    client.force_login(club.president)
    for _time in range(2):
        client.post(url("event-guests", event), {"guest_count": "7"})
    event.refresh_from_db()
    assert event.guest_count == 7
    assert logged(club) == [(AuditLogEntry.Action.GUESTS_COUNTED, None, "출사: 7")]
    for sent in ("-1", "10001", "", "일곱"):
        assert client.post(url("event-guests", event), {"guest_count": sent}).status_code == 422


def test_who_said_they_come_and_is_not_here_stands_apart(client, club):
    event, here, missing = running(club), make_member(club), make_member(club)
    for user in (here, missing):
        event.accept(user)
    event.attend(here, current_code(event))
    client.force_login(club.president)
    assert list(client.get(url("event-attendance", event)).context["expected"]) == [missing]


# What stays


def test_who_leaves_or_closes_their_account_stays_in_the_list_without_the_name(client, club):
    event, leaves, closes = running(club), make_member(club), make_member(club, "김온유")
    for user in (leaves, closes):
        event.attend(user, current_code(event))
    club.leave(leaves)
    closes.close_account()
    assert came(event) == [leaves, closes]
    client.force_login(club.president)
    page = client.get(url("event-attendance", event)).text
    assert "탈퇴한 사용자" in page
    assert "김온유" not in page


def test_the_own_profile_has_what_one_attended(client, club):
    event, member = running(club), make_member(club)
    event.attend(member, current_code(event))
    client.force_login(member)
    assert "1번 출석했어요" in client.get("/me/").text
    event.attendances.get().strike()
    assert "0번 출석했어요" in client.get("/me/").text
    client.force_login(make_member(club))
    assert "출석했어요" not in client.get("/me/").text


# Races


@pytest.mark.django_db(transaction=True)
def test_fifty_people_attend_at_once(db):
    club = make_club()
    event, members = running(club), [make_member(club) for _ in range(50)]
    code = current_code(event)
    outcomes = at_once(*[lambda user=user: event.attend(user, code) for user in members])
    assert outcomes == [None] * 50
    assert sorted(user.pk for user in came(event)) == [user.pk for user in members]


@pytest.mark.django_db(transaction=True)
def test_one_person_attends_from_eight_windows_at_once(db):
    club = make_club()
    event, member = running(club), make_member(club)
    code = current_code(event)
    assert at_once(*[lambda: event.attend(member, code)] * 8) == [None] * 8
    assert came(event) == [member]


@pytest.mark.django_db(transaction=True)
def test_officers_who_add_the_same_person_at_once_add_them_once(db):
    club = make_club()
    event, member = running(club), make_member(club)
    at_once(*[lambda: event.record_attendance(member, by=club.president)] * 4)
    assert came(event) == [member]
    assert len(logged(club)) == 1
