"""Activity reports written, filed and decided at once, with real threads."""

from functools import partial

import pytest

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.models import ActivityReport, AuditLogEntry
from clubs.reports.tests.activity_reports import make_activity_report, make_past_event
from kclub.errors import Refused
from tests.factories import make_club, make_member, make_officer, make_staff
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 3  # a race is lost only now and then


def fresh(report):
    return ActivityReport.objects.get(pk=report.pk)


def actions(club, action):
    return AuditLogEntry.objects.filter(club=club, action=action).count()


def test_two_officers_who_begin_one_of_the_same_event_get_the_same():
    for _ in range(TIMES):
        club = make_club()
        event = make_past_event(club)
        make_activity_report(make_club())  # the term and its round are there
        done = at_once(*[partial(make_activity_report, club, event=event) for _ in range(3)])
        assert len({report.pk for report in done}) == 1
        assert ActivityReport.objects.filter(event=event).count() == 1
        assert done[0].pictures.count() == 1


def test_a_double_click_files_once():
    for _ in range(TIMES):
        club, union = make_club(), make_staff()
        member = make_member(club)
        report = make_activity_report(club, event=make_past_event(club, member))
        at_once(*[partial(fresh(report).submit, club.president) for _ in range(3)])
        assert actions(club, "activity-filed") == 1
        assert report.people.count() == 1
        told = Notification.objects.about(report).of_kind(kinds.ACTIVITY_FILED)
        assert told.filter(user=union).count() == 1


def test_the_first_of_two_of_the_union_decides():
    for _ in range(TIMES):
        club, first, second = make_club(), make_staff(), make_staff()
        report = make_activity_report(club)
        report.submit(club.president)
        done = at_once(
            partial(fresh(report).accept, first),
            partial(fresh(report).send_back, second, "사진이 흐려요"),
        )
        assert sum(isinstance(each, Refused) for each in done) == 1
        assert actions(club, "activity-accepted") + actions(club, "activity-returned") == 1
        decided = fresh(report)
        assert (decided.state == "accepted") == (decided.decided_by == first)
        assert bool(decided.remark) == (decided.state == "returned")


def test_what_is_edited_while_it_is_filed_is_filed_as_one_of_the_two_says():
    for _ in range(TIMES):
        club = make_club()
        officer = make_officer(club)
        report = make_activity_report(club)
        days = {"starts_at": report.starts_at, "ends_at": report.ends_at}
        edited, _filed = at_once(
            partial(fresh(report).edit, officer, text="다른 말로 썼어요", **days),
            partial(fresh(report).submit, club.president),
        )
        was_refused = isinstance(edited, Refused)
        assert fresh(report).state == "submitted"
        assert (fresh(report).text == report.text) == was_refused
