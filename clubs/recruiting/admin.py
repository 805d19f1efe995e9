"""Applications and questions in Django's admin."""

from django.contrib import admin

from clubs.recruiting.models.applications import Application
from clubs.recruiting.models.questions import Question


@admin.register(Application)
class ApplicationAdmin(admin.ModelAdmin):
    list_display = ["receipt", "applicant", "club", "status", "submitted_at", "decided_by"]
    list_filter = ["status"]
    list_select_related = ["applicant", "club", "decided_by"]
    search_fields = ["receipt", "applicant__display_name", "club__name"]
    raw_id_fields = ["applicant", "club", "decided_by", "questionnaire"]


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin):
    list_display = ["text", "questionnaire", "kind", "required", "position"]
    list_select_related = ["questionnaire__club"]
    raw_id_fields = ["questionnaire"]
