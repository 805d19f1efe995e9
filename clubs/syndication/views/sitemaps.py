"""What search engines may read: robots.txt and the sitemaps it leads to."""

from django.contrib.sitemaps import views
from django.contrib.sitemaps.views import SitemapIndexItem
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from clubs.syndication.sitemaps import SITEMAPS
from kclub.public_answers import absolute_url, public_answer

PRIVATE = [  # where people log in, and what is theirs alone
    "/accounts/",
    "/admin/",
    "/exhibits/",
    "/i/",
    "/manage/",
    "/me/",
    "/notices/",
    "/notifications/",
    "/people/",
    "/rooms/",
    "/search/",
    "/settings/",
    "/union/",
    "/unsent/",
    "/clubs/new/",
    "/clubs/*/invite/",
    "/clubs/*/manage/",
    "/clubs/*/members/",
]


@require_safe
def robots(request):
    """Say which addresses are not for crawlers, and where the sitemap is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
    lines += ["", f"Sitemap: {absolute_url(reverse('sitemap-index'))}", ""]
    return public_answer(request, "\n".join(lines).encode(), "text/plain; charset=utf-8")


@require_safe
def sitemap_index(request):
    """List the sitemaps, of which one that would be too long has several pages."""
    found = []
    for section, sitemap in SITEMAPS.items():
        address = absolute_url(reverse("sitemap", args=[section]))
        pages = range(2, sitemap().paginator.num_pages + 1)
        found += [address, *(f"{address}?p={page}" for page in pages)]
    context = {"sitemaps": [SitemapIndexItem(address) for address in found]}
    body = render_to_string("sitemap_index.xml", context).encode()
    return public_answer(request, body, "application/xml")


@require_safe
def sitemap(request, section):
    """List the addresses of one kind of pages; `?p=` is the page of a long list."""
    response = views.sitemap(request, SITEMAPS, section).render()
    return public_answer(request, response.content, "application/xml")
