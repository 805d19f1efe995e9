"""Editing and closing a room: part of Room."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from kclub import live
from kclub.errors import Conflict
from kclub.text.normalization import normalized
from rooms.directory.models.ranks import Rank


class RoomSettings:
    """The part of a Room that its owner edits and closes."""

    def edit(self, by, password="", **fields):
        """Change the room; for the owner. A new `password` counts for those who enter later.

        Raises Conflict if the capacity is less than there are people.
        """
        hashed = make_password(normalized(password)) if password else None  # slow: before the lock
        with transaction.atomic():
            room = self.lock_for(by, Rank.OWNER)
            for name, value in fields.items():
                setattr(room, name, value)
            room.set_name(room.name)
            room.password = hashed or room.password
            room.ensure_has_password()
            room.ensure_capacity()
            room.save(update_fields={"name", "name_key", "password"} | fields.keys())
            live.publish(room.channel, event="room-changed")
        return room

    def ensure_capacity(self):
        """Raise Conflict if the locked room has more occupants than its capacity."""
        present = self.occupancies.count()
        if present > self.capacity:
            sentence = ngettext(
                "지금 %(present)s명이 있어요. 그보다 적게 정할 수 없어요.",
                "지금 %(present)s명이 있어요. 그보다 적게 정할 수 없어요.",
                present,
            )
            raise Conflict(sentence, params={"present": present})

    @transaction.atomic
    def close(self, by):
        """Close the room for everybody; for the owner. Its messages stay readable; no more are posted."""
        if self.lock().closed_at:
            return
        room = self.lock_for(by, Rank.OWNER)
        unread = list(room.occupancies.all().unread().select_related("user"))
        room.closed_at = timezone.now()
        room.save(update_fields=["closed_at"])
        room.retract_notifications()
        for occupancy in unread:
            live.publish(occupancy.user.channel, event="unread-changed")
        live.end(room.channel, reason="closed")
