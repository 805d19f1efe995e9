"""Rooms in Django's admin, without what is said in them, and none that only its people know of."""

from django.contrib import admin

from clubs.audit_log.admin import OfClubAdmin
from rooms.models import Ban, Invite, Occupancy, Room


@admin.register(Room)
class RoomAdmin(OfClubAdmin):
    list_display = ["name", "kind", "club", "capacity", "last_message_at"]
    fields = ["name", "kind", "club", "owner", "capacity", "last_message_at"]
    list_filter = ["kind"]
    list_select_related = ["club"]
    search_fields = ["name"]

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(kind__in=Room.HIDDEN_KINDS)


class OfRoomAdmin(OfClubAdmin):
    """Something of a room; the log is that of its club, if it has one."""

    list_select_related = ["room"]

    def club_of(self, row):
        return row.room.club

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(room__kind__in=Room.HIDDEN_KINDS)


@admin.register(Occupancy)
class OccupancyAdmin(OfRoomAdmin):
    list_display = ["pk", "room", "entered_at"]
    fields = ["room", "user", "entered_at"]


@admin.register(Ban)
class BanAdmin(OfRoomAdmin):
    list_display = ["pk", "room", "created_at"]
    fields = ["room", "user", "by", "created_at"]


@admin.register(Invite)
class InviteAdmin(OfRoomAdmin):
    list_display = ["pk", "room", "max_uses", "use_count", "expires_at", "revoked_at"]
    fields = ["room", "by", "max_uses", "use_count", "expires_at", "revoked_at"]
