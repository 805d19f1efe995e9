"""The addresses below /union/terms/, outside the namespace `union`, which knows none of them."""

from django.urls import path

from clubs.registration.views import (
    appeals,
    consents,
    extensions,
    registration_numbers,
    registrations,
    registrations_csv,
    resolutions,
    rules,
)

urlpatterns = [
    path("<str:code>/rules/", rules.rules, name="rules"),
    path("<str:code>/rules/<str:kind>/", rules.rules_edit, name="rules-edit"),
    path(
        "<str:code>/registrations/<str:slug>/appeal/", appeals.appeal_review, name="appeal-review"
    ),
    path("<str:code>/registrations/<str:slug>/reopening/", appeals.reopening, name="reopening"),
    path("<str:code>/resolution/", resolutions.resolution, name="resolution"),
    path("<str:code>/agenda/", resolutions.agenda, name="agenda"),
    path("<str:code>/registrations/", registrations.registrations, name="registrations"),
    path(
        "<str:code>/registrations/numbers/",
        registration_numbers.registration_numbers,
        name="registration-numbers",
    ),
    path(
        "<str:code>/registrations/close/",
        registrations.registrations_close,
        name="registrations-close",
    ),
    path(
        "<str:code>/registrations/take-over/",
        registrations.registrations_take_over,
        name="registrations-take-over",
    ),
    path(
        "<str:code>/registrations/csv/",
        registrations_csv.registrations_csv,
        name="registrations-csv",
    ),
    path(
        "<str:code>/registrations/<str:slug>/assign/",
        registrations.registration_assign,
        name="registration-assign",
    ),
    path(
        "<str:code>/registrations/<str:slug>/sample/",
        registrations.registration_sample,
        name="registration-sample",
    ),
    path(
        "<str:code>/registrations/<str:slug>/",
        registrations.registration_review,
        name="registration-review",
    ),
    path(
        "<str:code>/registrations/<str:slug>/consent/",
        consents.registration_consent,
        name="registration-consent",
    ),
    path(
        "<str:code>/registrations/<str:slug>/consent/<int:pk>/approve/",
        consents.registration_consent_approve,
        name="registration-consent-approve",
    ),
    path(
        "<str:code>/registrations/<str:slug>/consent/<int:pk>/disapprove/",
        consents.registration_consent_disapprove,
        name="registration-consent-disapprove",
    ),
    path("<str:code>/registrations/<str:slug>/extension/", extensions.extension, name="extension"),
]
