"""Entries of audit logs in Django's admin."""

from django.contrib import admin

from clubs.audit_log.models import AuditLogEntry


@admin.register(AuditLogEntry)
class AuditLogEntryAdmin(admin.ModelAdmin):
    """A read-only list: entries are neither added, changed nor deleted."""

    list_display = ["created_at", "club", "by", "action", "about", "detail"]
    list_filter = ["action"]
    list_select_related = ["club", "by", "about"]
    search_fields = ["club__name", "by__display_name", "about__display_name"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
