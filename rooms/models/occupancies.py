"""Who is in a room, and how far they have read."""

import math
from datetime import timedelta

from django.conf import settings
from django.db import connection, models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import is_student
from clubs.directory.status import ensure_open
from kclub.db.compiled_queries import Given, Select, Update
from kclub.errors import RateLimited, Refused
from kclub.text.normalization import folded
from rooms.models.messages import Message


class Rank(models.IntegerChoices):
    """What somebody is in a room; who is higher may act on who is lower."""

    NONE = 0, ""
    OCCUPANT = 1, _("참여자")
    MODERATOR = 2, _("부방장")
    OWNER = 3, _("방장")


ONLY = {
    Rank.MODERATOR: _("방장과 부방장만 할 수 있어요."),
    Rank.OWNER: _("방장만 할 수 있어요."),
}

TOUCH = timedelta(seconds=30)  # how old `last_active_at` may grow while a stream is open,
HERE_FOR = TOUCH + timedelta(seconds=20)  # and how long one is here after it


class OccupancyQuerySet(models.QuerySet):
    def of(self, user):
        """The user's occupancies; none that count of who is not a verified student."""
        return self.filter(user=user) if is_student(user) else self.none()

    def unread(self):
        """The occupancies with something to read."""
        # The newest by the index; a database asked whether any exists may look at all of them.
        newest = Message.objects.standing().filter(room=OuterRef("room")).order_by("-number")
        return self.filter(read_up_to__lt=Subquery(newest.values("number")[:1]))

    def touch(self):
        """They are in their rooms now; written only where that is news."""
        now = timezone.now()
        return self.filter(last_active_at__lt=now - TOUCH).update(last_active_at=now)

    def here(self):
        """Those who have the room open, or had until just now."""
        return self.filter(last_active_at__gt=timezone.now() - HERE_FOR)

    def here_in(self, rooms):
        """(room's key, username) of everybody who is here in these rooms, in a lasting order."""
        here = self.here().filter(room__in=list(rooms)).order_by("pk")
        return here.values_list("room_id", "user__username")

    def ranked(self):
        """The owner first, then the moderators, then the others as they came."""
        owner = Case(When(user=F("room__owner"), then=0), default=1)
        return self.select_related("user").order_by(owner, "-is_moderator", "pk")

    def named(self, text):
        """Those whose name holds `text`, however it is typed."""
        return self.filter(user__display_name_key__contains=folded(text))

    def in_order(self, viewer):
        """The room's owner first, then who is looking, then who is here, then the others."""
        here = Q(last_active_at__gt=timezone.now() - HERE_FOR)
        place = [When(user=F("room__owner"), then=0), When(user=viewer, then=1), When(here, then=2)]
        return self.select_related("user").order_by(Case(*place, default=3), "pk")

    def count_with_here(self, viewer):
        """{"all": how many there are, "here": how many of them are here, the viewer among them}"""
        here = Q(last_active_at__gt=timezone.now() - HERE_FOR) | Q(user=viewer)
        return self.aggregate(all=Count("pk"), here=Count("pk", filter=here))


def in_room():
    occupancies = Occupancy.objects.select_related("room").filter(user=Given("user"))
    return occupancies.annotate(club_status=F("room__club__status"))


def held():
    occupancies = in_room().filter(room=Given("room"))
    if connection.features.has_select_for_update_of:
        return occupancies.select_for_update(of=("room", "self"))  # in this order, as everywhere
    return occupancies


FIND = Select(lambda: in_room().filter(room__slug=Given("slug", models.CharField())))
HOLD = Select(held)
SPEAK = Update(
    lambda: Occupancy.objects.filter(pk=Given("pk")),
    read_up_to=Given("number"),
    spoke_at=Given("at", models.DateTimeField()),
)


class Occupancy(models.Model):
    """One person in one room, and how far they have read."""

    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="occupancies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="occupancies")
    read_up_to = models.PositiveBigIntegerField(default=0)
    entered_at = models.DateTimeField(default=timezone.now)
    last_active_at = models.DateTimeField(default=timezone.now)
    spoke_at = models.DateTimeField(null=True)
    is_moderator = models.BooleanField(default=False)
    muted_until = models.DateTimeField(null=True)
    club_status = None  # of the room's club, where `find` or `hold` has asked for it

    objects = OccupancyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["room", "user"], name="one_occupancy_per_room")
        ]

    def __str__(self):
        return f"{self.user} · {self.room}"

    @classmethod
    def find(cls, slug, user):
        """The user's Occupancy of the room with that slug, or None. It knows room and user."""
        return cls._of(user, FIND, slug=slug)

    @classmethod
    def hold(cls, room, user):
        """The same, for `room`: it and its room as nobody else can change them meanwhile."""
        features = connection.features
        if features.has_select_for_update and not features.has_select_for_update_of:
            room.lock()  # MariaDB cannot say which row it locks first
        return cls._of(user, HOLD, room=room.pk)

    @classmethod
    def _of(cls, user, statement, **values):
        occupancy = statement.first(user=user.pk, **values) if is_student(user) else None
        if occupancy:
            occupancy.user = user
        return occupancy

    @property
    def rank(self):
        if self.user_id == self.room.owner_id:
            return Rank.OWNER
        return Rank.MODERATOR if self.is_moderator else Rank.OCCUPANT

    @property
    def may_moderate(self):
        return self.rank >= Rank.MODERATOR and not self.room.closed_at

    def ensure_rank(self, rank):
        """Raise Refused unless they have that rank here."""
        if self.rank < rank:
            raise Refused(ONLY[rank])

    @property
    def is_here(self):
        """Whether they have the room open, or had until just now."""
        return self.last_active_at > timezone.now() - HERE_FOR

    @property
    def is_muted(self):
        return self.muted_until is not None and self.muted_until > timezone.now()

    def ensure_may_write(self):
        """Raise Refused, saying why, to who may only read here now. Asks no database."""
        self.room.ensure_open()
        ensure_open(self.club_status)
        if self.is_muted:
            until = {
                "until": date_format(timezone.localtime(self.muted_until), gettext("n월 j일 H:i"))
            }
            raise Refused(_("지금은 읽기만 할 수 있어요. %(until)s부터 말할 수 있어요."), until)

    def ensure_may_post(self):
        """Raise Refused, saying why, unless they may speak in the room now. Asks no database."""
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
        """How long a slow room has them wait from now on; 0 if not at all."""
        if not self.room.slow_seconds or self.spoke_at is None:
            return 0
        passed = (timezone.now() - self.spoke_at).total_seconds()
        return max(0, math.ceil(self.room.slow_seconds - passed))

    def speak(self, message):
        """They have said it, and so have seen everything up to it. The room is locked."""
        SPEAK.run(pk=self.pk, number=message.number, at=message.created_at)

    def read(self, number):
        """They have seen everything up to message `number`; reading never goes back."""
        Occupancy.objects.filter(pk=self.pk, read_up_to__lt=number).update(read_up_to=number)
