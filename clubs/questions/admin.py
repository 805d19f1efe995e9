"""Inquiries and answers in Django's admin, without who asks what; FAQs, which everybody reads."""

from django.contrib import admin

from clubs.audit_log.admin import OfClubAdmin
from clubs.questions.models.answers import InquiryAnswer
from clubs.questions.models.faq_entries import FAQEntry
from clubs.questions.models.inquiries import Inquiry
from kclub.admin_pages import ReadOnlyAdmin


@admin.register(Inquiry)
class InquiryAdmin(OfClubAdmin):
    list_display = ["pk", "club", "created_at", "deleted_at"]
    fields = ["club", "created_at", "deleted_at"]
    list_select_related = ["club"]


@admin.register(InquiryAnswer)
class InquiryAnswerAdmin(OfClubAdmin):
    list_display = ["pk", "author", "created_at"]
    fields = ["author", "created_at"]
    list_select_related = ["author"]

    def club_of(self, row):
        return row.inquiry.club


@admin.register(FAQEntry)
class FAQEntryAdmin(ReadOnlyAdmin):
    list_display = ["question", "club", "position"]
    list_select_related = ["club"]
