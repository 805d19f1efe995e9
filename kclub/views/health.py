"""Health checks for operators: whether the process answers, and which services work."""

import logging

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from kclub.outbox import senders
from kclub.redis.client import UNREACHABLE, redis_client

REDIS_TIMEOUT = 1  # seconds

logger = logging.getLogger(__name__)


@require_safe
def healthz(request):
    """Answer 200, since the process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request):
    """Report which services work, with 503 only without the database: the site runs without the others.

    Of mail and of pushes it tells how many wait, for how many seconds the oldest of them, and how many failed in a day.
    """
    services = {"database": database_answers(), "storage": storage_answers()}
    if settings.REDIS_URL:
        services["redis"] = redis_answers()
    report = {name: "ok" if ok else "down" for name, ok in services.items()}
    if services["database"]:
        needed = [sender for sender in senders if sender.is_needed()]
        report |= {sender.delivers: sender.state() for sender in needed}
    return JsonResponse(report, status=200 if services["database"] else 503)


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
