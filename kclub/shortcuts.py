"""Shortcuts for views: render a page or its part, redirect, read a number."""

from django.contrib.messages import get_messages
from django.http import HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string

from kclub.text.normalization import normalized

MAX_DIGITS = 18  # of a number from a browser; more do not fit into a BIGINT
MAX_SEARCH_LETTERS = 500  # more than a name has, and than anybody types to find a message


def render_page(request, template, context=None, status=200):
    """Render the whole page; for an htmx swap only the part after `#` in `template`, and any flash.

    `template` is "app/page.html#part". Responses vary by htmx's headers (`cache_headers`),
    so that Back never shows a part as if it were the page.
    """
    if not wants_partial(request):
        return render(request, template.partition("#")[0], context, status=status)
    response = render(request, template, context, status=status)
    response.write(flash(request))
    return response


def see_other(to, *args, **kwargs):
    """Redirect with 303 to a URL, a view's name with its arguments, or a model's page."""
    return HttpResponseRedirect(resolve_url(to, *args, **kwargs), status=303)


def parse_number(text):
    """Return the number that `text` from a browser is, or None if it is none, or is None itself."""
    is_number = text and text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS
    return int(text) if is_number else None


def search_text(query, name="q"):
    """Return what somebody searches for: the value of `name` in a QueryDict, without its blanks.

    It is as long as anything that can be found, so that no search is for less than was typed.
    """
    return normalized(query.get(name, ""))[:MAX_SEARCH_LETTERS]


def wants_partial(request):
    """Return whether htmx will swap the answer into a part of the page that is open."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx) and htmx.request_type == "partial"


def wants_more(request):
    """Return whether htmx asks for the next part of a list, to put it in the place of #more."""
    return wants_partial(request) and (request.htmx.target or "").endswith("#more")


def flash(request):
    """Render the waiting messages as a part for htmx, which puts them on top of the page; or ""."""
    waiting = get_messages(request)
    if not waiting:
        return ""
    return render_to_string("kclub/flash.html#swapped", {"messages": waiting}, request)


def without_traces(response):
    """Let nobody keep, index or pass on an address whose token lets people act.

    `no-referrer` would take the Origin from our forms, too, by which Django knows them.
    """
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
