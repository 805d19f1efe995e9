"""The addresses of K-Club. What an app owns is in its own urls.py."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView

from kclub.views import badges, errors, guide, offline, preferences, unsent

urlpatterns = [
    path("", include("clubs.home.urls")),
    path("", include("clubs.syndication.urls")),
    path("", include("accounts.urls")),
    path("", include("clubs.events.day_urls")),
    path("accounts/", include("allauth.urls")),
    path("clubs/", include("clubs.urls")),
    path("advise/", include("clubs.registration.advisor_urls")),
    path("i/", include("clubs.people.invite_urls")),
    path("me/calendar/", include("clubs.events.calendar_urls")),
    path("me/certificates/", include("clubs.certificates.urls")),
    path("verify/", include("clubs.certificates.verify_urls")),
    path("me/term/", include("clubs.term.urls")),
    path("notices/", include("clubs.notices.urls")),
    path("union/import/", include("clubs.imports.union_urls")),
    path("union/terms/", include("clubs.registration.union_urls")),
    path("union/terms/", include("clubs.reports.union_urls")),
    path("union/", include("clubs.marks.union_urls")),
    path("union/", include("clubs.places.union_urls")),
    path("union/", include("clubs.union.urls")),
    path("places/", include("clubs.places.urls")),
    path("rooms/", include("rooms.urls")),
    path("helper/", include("rooms.helper.urls")),
    path("guide/", guide.guide, name="guide"),
    path("terms/", include("clubs.registration.public_urls")),
    path("terms/", TemplateView.as_view(template_name="kclub/terms.html"), name="terms"),
    path("privacy/", TemplateView.as_view(template_name="kclub/privacy.html"), name="privacy"),
    path("settings/look/", preferences.preferences, name="preferences"),
    path("unsent/", unsent.unsent, name="unsent"),
    path("offline/", offline.offline, name="offline"),
    path("service-worker.js", offline.service_worker, name="service-worker"),
    path("me/badges/", badges.badges, name="badges"),
    path("admin/", admin.site.urls),
    path("favicon.ico", offline.favicon, name="favicon"),
]
if settings.DEBUG:  # mail is kept in files, for whoever develops
    urlpatterns.append(path("demo/mail/", include("kclub.mailbox_urls")))

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
