"""Occupancies: who is in which room."""

from django.conf import settings
from django.db import connection, models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from accounts.models import is_student
from kclub.db.compiled_queries import CompiledSelect, CompiledUpdate, Param
from kclub.errors import Refused
from rooms.directory.models.occupancy_querysets import PRESENCE_TIMEOUT, OccupancyQuerySet
from rooms.directory.models.ranks import RANK_REQUIRED, Rank
from rooms.messages.occupancy import OccupancyPosting


class Occupancy(OccupancyPosting, models.Model):
    """One person in one room, and how far they have read."""

    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="occupancies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="occupancies")
    read_up_to = models.PositiveBigIntegerField(default=0)
    entered_at = models.DateTimeField(default=timezone.now)
    last_active_at = models.DateTimeField(default=timezone.now)
    last_posted_at = models.DateTimeField(null=True)
    is_moderator = models.BooleanField(default=False)
    muted_until = models.DateTimeField(null=True)
    club_status = None  # of the room's club; `find` and `lock` load it

    objects = OccupancyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["room", "user"], name="one_occupancy_per_room")
        ]
        verbose_name = pgettext_lazy("이름", "참여자")

    def __str__(self):
        return f"{self.user} · {self.room}"

    @classmethod
    def find(cls, slug, user):
        """Return the user's Occupancy of the room with that slug, with room and user, or None."""
        return cls._of(user, FIND_OCCUPANCY, slug=slug)

    @classmethod
    def lock(cls, room, user):
        """Return the user's Occupancy of `room`, or None, with both rows locked."""
        features = connection.features
        if features.has_select_for_update and not features.has_select_for_update_of:
            room.lock()  # MariaDB cannot say which row it locks first
        return cls._of(user, LOCK_OCCUPANCY, room=room.pk)

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
        """Raise Refused unless the occupant has at least that rank."""
        if self.rank < rank:
            raise Refused(RANK_REQUIRED[rank])

    @property
    def is_present(self):
        """Whether the occupant has the room open, or had until just now."""
        return self.last_active_at > timezone.now() - PRESENCE_TIMEOUT

    @property
    def is_muted(self):
        return self.muted_until is not None and self.muted_until > timezone.now()

    def record_post(self, message):
        """Store that the occupant has posted `message`, and has thus read up to it."""
        RECORD_POST.execute(pk=self.pk, number=message.number, at=message.created_at)


def _with_room():
    occupancies = Occupancy.objects.select_related("room").filter(user=Param("user"))
    return occupancies.annotate(club_status=F("room__club__status"))


def _locked():
    occupancies = _with_room().filter(room=Param("room"))
    if connection.features.has_select_for_update_of:
        return occupancies.select_for_update(of=("room", "self"))  # in this order, as everywhere
    return occupancies


FIND_OCCUPANCY = CompiledSelect(
    lambda: _with_room().filter(room__slug=Param("slug", models.CharField()))
)
LOCK_OCCUPANCY = CompiledSelect(_locked)
RECORD_POST = CompiledUpdate(
    lambda: Occupancy.objects.filter(pk=Param("pk")),
    read_up_to=Param("number"),
    last_posted_at=Param("at", models.DateTimeField()),
)
