"""Events in Django's admin."""

from django.contrib import admin

from clubs.events.models.events import Event


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    list_display = ["title", "club", "starts_at", "place", "public"]
    list_select_related = ["club"]
    raw_id_fields = ["club"]
