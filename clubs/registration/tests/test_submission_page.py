"""What a club has filed, as a sheet for its officers to print."""

import pytest
from django.test import Client
from django.urls import reverse

from clubs.bylaws.tests.bylaws import write_bylaws
from clubs.models import Rules
from clubs.registration.tests.registrations import make_filing, make_registration
from tests.factories import make_club, make_member, make_officer, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(club):
    """What a club with bylaws has filed."""
    make_staff()
    write_bylaws(club)
    return make_registration(club, make_filing(), filed=True).last_submission


def sheet(user, submission, club=None):
    client = Client()
    client.force_login(user)
    club = club or submission.registration.club
    return client.get(reverse("clubs:submission", args=[club.slug, submission.pk]))


def test_the_sheet_holds_what_was_filed_without_a_name_of_a_member(club, submission):
    members = [membership.user for membership in club.memberships.filter(role="member")]
    page = sheet(make_officer(club), submission).text
    for words in [
        submission.receipt,
        "사진을 찍어요",
        "한 달에 한 번 출사",
        "공과대학 2",
        "만 원이에요",
    ]:
        assert words in page
    assert not [each for each in members if each.display_name in page]


def test_the_hint_how_to_print_is_not_printed(club, submission):
    page = sheet(club.president, submission).text
    assert 'no-print">브라우저의 인쇄를 누르면 돼요.' in page
    assert "desk.css" in page  # which hides it


def test_what_changes_later_is_not_on_it(club, submission):
    write_bylaws(club, "새 회칙이에요.")
    type(club).objects.filter(pk=club.pk).update(name="다른 이름")
    Rules.objects.update(min_reports=0)
    page = sheet(club.president, submission).text
    assert "만 원이에요" in page
    assert "새 회칙" not in page
    assert submission.club_name in page


def test_the_receipt_leads_to_it(client, club, submission):
    client.force_login(club.president)
    page = client.get(submission.registration.get_absolute_url()).text
    assert reverse("clubs:submission", args=[club.slug, submission.pk]) in page


def test_members_and_officers_of_other_clubs_do_not_see_it(club, submission):
    other = make_club()
    assert sheet(make_member(club), submission).status_code == 403
    assert sheet(other.president, submission).status_code == 403
    assert sheet(other.president, submission, other).status_code == 404
