"""What belongs to no app: the look of the pages, errors, and how the server is doing."""

import logging
import secrets

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kclub.context_processors import THEMES
from kclub.errors import NotFound, Refused, refuse
from kclub.redis.client import UNREACHABLE, redis_client
from kclub.shortcuts import see_other, wants_partial

log = logging.getLogger(__name__)
YEAR = 365 * 24 * 60 * 60  # seconds


@require_POST
def preferences(request):
    """Remember a visitor's language or theme in a cookie, and go back to the page they were on."""
    response = see_other(safe_next(request))
    language, theme = request.POST.get("language"), request.POST.get("theme")
    if language in dict(settings.LANGUAGES):
        remember(response, settings.LANGUAGE_COOKIE_NAME, language)
    if theme in THEMES:
        remember(response, "theme", theme)
    elif theme == "":
        response.delete_cookie("theme")
    return response


@require_safe
def badges(request):
    """The counters of the frame, for htmx."""
    return render(request, "kclub/badges.html")


# How the server is doing


@require_safe
def healthz(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request):
    """What works. 503 only without the database: all else may be missing for a while."""
    works = {"database": database_answers(), "storage": storage_answers()}
    if settings.REDIS_URL:
        works["redis"] = redis_answers()
    report = {name: "ok" if ok else "down" for name, ok in works.items()}
    return JsonResponse(report, status=200 if works["database"] else 503)


def database_answers():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        return False


def storage_answers():
    try:
        default_storage.exists("readyz")
        return True
    except Exception:  # each storage fails in its own way
        log.exception("storage does not answer")
        return False


def redis_answers():
    try:
        patience = {"socket_timeout": 1, "socket_connect_timeout": 1}
        with redis_client(settings.REDIS_URL, **patience) as redis:
            return redis.ping()
    except UNREACHABLE:
        return False


# Errors


def bad_request(request, exception):
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(request, exception):
    """A `PermissionDenied`, in its own words if it has some."""
    sentence = str(exception) or _("이 페이지를 볼 수 있는 사람이 따로 있어요.")
    return refuse(request, Refused(sentence))


def not_found(request, exception):
    if wants_partial(request):
        return refuse(request, NotFound(_("그 사이에 없어졌어요. 새로고침해 주세요.")))
    return render(request, "404.html", status=404)


def server_error(request):
    """Needs nothing that may be broken: no database, no session, no user."""
    number = "-".join(secrets.token_hex(2).upper() for half in range(2))
    log.error("error number %s at %r", number, request.path)
    return HttpResponse(render_to_string("500.html", {"number": number}), status=500)


def csrf_failure(request, reason=""):
    """A form from a page that is too old, or from another site."""
    sentence = _("페이지가 오래됐어요. 새로고침한 뒤 다시 해 주세요.")
    if wants_partial(request):
        return refuse(request, Refused(sentence))
    return HttpResponse(
        render_to_string("403_csrf.html", {"back": request.get_full_path()}), status=403
    )


def remember(response, name, value):
    response.set_cookie(
        name, value, max_age=YEAR, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )


def safe_next(request):
    """Where the form said it was, if that is on this site."""
    to = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(to, {request.get_host()}, request.is_secure())
    return to if ours else "/"
