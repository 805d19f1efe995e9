"""The addresses below /terms/: which clubs the union has registered, for everybody."""

from django.urls import path

from clubs.registration.views import registered_clubs as views

urlpatterns = [
    path("registered/", views.registered_clubs_latest, name="registered-clubs-latest"),
    path("<str:code>/", views.registered_clubs, name="registered-clubs"),
]
