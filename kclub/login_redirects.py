"""Redirects to the log-in page, and the page that it leads back to."""

import inspect
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve
from django.utils.decorators import sync_only_middleware
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from kclub.sent_forms import NOT_SENT, keep_form, settle_form
from kclub.shortcuts import see_other

NOTHING_DONE = _("로그인되어 있지 않아서 아무것도 바뀌지 않았어요. 로그인한 뒤 다시 해 주세요.")


@sync_only_middleware
def login_redirects(get_response):
    """Have the log-in page lead back to the page somebody was on, never to a POST-only address.

    Somebody whose form came without a session is told that nothing was done, and finds it as they
    had filled it in once they have logged in. htmx is sent to the log-in page itself, where a
    redirect would be swapped into the page.
    """

    def middleware(request):
        response = get_response(request)
        if not _is_sent_to_log_in(request, response):
            return see_other("unsent") if settle_form(request, response) else response
        page = page_of(request)
        if request.method not in ("GET", "HEAD"):
            # htmx leaves the page, whose scripts keep what is written there
            is_kept = not request.htmx and keep_form(request, page)
            messages.warning(request, NOT_SENT if is_kept else NOTHING_DONE)
        query = urlencode({"next": page})
        url = f"{resolve_url(settings.LOGIN_URL)}?{query}"
        return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)

    return middleware


def page_of(request):
    """Return the address of the page from which `request` came, or which it is for; "/" if unknown.

    A form may be sent to another address than its page's, and a part of a page has its own.
    """
    own = request.get_full_path()
    if request.method in ("GET", "HEAD") and not request.htmx:
        candidates = [own]
    else:
        candidates = [request.htmx.current_url_abs_path, _referring_page(request), own]
    return next((page for page in candidates if page and not is_post_only(page)), "/")


def is_post_only(url):
    """Whether `url`, one of this site's, answers forms only: opening it would be refused."""
    try:
        view = resolve(unquote(urlsplit(url).path)).func
    except Resolver404:
        return False
    while inspect.isfunction(view):
        methods = inspect.getclosurevars(view).nonlocals.get("request_method_list")
        if methods and "GET" not in methods:  # as Django's `require_http_methods` names them
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def _is_sent_to_log_in(request, response):
    """Whether a view asks to log in first, to come back to the address that was requested."""
    if response.status_code != 302:
        return False
    url = urlsplit(response.url)
    came_for = parse_qs(url.query).get("next") == [request.get_full_path()]
    return url.path == resolve_url(settings.LOGIN_URL) and (came_for or bool(request.htmx))


def _referring_page(request):
    """Return path and query of the page in `Referer`, or None if it is not one of this site's."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, request.is_secure()):
        return None
    url = urlsplit(referer)
    return f"{url.path}?{url.query}" if url.query else url.path
