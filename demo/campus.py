"""The demo campus: an invented 새봄대학교 with its students, clubs and rooms.

Names and texts are in the files in data/. The random numbers are seeded and every moment counts
from today's midnight, so that a campus is the same all day long.
"""

from datetime import timedelta
from random import Random

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from clubs.models import Club, Event, Post
from demo import annotations
from demo.activity_reports import make_activity_reports
from demo.applications import make_applications
from demo.audit_log import make_audit_log
from demo.boards import make_boards, wanted_scenes
from demo.bylaws import make_bylaws
from demo.clubs import make_clubs
from demo.direct_rooms import make_direct_rooms
from demo.dues import make_dues
from demo.events import make_events
from demo.marks import make_marks
from demo.memberships import make_follows, make_members
from demo.moderation import make_moderation
from demo.notices import make_notices
from demo.notifications import mark_read
from demo.people import DOMAIN, PASSWORD, make_people, password_hash
from demo.pictures import draw_pictures
from demo.places import make_places
from demo.polls import make_polls
from demo.questions import make_faqs, make_inquiries
from demo.registrations import make_registrations
from demo.room_access import make_room_access
from demo.rooms import make_rooms
from demo.terms import make_terms
from rooms.models import Message

__all__ = ["DOMAIN", "PASSWORD", "is_loaded", "load"]


class Campus:
    """The rows of the demo campus that have been made so far."""

    def __init__(self):
        self.random = Random("새봄대학교")  # noqa: S311
        self.midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        self.people = {}  # "student": a User, and so on; the whole of "s001" … "s300" too
        self.clubs = []  # open ones
        self.members = {}  # club: its Memberships, the president's first, then officers'

    @property
    def students(self):
        """The three hundred students, "s001" … "s300"."""
        return [user for key, user in self.people.items() if key[1:].isdigit()]

    def regulars(self, club):
        """Return the members who joined before anything on the board or in the room was written."""
        return [m.user for m in self.members[club] if m.joined_at < self.ago(days=80)]

    def readers(self, post):
        """Return the members who may read the post."""
        members = self.members[post.club]
        return [m.user for m in members if m.is_officer or not post.is_for_officers]

    def ago(self, days, hour=0, minute=0):
        """Return the moment of that time on the day so many days before today."""
        return self.midnight + timedelta(days=-days, hours=hour, minutes=minute)

    def deck(self, cards):
        """Yield the cards endlessly in random order, each once before any comes again."""
        while True:
            yield from self.random.sample(cards, len(cards))


def is_loaded():
    """Whether the database holds the campus already."""
    return get_user_model().objects.filter(email=f"student@{DOMAIN}").exists()


def load():
    """Make the campus. Return [(name of a model, number of its rows), …].

    Its verbs act in the past (`demo.history`); rows by the thousand are made in bulk.
    """
    password = password_hash()  # these two are slow, so not in the transaction
    pictures = draw_pictures(wanted_scenes() + annotations.wanted_scenes())
    make(Campus(), password, pictures)
    return [
        (model._meta.model_name + "s", model.objects.count())
        for model in [get_user_model(), Club, Post, Event, Message]
    ]


@transaction.atomic
def make(campus, password, pictures):
    make_people(campus, password)
    make_clubs(campus)
    make_members(campus)
    make_follows(campus)
    make_applications(campus)
    make_boards(campus, pictures)
    make_events(campus)
    make_rooms(campus, pictures)
    make_direct_rooms(campus)
    make_room_access(campus)
    make_faqs(campus)
    make_audit_log(campus)
    make_moderation(campus)
    make_notices(campus)
    make_polls(campus)
    make_inquiries(campus)
    make_terms(campus)
    make_activity_reports(campus)
    make_registrations(campus)
    make_places(campus)
    make_marks(campus)
    make_dues(campus)
    make_bylaws(campus)
    mark_read()
