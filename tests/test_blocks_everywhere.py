"""A block on every page: what the blocked write is not there or folded, and who they are may stay.

Who is in a club, a room or at an event is a fact that others act on, so lists keep the name; what
somebody says is what one does not want to read. A row of PLACES is a page, its address and what it
does with the text. Whatever the blocked do tells whoever has blocked them nothing (ACTS).
"""

import re

import pytest
from django.urls import reverse

from accounts.models import ShownTo
from accounts.tests.browsing import browser_of
from clubs.events.tests.test_events import make_event
from kclub.errors import Refused
from kclub.files.logos import reencode_avatar
from rooms.models import Room
from tests.factories import a_poll, make_club, make_member, make_officer, make_post, make_room
from tests.pictures import upload

pytestmark = pytest.mark.django_db
NAME, TEXT = "박소음", "시끄러운말"
FOLDED = re.compile(r"<details\b.*?</details>", re.S)
TYPED = re.compile(
    r'<head>.*?</head>|value="[^"]*"|‘[^’]*’', re.S
)  # what the viewer has typed or gone to

PLACES = """
home                  /                                          folded
must-reads            /                                          folded
board                 /clubs/{club}/board/                       folded
their post            /clubs/{club}/board/{post}/                folded
comments              /clubs/{club}/board/{own_post}/            folded
club                  /clubs/{club}/                             gone
inquiries             /clubs/{club}/questions/                   gone
inquiry               /clubs/{club}/questions/{inquiry}/         folded
search                /search/?q={TEXT}                          gone
search of posts       /search/?q={TEXT}&tab=posts                gone
search of comments    /search/?q={TEXT}&tab=comments             gone
search of messages    /search/?q={TEXT}&tab=messages             gone
helper                /helper/answer/?q={TEXT}                   gone
search of people      /search/?q={NAME}&tab=people               no name
rooms                 /rooms/                                    gone
beside a room         /rooms/?beside={room}                      gone
room                  /rooms/{room}/                             styled
room by links         /rooms/{room}/live/log/                    styled
search of a room      /rooms/{room}/search/?q={TEXT}             gone
files of a room       /rooms/{room}/files/                       gone
notifications         /notifications/                            no name
to write to           /rooms/direct/                             no name
following             /me/following/                             no name
their page            /people/{person}/                          gone
members               /clubs/{club}/members/                     name
people of a room      /rooms/{room}/occupants/                   name
who comes             /clubs/{club}/events/{event}/              name
my blocks             /me/blocks/                                name
"""
ROWS = [re.split(r" {2,}", line) for line in PLACES.split("\n") if line]


class Scene:
    """A club and a room in which somebody has said something before and after they were blocked."""

    def __init__(self):
        self.club = make_club("필름로그")
        self.me, self.pest = make_officer(self.club), make_officer(self.club, NAME)
        self.room = make_room(owner=self.me)
        self.room.admit(self.pest)
        self.event = make_event(self.club)
        self.me.follow(self.pest)
        self.pest.bio = TEXT
        self.pest.save(update_fields=["bio"])
        self.pest.choose_visibility(bio=ShownTo.STUDENTS, avatar=ShownTo.STUDENTS)
        self.pest.change_avatar(reencode_avatar(upload()))
        self.own_post = make_post(self.club, self.me)
        for turn in range(2):
            self.say(turn)
            self.me.block(self.pest)
            self.me.notifications.read()
        self.me.refresh_from_db()

    def say(self, turn):
        public = {"title": f"{TEXT} {turn}", "body": TEXT, "visibility": "public"}
        self.post = make_post(self.club, self.pest, **public, poll=a_poll(question=TEXT))
        make_post(self.club, self.pest, **public | {"kind": "notice"}, must_read=True)
        self.own_post.comment(self.pest, f"{TEXT} {turn}")
        self.inquiry = self.club.inquire(self.pest, f"{TEXT} {turn}?")
        self.message = self.room.post(self.pest, f"@{self.me.handle} {TEXT} {turn}")
        self.event.accept(self.pest)

    def address(self, pattern):
        return pattern.format(
            TEXT=TEXT, NAME=NAME, club=self.club.slug, room=self.room.slug, event=self.event.pk,
            post=self.post.pk, own_post=self.own_post.pk, inquiry=self.inquiry.pk,
            person=self.pest.username,
        )  # fmt: skip


@pytest.fixture
def scene():
    return Scene()


def text_of(answer):
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.text


@pytest.mark.parametrize(("place", "pattern", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_what_a_page_does_with_the_words_of_the_blocked(scene, place, pattern, expected):
    answer = browser_of(scene.me).get(scene.address(pattern), follow=True)
    assert answer.status_code == 200
    whole = text_of(answer)
    page = TYPED.sub("", whole)
    unblocked = browser_of(make_member(scene.club))
    match expected:
        case "folded":
            assert TEXT in page
            assert TEXT not in FOLDED.sub("", page)
        case "gone":
            assert TEXT not in page
        case "no name":
            assert NAME not in page
        case "name":
            assert NAME in page
            assert TEXT not in page
        case "styled":
            hidden = f'[data-author="{scene.pest.username}"]:not(.open)>.msg-b>:not(.msg-who)'
            assert TEXT in page
            assert hidden in whole
    if expected == "folded" and place != "inquiry":
        theirs = text_of(unblocked.get(scene.address(pattern)))
        assert place == "home" or place == "must-reads" or TEXT in FOLDED.sub("", theirs)


ACTS = {
    "posts": lambda s: make_post(s.club, s.pest),
    "comments": lambda s: s.own_post.comment(s.pest, TEXT),
    "likes": lambda s: s.own_post.like(s.pest),
    "mentions": lambda s: s.room.post(s.pest, f"@{s.me.handle} {TEXT}"),
    "replies": lambda s: s.room.post(s.pest, TEXT, reply_to=s.room.messages.first()),
    "asks": lambda s: s.club.inquire(s.pest, "또 물어봐요"),
    "puts up a notice": lambda s: make_post(s.club, s.pest, kind="notice", must_read=True),
    "opens a direct room": lambda s: Room.open_direct(s.pest, [s.me]),
    "follows": lambda s: s.pest.follow(s.me),
}
REFUSED = {"opens a direct room", "follows"}


@pytest.mark.parametrize("act", ACTS)
def test_whatever_they_do_tells_me_nothing(scene, act):
    before = scene.me.notifications.count()
    if act in REFUSED:
        with pytest.raises(Refused):
            ACTS[act](scene)
    else:
        ACTS[act](scene)
    assert scene.me.notifications.count() == before
    assert not scene.me.notifications.filter(author=scene.pest).exists()


@pytest.mark.parametrize("side", ["who blocked", "who is blocked"])
def test_pictures_and_words_of_a_profile_are_shown_to_neither(scene, side):
    viewer, person = scene.me, scene.pest
    if side == "who is blocked":
        viewer, person = person, viewer
    assert person.shown_fields(viewer) == set()
    assert not viewer.may_follow(person)
    assert (
        "팔로우"
        not in browser_of(viewer)
        .get(reverse("accounts:person", args=[person.username]))
        .text.partition("<main")[2]
    )


def test_lifting_the_block_brings_words_back_and_no_follow(scene):
    scene.me.unblock(scene.pest)
    page = browser_of(scene.me).get(scene.address("/clubs/{club}/board/{post}/")).text
    assert TEXT in FOLDED.sub("", page)
    assert not scene.me.is_following(scene.pest)
