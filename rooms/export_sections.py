"""What a user has in rooms, for the export of their data: only what they have said themselves."""

from django.utils.translation import gettext_lazy as _

from accounts.exports.sections import ExportSection, export_sections
from rooms.models import File, HelperQuestion, Message, Occupancy, Picture, Reaction, Room


@export_sections.register(order=40)
def room_sections():
    """Return the sections of rooms."""
    return [
        ExportSection(
            "rooms", _("내 채팅방"), Occupancy.objects, "user",
            "room=room__name kind=room__kind created_at=entered_at",
        ),
        ExportSection(
            "owned_rooms", _("내가 방장인 채팅방"), Room.objects, "owner",
            "room=name kind about created_at ended_at=closed_at",
        ),
        ExportSection(
            "helper_questions", _("도우미에게 물어본 것"), HelperQuestion.objects, "user",
            "text created_at=asked_at",
        ),
        ExportSection(
            "messages", _("메시지"), Message.objects, "author",
            "room=room__name text question=poll__question created_at edited_at deleted_at",
        ),
        ExportSection(
            "message_pictures", _("메시지의 사진"), Picture.objects, "message__author",
            "message alt file",
        ),
        ExportSection(
            "message_files", _("메시지의 파일"), File.objects, "message__author",
            "message name file=content",
        ),
        ExportSection(
            "reactions", _("내 반응"), Reaction.objects, "user", "room=message__room__name kind"
        ),
    ]  # fmt: skip
