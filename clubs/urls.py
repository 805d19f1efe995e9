"""The addresses below /clubs/: each slice has its own, all are in the namespace `clubs`."""

from django.urls import include, path

app_name = "clubs"
urlpatterns = [
    path("", include("clubs.directory.urls")),  # the first: /clubs/new/ is no club
    path("", include("clubs.people.urls")),
    path("", include("clubs.recruiting.urls")),
    path("", include("clubs.board.urls")),
    path("", include("clubs.events.urls")),
    path("", include("clubs.moderation.urls")),
    path("", include("clubs.audit_log.urls")),
    path("", include("clubs.dashboard.urls")),
]
