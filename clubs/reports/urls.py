from django.urls import path

from clubs.reports.views import activity_reports as views

REPORTS = "<str:slug>/activity-reports/"
MANAGE = "<str:slug>/manage/activity-reports/"
THUMBNAIL = {"size": "thumbnail"}
picture = views.activity_report_picture

urlpatterns = [
    path(REPORTS, views.activity_reports_of_club, name="activity-reports-of-club"),
    path(f"{REPORTS}pictures/<int:pk>/", picture, name="activity-report-picture"),
    path(f"{REPORTS}thumbnails/<int:pk>/", picture, THUMBNAIL, name="activity-report-thumbnail"),
    path(MANAGE, views.activity_reports_manage, name="activity-reports-manage"),
    path(f"{MANAGE}new/", views.activity_report_new, name="activity-report-new"),
    path(f"{MANAGE}<int:pk>/", views.activity_report, name="activity-report"),
    path(f"{MANAGE}<int:pk>/submit/", views.activity_report_submit, name="activity-report-submit"),
]
