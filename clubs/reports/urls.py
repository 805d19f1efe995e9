from django.urls import path

from clubs.reports.views import activity_reports

urlpatterns = [
    path(
        "<str:slug>/activity-reports/",
        activity_reports.activity_reports_of_club,
        name="activity-reports-of-club",
    ),
    path(
        "<str:slug>/activity-reports/pictures/<int:pk>/",
        activity_reports.activity_report_picture,
        name="activity-report-picture",
    ),
    path(
        "<str:slug>/activity-reports/pictures/<int:pk>/thumbnail/",
        activity_reports.activity_report_picture,
        {"size": "thumbnail"},
        name="activity-report-thumbnail",
    ),
    path(
        "<str:slug>/manage/activity-reports/",
        activity_reports.activity_reports_manage,
        name="activity-reports-manage",
    ),
    path(
        "<str:slug>/manage/activity-reports/new/",
        activity_reports.activity_report_new,
        name="activity-report-new",
    ),
    path(
        "<str:slug>/manage/activity-reports/<int:pk>/",
        activity_reports.activity_report,
        name="activity-report",
    ),
    path(
        "<str:slug>/manage/activity-reports/<int:pk>/submit/",
        activity_reports.activity_report_submit,
        name="activity-report-submit",
    ),
]
