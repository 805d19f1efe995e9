from django.contrib import admin

from rooms.models import Ban, Invite, Occupancy, Room


@admin.register(Room)
class RoomAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "club", "owner", "capacity", "last_message_at"]
    list_filter = ["kind"]
    search_fields = ["name"]
    raw_id_fields = ["club", "owner"]

    def get_queryset(self, request):
        """Return all rooms but direct ones, which are private to the people in them."""
        return super().get_queryset(request).exclude(kind=Room.Kind.DIRECT)


@admin.register(Occupancy)
class OccupancyAdmin(admin.ModelAdmin):
    list_display = ["room", "user", "entered_at", "read_up_to"]
    raw_id_fields = ["room", "user"]

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(room__kind=Room.Kind.DIRECT)


@admin.register(Ban)
class BanAdmin(admin.ModelAdmin):
    list_display = ["room", "user", "by", "reason", "created_at"]
    raw_id_fields = ["room", "user", "by"]


@admin.register(Invite)
class InviteAdmin(admin.ModelAdmin):
    list_display = ["room", "by", "max_uses", "use_count", "expires_at", "revoked_at"]
    raw_id_fields = ["room", "by"]
