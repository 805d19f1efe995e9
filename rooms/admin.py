from django.contrib import admin

from rooms.models import Occupancy, Room


@admin.register(Room)
class RoomAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "club", "owner", "capacity", "last_message_at"]
    list_filter = ["kind"]
    search_fields = ["name"]
    raw_id_fields = ["club", "owner"]


@admin.register(Occupancy)
class OccupancyAdmin(admin.ModelAdmin):
    list_display = ["room", "user", "entered_at", "read_up_to"]
    raw_id_fields = ["room", "user"]
