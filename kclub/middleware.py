"""Middleware for what every request and response needs, whichever view answers."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import QueryDict
from django.shortcuts import resolve_url
from django.utils.cache import patch_vary_headers
from django.utils.decorators import sync_only_middleware
from django_htmx.http import HttpResponseClientRedirect

from kclub.text.normalization import composed


@sync_only_middleware
def cache_headers(get_response):
    """Let caches tell partials from pages, and let no cache store a page of a signed-in user."""

    def middleware(request):
        response = get_response(request)
        patch_vary_headers(response, ("HX-Request", "HX-Request-Type"))
        if request.session.accessed and SESSION_KEY in request.session:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


@sync_only_middleware
def normalized_input(get_response):
    """Give every view and form composed text, so that what we store is NFC."""

    def middleware(request):
        request.GET = _composed(request.GET)
        if request.method == "POST":
            request.POST = _composed(request.POST)
        return get_response(request)

    return middleware


@sync_only_middleware
def htmx_login_redirect(get_response):
    """Send htmx to the log-in page itself, where a redirect would be swapped into the page."""

    def middleware(request):
        response = get_response(request)
        if request.htmx and response.status_code == 302:
            login_path = resolve_url(settings.LOGIN_URL)
            if urlsplit(response.url).path == login_path:
                next_path = request.htmx.current_url_abs_path or "/"
                return HttpResponseClientRedirect(f"{login_path}?{urlencode({'next': next_path})}")
        return response

    return middleware


def _composed(query):
    """Return a QueryDict with its values composed; the same one if it is plain ASCII."""
    if "%" not in query.urlencode():
        return query
    composed_query = query.copy()
    for key, values in query.lists():
        composed_query.setlist(key, [composed(value) for value in values])
    return QueryDict(composed_query.urlencode(), encoding=query.encoding)
