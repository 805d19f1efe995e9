"""The addresses below /union/terms/, outside the namespace `union`, which knows none of them."""

from django.urls import path

from clubs.reports.views import activity_report_reviews as views

REPORTS = "<str:code>/activity-reports/"

urlpatterns = [
    path(REPORTS, views.activity_reports, name="activity-reports"),
    path(f"{REPORTS}<int:pk>/", views.activity_report_review, name="activity-report-review"),
]
