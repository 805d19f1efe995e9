"""Rooms: one with a password, one for the invited, and one of a club."""

from functools import cached_property

from kclub.files.images import preview, reencode
from rooms.models import Room
from tests.documents import document
from tests.factories import (
    PASSWORD,
    a_poll,
    make_club,
    make_member,
    make_officer,
    make_room,
    make_user,
    unverified,
)
from tests.pictures import upload
from tests.places.base import SECRET, Place


class OfRoom(Place):
    """A room with a password and one message."""

    namespace = "rooms"
    numbers = {"picture": "picture", "thumbnail": "picture", "file": "file"}
    kind = Room.Kind.PASSWORD

    @cached_property
    def room(self):
        secret = {"password": PASSWORD} if self.kind == Room.Kind.PASSWORD else {}
        return make_room(kind=self.kind, capacity=50, **secret)

    @cached_property
    def owner(self):
        return self.room.owner

    @cached_property
    def occupant(self):
        return self.enter(make_user())

    @cached_property
    def author(self):
        return self.enter(make_user())

    @cached_property
    def moderator(self):
        user = self.enter(make_user())
        self.room.appoint(user, by=self.owner)
        return user

    @cached_property
    def gone(self):
        """A user who has left the room."""
        user = self.enter(make_user())
        self.room.leave(user)
        return user

    @cached_property
    def banned(self):
        user = self.enter(make_user())
        self.room.ban(user, by=self.owner)
        return user

    @cached_property
    def elsewhere(self):
        """The owner of another room."""
        return self.other.owner

    @cached_property
    def lapsed(self):
        """A moderator who has lost their school address."""
        user = self.enter(make_user())
        self.room.appoint(user, by=self.owner)
        return unverified(user)

    def enter(self, user):
        self.room.admit(user, PASSWORD, invite=self.key)
        return user

    @cached_property
    def key(self):
        return self.room.invite(by=self.owner) if self.kind in Room.INVITABLE_KINDS else None

    @cached_property
    def message(self):
        attached = {"pictures": [reencode(upload(), preview)], "document": document()}
        return self.room.post(self.author, SECRET, **attached)

    @cached_property
    def asking(self):
        """A message with a poll."""
        return self.room.post(self.author, SECRET, poll=a_poll())

    @cached_property
    def picture(self):
        return self.message.pictures.get()

    @cached_property
    def file(self):
        return self.message.file

    def thing(self, name, arg):
        match arg:
            case "slug":
                return self.message.room.slug  # makes the message as well
            case "number":
                return (self.asking if "poll" in name else self.message).number
            case "token":
                return self.key.token
            case "username":
                return (self.banned if name == "ban-lift" else self.author).username
        return super().thing(name, arg)

    def foreign(self, name):
        for arguments in super().foreign(name):
            if "number" in arguments:  # each room numbers its messages
                arguments["number"] = self.thing(name, "number") + 1
                for text in ("둘", "셋"):
                    self.other.room.post(self.other.owner, text)
            yield arguments


class OfSecretRoom(OfRoom):
    """A room of which only its occupants know."""

    kind = Room.Kind.INVITE


class OfClubsRoom(OfRoom):
    """A room of a club; its owner is the president."""

    kind = Room.Kind.CLUB

    @cached_property
    def club(self):
        return make_club()

    @cached_property
    def room(self):
        return self.club.rooms.get()

    @cached_property
    def member(self):
        """A member of the club who is not in the room."""
        return make_member(self.club)

    @cached_property
    def officer(self):
        """An officer of the club who is not in the room."""
        return make_officer(self.club)

    def enter(self, user):
        self.club.admit(user)
        return super().enter(user)
