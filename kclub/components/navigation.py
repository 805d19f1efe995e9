"""Parts of the navigation: links to the pages of a list, the current section, counters."""

from urllib.parse import urlencode

from django.utils.safestring import mark_safe

from kclub.login_redirects import page_of

ENTRANCE = "/accounts/"  # where the pages of log-in and sign-up are


def pager(context, page):
    """`{% pager page %}` links to the pages around this one and keeps the rest of the query."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "request": context["request"]}


def here(context, section):
    """`<a href="/clubs/"{% here "/clubs/" %}>` marks the section this page belongs to."""
    path = context["request"].path
    if path == section:
        return mark_safe(' aria-current="page"')
    inside = section != "/" and path.startswith(section)
    return mark_safe(' aria-current="true"') if inside else ""


def next_query(context):
    """`<a href="/accounts/login/{% next_query %}">` leads back to this page, as "?next=…"; or to nowhere, as "".

    A page of the log-in itself passes on where it leads to.
    """
    request = context.get("request")
    if request is None:
        return ""
    if request.path.startswith(ENTRANCE):
        page = request.POST.get("next") or request.GET.get("next") or _signing_up_for(request)
    else:
        page = page_of(request)
    return f"?{urlencode({'next': page})}" if page and page != "/" else ""


def _signing_up_for(request):
    return request.session.get("awaits_mail", {}).get("next")


def capped(number):
    """Return a counter's number, or "99+" above 99."""
    return "99+" if number > 99 else number
