"""What search engines read in the page of an event, and what messengers show of it."""

import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from clubs.models import Club, Event
from tests.factories import make_club, make_member
from tests.public_pages import change_everything, make_campus, make_event

pytestmark = pytest.mark.django_db
SCRIPT = re.compile('<script type="application/ld\\+json">(.*?)</script>', re.DOTALL)
SITE = "https://club.saebom.example"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


def structured(event, client=None):
    """Return the data in the event's page; None without any."""
    found = SCRIPT.findall((client or Client()).get(event.get_absolute_url()).text)
    assert len(found) <= 1
    return json.loads(found[0]) if found else None


def test_a_public_event_says_what_when_where_and_by_whom():
    seoul = ZoneInfo("Asia/Seoul")
    starts, ends = (
        datetime(2030, 4, 1, 18, 30, tzinfo=seoul),
        datetime(2030, 4, 1, 20, tzinfo=seoul),
    )
    club = make_club(name="필름로그")
    event = make_event(club, title="봄 출사", body="**필름** 두 통", starts_at=starts, ends_at=ends)
    data = structured(event)
    assert (data["@context"], data["@type"]) == ("https://schema.org", "Event")
    assert (data["name"], data["description"]) == ("봄 출사", "필름 두 통")
    assert data["startDate"] == "2030-04-01T18:30:00+09:00"
    assert data["endDate"] == "2030-04-01T20:00:00+09:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["location"]["name"] == "학생회관"
    assert data["organizer"]["name"] == "필름로그"
    assert data["organizer"]["url"] == SITE + club.get_absolute_url()
    assert data["url"] == SITE + event.get_absolute_url()
    assert data["image"].startswith(f"{SITE}/clubs/")
    assert "offers" not in data


def test_a_cancelled_event_says_so():
    event = make_event(make_club())
    event.cancel(event.club.president, "비가 와요")
    assert structured(event)["eventStatus"] == "https://schema.org/EventCancelled"


def test_no_text_ends_the_script_or_is_lost_in_it():
    odd = '</script><script>alert("1")</script><!-- & \u2028'
    event = make_event(make_club(), title=odd[:60], place=odd[:60])
    assert structured(event)["name"] == odd[:60]


def test_only_what_an_anonymous_visitor_sees_has_data_also_for_members(client):
    make_campus()
    club = make_club()
    for event in [*Event.objects.select_related("club"), make_event(club, public=False)]:
        is_public = Client().get(event.get_absolute_url()).status_code == 200
        assert bool(structured(event)) == is_public
        member = Client()
        member.force_login(event.club.president)
        if event.club.status in [*Club.OPEN, *Club.CLOSED]:
            assert bool(structured(event, member)) == is_public


def test_data_follow_every_change_of_what_is_public_at_once():
    for _change in change_everything():
        for event in Event.objects.select_related("club"):
            page = Client().get(event.get_absolute_url())
            assert bool(structured(event)) == (page.status_code == 200)


def test_a_member_of_a_suspended_club_sees_the_event_without_data(client):
    club = make_club()
    event = make_event(club)
    Club.objects.filter(pk=club.pk).update(status=Club.Status.SUSPENDED)
    client.force_login(make_member(club))
    assert client.get(event.get_absolute_url()).status_code == 200
    assert structured(event, client) is None
