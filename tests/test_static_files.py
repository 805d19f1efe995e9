"""What a page of each kind asks for besides itself."""

import re

import pytest
from django.contrib.staticfiles import finders

from kclub.static_bundles import BUNDLES
from tests.factories import make_club, make_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    """`page(kind)`: the HTML of that page, as the president and owner sees it."""
    club = make_club()
    room = make_room(owner=club.president)
    addresses = {
        "home": "/",
        "list": "/clubs/",
        "club": club.get_absolute_url(),
        "dashboard": f"{club.get_absolute_url()}manage/",
        "applications": f"{club.get_absolute_url()}manage/applications/",
        "rooms": "/rooms/",
        "room": room.get_absolute_url(),
        "room without scripts": f"{room.get_absolute_url()}live/",
    }
    client.force_login(club.president)
    return lambda kind: client.get(addresses[kind]).text


@pytest.mark.parametrize(
    ("kind", "sheets", "scripts"),
    [
        ("home", ["kclub.css"], ["kclub.js"]),
        ("list", ["kclub.css"], ["kclub.js"]),
        ("club", ["kclub.css"], ["kclub.js"]),
        ("dashboard", ["kclub.css", "desk.css"], ["kclub.js"]),
        ("applications", ["kclub.css", "desk.css"], ["applications.js", "kclub.js"]),
        ("rooms", ["kclub.css"], ["kclub.js"]),
        ("room", ["kclub.css", "room.css"], ["kclub.js", "room.js"]),
        ("room without scripts", ["kclub.css", "room.css"], ["kclub.js"]),
    ],
)
def test_a_page_asks_for_two_sheets_at_most(page, kind, sheets, scripts):
    html = page(kind)
    assert re.findall(r'<link rel="stylesheet" href="/static/([^"]+)">', html) == sheets
    linked = re.findall(r'<script src="/static/([^"]+)" defer></script>', html)
    assert [name for name in linked if not name.startswith("vendor/")] == scripts
    assert BUNDLES.keys() >= {*sheets, *scripts}
    assert all(finders.find(name) for name in linked)
