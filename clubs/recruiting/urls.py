from django.urls import path

from clubs.recruiting.views import applications, manage_applications, recruiting

urlpatterns = [
    path("<str:slug>/join/", applications.join, name="join"),
    path("<str:slug>/draft/", applications.draft, name="draft"),
    path("<str:slug>/applications/<str:receipt>/", applications.application, name="application"),
    path(
        "<str:slug>/applications/<str:receipt>/accept/",
        applications.application_accept,
        name="application-accept",
    ),
    path("<str:slug>/withdraw/", applications.withdraw, name="application-withdraw"),
    path("<str:slug>/manage/applications/", manage_applications.applications, name="applications"),
    path(
        "<str:slug>/manage/applications/bulk/",
        manage_applications.applications_bulk,
        name="applications-bulk",
    ),
    path(
        "<str:slug>/manage/applications/csv/",
        manage_applications.applications_csv,
        name="applications-csv",
    ),
    path(
        "<str:slug>/manage/applications/<int:pk>/",
        manage_applications.application,
        name="application-manage",
    ),
    path("<str:slug>/manage/recruiting/", recruiting.recruiting, name="recruiting"),
    path("<str:slug>/manage/questions/", recruiting.questions, name="questions"),
    path("<str:slug>/manage/questions/preview/", recruiting.preview, name="questions-preview"),
    path("<str:slug>/manage/questions/again/", recruiting.ask_again, name="questions-again"),
    path("<str:slug>/manage/questions/<int:pk>/", recruiting.question, name="question"),
    path(
        "<str:slug>/manage/questions/<int:pk>/move/",
        recruiting.question_move,
        name="question-move",
    ),
    path(
        "<str:slug>/manage/questions/<int:pk>/delete/",
        recruiting.question_delete,
        name="question-delete",
    ),
]
