"""Who may see and do what with activity reports, when they overlap, and whom they count."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import Term
from clubs.models import ActivityReport, AuditLogEntry, Window
from clubs.reports.tests.activity_reports import make_activity_report, make_past_event
from clubs.term.models import window_label
from clubs.term.tests.terms import make_window
from kclub.errors import Conflict, Refused
from tests.factories import make_club, make_member, make_officer, make_staff, make_user

pytestmark = pytest.mark.django_db
SEEN = """
state     public anonymous stranger member officer elsewhere union
draft     yes    no        no       no     yes     no        no
draft     no     no        no       no     yes     no        no
submitted yes    no        no       no     yes     no        yes
submitted no     no        no       no     yes     no        yes
returned  yes    no        no       no     yes     no        yes
returned  no     no        no       no     yes     no        yes
accepted  yes    yes       yes      yes    yes     yes       yes
accepted  no     no        no       no     yes     no        yes
"""
ROWS = [line.split() for line in SEEN.strip().splitlines()[1:]]


@pytest.fixture
def club():
    make_window()
    return make_club("필름로그")


def bring_to(report, state):
    """Let the club and the union bring a draft to the state."""
    if state != "draft":
        report.submit(report.club.president)
    if state == "returned":
        report.send_back(make_staff(), "사진이 흐려요")
    if state == "accepted":
        report.accept(make_staff())


@pytest.mark.parametrize("row", ROWS, ids=" ".join)
def test_who_sees_a_report(club, row):
    state, public, *cells = row
    report = make_activity_report(club, public=public == "yes")
    bring_to(report, state)
    people = [
        AnonymousUser(),
        make_user(),
        make_member(club),
        make_officer(club),
        make_officer(make_club()),
        make_staff(),
    ]
    seen = [ActivityReport.objects.visible_to(person).exists() for person in people]
    assert ["yes" if each else "no" for each in seen] == cells


def test_only_officers_write_edit_and_file(club):
    report, union = make_activity_report(club), make_staff()
    days = {"starts_at": report.starts_at, "ends_at": report.ends_at}
    fields = {"title": "다른 것", "place": "남산", **days}
    for person in (make_user(), make_member(club), make_officer(make_club()), union):
        for verb in (
            lambda by: ActivityReport.objects.write(club, by, **fields),
            lambda by: report.edit(by, **days),
            lambda by: report.submit(by),
        ):
            with pytest.raises(Refused, match="운영진만"):
                verb(person)
    assert club.activity_reports.count() == 1
    assert ActivityReport.objects.get().state == "draft"


def test_nothing_is_decided_before_it_is_filed(club):
    report, union = make_activity_report(club), make_staff()
    with pytest.raises(Conflict):
        report.accept(union)
    with pytest.raises(Conflict):
        report.send_back(union, "사진이 흐려요")


def test_an_accepted_one_is_neither_edited_nor_filed_again(club):
    report = make_activity_report(club)
    bring_to(report, "accepted")
    with pytest.raises(Refused, match="이미 제출해서"):
        report.edit(club.president, starts_at=report.starts_at, ends_at=report.ends_at)
    with pytest.raises(Refused, match="이미 인정돼서"):
        report.submit(club.president)


@pytest.mark.parametrize(
    ("start", "end", "overlaps"),
    [
        (-60, 0, False),  # ends when the other begins
        (-60, 1, True),
        (30, 60, True),  # within
        (-60, 300, True),  # around
        (119, 300, True),
        (120, 300, False),  # begins when the other ends
    ],
)
def test_reports_of_the_same_time_overlap(club, start, end, overlaps):
    begins = timezone.now() - timedelta(days=2)
    minutes = [begins + timedelta(minutes=minute) for minute in (0, 120, start, end)]
    first = make_activity_report(club, starts_at=minutes[0], ends_at=minutes[1])
    second = make_activity_report(club, starts_at=minutes[2], ends_at=minutes[3], title="다른 활동")
    assert not first.overlapping().exists()  # a draft is no claim
    for report in (first, second):
        report.submit(club.president)
    assert first.overlapping().exists() == overlaps
    found = ActivityReport.objects.with_overlaps()
    assert [report.overlaps for report in found] == [overlaps, overlaps]


def test_reports_of_two_clubs_never_overlap(club):
    for each in (club, make_club()):
        bring_to(make_activity_report(each), "submitted")
    assert [report.overlaps for report in ActivityReport.objects.with_overlaps()] == [False, False]


def test_who_strikes_themselves_out_meanwhile_is_not_counted_when_it_is_filed_again(club):
    member, other = make_member(club), make_member(club)
    report = make_activity_report(club, event=make_past_event(club, member, other))
    assert report.people_count == 2
    bring_to(report, "returned")
    member.attendances.get().strike()
    report.submit(club.president)
    assert [person.user for person in report.people.all()] == [other]


def test_a_closed_account_stays_counted_when_it_is_filed_again(club):
    member, other = make_member(club), make_member(club)
    report = make_activity_report(club, event=make_past_event(club, member, other))
    bring_to(report, "submitted")
    member.close_account()
    report.send_back(make_staff(), "사진이 흐려요")
    report.submit(club.president)
    assert {person.user for person in report.people.all()} == {None, other}
    assert report.people_count == 2


def test_a_report_stays_when_its_event_goes(club):
    event = make_past_event(club, make_member(club))
    report = make_activity_report(club, event=event)
    bring_to(report, "accepted")
    event.delete()
    report = ActivityReport.objects.get()
    assert (report.event, report.people_count) == (None, 1)


@pytest.mark.parametrize("days", [0, 1])
def test_an_activity_ends_in_the_term_it_begins_in(club, days):
    term = Term.objects.current()
    Term.objects.filter(pk=term.pk).update(ends_on=timezone.localdate() - timedelta(days=2))
    ends_at = timezone.now() - timedelta(days=2 - days)
    fields = {"starts_at": ends_at - timedelta(days=2), "ends_at": ends_at}
    if days == 0:
        assert make_report_of(club, **fields).term == term
    else:
        with pytest.raises(Refused, match="한 학기 안에"):
            make_report_of(club, **fields)


def make_report_of(club, **fields):
    """Write a draft without opening a round, which a term that is over refuses."""
    fields |= {"title": "마지막 모임", "place": "동방"}
    return ActivityReport.objects.write(club, club.president, **fields)


def test_every_member_reads_in_the_log_what_became_of_it(club):
    bring_to(make_activity_report(club), "returned")
    shown = AuditLogEntry.objects.visible_to_members().filter(action__startswith="activity")
    assert [entry.action for entry in shown] == ["activity-returned", "activity-filed"]
    assert {entry.detail for entry in shown} == {"가을 출사"}


def test_only_rounds_of_reports_have_a_number_in_their_name():
    assert str(window_label("report", 2)) == "활동보고서 2차"
    assert str(window_label("file", 1)) == str(Window.Kind.FILE.label)
