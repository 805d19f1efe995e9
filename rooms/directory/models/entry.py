"""How people enter a room and leave it: part of Room."""

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kclub import live, rate_limits
from kclub.errors import Refused
from kclub.text.normalization import normalized


class Barred(Refused):
    """The user may not enter this room, nor see anything of it."""


class WrongPassword(Refused):
    """The password is wrong; `left` tries remain."""

    def __init__(self, left=0):
        sentence = _("비밀번호가 올바르지 않아요.")
        if left:
            sentence = ngettext(
                "비밀번호가 올바르지 않아요. %(left)s번 더 해 볼 수 있어요.",
                "비밀번호가 올바르지 않아요. %(left)s번 더 해 볼 수 있어요.",
                left,
            )
        super().__init__(sentence, {"left": left})


class RoomEntry:
    """The part of a Room that people enter and leave."""

    def admit(self, user, password="", invite=None):
        """Let `user` in, unless they are in already. Return their Occupancy.

        Raises Refused for the first of these: the room is closed (Gone), the user is not verified,
        banned, no member or not invited, the room is full, the password is wrong (RateLimited after
        some tries). An `invite` of this room
        replaces the password as well, and counts one entry.
        """
        if occupancy := self.occupancies.of(user).first():
            return occupancy
        self.ensure_may_enter(user, invite)
        password_hash = "" if invite else self.try_password(user, password)
        return self._add_occupant(user, password_hash, invite)

    @transaction.atomic
    def _add_occupant(self, user, password_hash, invite):
        room = self.lock()
        if occupancy := room.occupancies.of(user).first():
            return occupancy
        room.ensure_may_enter(user, invite)
        if room.asks_password and not invite and room.password != password_hash:
            # It was changed meanwhile.
            raise WrongPassword
        if invite:
            invite.count_entry()
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
        if self.kind == self.Kind.CLUB and not self.club.is_member(user):
            raise Refused(_("이 방에는 부원만 들어갈 수 있어요."))
        if invite:
            invite.ensure_usable()
        elif self.kind in self.HIDDEN_KINDS:
            raise Refused(_("이 방에는 초대받은 사람만 들어갈 수 있어요."))
        self.ensure_has_seat()

    def ensure_has_seat(self):
        """Raise Refused if the room is full."""
        present = self.occupancies.count()
        if present >= self.capacity:
            raise Refused(
                _("정원이 찼어요. %(present)s/%(capacity)s"),
                params={"present": present, "capacity": self.capacity},
            )

    # Passwords ---------------------------------------------------------------------------

    @property
    def asks_password(self):
        return self.kind == self.Kind.PASSWORD

    def try_password(self, user, password):
        """Return the hash that `password` matches; "" if the room asks for none. Call it without a lock.

        Only wrong tries count. Raises WrongPassword, or RateLimited after too many of them, whatever
        is tried.
        """
        if not self.asks_password:
            return ""
        attempt = rate_limits.attempt(
            ("room-passwords", user.pk), ("room-password", user.pk, self.pk)
        )
        if not check_password(normalized(password), self.password):
            raise WrongPassword(attempt.remaining)
        attempt.succeeded()
        return self.password

    def ensure_has_password(self):
        """Raise Refused if the room asks for a password but has none."""
        if self.asks_password and not self.password:
            raise Refused(_("방 비밀번호를 정해 주세요."))

    # Leaving -----------------------------------------------------------------------------

    @transaction.atomic
    def leave(self, user):
        """Remove `user` from the room; their open pages end at once. Return whether they were in it.

        Raises Refused for the owner.
        The owner of a closed room may go: there is nothing left to hand over.
        """
        room = self.lock()
        if room.owner_id == user.pk and not room.closed_at:
            next_step = (reverse("rooms:occupants", args=[room.slug]), _("방장 넘기러 가기"))
            raise Refused(_("방장은 먼저 방을 넘기거나 채팅을 끝내 주세요."), next_step=next_step)
        was_in = room.is_occupied_by(user)
        room.remove(user, "left")
        return was_in

    def remove(self, user, reason):
        """End the user's occupancy, and their open pages, which show the text for `reason`, a code."""
        occupancy = self.occupancies.filter(user=user).first()
        if occupancy is None:
            return
        if occupancy.is_muted:
            mute = {"until": occupancy.muted_until}
            self.mutes.update_or_create(user=user, defaults=mute)
        occupancy.delete()
        self.retract_notifications(user)
        self.invites.filter(by=user).revoke()
        live.end(self.channel, user, reason)
        live.publish(self.channel, event="occupants-changed")
