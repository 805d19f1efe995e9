"""Who was at an activity is forgotten two terms later, and everybody finds what a club did."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Term
from clubs.reports.people_erasing import forget_people
from clubs.reports.tests.activity_reports import make_activity_report, make_past_event
from tests.factories import make_member, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(club):
    """A report of an event with two members, submitted."""
    make_staff()
    event = make_past_event(club, make_member(club), make_member(club))
    report = make_activity_report(club, event=event)
    report.submit(club.president)
    return report


def add_terms(after, count):
    """Add terms of ninety days. Returns the last day of the last."""
    ends_on = after.ends_on
    for number in range(count):
        starts_on = ends_on + timedelta(days=1)
        ends_on = starts_on + timedelta(days=90)
        Term.objects.add(f"2030-{number}", starts_on, ends_on)
    return ends_on


def test_people_are_forgotten_two_terms_later_and_stay_counted(report):
    ends_on = add_terms(report.term, 2)
    with time_machine.travel(ends_on):
        assert forget_people() == 0
    assert report.people.filter(user=None).count() == 0
    with time_machine.travel(ends_on + timedelta(days=2)):
        assert forget_people() == 2
        assert forget_people() == 0
    assert report.people.filter(user=None).count() == 2
    assert report.people_count == 2


def test_the_page_of_a_registered_club_leads_to_what_it_did(client, club):
    link = reverse("clubs:activity-reports-of-club", args=[club.slug])
    assert link not in client.get(club.get_absolute_url()).text
    club.set_standing("regular")
    assert link in client.get(club.get_absolute_url()).text
    assert client.get(link).status_code == 200
