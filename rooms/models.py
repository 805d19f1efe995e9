"""Where people talk: rooms, who is in them, what was said."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.dispatch import receiver
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext_noop
from django.utils.translation import gettext_lazy as _

from clubs.models import Club
from clubs.signals import club_opened, member_left
from kclub import live
from kclub.refusals import Refused
from kclub.text import folded, normal


class RoomQuerySet(models.QuerySet):
    def occupied_by(self, user):
        """Rooms the user is in."""
        return self.filter(occupancies__user=user)

    def open_to(self, user):
        """Rooms the user is in or may enter."""
        return self.filter(
            Q(kind=Room.Kind.OPEN)
            | Q(kind=Room.Kind.CLUB, club__memberships__user=user)
            | Q(occupancies__user=user)
        ).distinct()

    def named(self, name):
        """The rooms of that name, however it is typed."""
        return self.filter(name_key=folded(name))


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
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="owned_rooms"
    )
    emoji = models.CharField(_("그림 문자"), max_length=8, default="💬")
    hue = models.PositiveSmallIntegerField(_("색"), default=4)
    capacity = models.PositiveSmallIntegerField(_("최대 인원"), default=100)
    last_change = models.PositiveBigIntegerField(default=0, editable=False)
    last_message_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering = ["-last_message_at", "-pk"]
        verbose_name = _("채팅방")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("rooms:room", args=[self.slug])

    # Opening and entering ----------------------------------------------------------------

    @classmethod
    @transaction.atomic
    def open(cls, owner, name, **fields):
        """A new room with its owner in it. A club's room needs a member. Returns the Room."""
        room = cls(owner=owner, name=normal(name), name_key=folded(name), **fields)
        if not owner.is_verified:
            raise Refused(_("학교 메일을 인증하면 방을 열 수 있어요."))
        if room.kind == Room.Kind.CLUB and not (room.club and room.club.is_member(owner)):
            raise Refused(_("내가 부원인 동아리에만 방을 열 수 있어요."))
        room.slug = room.free_slug()
        room.save()
        room.occupancies.create(user=owner)
        return room

    def free_slug(self):
        """A slug of the name that no other room has."""
        slug = plain = slugify(self.name, allow_unicode=True)[:50] or "room"
        taken = Room.objects.filter(slug__startswith=plain).values_list("slug", flat=True)
        taken, number = {*taken, "new", "enter"}, 2
        while slug in taken:
            slug, number = f"{plain}-{number}", number + 1
        return slug

    @transaction.atomic
    def admit(self, user):
        """Let `user` in, unless they are in already. Returns their Occupancy.

        Raises Refused with the first of: not verified, not a member, full.
        """
        room = Room.objects.select_for_update().get(pk=self.pk)
        if occupancy := room.occupancies.filter(user=user).first():
            return occupancy
        if not user.is_verified:
            raise Refused(_("학교 메일을 인증하면 들어갈 수 있어요."))
        if room.kind == Room.Kind.CLUB and not room.club.is_member(user):
            raise Refused(_("이 방에는 부원만 들어갈 수 있어요."))
        present = room.occupancies.count()
        if present >= room.capacity:
            raise Refused(
                _("정원이 찼어요. %(present)s/%(capacity)s"),
                params={"present": present, "capacity": room.capacity},
            )
        occupancy = room.occupancies.create(user=user, read_up_to=room.last_change)
        live.publish(room.channel, event="occupants-changed")
        return occupancy

    @transaction.atomic
    def leave(self, user):
        """Take `user` out; their open pages end at once. Raises Refused for the owner."""
        room = Room.objects.select_for_update().get(pk=self.pk)
        if room.owner_id == user.pk:
            raise Refused(_("방장은 방을 나갈 수 없어요."))
        room._remove(user)

    def _remove(self, user):
        removed, _counts = self.occupancies.filter(user=user).delete()
        if removed:
            live.end(self.channel, user, reason="left")
            live.publish(self.channel, event="occupants-changed")

    # Talking -----------------------------------------------------------------------------

    @transaction.atomic
    def post(self, author, text, nonce=None):
        """Say `text` in the room, here and on every open page. Returns the Message.

        `nonce` is the page's own word for this message: sent twice, it is one message.
        Raises Refused unless `author` is in the room.
        """
        number = self.next_change()
        if not self.occupancies.filter(user=author).exists():
            raise Refused(_("방에 들어와야 말할 수 있어요."))
        if nonce and (sent := self.messages.filter(author=author, nonce=nonce).first()):
            transaction.set_rollback(True)  # the number goes back
            return sent
        message = Message(room=self, author=author, text=normal(text), nonce=nonce or None)
        message.number = message.change = number
        message.follow(self.messages.order_by("number").last())
        message.save(force_insert=True)
        Room.objects.filter(pk=self.pk).update(last_message_at=message.created_at)
        message.broadcast()
        return message

    def next_change(self):
        """The room's next change number. Locks the room, so numbers follow commits, no gaps."""
        Room.objects.filter(pk=self.pk).update(last_change=F("last_change") + 1)
        self.refresh_from_db(fields=["last_change"])
        return self.last_change

    @property
    def channel(self):
        return f"room:{self.pk}"


def changes_after(key, after, limit):
    """What a page that has seen change `after` of room `key` lacks: [(change, html), …]."""
    messages = Message.objects.filter(room=key, change__gt=after).with_people()
    return [(message.change, message.html()) for message in messages.order_by("change")[:limit]]


def last_changes(keys):
    """{room: the number of its last change} of these rooms."""
    return dict(Room.objects.filter(pk__in=keys).values_list("pk", "last_change"))


@live.channel("room", changes=changes_after, latest=last_changes)
def may_listen(user, key):
    return user is not None and Room.objects.occupied_by(user).filter(pk=key).exists()


@receiver(club_opened)
def open_general_room(club, **kwargs):
    """Every club has a room from its first day on."""
    Room.open(
        club.president,
        club.name,
        about=gettext_noop("부원 모두의 방"),
        kind=Room.Kind.CLUB,
        club=club,
        emoji=club.emoji,
        hue=club.hue,
        capacity=500,
    )


@receiver(member_left)
def leave_rooms_of_club(club, user, **kwargs):
    """Who is not in the club is not in its rooms. Rooms they own go to the president."""
    club.rooms.filter(owner=user).update(owner=club.president)
    for room in club.rooms.occupied_by(user):
        room._remove(user)


class Occupancy(models.Model):
    """One person in one room, and how far they have read."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="occupancies")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="occupancies"
    )
    read_up_to = models.PositiveBigIntegerField(default=0)
    entered_at = models.DateTimeField(default=timezone.now)
    last_active_at = models.DateTimeField(default=timezone.now)

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
        return self.select_related("author")

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
    nonce = models.CharField(max_length=36, null=True)
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
        same_minute = then is not None and then.replace(second=0, microsecond=0) == now.replace(
            second=0, microsecond=0
        )
        self.continues = same_minute and previous.author_id == self.author_id

    @transaction.atomic
    def delete_by(self, by):
        """Take the text away, here and on every open page; for its author and the room's owner."""
        if by.pk not in (self.author_id, self.room.owner_id):
            raise Refused(_("내가 쓴 메시지만 지울 수 있어요."))
        change = self.room.next_change()
        standing = Message.objects.filter(pk=self.pk, deleted_at=None)
        if not standing.update(deleted_at=timezone.now(), change=change, text=""):
            transaction.set_rollback(True)
            return
        self.refresh_from_db()
        self.broadcast()

    def html(self):
        """This message as every viewer sees it."""
        with translation.override(settings.LANGUAGE_CODE):
            return render_to_string("rooms/room.html#message", {"message": self})

    def broadcast(self):
        """Put this message, new or changed, on every open page of its room."""
        live.publish(self.room.channel, self.html(), id=self.change)
