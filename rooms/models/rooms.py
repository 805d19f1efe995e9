"""A room: opening it, coming in and going, talking."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clubs.models import Club
from kclub import live, rate_limits
from kclub.db.compiled_queries import Given, Insert, Update
from kclub.db.idempotency import nonce_for
from kclub.db.slugs import save_at_free_slug
from kclub.errors import Gone, Refused
from kclub.text.emoji import validate_emoji
from kclub.text.normalization import normalized
from rooms.models.bans import Barred
from rooms.models.direct import Direct
from rooms.models.finding import RoomQuerySet, key_of
from rooms.models.messages import Message
from rooms.models.moderating import Moderated
from rooms.models.occupancies import Occupancy
from rooms.models.pictures import stored


class WrongPassword(Refused):
    """It is another one; `left` tries remain."""

    def __init__(self, left=0):
        sentence = _("비밀번호가 올바르지 않아요.")
        if left:
            sentence = _("비밀번호가 올바르지 않아요. %(left)s번 더 해 볼 수 있어요.")
        super().__init__(sentence, {"left": left})


class Room(Moderated, Direct, models.Model):
    """A place to talk. Its owner is a column, so that there is exactly one; a direct room has none."""

    class Kind(models.TextChoices):
        OPEN = "open", _("누구나")
        PASSWORD = "password", _("비밀번호 방")
        CLUB = "club", _("부원만")
        INVITE = "invite", _("초대받은 사람만")
        DIRECT = "direct", _("우리끼리만")

    SECRET = [Kind.INVITE, Kind.DIRECT]  # whoever is not in it does not know of it
    INVITED = [Kind.PASSWORD, Kind.INVITE]  # a link leads into it

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
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="owned_rooms"
    )
    people_key = models.CharField(  # noqa: DJ001  (NULLs may repeat); of a direct room
        max_length=32, unique=True, null=True, editable=False
    )
    emoji = models.CharField(
        _("그림 문자"), max_length=8, default="💬", validators=[validate_emoji]
    )
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
    last_author = models.ForeignKey(  # only compared; whoever has gone says nothing more
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
        return self.name or gettext("대화")

    def get_absolute_url(self):
        return reverse("rooms:room", args=[self.slug])

    # Opening and entering ----------------------------------------------------------------

    @classmethod
    def open(cls, owner, name, password="", **fields):
        """A new room with its owner in it. Returns the Room.

        Opening it again within a minute is opening it once. Raises Refused to the unverified,
        and for a club's room to who is not a member.
        """
        hashed = make_password(normalized(password)) if password else ""  # slow: before any lock
        room = cls(owner=owner, name=normalized(name), password=hashed, **fields)
        owner.ensure_verified(_("학교 메일을 인증하면 방을 열 수 있어요."))
        room.ensure_may_found()
        room.ensure_has_password()
        return room._open()

    def ensure_may_found(self):
        """Raise Refused unless its owner may write in the club it is for."""
        if self.kind == Room.Kind.CLUB:
            sentence = _("내가 부원인 동아리에만 방을 열 수 있어요.")
            if not self.club:
                raise Refused(sentence)
            self.club.ensure_may_write(self.owner, sentence)

    @transaction.atomic
    def _open(self):
        self.owner.lock()  # so that of two clicks the second finds what the first has made
        just_now = timezone.now() - timedelta(minutes=1)
        same = Room.objects.named(self.name).filter(
            owner=self.owner, kind=self.kind, club=self.club, created_at__gt=just_now
        )
        if opened := same.first():
            return opened
        self.name_key = key_of(self.name)
        save_at_free_slug(self, reserved={"new", "enter", "direct"})
        self.occupancies.create(user=self.owner)
        return self

    def admit(self, user, password="", invite=None):
        """Let `user` in, unless they are in already. Returns their Occupancy.

        Raises Refused with the first of: closed (Gone), not verified, banned, not a member or
        not invited, full, not the password (RateLimited after some tries). An `invite` of this room
        does for the password as well, and counts one entry.
        """
        if occupancy := self.occupancies.of(user).first():
            return occupancy
        self.ensure_may_enter(user, invite)
        opened = "" if invite else self.try_password(user, password)
        return self._seat(user, opened, invite)

    @transaction.atomic
    def _seat(self, user, opened, invite):
        room = self.lock()
        if occupancy := room.occupancies.of(user).first():
            return occupancy
        room.ensure_may_enter(user, invite)
        if room.asks_password and not invite and room.password != opened:  # changed meanwhile
            raise WrongPassword
        if invite:
            invite.use()
        occupancy = room.occupancies.create(
            user=user, read_up_to=room.last_change, muted_until=room.end_of_mute(user)
        )
        live.publish(room.channel, event="occupants-changed")
        return occupancy

    def ensure_may_enter(self, user, invite=None):
        """Raise Refused, saying why, unless the user may enter now, or try the password."""
        self.ensure_open()
        user.ensure_verified(_("학교 메일을 인증하면 들어갈 수 있어요."))
        if self.bans.filter(user=user).exists():
            raise Barred(_("이 방에 입장할 수 없어요."))
        if self.kind == Room.Kind.CLUB and not self.club.is_member(user):
            raise Refused(_("이 방에는 부원만 들어갈 수 있어요."))
        if invite:
            invite.ensure_usable()
        elif self.kind in Room.SECRET:
            raise Refused(_("이 방에는 초대받은 사람만 들어갈 수 있어요."))
        present = self.occupancies.count()
        if present >= self.capacity:
            raise Refused(
                _("정원이 찼어요. %(present)s/%(capacity)s"),
                params={"present": present, "capacity": self.capacity},
            )

    def end_of_mute(self, user):
        """Until when `user`, who comes in, only reads: muted here before, or in the club; or None."""
        ends = [self.mutes.end(user)]
        if membership := self.club and self.club.membership_of(user):
            ends.append(membership.muted_until)
        return max(filter(None, ends), default=None)

    def is_occupied_by(self, user):
        return self.occupancies.of(user).exists()

    @property
    def asks_password(self):
        return self.kind == Room.Kind.PASSWORD

    def try_password(self, user, password):
        """The hash that `password` opens; nothing where none is asked. Hold no row meanwhile.

        Raises WrongPassword when it is another one, RateLimited to who has tried too often, be it right.
        """
        if not self.asks_password:
            return ""
        rate_limits.consume("room-passwords", user.pk)
        left = rate_limits.consume("room-password", user.pk, self.pk)
        if not check_password(normalized(password), self.password):
            raise WrongPassword(left)
        return self.password

    def ensure_has_password(self):
        """Raise Refused if it asks for a password that it has not."""
        if self.asks_password and not self.password:
            raise Refused(_("방 비밀번호를 정해 주세요."))

    def ensure_open(self):
        """Raise Gone once the room is closed."""
        if self.closed_at:
            another = (reverse("rooms:new"), _("새 방 만들기"))
            raise Gone(_("채팅이 종료되었어요."), next_step=another)

    def lock(self):
        """Hold the room's row until the transaction ends; what is counted then stays true."""
        return Room.objects.select_for_update().get(pk=self.pk)

    @transaction.atomic
    def leave(self, user):
        """Take `user` out; their open pages end at once. Raises Refused for the owner.

        The owner of a closed room may go: there is nothing left to hand over.
        """
        room = self.lock()
        if room.owner_id == user.pk and not room.closed_at:
            people = (reverse("rooms:occupants", args=[room.slug]), _("방장 넘기러 가기"))
            raise Refused(_("방장은 먼저 방을 넘기거나 채팅을 끝내 주세요."), next_step=people)
        room.remove(user, "left")

    def remove(self, user, reason):
        """End the user's occupancy and, with `reason`'s code, their open pages."""
        occupancy = self.occupancies.filter(user=user).first()
        if occupancy is None:
            return
        if occupancy.is_muted:
            until = {"until": occupancy.muted_until}
            self.mutes.update_or_create(user=user, defaults=until)
        occupancy.delete()
        self.invites.filter(by=user).revoke()
        live.end(self.channel, user, reason)
        live.publish(self.channel, event="occupants-changed")

    # Talking -----------------------------------------------------------------------------

    def post(self, author, text, nonce="", *, answering=None, pictures=(), alt=""):
        """Say `text` in the room, here and on every open page. Returns the Message.

        `nonce` is the form's own word for this message (`kclub.db.idempotency`): sent again, it is the
        Message there is. It may answer another Message of the room, and carry `pictures`
        (`kclub.files.images.reencode`), with `alt` for who cannot see them. Raises Refused unless
        `author` is in the room and may speak now.
        """
        text = normalized(text)
        with stored(pictures, alt) as carried:
            content = "".join([text, *(picture.digest for picture in carried)])
            message = Message(
                room=self,
                author=author,
                text=text,
                nonce=nonce_for(content, nonce),
                answered=answering,
                picture_count=len(carried),
            )
            try:
                return self._say(message, carried)
            except (IntegrityError, Refused):  # looked up only now, for hardly any is sent again
                if sent := self.messages.filter(author=author, nonce=message.nonce or "").first():
                    return sent
                raise

    @transaction.atomic
    def _say(self, message, pictures):
        occupancy = self.hold_for(message.author)
        occupancy.ensure_may_post()
        message.room = room = occupancy.room
        if room.is_direct:
            room.ensure_heard(message.author)
        message.follow(room.last_said)
        room.last_author, room.last_message_at = message.author, message.created_at
        message.number = message.change = room.next_change()
        message.call(room)
        INSERT.run(message)
        for picture in pictures:
            picture.message = message
            picture.save()
        occupancy.speak(message)
        message.broadcast()
        return message

    def hold_for(self, user):
        """The user's Occupancy; it and its room are theirs alone until the transaction ends.

        Raises Refused unless they are in the room.
        """
        if occupancy := Occupancy.hold(self, user):
            return occupancy
        raise Refused(_("방에 들어와야 말할 수 있어요."))

    def next_change(self):
        """The next change number of a locked room, so that numbers follow commits, no gaps."""
        self.last_change += 1
        CHANGE.run(
            pk=self.pk,
            change=self.last_change,
            author=self.last_author_id,
            at=self.last_message_at,
        )
        return self.last_change

    @property
    def last_said(self):
        """As much of the room's last Message as the next one has to know; None before the first."""
        if self.last_message_at:
            return Message(author_id=self.last_author_id, created_at=self.last_message_at)
        return None

    @property
    def channel(self):
        return f"room:{self.pk}"


INSERT = Insert()
CHANGE = Update(
    lambda: Room.objects.filter(pk=Given("pk")),
    last_change=Given("change"),
    last_author=Given("author"),
    last_message_at=Given("at", models.DateTimeField()),
)
