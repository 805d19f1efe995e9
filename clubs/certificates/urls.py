from django.urls import path

from clubs.certificates.views import certificates as views

urlpatterns = [
    path("", views.certificates, name="certificates"),
    path("<int:pk>/", views.certificate, name="certificate"),
    path("<int:pk>/revoke/", views.certificate_revoke, name="certificate-revoke"),
]
