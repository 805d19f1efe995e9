"""Keeping order in a room: what its owner and moderators may do, and to whom."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from kclub import live
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized
from rooms.models.finding import key_of
from rooms.models.occupancies import Rank


class Moderated:
    """The part of a Room that its owner and moderators answer for.

    Each verb holds the room's row and asks ranks anew. Nobody acts on an equal or a higher rank.
    """

    def is_kept_by(self, user):
        """Whether the user is its owner or a moderator."""
        occupancy = self.occupancies.of(user).first()
        return occupancy is not None and occupancy.may_moderate

    def held_by(self, by, rank=Rank.MODERATOR, over=None):
        """This room, its row held, for `by` to act in, or on `over`.

        Raises Gone in a closed room, Refused to who has not that rank, or none above `over`'s.
        """
        room = self.lock()
        room.ensure_open()
        mine = room.occupancies.of(by).first()
        if mine is None:
            raise Refused(_("이 방에 들어와 있어야 할 수 있어요."))
        mine.ensure_rank(rank)
        theirs = over and room.occupancies.filter(user=over).first()
        if theirs and mine.rank <= theirs.rank:
            raise Refused(_("나와 같거나 높은 사람에게는 할 수 없어요."))
        return room

    # Somebody ----------------------------------------------------------------------------

    @transaction.atomic
    def kick(self, user, by):
        """Send `user` out; they may come back. Kicking twice is kicking once."""
        self.held_by(by, over=user).remove(user, "kicked")

    @transaction.atomic
    def ban(self, user, by, reason=""):
        """Send `user` out for good and tell them why; for the owner. Banning twice is once."""
        room = self.held_by(by, Rank.OWNER, over=user)
        reason = normalized(reason)
        _ban, new = room.bans.get_or_create(user=user, defaults={"by": by, "reason": reason})
        room.remove(user, "banned")
        if not new:
            return
        sentence = gettext_noop("%(room)s 방에 더는 들어갈 수 없게 됐어요.")
        if reason:
            sentence = gettext_noop("%(room)s 방에 더는 들어갈 수 없게 됐어요. 까닭: %(reason)s")
        user.notify(sentence, "/rooms/", room=room.name, reason=reason)

    @transaction.atomic
    def unban(self, user, by):
        """Let `user` come in again; for the owner."""
        self.held_by(by, Rank.OWNER).bans.filter(user=user).delete()

    @transaction.atomic
    def mute(self, user, by, until):
        """Let `user` only read until that moment; muting anew counts from anew."""
        room = self.held_by(by, over=user)
        room.silence(user, max(until, room.silent_in_club(user) or until))

    def silence(self, user, until):
        """Let `user` only read in the locked room until then, now or when they come back."""
        if not self.occupancies.filter(user=user).update(muted_until=until):
            self.mutes.update_or_create(user=user, defaults={"until": until})
        live.publish(user.channel, event="room-changed")

    def silent_in_club(self, user):
        """Until when the room's club lets `user` write nothing; None if it does not."""
        muted = self.club and self.club.memberships.filter(
            user=user, muted_until__gt=timezone.now()
        )
        return muted.values_list("muted_until", flat=True).first() if muted else None

    @transaction.atomic
    def unmute(self, user, by):
        """Let `user` speak again; Refused while their club lets them write nothing."""
        room = self.held_by(by, over=user)
        if room.silent_in_club(user):
            raise Refused(_("동아리에서 글쓰기를 막은 사람이에요. 동아리 운영진만 풀 수 있어요."))
        room.occupancies.filter(user=user).update(muted_until=None)
        room.mutes.end(user)
        live.publish(user.channel, event="room-changed")

    @transaction.atomic
    def appoint(self, user, by, moderator=True):
        """Make an occupant a moderator, or one no more; for the owner."""
        room = self.held_by(by, Rank.OWNER, over=user)
        room.occupancies.filter(user=user).update(is_moderator=moderator)
        if not moderator:
            room.invites.filter(by=user).revoke()
        live.publish(room.channel, event="occupants-changed")

    @transaction.atomic
    def hand_over(self, user, by):
        """Make an occupant the owner; for the owner, who stays as an occupant.

        Handing over twice is once. Raises Conflict when it went to somebody else meanwhile.
        """
        room = self.lock()
        if room.owner_id == user.pk:
            return
        if self.owner_id == by.pk != room.owner_id:
            raise Conflict(
                _("그 사이에 %(owner)s님이 방장이 됐어요."), params={"owner": room.owner}
            )
        room = self.held_by(by, Rank.OWNER)
        if not room.occupancies.of(user).exists():
            raise Refused(_("지금 방에 있는 사람에게만 넘길 수 있어요."))
        room.give_to(user)
        sentence = gettext_noop("%(room)s 방의 방장이 됐어요.")
        user.notify(sentence, room.get_absolute_url(), room=room.name)

    def give_to(self, user):
        """Make `user`, who is in the locked room, its owner; nothing held against them stays.

        The links of the one before fall, as those of a moderator who is one no more.
        """
        self.invites.filter(by=self.owner_id).revoke()
        self.owner = user
        self.save(update_fields=["owner"])
        self.bans.filter(user=user).delete()
        self.mutes.end(user)
        self.occupancies.filter(user=user).update(is_moderator=False, muted_until=None)
        live.publish(self.channel, event="occupants-changed")

    # The room ----------------------------------------------------------------------------

    def edit(self, by, password="", **fields):
        """Change the room; for the owner. A new `password` counts for who comes from now on.

        Raises Conflict when the capacity is less than there are people.
        """
        hashed = make_password(normalized(password)) if password else None  # slow: before the lock
        with transaction.atomic():
            room = self.held_by(by, Rank.OWNER)
            for name, value in fields.items():
                setattr(room, name, value)
            room.name, room.name_key = normalized(room.name), key_of(room.name)
            room.password = hashed or room.password
            room.ensure_has_password()
            room.ensure_capacity()
            room.save(update_fields={"name", "name_key", "password"} | fields.keys())
            live.publish(room.channel, event="room-changed")
        return room

    def ensure_capacity(self):
        """Raise Conflict if more people are in the locked room than it is for."""
        present = self.occupancies.count()
        if present > self.capacity:
            sentence = _("지금 %(present)s명이 있어요. 그보다 적게 정할 수 없어요.")
            raise Conflict(sentence, params={"present": present})

    @transaction.atomic
    def invite(self, by, uses=None, expires_at=None):
        """A new link into the room; for owner and moderators. Returns the Invite."""
        room = self.held_by(by)
        if room.kind not in room.INVITED:
            raise Refused(_("이 방에는 초대 링크가 필요 없어요."))
        return room.invites.create(by=by, uses=uses, expires_at=expires_at)

    @transaction.atomic
    def revoke(self, invite, by):
        """Let nobody else in with that link; for owner and moderators."""
        self.held_by(by).invites.filter(pk=invite.pk).revoke()

    @transaction.atomic
    def close(self, by):
        """End the talk for everybody; for the owner. What was said can be read, no more written."""
        if self.lock().closed_at:
            return
        room = self.held_by(by, Rank.OWNER)
        room.closed_at = timezone.now()
        room.save(update_fields=["closed_at"])
        live.end(room.channel, reason="closed")
