"""Entries of audit logs in Django's admin, and the pages of what is a club's own."""

from django.contrib import admin

from clubs.audit_log.models import AuditLogEntry
from kclub.admin_pages import ReadOnlyAdmin, WithoutContentAdmin


class OfClubAdmin(WithoutContentAdmin):
    """What was written in a club. Whoever opens one stands in the audit log of the club."""

    def club_of(self, row):
        return row.club

    def opened(self, request, row):
        if club := self.club_of(row):
            action = AuditLogEntry.Action.ADMIN_READ
            club.record(action, request.user, detail=self.opts.verbose_name)


@admin.register(AuditLogEntry)
class AuditLogEntryAdmin(ReadOnlyAdmin):
    """A list of entries, which nobody changes anywhere."""

    list_display = ["created_at", "club", "by", "action", "about", "detail"]
    list_filter = ["action"]
    list_select_related = ["club", "by", "about"]
    search_fields = ["club__name", "by__display_name", "about__display_name"]
