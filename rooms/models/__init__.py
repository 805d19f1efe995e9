"""Where people talk: rooms, who is in them, what was said."""

from rooms.models.channels import changes_after, last_changes, may_listen, occupants_among
from rooms.models.messages import Message
from rooms.models.occupancies import Occupancy
from rooms.models.rooms import Room, key_of

__all__ = [
    "Message", "Occupancy", "Room", "changes_after", "key_of", "last_changes", "may_listen",
    "occupants_among",
]  # fmt: skip
