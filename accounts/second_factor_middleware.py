"""Middleware that asks those with powers over others for a second factor."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from accounts.agreement_middleware import OPEN_TO_ALL, THE_SAME_FOR_ALL
from accounts.allauth_adapter import knows_second_factor
from kclub.login_redirects import page_of

ENDS = {"accounts:closure"}  # the account, for good
OPEN_TO_CONFIRM = (OPEN_TO_ALL - ENDS) | {  # the pages that ask for one, and what stands on them
    "guide", "accounts:stream",
}  # fmt: skip
SET_UP = {  # the pages that turn them on and off
    "mfa_index", "mfa_list_webauthn", "mfa_edit_webauthn", "accounts:totp-activate",
    "accounts:totp-deactivate", "accounts:passkey-add", "accounts:passkey-remove",
    "mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_generate_recovery_codes",
}  # fmt: skip
OPEN_WITHOUT = OPEN_TO_CONFIRM | ENDS | SET_UP | {  # nobody sets one up before their mail is confirmed
    "account_email", "accounts:email-verification-sent", "accounts:email-verification",
}  # fmt: skip
TURN_IT_ON = _("2단계 인증을 켜야 볼 수 있어요. 여기에서 켜 주세요.")
CONFIRM = _("여기부터는 비밀번호 말고 2단계 인증으로도 확인해야 해요.")
NOTHING_DONE = _("아무것도 바뀌지 않았어요.")


class SecondFactorMiddleware:
    """Middleware that lets the union go on with a log-in by a second factor alone.

    Who has none may go on for three days, but not to the admin site; then only to the pages that
    set one up. These ask everybody who has one for it: a password alone must not turn it off,
    read the recovery codes or close the account. The database is asked nothing: what it takes
    came with the session.
    """

    sync_capable, async_capable = True, False

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        name = request.resolver_match.view_name
        if name in THE_SAME_FOR_ALL:
            return None
        user = request.user
        if not user.is_authenticated:
            return None
        if user.has_second_factor:
            asks = name in SET_UP | ENDS or (
                user.needs_second_factor and name not in OPEN_TO_CONFIRM
            )
            shown = not asks or knows_second_factor(request)
            return None if shown else lead(request, "mfa_reauthenticate", CONFIRM)
        if not user.needs_second_factor or name in OPEN_WITHOUT:
            return None
        if user.second_factor_due_at is None:
            user.begin_grace()
        if user.may_go_without_second_factor and "admin" not in request.resolver_match.app_names:
            return None
        return lead(request, "mfa_index", TURN_IT_ON)


def lead(request, name, sentence):
    """Lead to the page of that name, saying why; it may lead back to the page the user was on.

    What that page itself asks for by and by, its counters, just stays as it is.
    """
    if request.resolver_match.view_name == "badges":
        return HttpResponse(status=204)
    if request.method not in ("GET", "HEAD"):
        messages.warning(request, NOTHING_DONE)
    messages.warning(request, sentence)
    url = f"{reverse(name)}?{urlencode({'next': page_of(request)})}"
    return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)
