"""The addresses below /union/import/, outside the namespace `union`, which knows no imports."""

from django.urls import path

from clubs.imports import invitation_views, union_views

urlpatterns = [
    path("", union_views.club_import, name="club-import"),
    path("<str:kind>.csv", union_views.club_import_template, name="club-import-template"),
    path("invitations/<str:to>/", invitation_views.invitations, name="union-invitations"),
    path(
        "invitations/<str:to>/<int:pk>/revoke/",
        invitation_views.invitation_revoke,
        name="union-invitation-revoke",
    ),
    path(
        "invitations/<str:to>/<int:pk>/send/",
        invitation_views.invitation_send,
        name="union-invitation-send",
    ),
]
