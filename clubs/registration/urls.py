from django.urls import path

from clubs.registration.views import registration

urlpatterns = [
    path("<str:slug>/manage/registration/", registration.registration, name="registration"),
    path(
        "<str:slug>/manage/registration/submit/",
        registration.registration_submit,
        name="registration-submit",
    ),
]
