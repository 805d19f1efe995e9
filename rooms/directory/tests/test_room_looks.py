"""The rooms of a club that has a logo."""

from os.path import basename

import pytest
from django.urls import reverse

from kclub.files.logos import reencode_logo
from rooms.models import Room
from tests.factories import make_club
from tests.pictures import upload

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def test_the_room_that_keeps_the_clubs_emoji_shows_its_logo_and_another_does_not(client):
    club = make_club(emoji="📷")
    club.edit(logo=reencode_logo(upload()))
    other = Room.open(club.president, "소모임", kind="club", club=club, emoji="🎞️")
    client.force_login(club.president)
    rooms = client.get(reverse("rooms:rooms"), headers=PART).text
    assert other.name in rooms
    assert "🎞️" in rooms
    assert rooms.count(basename(club.small_logo.name)) == 1
