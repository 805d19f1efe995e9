"""Posting and reading in a room: part of Occupancy."""

import math
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from accounts.models import Block
from clubs.directory.status import ensure_open
from kclub.errors import RateLimited, Refused
from rooms.directory.models.ranks import Rank
from rooms.messages.models.messages import Message

MAX_COUNTED_PEOPLE = 100  # in a room whose messages say how many have not read them


@dataclass
class ReadMarks:
    """How many people of a room have read how far, at its change `last_change`. It names nobody."""

    last_change: int
    people: dict  # {number of the last message they have read: how many}

    def __str__(self):
        """The form in which pages are sent it: "57 12:3 56:1"."""
        return " ".join([f"{self.last_change}", *(f"{n}:{k}" for n, k in self.people.items())])

    def unread_by(self, number):
        """Return how many people have not read message `number`."""
        return sum(people for read, people in self.people.items() if read < number)


class UnreadOccupancies:
    """The part of the occupancies' queryset that depends on messages."""

    def unread(self):
        """Occupancies of running rooms with unread messages of people the occupant has not blocked."""
        # The newest one is found by the index; for EXISTS a database may read all of them.
        newest = heard_messages().order_by("-number").values("number")[:1]
        return self.filter(room__closed_at=None, read_up_to__lt=Subquery(newest))

    def with_first_unread(self):
        """Occupancies with `first_unread`, the number of the first message that makes them unread."""
        unread = heard_messages().filter(number__gt=OuterRef("read_up_to")).order_by("number")
        return self.annotate(first_unread=Subquery(unread.values("number")[:1]))

    def read_marks(self, rooms):
        """Return {key of a room: ReadMarks} of those rooms that are not too large, in one query.

        People who may not read at present, since they are not verified, are not waited for.
        """
        rooms = list(rooms)
        sizes = self.model.objects.filter(room__in=rooms).order_by().values("room")
        small = sizes.annotate(people=Count("pk")).filter(people__lte=MAX_COUNTED_PEOPLE)
        rows = (
            # The rooms by name as well, or a database reads the occupancies of all rooms there are.
            self.filter(room__in=rooms)
            .filter(room__in=small.values("room"))
            .exclude(user__verified_at=None)
            .order_by("room", "read_up_to")
            .values_list("room", "room__last_change", "read_up_to")
            .annotate(people=Count("pk"))
        )
        marks = {}
        for room, last_change, read_up_to, people in rows:
            marks.setdefault(room, ReadMarks(last_change, {})).people[read_up_to] = people
        return marks


def heard_messages():
    """Return the published messages in the room of the outer query's Occupancy, but of the blocked."""
    blocked = Block.objects.filter(user=OuterRef(OuterRef("user")), blocked=OuterRef("author"))
    return Message.objects.published().filter(~Exists(blocked), room=OuterRef("room"))


class OccupancyPosting:
    """The part of an Occupancy that posts and reads."""

    def ensure_may_write(self):
        """Raise Refused, saying why, if the occupant may only read now. Makes no query."""
        self.room.ensure_open()
        ensure_open(self.club_status)
        if self.is_muted:
            until = date_format(timezone.localtime(self.muted_until), gettext("n월 j일 A g:i"))
            sentence = _("지금은 읽기만 할 수 있어요. %(until)s부터 말할 수 있어요.")
            raise Refused(sentence, {"until": until})

    def ensure_may_post(self):
        """Raise Refused, saying why, unless the occupant may post now. Makes no query."""
        self.ensure_may_write()
        if self.rank > Rank.OCCUPANT:
            return
        if self.room.read_only:
            raise Refused(_("지금은 방장과 부방장만 말할 수 있어요."))
        if wait := self.seconds_to_wait():
            raise RateLimited(
                _("천천히 이야기하는 방이에요. %(wait)s초 뒤에 다시 말할 수 있어요."),
                {"wait": wait},
                retry_after=wait,
            )

    def seconds_to_wait(self):
        """Return the seconds until slow mode lets the occupant post again; 0 for none."""
        if not self.room.slow_seconds or self.last_posted_at is None:
            return 0
        passed = (timezone.now() - self.last_posted_at).total_seconds()
        return max(0, math.ceil(self.room.slow_seconds - passed))

    def mark_read(self, number):
        """Store that everything up to message `number` is read; reading never goes back."""
        unread = type(self).objects.filter(pk=self.pk, read_up_to__lt=number)
        if unread.update(read_up_to=number) and self.room.is_direct:
            self.user.notifications.of_kind(kinds.DIRECT_MESSAGE).about(self.room).read()
