"""The models of rooms, for other apps and for Django: rooms, their people and their messages."""

from rooms.directory.models.entry import Barred, WrongPassword
from rooms.directory.models.invites import Invite
from rooms.directory.models.occupancies import Occupancy
from rooms.directory.models.querysets import room_name_key
from rooms.directory.models.ranks import Rank
from rooms.directory.models.rooms import Room
from rooms.helper.models import HelperQuestion
from rooms.messages.channels import may_listen
from rooms.messages.models.files import File
from rooms.messages.models.messages import Message
from rooms.messages.models.pictures import Picture
from rooms.messages.models.reactions import Reaction
from rooms.moderation.models.bans import Ban
from rooms.moderation.models.mutes import Mute

__all__ = [
    "Ban", "Barred", "File", "HelperQuestion", "Invite", "Message", "Mute", "Occupancy", "Picture", "Rank", "Reaction",
    "Room", "WrongPassword", "may_listen", "room_name_key",
]  # fmt: skip
