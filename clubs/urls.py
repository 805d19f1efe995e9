"""The addresses below /clubs/, from the URL modules of the slices, in the namespace `clubs`."""

from django.urls import include, path

app_name = "clubs"
urlpatterns = [
    path("", include("clubs.directory.urls")),  # comes first: `new` is not a slug
    path("", include("clubs.imports.urls")),
    path("", include("clubs.people.urls")),
    path("", include("clubs.recruiting.urls")),
    path("", include("clubs.board.urls")),
    path("", include("clubs.events.urls")),
    path("", include("clubs.questions.urls")),
    path("", include("clubs.notices.club_urls")),
    path("", include("clubs.term.club_urls")),
    path("", include("clubs.registration.urls")),
    path("", include("clubs.reports.urls")),
    path("", include("clubs.marks.urls")),
    path("", include("clubs.places.club_urls")),
    path("", include("clubs.bylaws.urls")),
    path("", include("clubs.dues.urls")),
    path("", include("clubs.syndication.club_urls")),
    path("", include("clubs.moderation.urls")),
    path("", include("clubs.audit_log.urls")),
    path("", include("clubs.dashboard.urls")),
]
