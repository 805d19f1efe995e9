"""Preferences of a visitor, kept in cookies: language and theme."""

from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kclub.context_processors import THEMES
from kclub.shortcuts import see_other

COOKIE_MAX_AGE = 365 * 24 * 60 * 60  # seconds


@require_POST
def preferences(request):
    """Set a visitor's language or theme, and go back to the page they were on."""
    response = see_other(safe_next(request))
    language, theme = request.POST.get("language"), request.POST.get("theme")
    if language in dict(settings.LANGUAGES):
        set_preference(response, settings.LANGUAGE_COOKIE_NAME, language)
    if theme in THEMES:
        set_preference(response, "theme", theme)
    elif theme == "":
        response.delete_cookie("theme")
    return response


def set_preference(response, name, value):
    """Set the cookie of one preference for a year."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age=COOKIE_MAX_AGE, secure=secure, samesite="Lax")


def safe_next(request):
    """Return the address the form was sent from, if that is on this site; else the home page."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if is_ours else "/"
