"""The address that an advisor is mailed."""

from django.urls import path

from clubs.registration.views import consents

urlpatterns = [path("<str:token>/", consents.advise, name="advise")]
