"""Inquiries, their answers and FAQs in Django's admin."""

from django.contrib import admin

from clubs.questions.models.answers import InquiryAnswer
from clubs.questions.models.faq_entries import FAQEntry
from clubs.questions.models.inquiries import Inquiry


@admin.register(Inquiry)
class InquiryAdmin(admin.ModelAdmin):
    list_display = ["text", "club", "created_at", "deleted_at"]
    list_select_related = ["club"]
    raw_id_fields = ["club", "author"]


@admin.register(InquiryAnswer)
class InquiryAnswerAdmin(admin.ModelAdmin):
    list_display = ["text", "author", "created_at"]
    list_select_related = ["author"]
    raw_id_fields = ["inquiry", "author"]


@admin.register(FAQEntry)
class FAQEntryAdmin(admin.ModelAdmin):
    list_display = ["question", "club", "position"]
    list_select_related = ["club"]
    raw_id_fields = ["club"]
