"""The owner and the moderators of a room: part of Room."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from kclub import live
from kclub.errors import Conflict, Refused
from rooms.directory.models.ranks import Rank


class RoomOwnership:
    """The part of a Room that changes the ranks of its people."""

    @transaction.atomic
    def appoint(self, user, by, moderator=True):
        """Make an occupant a moderator, or an ordinary occupant again; for the owner."""
        room = self.lock_for(by, Rank.OWNER, over=user)
        room.occupancies.filter(user=user).update(is_moderator=moderator)
        if not moderator:
            room.invites.filter(by=user).revoke()
        live.publish(room.channel, event="occupants-changed")

    @transaction.atomic
    def hand_over(self, user, by):
        """Make an occupant the owner; for the owner, who stays as an occupant.

        Doing it again changes nothing. Raises Conflict if it went to somebody else meanwhile.
        """
        room = self.lock()
        if room.owner_id == user.pk:
            return
        if self.owner_id == by.pk != room.owner_id:
            raise Conflict(
                _("그 사이에 %(owner)s님이 방장이 됐어요."), params={"owner": room.owner}
            )
        room = self.lock_for(by, Rank.OWNER)
        if not room.occupancies.of(user).exists():
            raise Refused(_("지금 방에 있는 사람에게만 넘길 수 있어요."))
        room.transfer_to(user)
        user.notify(kinds.ROOM_OWNER, room.get_absolute_url(), about=room, room=room.names)

    def transfer_to(self, user):
        """Make `user`, who is in the locked room, its owner; their ban and mute end.

        The invites of the previous owner are revoked, like those of a former moderator.
        """
        self.invites.filter(by=self.owner_id).revoke()
        self.owner = user
        self.save(update_fields=["owner"])
        self.bans.filter(user=user).delete()
        self.mutes.lift(user)
        self.occupancies.filter(user=user).update(is_moderator=False, muted_until=None)
        live.publish(self.channel, event="occupants-changed")
