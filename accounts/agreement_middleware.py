"""Middleware that lets nobody go on who has not agreed to the present texts."""

from urllib.parse import unquote, urlencode

from django.conf import settings
from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from kclub.login_redirects import page_of
from kclub.shortcuts import see_other

THE_SAME_FOR_ALL = {  # kept by caches: who asks must not matter, nor even be read
    "service-worker", "offline", "robots", "sitemap", "sitemap-index", "favicon",
    "posts-atom", "events-atom", "clubs:posts-atom", "clubs:events-atom", "calendar-ics",
}  # fmt: skip
OPEN_TO_ALL = THE_SAME_FOR_ALL | {  # the texts, the ways out, the language
    "accounts:agreements", "accounts:closure", "accounts:log-out", "terms", "privacy", "preferences",
    "account_reauthenticate", "mfa_reauthenticate", "accounts:passkey-confirm",  # to close it
}  # fmt: skip
NOTHING_DONE = _("아무것도 바뀌지 않았어요. 먼저 읽고 동의해 주세요.")


class AgreementMiddleware:
    """Middleware that leads who is logged in to the page that asks, and back afterwards.

    Who leaves instead may hand over first what others depend on.
    """

    sync_capable, async_capable = True, False

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if request.resolver_match.view_name in OPEN_TO_ALL:
            return None
        user = request.user
        if not user.is_authenticated or not user.unanswered_kinds() or hands_over(request):
            return None
        return ask(request)


def hands_over(request):
    """Whether the page is one on which the user hands over what others depend on."""
    pages = [unquote(handover.url) for handover in request.user.pending_handovers()]
    return any(request.path.startswith(page) for page in pages)


def ask(request):
    """Lead to the page that asks; it leads back to the page on which the user was."""
    page = page_of(request)
    if request.method not in ("GET", "HEAD"):
        messages.warning(request, NOTHING_DONE)
    url = f"{reverse('accounts:agreements')}?{urlencode({'next': page})}"
    return HttpResponseClientRedirect(url) if request.htmx else see_other(url)
