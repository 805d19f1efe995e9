"""Notices to chosen people in Django's admin, without what they say."""

from django.contrib import admin

from clubs.audit_log.admin import OfClubAdmin
from clubs.notices.models import Notice


@admin.register(Notice)
class NoticeAdmin(OfClubAdmin):
    list_display = ["pk", "club", "author", "audience", "sent_at"]
    fields = ["club", "author", "audience", "sent_at"]
    list_filter = ["audience"]
    list_select_related = ["club", "author"]
    search_fields = ["club__name"]
