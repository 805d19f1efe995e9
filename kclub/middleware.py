"""Middleware for what every request and response needs, whichever view answers."""

from unicodedata import is_normalized, normalize

from django.contrib.auth import SESSION_KEY
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponsePermanentRedirect
from django.http.multipartparser import MultiPartParserError
from django.middleware.gzip import GZipMiddleware
from django.urls import get_resolver
from django.utils.cache import patch_vary_headers
from django.utils.decorators import sync_only_middleware
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes

from kclub.server.security_headers import SECURITY_HEADERS
from kclub.text.normalization import composed

UNREADABLE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, MultiPartParserError)
MIN_COMPRESSED_BYTES = 1400  # what is smaller goes out in one packet anyway


@sync_only_middleware
def security_headers(get_response):
    """Give every answer the headers that a browser wants from each, style sheets and errors included."""

    def middleware(request):
        response = get_response(request)
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


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
def compressed_pages(get_response):
    """Compress pages, and parts of them that take more than one packet, for whoever takes gzip.

    Django puts up to 100 random bytes into each, so that its length tells nobody what is in it
    (BREACH). Streams stay as they are, for nothing on the way may wait for more of them; so do
    files and pictures.
    """
    gzip = GZipMiddleware(get_response)

    def middleware(request):
        response = get_response(request)
        if _is_worth_compressing(response):
            gzip.process_response(request, response)
        return response

    return middleware


def _is_worth_compressing(response):
    return (
        not response.streaming
        and response.get("Content-Type", "").startswith("text/html")
        and "Content-Disposition" not in response
        and len(response.content) >= MIN_COMPRESSED_BYTES
    )


@sync_only_middleware
def normalized_address(get_response):
    """Redirect addresses in NFD, as some keyboards and file systems write Hangul, to NFC."""

    def middleware(request):
        if is_normalized("NFC", request.path):
            return get_response(request)
        path = escape_leading_slashes(escape_uri_path(normalize("NFC", request.path)))
        query = request.META.get("QUERY_STRING", "")
        address = f"{path}?{query}" if query else path
        return HttpResponsePermanentRedirect(address, preserve_request=request.method != "GET")

    return middleware


@sync_only_middleware
def normalized_input(get_response):
    """Give every view and form composed text, so that what we store is NFC.

    It is the first to read a form, and answers one that cannot be read by our own page, also where
    DEBUG would show Django's.
    """

    def middleware(request):
        try:
            request.GET = _composed(request.GET)
            if request.method == "POST":
                request.POST = _composed(request.POST)
        except UNREADABLE as error:
            return get_resolver().resolve_error_handler(400)(request, error)
        return get_response(request)

    return middleware


def _composed(query):
    """Return a QueryDict with its values composed; the same one if it is plain ASCII."""
    if all(value.isascii() for _key, values in query.lists() for value in values):
        return query
    composed_query = query.copy()
    for key, values in query.lists():
        composed_query.setlist(key, [composed(value) for value in values])
    return composed_query
