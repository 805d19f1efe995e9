"""Kicks, bans and mutes by a room's owner and moderators: part of Room."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from kclub import live
from kclub.errors import Refused
from kclub.text.normalization import normalized
from rooms.directory.models.ranks import Rank


class RoomModeration:
    """The part of a Room that is moderated.

    Each verb locks the room's row and checks ranks again. Nobody acts on an equal or higher rank.
    """

    # Kicks and bans ----------------------------------------------------------------------

    @transaction.atomic
    def kick(self, user, by):
        """Remove `user`, who may come back. Doing it again changes nothing."""
        self.lock_for(by, over=user).remove(user, "kicked")

    @transaction.atomic
    def ban(self, user, by, reason=""):
        """Remove `user` for good and tell them why; for the owner. Doing it again changes nothing."""
        room = self.lock_for(by, Rank.OWNER, over=user)
        reason = normalized(reason)
        _ban, new = room.bans.get_or_create(user=user, defaults={"by": by, "reason": reason})
        room.remove(user, "banned")
        if not new:
            return
        user.notify(kinds.ROOM_BANNED, "/rooms/", about=room, room=room.names, reason=reason)

    @transaction.atomic
    def unban(self, user, by):
        """Let `user` enter again; for the owner."""
        self.lock_for(by, Rank.OWNER).bans.filter(user=user).delete()

    # Mutes -------------------------------------------------------------------------------

    @transaction.atomic
    def mute(self, user, by, until):
        """Mute `user` until that moment, or until a mute by the club ends; it replaces an earlier one."""
        room = self.lock_for(by, over=user)
        room.apply_mute(user, max(until, room.muted_in_club_until(user) or until))

    def apply_mute(self, user, until):
        """Mute `user` in the locked room until that moment, now or when they come back."""
        if not self.occupancies.filter(user=user).update(muted_until=until):
            self.mutes.update_or_create(user=user, defaults={"until": until})
        live.publish(user.channel, event="room-changed")

    def muted_in_club_until(self, user):
        """Return the moment at which the club's mute of `user` ends, or None."""
        muted = self.club and self.club.memberships.filter(
            user=user, muted_until__gt=timezone.now()
        )
        return muted.values_list("muted_until", flat=True).first() if muted else None

    @transaction.atomic
    def unmute(self, user, by):
        """Let `user` post again. Raises Refused while the room's club has muted them."""
        room = self.lock_for(by, over=user)
        if room.muted_in_club_until(user):
            raise Refused(_("동아리에서 글쓰기를 막은 사람이에요. 동아리 운영진만 풀 수 있어요."))
        room.occupancies.filter(user=user).update(muted_until=None)
        room.mutes.lift(user)
        live.publish(user.channel, event="room-changed")

    def end_of_mute(self, user):
        """Return when the mute of an entering `user` ends, in room or club; None without one."""
        ends = [self.mutes.lift(user)]
        if membership := self.club and self.club.membership_of(user):
            ends.append(membership.muted_until)
        return max(filter(None, ends), default=None)
