from django.urls import path

from clubs.registration.views import appeals, consents, papers, registration

urlpatterns = [
    path("<str:slug>/manage/registration/appeal/", appeals.appeal, name="appeal"),
    path("<str:slug>/manage/registration/", registration.registration, name="registration"),
    path(
        "<str:slug>/manage/registration/submit/",
        registration.registration_submit,
        name="registration-submit",
    ),
    path(
        "<str:slug>/manage/registration/submissions/<int:pk>/",
        registration.submission,
        name="submission",
    ),
    path(
        "<str:slug>/manage/registration/papers/carry-over/",
        papers.papers_carry_over,
        name="papers-carry-over",
    ),
    path(
        "<str:slug>/manage/registration/papers/<int:pk>/",
        papers.paper_file,
        name="paper-file",
    ),
    path(
        "<str:slug>/manage/registration/papers/<int:pk>/remove/",
        papers.paper_remove,
        name="paper-remove",
    ),
    path(
        "<str:slug>/manage/registration/papers/<str:kind>/hand-in/",
        papers.paper,
        name="paper",
    ),
    path("<str:slug>/manage/registration/consent/", consents.consent_new, name="consent-new"),
    path(
        "<str:slug>/manage/registration/consent/<int:pk>/resend/",
        consents.consent_resend,
        name="consent-resend",
    ),
    path(
        "<str:slug>/manage/registration/consent/<int:pk>/revoke/",
        consents.consent_revoke,
        name="consent-revoke",
    ),
]
