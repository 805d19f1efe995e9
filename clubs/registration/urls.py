from django.urls import path

from clubs.registration.views import filing

urlpatterns = [
    path("<str:slug>/manage/registration/", filing.registration, name="registration"),
    path(
        "<str:slug>/manage/registration/submit/",
        filing.registration_submit,
        name="registration-submit",
    ),
]
