"""The short addresses of invites, as they stand on posters."""

from django.urls import path

from clubs.people.views import invites

urlpatterns = [
    path("", invites.invite_code, name="invite-code"),
    path("<str:code>/", invites.invite_short, name="invite-short"),
]
