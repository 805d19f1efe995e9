"""The addresses of K-Club. What an app owns is in its own urls.py."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView

from kclub import views

urlpatterns = [
    path("", include("clubs.home.urls")),
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("clubs/", include("clubs.urls")),
    path("union/", include("clubs.union.urls")),
    path("rooms/", include("rooms.urls")),
    path("guide/", TemplateView.as_view(template_name="kclub/guide.html"), name="guide"),
    path("terms/", TemplateView.as_view(template_name="kclub/terms.html"), name="terms"),
    path("privacy/", TemplateView.as_view(template_name="kclub/privacy.html"), name="privacy"),
    path("settings/look/", views.preferences, name="preferences"),
    path("me/badges/", views.badges, name="badges"),
    path("admin/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
