"""The addresses below /union/terms/, outside the namespace `union`, which knows none of them."""

from django.urls import path

from clubs.reports.views import activity_report_reviews

urlpatterns = [
    path(
        "<str:code>/activity-reports/",
        activity_report_reviews.activity_reports,
        name="activity-reports",
    ),
    path(
        "<str:code>/activity-reports/<int:pk>/",
        activity_report_reviews.activity_report_review,
        name="activity-report-review",
    ),
]
