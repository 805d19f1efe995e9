"""The page that searches everything one may read."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_htmx.http import replace_url

from accounts.login_limits import network_of
from accounts.search.forms import Search
from accounts.search.pages import count_results, page_of
from accounts.search.sections import search_sections
from kclub import rate_limits
from kclub.shortcuts import render_page, wants_more, wants_partial

OVERVIEW_RESULTS = 3  # of each kind, where all are shown
RESULTS_PER_PAGE = 20


@require_safe
def search(request):
    """Show what `?q=` finds in all kinds of things, or in those of `?tab=` with filters; for everybody.

    htmx gets the results, or only the next of them, which go below those before.
    """
    search = Search(request.GET, request.user)
    sections = [each for each in search_sections.call(search) if each.is_open]
    tab = next((each for each in sections if each.key == request.GET.get("tab")), None)
    context = {"search": search, "sections": sections, "tab": tab}
    if search.is_searchable:
        rate_limits.consume(*limit_of(request))
        context |= results_context(sections, tab, request.GET.get("after", ""))
    if wants_more(request):
        return render(request, "accounts/search/search.html#rows", context)
    response = render_page(request, "accounts/search/search.html#results", context)
    response["X-Robots-Tag"] = "noindex"
    if wants_partial(request):
        replace_url(response, address_of(request))
    return response


def address_of(request):
    """Return the address of the search without the fields that are left blank."""
    chosen = {name: value for name, value in request.GET.items() if value}
    return f"{request.path}?{urlencode(chosen)}" if chosen else request.path


def results_context(sections, tab, after):
    """Return the context of what was found: pages of the section that is shown, or of all."""
    count_results(sections)
    context = {"searched": True, "total": sum(each.count for each in sections)}
    if tab:
        return context | {"page": page_of(tab, RESULTS_PER_PAGE, after)}
    return context | {
        "overview": [
            (each, page_of(each, OVERVIEW_RESULTS, total=each.count))
            for each in sections
            if each.count
        ]
    }


def limit_of(request, name="search"):
    """Return the limit of a user's searches, or of those of the guests of one network together."""
    if request.user.is_authenticated:
        return [name, request.user.pk]
    return [f"{name}-guests", network_of(request)]
