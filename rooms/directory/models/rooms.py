"""Rooms: their fields, their locks and the numbers of their changes."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Subject
from clubs.models import Club
from kclub.db.compiled_queries import CompiledUpdate, Param
from kclub.errors import Gone, Refused
from kclub.text.emoji import validate_emoji
from kclub.text.normalization import normalized
from rooms.direct.room import DirectRoom
from rooms.directory.models.entry import RoomEntry
from rooms.directory.models.invites import RoomInvites
from rooms.directory.models.looks import RoomLooks
from rooms.directory.models.opening import RoomOpening
from rooms.directory.models.querysets import MAX_NAME_KEY, RoomQuerySet, room_name_key
from rooms.directory.models.ranks import Rank
from rooms.messages.room import RoomPosting
from rooms.moderation.room import RoomModeration
from rooms.moderation.room_ownership import RoomOwnership
from rooms.moderation.room_settings import RoomSettings


class Room(
    RoomOpening, RoomEntry, RoomInvites, RoomPosting, RoomModeration, RoomOwnership, RoomSettings, DirectRoom,
    RoomLooks, Subject, models.Model,
):  # fmt: skip
    """A place to talk. Its owner is a column, so that there is exactly one; direct rooms have none."""

    class Kind(models.TextChoices):
        OPEN = "open", _("누구나")
        PASSWORD = "password", _("비밀번호 방")
        CLUB = "club", _("부원만")
        INVITE = "invite", _("초대받은 사람만")
        DIRECT = "direct", _("우리끼리만")

    HIDDEN_KINDS = [Kind.INVITE, Kind.DIRECT]  # only their occupants know of them
    INVITABLE_KINDS = [Kind.PASSWORD, Kind.INVITE]  # a link leads into them

    name = models.CharField(_("방 이름"), max_length=30)
    name_key = models.CharField(max_length=MAX_NAME_KEY, editable=False, db_index=True)
    slug = models.SlugField(max_length=60, unique=True, allow_unicode=True, editable=False)
    about = models.CharField(_("한 줄 설명"), max_length=60, blank=True)
    kind = models.CharField(
        _("누가 들어올 수 있나요?"), max_length=8, choices=Kind, default=Kind.OPEN
    )
    club = models.ForeignKey(
        Club, models.CASCADE, null=True, blank=True, related_name="rooms", verbose_name=_("동아리")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="owned_rooms"
    )
    people_key = models.CharField(  # noqa: DJ001  (NULLs may repeat); of a direct room
        max_length=32, unique=True, null=True, editable=False
    )
    emoji = models.CharField(_("이모지"), max_length=8, default="💬", validators=[validate_emoji])
    hue = models.PositiveSmallIntegerField(
        _("색"), default=4, validators=[MinValueValidator(1), MaxValueValidator(8)]
    )
    capacity = models.PositiveSmallIntegerField(
        _("최대 인원"), default=100, validators=[MinValueValidator(2), MaxValueValidator(500)]
    )
    password = models.CharField(max_length=128, blank=True, editable=False)  # hashed
    slow_seconds = models.PositiveSmallIntegerField(_("천천히 이야기하기"), default=0)
    read_only = models.BooleanField(_("방장과 부방장만 말하기"), default=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    last_change = models.PositiveBigIntegerField(default=0, editable=False)
    last_message_at = models.DateTimeField(null=True, editable=False)
    last_author = models.ForeignKey(  # only compared with the next author, so it may point to a deleted account
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, editable=False,
        related_name="+", db_constraint=False, db_index=False,
    )  # fmt: skip
    created_at = models.DateTimeField(default=timezone.now)

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("채팅방")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="password", password=""), name="password_room_has_one"
            ),
            models.CheckConstraint(
                condition=Q(kind="direct", owner=None, people_key__isnull=False)
                | Q(~Q(kind="direct"), owner__isnull=False, people_key=None),
                name="room_has_owner_or_people",
            ),
        ]

    def __str__(self):
        if get_language() == "en" and self.is_named_for_club:
            return str(self.club)
        return self.name or gettext("대화")

    def get_absolute_url(self):
        return reverse("rooms:room", args=[self.slug])

    @property
    def subject_key(self):
        return f"club:{self.club_id}/room:{self.pk}" if self.club_id else f"room:{self.pk}"

    @classmethod
    def name_for(cls, club):
        """Return the name of the first room of a club: the club's, as far as it fits."""
        return club.name[: cls._meta.get_field("name").max_length]

    @property
    def is_named_for_club(self):
        """Whether it is a club's room that has the name of the club, as the first one does."""
        return self.kind == self.Kind.CLUB and self.name == Room.name_for(self.club)

    @property
    def names(self):
        """The name for a sentence that is read later, in the language of its reader."""
        return self.club.names if self.is_named_for_club else self.name

    @property
    def channel(self):
        """The name of the room's live channel."""
        return f"room:{self.pk}"

    def set_name(self, name):
        """Set the name, and the key by which its other spellings find the room."""
        self.name = normalized(name)
        self.name_key = room_name_key(self.name)

    # Locking -----------------------------------------------------------------------------

    def lock(self):
        """Return the room with its row locked until the transaction ends, so that counts hold."""
        return Room.objects.select_for_update().get(pk=self.pk)

    def lock_for(self, by, rank=Rank.MODERATOR, over=None):
        """Return the locked room, in which `by` may act, or act on the user `over`.

        Raises Gone in a closed room, Refused unless `by` has at least that rank and a higher one
        than `over`.
        """
        room = self.lock()
        room.ensure_open()
        occupancy = room.occupancies.of(by).first()
        if occupancy is None:
            raise Refused(_("이 방에 들어와 있어야 할 수 있어요."))
        occupancy.ensure_rank(rank)
        target = over and room.occupancies.filter(user=over).first()
        if target and occupancy.rank <= target.rank:
            raise Refused(_("나와 같거나 높은 사람에게는 할 수 없어요."))
        return room

    def next_change(self):
        """Return the locked room's next change number, so that numbers follow commits, no gaps."""
        self.last_change += 1
        STORE_CHANGE.execute(
            pk=self.pk,
            change=self.last_change,
            author=self.last_author_id,
            at=self.last_message_at,
        )
        return self.last_change

    # Checks ------------------------------------------------------------------------------

    def ensure_open(self):
        """Raise Gone if the room is closed."""
        if self.closed_at:
            next_step = (reverse("rooms:room-new"), _("새 방 만들기"))
            raise Gone(_("채팅이 종료되었어요."), next_step=next_step)

    def is_occupied_by(self, user):
        return self.occupancies.of(user).exists()

    def is_moderated_by(self, user):
        """Whether the user is the owner or a moderator."""
        occupancy = self.occupancies.of(user).first()
        return occupancy is not None and occupancy.may_moderate


STORE_CHANGE = CompiledUpdate(
    lambda: Room.objects.filter(pk=Param("pk")),
    last_change=Param("change"),
    last_author=Param("author"),
    last_message_at=Param("at", models.DateTimeField()),
)
