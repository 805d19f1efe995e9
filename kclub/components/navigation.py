"""Parts of the navigation: links to the pages of a list, the current section, counters."""

from django.utils.safestring import mark_safe


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


def capped(number):
    """Return a counter's number, or "99+" above 99."""
    return "99+" if number > 99 else number
