"""A room: opening it, coming in and going, talking."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.models import Club
from kclub import live
from kclub.nonces import nonce_for
from kclub.refusals import Refused
from kclub.slugs import save_at_free_slug
from kclub.text import folded, normal
from rooms.models.messages import Message
from rooms.models.occupancies import Occupancy

LIVELIEST_FIRST = [Coalesce("last_message_at", "created_at").desc(), "-pk"]


class RoomQuerySet(models.QuerySet):
    def occupied_by(self, user):
        """Rooms the user is in."""
        return self.filter(pk__in=Occupancy.objects.of(user).values("room"))

    def open_to(self, user):
        """Rooms the user is not in yet and may enter, unless they are full."""
        clubs = Club.objects.of(user).values("pk")
        mine = Occupancy.objects.of(user).filter(room=OuterRef("pk"))
        may_enter = Q(kind=Room.Kind.OPEN) | Q(kind=Room.Kind.CLUB, club__in=clubs)
        return self.filter(may_enter, ~Exists(mine)).order_by(*LIVELIEST_FIRST)

    def named(self, name):
        """The rooms of that name, however it is typed."""
        return self.filter(name_key=key_of(name))

    def with_occupant_count(self):
        """Each room with `occupant_count`."""
        occupants = Occupancy.objects.filter(room=OuterRef("pk")).order_by().values("room")
        return self.annotate(occupant_count=Subquery(occupants.values(n=Count("pk"))))

    def for_list_of(self, user):
        """The user's rooms, unread ones first: each with `unread` and `last_message_pk`."""
        unread = Message.objects.unread_by(user).filter(room=OuterRef("pk")).order_by()
        counted = unread.values("room").values(n=Count("pk"))
        last = Message.objects.filter(room=OuterRef("pk")).order_by("-number")
        return (
            self.occupied_by(user)
            .annotate(
                unread=Coalesce(Subquery(counted), 0),
                last_message_pk=Subquery(last.values("pk")[:1]),
            )
            .order_by(Case(When(unread__gt=0, then=0), default=1), *LIVELIEST_FIRST)
        )


def key_of(name):
    """What two spellings of one name have in common."""
    return folded(name)[:80]


class Room(models.Model):
    """A place to talk. Its owner is a column, so that there is always exactly one."""

    class Kind(models.TextChoices):
        OPEN = "open", _("우리 학교 학생 누구나")
        CLUB = "club", _("우리 동아리 부원만")

    name = models.CharField(_("방 이름"), max_length=30)
    name_key = models.CharField(max_length=80, editable=False, db_index=True)
    slug = models.SlugField(max_length=60, unique=True, allow_unicode=True, editable=False)
    about = models.CharField(_("한 줄 설명"), max_length=60, blank=True)
    kind = models.CharField(
        _("누가 들어올 수 있나요?"), max_length=8, choices=Kind, default=Kind.OPEN
    )
    club = models.ForeignKey(
        Club, models.CASCADE, null=True, blank=True, related_name="rooms", verbose_name=_("동아리")
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="owned_rooms")
    emoji = models.CharField(_("그림 문자"), max_length=8, default="💬")
    hue = models.PositiveSmallIntegerField(_("색"), default=4)
    capacity = models.PositiveSmallIntegerField(_("최대 인원"), default=100)
    last_change = models.PositiveBigIntegerField(default=0, editable=False)
    last_message_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("채팅방")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("rooms:room", args=[self.slug])

    # Opening and entering ----------------------------------------------------------------

    @classmethod
    @transaction.atomic
    def open(cls, owner, name, **fields):
        """A new room with its owner in it. Returns the Room.

        Opening it again within a minute is opening it once. Raises Refused to the unverified,
        and for a club's room to who is not a member.
        """
        room = cls(owner=owner, name=normal(name), name_key=key_of(name), **fields)
        owner.refuse_unverified(_("학교 메일을 인증하면 방을 열 수 있어요."))
        if room.kind == Room.Kind.CLUB and not (room.club and room.club.is_member(owner)):
            raise Refused(_("내가 부원인 동아리에만 방을 열 수 있어요."))
        owner.lock()  # so that of two clicks the second finds what the first has made
        just_now = timezone.now() - timedelta(minutes=1)
        same = cls.objects.named(name).filter(owner=owner, kind=room.kind, club=room.club)
        if opened := same.filter(created_at__gt=just_now).first():
            return opened
        save_at_free_slug(room, reserved={"new", "enter"})
        room.occupancies.create(user=owner)
        return room

    @transaction.atomic
    def admit(self, user):
        """Let `user` in, unless they are in already. Returns their Occupancy.

        Raises Refused with the first of: not verified, not a member, full.
        """
        room = self.lock()
        if occupancy := room.occupancies.of(user).first():
            return occupancy
        room.refuse_at_door(user)
        occupancy = room.occupancies.create(user=user, read_up_to=room.last_change)
        live.publish(room.channel, event="occupants-changed")
        return occupancy

    def refuse_at_door(self, user):
        """Raise Refused, saying why, unless the user may enter now."""
        user.refuse_unverified(_("학교 메일을 인증하면 들어갈 수 있어요."))
        if self.kind == Room.Kind.CLUB and not self.club.is_member(user):
            raise Refused(_("이 방에는 부원만 들어갈 수 있어요."))
        present = self.occupancies.count()
        if present >= self.capacity:
            raise Refused(
                _("정원이 찼어요. %(present)s/%(capacity)s"),
                params={"present": present, "capacity": self.capacity},
            )

    def lock(self):
        """Hold the room's row until the transaction ends; what is counted then stays true."""
        return Room.objects.select_for_update().get(pk=self.pk)

    @transaction.atomic
    def leave(self, user):
        """Take `user` out; their open pages end at once. Raises Refused for the owner."""
        room = self.lock()
        if room.owner_id == user.pk:
            raise Refused(_("방장은 방을 나갈 수 없어요."))
        room.remove(user, "left")

    def remove(self, user, reason):
        """End the user's occupancy and, with `reason`'s code, their open pages."""
        removed, _counts = self.occupancies.filter(user=user).delete()
        if removed:
            live.end(self.channel, user, reason)
            live.publish(self.channel, event="occupants-changed")

    # Talking -----------------------------------------------------------------------------

    @transaction.atomic
    def post(self, author, text, nonce=""):
        """Say `text` in the room, here and on every open page. Returns the Message.

        `nonce` is the form's own word for this message (`kclub.nonces`). Raises Refused unless
        `author` is in the room.
        """
        room, text = self.lock(), normal(text)
        occupancy = room.occupancies.of(author).first()
        if occupancy is None:
            raise Refused(_("방에 들어와야 말할 수 있어요."))
        nonce = nonce_for(text, nonce)
        if nonce and (sent := room.messages.filter(author=author, nonce=nonce).first()):
            return sent
        message = Message(room=room, author=author, text=text, nonce=nonce)
        message.follow(room.messages.order_by("number").last())
        room.last_message_at = message.created_at
        message.number = message.change = room.next_change()
        message.save(force_insert=True)
        occupancy.read(message.number)
        message.broadcast()
        return message

    def next_change(self):
        """The next change number of a locked room, so that numbers follow commits, no gaps."""
        self.last_change += 1
        self.save(update_fields=["last_change", "last_message_at"])
        return self.last_change

    @property
    def channel(self):
        return f"room:{self.pk}"
