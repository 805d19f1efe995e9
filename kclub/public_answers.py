"""Answers for readers that are no browser, which are the same for everybody: feeds, sitemaps."""

import hashlib
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag


def absolute_url(path):
    """Return the address of a path on this site, whatever host the request named."""
    return urljoin(settings.SITE_URL, path)


def public_answer(request, body, content_type, modified_at=None):
    """Return `body`, bytes, for everybody and every cache, or 304 if the asker has it already.

    Caches ask each time, so that what is not public any more is gone at once. That is also why only
    an ETag is answered by 304: a date does not tell that something older was taken away.
    """
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    headers = {"ETag": etag, "Cache-Control": "public, no-cache"}
    if modified_at:
        headers["Last-Modified"] = http_date(modified_at.timestamp())
    response = HttpResponse(body, content_type=content_type, headers=headers)
    return get_conditional_response(request, etag, None, response)
