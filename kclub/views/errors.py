"""The answers to errors: bad requests, missing permission, missing pages, faults of ours."""

import logging
import secrets

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from kclub.errors import NotFound, Refused, refuse
from kclub.shortcuts import wants_partial

logger = logging.getLogger(__name__)


def bad_request(request, exception):
    """Answer 400 with a page that needs nothing of the request."""
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(request, exception):
    """Answer a `PermissionDenied` with its own sentence if it has one, else with a general one."""
    sentence = str(exception) or _("이 페이지를 볼 수 있는 사람이 따로 있어요.")
    return refuse(request, Refused(sentence))


def not_found(request, exception):
    """Answer 404, as a page or to htmx as a flash."""
    if wants_partial(request):
        return refuse(request, NotFound(_("그 사이에 없어졌어요. 새로고침해 주세요.")))
    return render(request, "404.html", status=404)


def server_error(request):
    """Answer 500 without asking what may be broken: database, session, user."""
    number = "-".join(secrets.token_hex(2).upper() for _half in range(2))
    logger.error("error number %s at %r", number, request.path)
    return HttpResponse(render_to_string("500.html", {"number": number}), status=500)


def csrf_failure(request, reason=""):
    """Answer a form from a page that is too old, or from another site."""
    if wants_partial(request):
        sentence = _("페이지가 오래됐어요. 새로고침한 뒤 다시 해 주세요.")
        return refuse(request, Refused(sentence))
    page = render_to_string("403_csrf.html", {"back": request.get_full_path()})
    return HttpResponse(page, status=403)
