"""The addresses below /verify/, as they stand on certificates."""

from django.urls import path

from clubs.certificates.views import certificate_codes as views

urlpatterns = [
    path("", views.verify, name="verify"),
    path("<str:code>/", views.verify_code, name="verify-code"),
]
