"""Refusals: errors with a sentence for the person. Models raise them, a middleware answers them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import get_resolver
from django.utils.decorators import sync_only_middleware

from kclub.shortcuts import flash, wants_partial


class Refused(Exception):
    """A refusal with its reason. `sentence` is shown to the person, filled in with `params`.

    `next_step` is the (url, label) of a link that the page offers.
    """

    status = 403

    def __init__(self, sentence, params=None, *, next_step=None):
        super().__init__(sentence)
        self.sentence, self.params, self.next_step = sentence, params, next_step

    def __str__(self):
        return str(self.sentence) % self.params if self.params else str(self.sentence)


class Unreadable(Refused):
    """The refusal of a request that is broken or too large."""

    status = 400


class Conflict(Refused):
    """The refusal of what somebody else has decided or changed first."""

    status = 409


class NotFound(Refused):
    """The refusal of what is not there, or what this person may not know of."""

    status = 404


class Gone(Refused):
    """The refusal of what was here and has been deleted."""

    status = 410


class RateLimited(Refused):
    """The refusal of what was done too often; it is allowed again in `retry_after` seconds."""

    status = 429

    def __init__(self, sentence, params=None, *, retry_after, next_step=None):
        super().__init__(sentence, params, next_step=next_step)
        self.retry_after = retry_after


@sync_only_middleware
def answer_refusals(get_response):
    """Answer a `Refused` with its status: as a page, or to htmx as a flash beside the page."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        if isinstance(exception, Refused):
            return refuse(request, exception)
        if isinstance(exception, Http404):  # our own page, also where DEBUG would show Django's
            return get_resolver().resolve_error_handler(404)(request, exception)
        return None

    middleware.process_exception = process_exception
    return middleware


def refuse(request, refusal):
    """Return the response to a request that was refused."""
    if wants_partial(request):
        messages.error(request, refusal)
        response = HttpResponse(flash(request), status=refusal.status)
    else:
        context = {"refusal": refusal}
        response = render(request, "kclub/refused.html", context, status=refusal.status)
    return with_retry_after(response, refusal)


def with_retry_after(response, refusal):
    """Return `response`, with the header Retry-After if the refusal is a RateLimited."""
    if isinstance(refusal, RateLimited):
        response["Retry-After"] = str(refusal.retry_after)
    return response
