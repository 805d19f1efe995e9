from django.urls import path

from clubs.recruiting.views import (
    applications,
    applications_csv,
    applications_manage,
    applications_numbers,
    decisions,
    drafts,
    questions,
    recruiting,
)

urlpatterns = [
    path("<str:slug>/join/", applications.join, name="join"),
    path("<str:slug>/draft/", drafts.draft, name="draft"),
    path("<str:slug>/applications/<str:receipt>/", applications.application, name="application"),
    path(
        "<str:slug>/applications/<str:receipt>/accept/",
        applications.application_accept,
        name="application-accept",
    ),
    path("<str:slug>/withdraw/", applications.application_withdraw, name="application-withdraw"),
    path("<str:slug>/manage/applications/", applications_manage.applications, name="applications"),
    path(
        "<str:slug>/manage/applications/numbers/",
        applications_numbers.applications_numbers,
        name="applications-numbers",
    ),
    path(
        "<str:slug>/manage/applications/bulk/",
        decisions.applications_bulk,
        name="applications-bulk",
    ),
    path(
        "<str:slug>/manage/applications/csv/",
        applications_csv.applications_csv,
        name="applications-csv",
    ),
    path(
        "<str:slug>/manage/applications/<int:pk>/",
        decisions.application_manage,
        name="application-manage",
    ),
    path("<str:slug>/manage/recruiting/", recruiting.recruiting, name="recruiting"),
    path("<str:slug>/manage/questions/", questions.questions, name="questions"),
    path(
        "<str:slug>/manage/questions/preview/",
        questions.questions_preview,
        name="questions-preview",
    ),
    path("<str:slug>/manage/questions/again/", questions.questions_again, name="questions-again"),
    path("<str:slug>/manage/questions/<int:pk>/", questions.question, name="question"),
    path(
        "<str:slug>/manage/questions/<int:pk>/move/",
        questions.question_move,
        name="question-move",
    ),
    path(
        "<str:slug>/manage/questions/<int:pk>/delete/",
        questions.question_delete,
        name="question-delete",
    ),
]
