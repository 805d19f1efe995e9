"""Notices to chosen people in Django's admin."""

from django.contrib import admin

from clubs.notices.models import Notice


@admin.register(Notice)
class NoticeAdmin(admin.ModelAdmin):
    list_display = ["title", "club", "author", "audience", "sent_at"]
    list_filter = ["audience"]
    list_select_related = ["club", "author"]
    search_fields = ["title", "club__name"]
    raw_id_fields = ["club", "author", "category"]
