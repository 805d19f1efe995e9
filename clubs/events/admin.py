"""Events in Django's admin, without what they are about."""

from django.contrib import admin

from clubs.audit_log.admin import OfClubAdmin
from clubs.events.models.events import Event


@admin.register(Event)
class EventAdmin(OfClubAdmin):
    list_display = ["pk", "club", "starts_at", "public"]
    fields = ["club", "starts_at", "public"]
    list_select_related = ["club"]
