"""The answers to errors: bad requests, missing permission, missing pages, faults of ours."""

import logging
import secrets
from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from kclub.errors import NotFound, Refused, Unreadable, refuse
from kclub.login_redirects import page_of
from kclub.request_log import route_of
from kclub.sent_forms import checked_form, sent_form
from kclub.shortcuts import see_other, wants_partial

CSP_WITHIN_FRAMES = settings.SECURE_CSP | {"frame-ancestors": [CSP.SELF]}
logger = logging.getLogger(__name__)


def bad_request(request, exception):
    """Answer 400, or 413 to a text that is too large; the page needs nothing of the request."""
    if wants_partial(request):
        return refuse(
            request, Unreadable(_("너무 길거나 깨져서 받지 못했어요. 나누어서 보내 주세요."))
        )
    if isinstance(exception, RequestDataTooBig):
        return HttpResponse(render_to_string("413.html", {"is_text": True}), status=413)
    context = {"was_sent": request.method == "POST"}
    return HttpResponse(render_to_string("400.html", context), status=400)


def forbidden(request, exception):
    """Answer a `PermissionDenied` with its own sentence if it has one, else with a general one."""
    sentence = str(exception) or _("이 페이지를 볼 수 있는 사람이 따로 있어요.")
    return refuse(request, Refused(sentence))


def not_found(request, exception):
    """Answer 404, as a page or to htmx as a flash."""
    if wants_partial(request):
        return refuse(request, NotFound(_("그 사이에 없어졌어요.")))
    return render(request, "404.html", status=404)


def server_error(request):
    """Answer 500 without asking what may be broken: database, session, user."""
    number = "-".join(secrets.token_hex(2).upper() for _half in range(2))
    logger.error("error number %s at %s", number, route_of(request) or "no address of ours")
    context = {"number": number}
    with suppress(Exception):  # whatever broke may break this, too
        if sent := checked_form(request):
            context |= {"sent": sent, "csrf_token": get_token(request)}
    return HttpResponse(render_to_string("500.html", context), status=500)


@csp_override(CSP_WITHIN_FRAMES)
@xframe_options_sameorigin
def csrf_failure(request, reason=""):
    """Answer a form from a page that is too old, or from another site; it may stand in a frame of ours.

    A form of ours comes back with what was typed and a fresh token, to be sent again. A second
    log-in, when another tab has logged in meanwhile, goes on as if it were the first.
    """
    if wants_partial(request):
        return _with_fresh_token(request)
    if request.user.is_authenticated and _is_log_in(request):
        return see_other(request.get_full_path())  # which leads on to `next`
    context = {"back": page_of(request)}
    if _is_from_this_site(request):
        context |= {"sent": sent_form(request), "csrf_token": get_token(request)}
        context |= {"sender": request.user if request.user.is_authenticated else None}
    return HttpResponse(render_to_string("403_csrf.html", context), status=403)


def _with_fresh_token(request):
    """Refuse what htmx has sent; the page stays as it is and gets a token for the next try."""
    response = refuse(request, Refused(_("다른 창에서 로그인했어요. 한 번 더 눌러 주세요.")))
    if _is_from_this_site(request):
        response["X-CSRFToken"] = get_token(request)
    return response


def _is_log_in(request):
    match = request.resolver_match
    return match is not None and match.view_name == settings.LOGIN_URL


def _is_from_this_site(request):
    """Whether a browser vouches that the form stood on a page of this site.

    Another site must not have its text sent again with a token of ours.
    """
    source = urlsplit(request.headers.get("Origin") or request.headers.get("Referer", ""))
    return (source.scheme, source.netloc) == (request.scheme, request.get_host())
