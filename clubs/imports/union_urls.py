"""The addresses below /union/import/, outside the namespace `union`, which knows no imports."""

from django.urls import path

from clubs.imports import union_views

urlpatterns = [
    path("", union_views.club_import, name="club-import"),
    path("<str:kind>.csv", union_views.club_import_template, name="club-import-template"),
]
