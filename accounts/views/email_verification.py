"""Pages that verify a school mail: the one that waits for the mail, and the one behind its link."""

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRedirect

from accounts import allauth_adapter, email_verification
from accounts.forms.email_addresses import ResendForm
from accounts.login_limits import mail_limits
from kclub import rate_limits
from kclub.errors import RateLimited, Refused, with_retry_after
from kclub.shortcuts import parse_number, render_page, see_other, wants_partial

MAX_POLLS = 120  # by a page that waits: ten minutes


@never_cache
def email_verification_sent(request):
    """Show where the link was mailed, after sign-up or an unverified log-in. POST mails it again.

    The page notices when the mail was confirmed elsewhere; POST with `go_on` then logs in.
    """
    awaited = email_verification.awaited_mail(request)
    if request.method != "POST":
        return render_sent(request, ResendForm(initial=awaited))
    if "go_on" in request.POST:
        return go_on(request)
    form = ResendForm(request.POST)
    if not form.is_valid():
        return render_sent(request, form, status=422)
    return send_again(request, form)


def send_again(request, form):
    """Mail the link to the form's address. Of who is logged in, it is one of their addresses."""
    email = form.cleaned_data["email"]
    try:
        consume_mail(request, email)
    except RateLimited as refusal:
        if request.user.is_authenticated:
            raise
        form.add_error(None, str(refusal))
        return with_retry_after(render_sent(request, form, status=refusal.status), refusal)
    send_confirmation(request, email)
    messages.success(request, _("메일을 다시 보낼게요."))
    if request.user.is_authenticated:
        return see_other("account_email")
    email_verification.remember_awaited_mail(request, email)
    return see_other("account_email_verification_sent")


def render_sent(request, form, status=200):
    """Render the page that waits for the mail, with the form that asks for another."""
    polls = parse_number(request.GET.get("polls")) or 0
    context = email_verification.awaited_mail(request) | {
        "form": form,
        "state": confirmation_state(request),
        "next_poll": polls + 1 if polls < MAX_POLLS else None,
    }
    return render_page(request, "account/verification_sent.html#waiting", context, status=status)


def confirmation_state(request):
    """Return "waiting"; "elsewhere" when the password has yet to be used there; or "confirmed"."""
    if request.user.is_authenticated:
        return "confirmed"
    user = email_verification.confirmed_user(request)
    if user is None:
        return "waiting"
    return "elsewhere" if user.password_unconfirmed else "confirmed"


def go_on(request):
    """Log in the user whose mail was confirmed elsewhere, and lead on to where they were going."""
    if confirmation_state(request) != "confirmed":
        return see_other("account_email_verification_sent")
    if request.user.is_authenticated:
        response = see_other(allauth_adapter.destination(request) or "home")
        email_verification.forget_awaited_mail(request)
    else:
        user = email_verification.confirmed_user(request)
        address = user.emailaddress_set.get(email=user.email)
        response = allauth_adapter.log_in_after_verification(request, address)
    if not wants_partial(request):
        return response
    redirect = HttpResponseClientRedirect(response.url)
    redirect.cookies = response.cookies
    return redirect


def consume_mail(request, email):
    """Count one more link to the address. Raises RateLimited for too many, and soon after the last."""
    attempt = request.mail_attempt = rate_limits.attempt(*mail_limits(request, email))
    if not allauth_adapter.consume_rate_limit(request, "confirm_email", email):
        attempt.succeeded()  # none is sent
        seconds = allauth_adapter.seconds_until_allowed(request, "confirm_email", email)
        sentence = _("방금 보냈어요. %(seconds)s초 뒤에 다시 보낼 수 있어요.")
        raise RateLimited(sentence, {"seconds": seconds}, retry_after=seconds)


def send_confirmation(request, email):
    """Mail a new link, if an account waits for one at this address."""
    unverified = EmailAddress.objects.filter(email=email, verified=False)
    if address := unverified.order_by("-primary").first():
        address.send_confirmation(request)


@never_cache
def confirm_email(request, key):
    """Show the page behind the mailed link. GET changes nothing, for mail scanners follow links."""
    try:
        address = email_verification.unconfirmed_address(key)
    except Refused as refusal:
        form = ResendForm(initial=email_verification.awaited_mail(request))
        context = {"refusal": refusal, "form": form}
        template = "account/email_verification_failed.html"
        return render(request, template, context, status=refusal.status)
    if request.method != "POST":
        return render(request, "account/email_confirm.html", {"address": address})
    return confirm_address(request, address)


def confirm_address(request, address):
    """Confirm the address, and log its user in if this browser knows their password."""
    user = address.user
    if request.user.is_authenticated and request.user != user:
        logout(request)
    knows_password = email_verification.knows_password(request, user)
    get_adapter().confirm_email(request, address)
    page = allauth_adapter.destination(request)
    if request.user.is_authenticated:
        email_verification.forget_awaited_mail(request)
        messages.success(request, _("인증됐어요."))
        return see_other(page or "accounts:profile")
    if knows_password:
        messages.success(request, _("인증됐어요. 이제 마음 가는 동아리에 지원할 수 있어요."))
        return allauth_adapter.log_in_after_verification(request, address)
    if user.last_login is None:
        user.mark_password_unconfirmed()
        email_verification.remember_confirmed(request, user)
    messages.success(request, _("인증됐어요. 가입할 때 정한 비밀번호로 로그인해 주세요."))
    log_in = resolve_url("account_login")
    return see_other(f"{log_in}?{urlencode({'next': page})}" if page else log_in)
