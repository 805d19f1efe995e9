"""Where people talk: rooms, who is in them, what was said."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.dispatch import receiver
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import is_student
from clubs.models import Club
from clubs.signals import club_opened, member_left
from kclub import live
from kclub.nonces import nonce_for
from kclub.refusals import Refused
from kclub.slugs import save_at_free_slug
from kclub.text import folded, normal

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


def changes_after(key, after, limit):
    """What a page that has seen change `after` of room `key` lacks: [(change, html), …]."""
    changed = Message.objects.filter(room=key, change__gt=after).with_people()
    return [
        (message.change, message.html(known=message.number <= after))
        for message in changed.order_by("change")[:limit]
    ]


def last_changes(keys):
    """{room: the number of its last change} of these rooms."""
    return dict(Room.objects.filter(pk__in=keys).values_list("pk", "last_change"))


def occupants_among(key, user_ids):
    """Which of these users are in room `key`, and verified."""
    verified = get_user_model().objects.verified().filter(pk__in=user_ids)
    occupants = Occupancy.objects.filter(room=key, user__in=verified)
    return set(occupants.values_list("user_id", flat=True))


@live.channel("room", changes=changes_after, latest=last_changes, members=occupants_among)
def may_listen(user, key):
    return user is not None and Room.objects.occupied_by(user).filter(pk=key).exists()


@receiver(club_opened)
def open_general_room(club, **kwargs):
    """Every club has a room from its first day on."""
    Room.open(
        club.president,
        club.name[: Room._meta.get_field("name").max_length],  # a club's may be longer
        kind=Room.Kind.CLUB,
        club=club,
        emoji=club.emoji,
        hue=club.hue,
        capacity=500,
    )


@receiver(member_left)
def leave_rooms_of_club(club, user, **kwargs):
    """Who is not in the club is not in its rooms. Rooms they own go to the president."""
    for room in club.rooms.filter(owner=user):
        room.occupancies.get_or_create(user=club.president)
        Room.objects.filter(pk=room.pk).update(owner=club.president)
    for room in club.rooms.filter(occupancies__user=user):
        room.remove(user, "removed")


class OccupancyQuerySet(models.QuerySet):
    def of(self, user):
        """The user's occupancies; none that count of who is not a verified student."""
        return self.filter(user=user) if is_student(user) else self.none()

    def with_room(self):
        """Each with what a room's page needs."""
        return self.select_related("user", "room__club")

    def unread(self):
        """The occupancies with something to read."""
        newer = Message.objects.standing().filter(
            room=OuterRef("room"), number__gt=OuterRef("read_up_to")
        )
        return self.filter(Exists(newer))

    def in_order(self, viewer):
        """The room's owner first, then who is looking, then the others as they came."""
        return self.select_related("user").order_by(
            Case(When(user=F("room__owner"), then=0), When(user=viewer, then=1), default=2), "pk"
        )


class Occupancy(models.Model):
    """One person in one room, and how far they have read."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="occupancies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="occupancies")
    read_up_to = models.PositiveBigIntegerField(default=0)
    entered_at = models.DateTimeField(default=timezone.now)
    last_active_at = models.DateTimeField(default=timezone.now)

    objects = OccupancyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["room", "user"], name="one_occupancy_per_room")
        ]

    def __str__(self):
        return f"{self.user} · {self.room}"

    def read(self, number):
        """They have seen everything up to message `number`; reading never goes back."""
        Occupancy.objects.filter(pk=self.pk, read_up_to__lt=number).update(read_up_to=number)


class MessageQuerySet(models.QuerySet):
    def with_people(self):
        return self.select_related("author", "room")

    def standing(self):
        return self.filter(deleted_at=None)

    def unread_by(self, user):
        """What the user has not read yet, in the rooms they are in."""
        return self.standing().filter(
            room__occupancies__user=user, number__gt=F("room__occupancies__read_up_to")
        )

    def last_page(self, before=None):
        """The newest page of messages, or the page before number `before`; oldest first."""
        rows = self.with_people()
        if before is not None:
            rows = rows.filter(number__lt=before)
        return rows.order_by("-number")[: settings.PAGE_MESSAGES][::-1]


class Message(models.Model):
    """Something said. `number` is its place in the room for ever, `change` its last change."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages")
    text = models.TextField(_("메시지"), max_length=4000)
    number = models.PositiveBigIntegerField()
    change = models.PositiveBigIntegerField()
    nonce = models.CharField(max_length=36, null=True)  # noqa: DJ001  (NULLs may repeat)
    continues = models.BooleanField(default=False)  # same author, same minute: no name again
    opens_day = models.BooleanField(default=False)  # the first of its day, below a date line
    created_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="message_number"),
            models.UniqueConstraint(fields=["room", "change"], name="message_change"),
            models.UniqueConstraint(fields=["room", "author", "nonce"], name="message_nonce"),
        ]

    def __str__(self):
        return self.text[:40]

    def get_absolute_url(self):
        return f"{self.room.get_absolute_url()}#m{self.number}"

    def follow(self, previous):
        """Stand below `previous` (a Message or None), which decides how this one looks."""
        now, then = timezone.localtime(self.created_at), None
        if previous:
            then = timezone.localtime(previous.created_at)
        self.opens_day = then is None or then.date() != now.date()
        same_minute = then is not None and f"{then:%F %H:%M}" == f"{now:%F %H:%M}"
        self.continues = same_minute and previous.author_id == self.author_id

    def may_delete(self, user):
        """Whether the user may take the text away: its author, and the room's owner."""
        return self.deleted_at is None and user.pk in (self.author_id, self.room.owner_id)

    @transaction.atomic
    def delete_by(self, by):
        """Take the text away, here and on every open page. Deleting twice is deleting once.

        Raises Refused to everybody but its author and the room's owner.
        """
        room = self.room.lock()
        self.refresh_from_db()
        if self.deleted_at:
            return
        if not self.may_delete(by):
            raise Refused(_("내가 쓴 메시지만 지울 수 있어요."))
        self.deleted_at, self.text, self.change = timezone.now(), "", room.next_change()
        self.save(update_fields=["deleted_at", "text", "change"])
        self.broadcast()

    def html(self, known=False):
        """This message as every viewer sees it; for a page that has it already, `known`.

        It goes to readers of every language: without words, or with the words of all.
        """
        part = "changed" if known else "message"
        return render_to_string(f"rooms/room.html#{part}", {"message": self})

    def broadcast(self):
        """Put this message, new or changed, on every open page of its room."""
        known = self.change != self.number
        live.publish(self.room.channel, self.html(known), id=self.change)
