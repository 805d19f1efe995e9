"""The addresses below /union/terms/<code>/, outside the namespace `union`, which knows none of them."""

from django.urls import path

from clubs.registration.views import reviewing, rules

urlpatterns = [
    path("rules/", rules.rules, name="rules"),
    path("rules/<str:kind>/", rules.rules_edit, name="rules-edit"),
    path("registrations/", reviewing.registrations, name="registrations"),
    path("registrations/close/", reviewing.registrations_close, name="registrations-close"),
    path(
        "registrations/take-over/",
        reviewing.registrations_take_over,
        name="registrations-take-over",
    ),
    path("registrations/<str:slug>/", reviewing.registration_review, name="registration-review"),
]
