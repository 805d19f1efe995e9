"""The log of requests: one line for each page, part of one or form, with nothing in it that is anybody's.

A line has no address, for addresses hold tokens and words that were searched; the name of the route
says which page it was. Streams and health checks write none, nor do style sheets that are there.
"""

import logging
import re
import secrets
import time
from contextvars import ContextVar
from copy import copy

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.decorators import sync_only_middleware

from kclub.error_reports import is_our_doing

SLOW_REQUEST_MS = 1_000
SLOW_QUERY_MS = 300
ID = re.compile(r"[\w.:-]{8,100}")  # as routers of platforms give them

logger = logging.getLogger("kclub.request")
request_id = ContextVar("request_id", default="")


@sync_only_middleware
def log_requests(get_response):
    """Write the line of each request, and give it an id, which every line in the log has meanwhile."""

    def middleware(request):
        given = request.headers.get("X-Request-ID", "")
        token = request_id.set(given if ID.fullmatch(given) else secrets.token_hex(8))
        statements, begun = Statements(), time.perf_counter()
        try:
            with connection.execute_wrapper(statements):
                response = get_response(request)
            ms = (time.perf_counter() - begun) * 1000
            if is_worth_a_line(request, response):
                write(request, response, ms, statements.count)
            response["X-Request-ID"] = request_id.get()
        finally:
            request_id.reset(token)
        return response

    return middleware


class Statements:
    """Counts the statements of a request; a slow one has a line of its own, without its values."""

    def __init__(self):
        self.count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            ms = (time.perf_counter() - begun) * 1000
            if ms > SLOW_QUERY_MS:
                logger.warning("slow query", extra={"ms": round(ms), "sql": str(sql)[:2000]})


def is_worth_a_line(request, response):
    return not request.path.startswith(settings.STATIC_URL) or response.status_code >= 400


def write(request, response, ms, queries):
    level = logging.WARNING if ms > SLOW_REQUEST_MS else logging.INFO
    line = {
        "method": request.method,
        "route": route_of(request),
        "status": response.status_code,
        "ms": round(ms, 1),
        "queries": queries,
        "user": user_of(request),
    }
    logger.log(level, "{method} {route} {status}".format_map(line), extra=line)


def route_of(request):
    """Return the name of the address, or "" where there is none."""
    return request.resolver_match.view_name or "" if request.resolver_match else ""


def user_of(request):
    """Return what tells one person's requests from another's and not who it is; "" without log-in."""
    session = getattr(request, "session", None)
    if session is None or not session.accessed or SESSION_KEY not in session:
        return ""
    digest = salted_hmac("kclub.request_log", str(session[SESSION_KEY]), algorithm="sha256")
    return digest.hexdigest()[:12]


class RequestIdFilter(logging.Filter):
    """Says of each line in the log to which request it belongs, and of what a client did no traceback.

    The addresses in Django's own lines become the names of their routes.
    """

    def filter(self, record):
        record.request_id = request_id.get()
        request = getattr(record, "request", None)
        is_ours = is_our_doing(record)
        if is_ours and not isinstance(request, HttpRequest):
            return record
        record = copy(record)
        if isinstance(request, HttpRequest):
            path, route = request.path, route_of(request)
            record.args = tuple(route if each == path else each for each in record.args)
            del record.request
        if not is_ours:
            record.exc_info = record.exc_text = None
        return record
