"""Where people talk: rooms, who is in them, what was said."""

from rooms.models.bans import Ban
from rooms.models.channels import changes_after, last_changes, may_listen, occupants_among
from rooms.models.finding import key_of
from rooms.models.invites import Invite
from rooms.models.messages import Message
from rooms.models.occupancies import Occupancy, Rank
from rooms.models.rooms import Room

__all__ = [
    "Ban", "Invite", "Message", "Occupancy", "Rank", "Room", "changes_after", "key_of",
    "last_changes", "may_listen", "occupants_among",
]  # fmt: skip
