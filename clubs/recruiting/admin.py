"""Applications in Django's admin, without what applicants wrote, and the questions they are asked."""

from django.contrib import admin

from clubs.audit_log.admin import OfClubAdmin
from clubs.recruiting.models.applications import Application
from clubs.recruiting.models.questions import Question
from kclub.admin_pages import ReadOnlyAdmin


@admin.register(Application)
class ApplicationAdmin(OfClubAdmin):
    list_display = ["receipt", "club", "status", "submitted_at"]
    fields = ["receipt", "club", "applicant", "status", "submitted_at", "decided_by"]
    list_filter = ["status"]
    list_select_related = ["club"]
    search_fields = ["receipt", "club__name"]


@admin.register(Question)
class QuestionAdmin(ReadOnlyAdmin):
    list_display = ["text", "questionnaire", "kind", "required", "position"]
    list_select_related = ["questionnaire__club"]
