"""Health of the server, for who runs it: does it answer, and what of it works?"""

import logging

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from kclub.redis.client import UNREACHABLE, redis_client

REDIS_TIMEOUT = 1  # seconds

logger = logging.getLogger(__name__)


@require_safe
def healthz(request):
    """Answer that the process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request):
    """Report what works. 503 only without the database: all else may be missing for a while."""
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
        logger.exception("storage does not answer")
        return False


def redis_answers():
    try:
        timeouts = {"socket_timeout": REDIS_TIMEOUT, "socket_connect_timeout": REDIS_TIMEOUT}
        with redis_client(settings.REDIS_URL, **timeouts) as redis:
            return redis.ping()
    except UNREACHABLE:
        return False
