"""Where people talk: rooms, who is in them, what was said."""

from rooms.models.bans import Ban, Barred, Mute
from rooms.models.channels import changes_after, last_changes, may_listen, occupants_among
from rooms.models.finding import key_of
from rooms.models.invites import Invite
from rooms.models.messages import Message
from rooms.models.occupancies import Occupancy, Rank
from rooms.models.pictures import Picture
from rooms.models.reactions import Reaction
from rooms.models.rooms import Room, WrongPassword

__all__ = [
    "Ban", "Barred", "Invite", "Message", "Mute", "Occupancy", "Picture", "Rank", "Reaction",
    "Room", "WrongPassword", "changes_after", "key_of", "last_changes", "may_listen",
    "occupants_among",
]  # fmt: skip
