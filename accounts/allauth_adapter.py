"""All that K-Club uses of allauth beyond its forms and signals, private parts included.

The adapters tell allauth whose address counts, what to say and when to send mail. The functions
below them are what our own views need of allauth's internals.
"""

import time
from contextlib import contextmanager
from math import ceil
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.email_verification import login_on_verification
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts import login_limits
from accounts import notification_kinds as kinds
from accounts.devices import device_in, in_words
from accounts.email_addresses import canonical, domain_of, local_part
from accounts.hashers import even_out
from accounts.known_devices import device_of, remember_device
from accounts.models import PushSubscription, SchoolDomain, User
from kclub.login_redirects import is_post_only
from kclub.mail_html import add_html
from kclub.server.version_guards import guard
from kclub.text.particles import particle
from kclub.views.preferences import set_preference

RATE_LIMIT_APP = "allauth.account"
WRONG_PASSWORD = _(
    "메일 주소나 비밀번호가 맞지 않아요. 한글 자판이 켜져 있지 않은지 보고 다시 적어 주세요."
)
BUTTONS = {  # of mails, by the names of their templates
    "email_confirmation": _("인증하기"),
    "email_confirmation_signup": _("인증하기"),
    "password_reset_key": _("새 비밀번호 정하기"),
    "account_already_exists": _("새 비밀번호 정하기"),
    "unknown_account": _("가입하기"),
}
REAUTHENTICATION_WAYS = {
    "reauthenticate": _("비밀번호로 확인하기"),
    "mfa_reauthenticate": _("인증 앱이나 복구 코드로 확인하기"),
    "mfa_reauthenticate:webauthn": _("패스키로 확인하기"),
}

guard(
    "django-allauth",
    "65.21",
    used_by=__name__,
    id="accounts.W001",
    hint="Compare its ratelimit, login_on_verification, EmailConfirmationHMAC and "
    "DefaultAccountAdapter.authenticate with ours; run accounts/tests.",
)


class AccountAdapter(DefaultAccountAdapter):
    """What allauth's log-in, sign-up and mail do differently here."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG_PASSWORD,
        "username_password_mismatch": WRONG_PASSWORD,
        "duplicate_email": _("이미 내 주소예요."),
        "enter_current_password": _("지금 비밀번호가 맞지 않아요."),
        "incorrect_password": _("비밀번호가 맞지 않아요."),
        "same_as_current": _("지금과 다르게 적어 주세요."),
    }

    def clean_email(self, email):
        """Return the canonical form of a school's address. ValidationError for any other."""
        try:
            address = canonical(email)
        except ValueError:
            raise ValidationError(
                _("메일 주소를 다시 봐 주세요. %(examples)s처럼 적어 주세요."),
                code="invalid",
                params={"examples": example_addresses(local_part(email))},
            ) from None
        if not SchoolDomain.objects.covers(address):
            domain = domain_of(address)
            examples = example_addresses(local_part(address))
            raise ValidationError(
                _("%(domain)s%(은)s 학교 메일이 아니에요. %(examples)s처럼 적어 주세요."),
                code="school",
                params={"domain": domain, "은": particle(domain, "은"), "examples": examples},
            )
        return address

    def populate_username(self, request, user):
        """Do nothing: the model gives everyone an opaque username."""

    def is_safe_url(self, url):
        """Refuse, besides other sites, what only takes forms: `next` leads to a page."""
        return super().is_safe_url(url) and not is_post_only(url)

    def pre_authenticate(self, request, **credentials):
        """Do nothing: `authenticate` counts failures as we do."""

    def authenticate(self, request, **credentials):
        """Refuse, right password or not, while too many wrong ones from here are remembered."""
        account = login_limits.account_of(credentials)
        attempt = login_limits.attempt_login(request, "password", account)
        user = super().authenticate(request, **credentials)
        if user:
            attempt.succeeded()
            user.rehash_password(credentials["password"])
        else:
            even_out(account, credentials["password"])
        return user

    def pre_login(self, request, user, **kwargs):
        """Let in a user whose suspension is over, and note whether it is their first log-in."""
        request.is_first_login = user.last_login is None
        if not user.is_active and user.suspension_is_over:
            user.reinstate()
        return super().pre_login(request, user, **kwargs)

    def respond_user_inactive(self, request, user):
        """Answer a suspended user with the end, the reason, and how to appeal."""
        return render(request, "account/account_inactive.html", {"suspended": user}, status=403)

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        user_agent = request.headers.get("user-agent", "")
        if not getattr(request, "is_first_login", False) and not device_of(request, user.email):
            device = in_words(device_in(user_agent))
            user.notify(kinds.NEW_DEVICE, reverse("accounts:sessions"), device=device)
        browser = remember_device(request, response, user.email)
        request.session.begin(user, user_agent)
        PushSubscription.objects.wake(user, request.session.session_key, browser)
        if user.locale:
            set_preference(response, settings.LANGUAGE_COOKIE_NAME, user.locale)
        return response

    def should_send_confirmation_mail(self, request, email_address, signup):
        """Return whether to mail a link now: at sign-up only.

        The page after an unverified log-in asks first (`views.email_verification`).
        """
        return signup

    def get_email_confirmation_url(self, request, emailconfirmation):
        """Return the mailed link, which leads on to where the person was going at sign-up."""
        url = super().get_email_confirmation_url(request, emailconfirmation)
        page = request and destination(request)
        return f"{url}?{urlencode({'next': page})}" if page else url

    def send_mail(self, template_prefix, email, context):
        """Send mail in the reader's language. An unknown address outside the school gets none.

        A mail to an address without an account greets nobody by name: it would be the sender's.
        """
        if template_prefix.endswith("unknown_account") and not SchoolDomain.objects.covers(email):
            return
        recipient = context.get("user") or User.objects.filter(email=email).first()
        language = (recipient and recipient.locale) or translation.get_language()
        counted = limits_back_on_failure(self.request, email)
        with translation.override(language), counted:
            super().send_mail(template_prefix, email, {"user": None} | context)

    def render_mail(self, template_prefix, email, context, headers=None):
        """Return the mail as text, and as HTML in our look."""
        message = super().render_mail(template_prefix, email, context, headers)
        return add_html(message, BUTTONS.get(template_prefix.rpartition("/")[2]))

    def send_password_reset_mail(self, user, email, context):
        """Mail the link; who is suspended is told so instead, until when, why, and whom to ask."""
        if user.is_active or user.suspension_is_over:
            super().send_password_reset_mail(user, email, context)
        else:
            self.send_mail("account/email/account_suspended", email, context)

    def get_reauthentication_methods(self, user):
        """Return allauth's ways to confirm who one is, each described in our words."""
        methods = super().get_reauthentication_methods(user)
        return [each | {"description": REAUTHENTICATION_WAYS[each["id"]]} for each in methods]

    def format_email_subject(self, subject):
        return str(subject)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Log-in by another provider, of whose word nothing is stored but who somebody is there.

    It does not vouch for addresses: none of them joins an account or makes anybody a student.
    """

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "no_password": _("로그인할 방법이 하나도 남지 않아요. 비밀번호를 먼저 정해 주세요."),
        "no_verified_email": _("학교 메일을 먼저 인증해 주세요."),
        "disconnect_last": _("로그인할 방법이 하나도 남지 않아요."),
    }

    def pre_social_login(self, request, sociallogin):
        sociallogin.email_addresses = []
        sociallogin.account.extra_data = {}
        if not sociallogin.is_existing:
            sociallogin.user.email = ""
            return
        sociallogin.account.save(update_fields=["extra_data"])
        if not request.user.is_authenticated:
            confirm_social_login(request, sociallogin.user)

    def is_auto_signup_allowed(self, request, sociallogin):
        return False


def confirm_social_login(request, user):
    """Let a log-in by a provider count from now on, or answer that it does not count here.

    As a password does, it counts in the browser where the mail was confirmed: whoever linked the
    account at sign-up may not be the owner of the mail.
    """
    if user.password_unconfirmed:
        if request.session.get("confirmed_here") != user.pk:
            template = "socialaccount/unconfirmed.html"
            raise ImmediateHttpResponse(render(request, template, status=403))
        user.confirm_password()
    if not user.emailaddress_set.filter(verified=True).exists():
        request.session["knows_password"] = user.get_session_auth_hash()
        request.session["awaits_mail"] = {"email": user.email, "sent": False, "next": ""}


def example_addresses(name):
    """Return `name` at each of the school's first domains, for a sentence: `a@b.kr, a@c.kr`."""
    domains = SchoolDomain.objects.values_list("name", flat=True)[:3]
    return ", ".join(f"{name}@{domain}" for domain in domains)


def destination(request):
    """Return the page a person wants: the request's `next`, that of their sign-up, or ""."""
    asked = get_next_redirect_url(request)
    return asked or request.session.get("awaits_mail", {}).get("next", "")


def log_in_after_verification(request, address):
    """Log in the user of a confirmed EmailAddress, as if by password. Returns the response."""
    page = destination(request)
    request.session.pop("awaits_mail", None)
    return login_on_verification(request, address) or perform_login(
        request, address.user, redirect_url=page or None
    )


def knows_second_factor(request):
    """Whether a second factor was shown in this log-in, to begin it or later."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def note_second_factor(request):
    """Note that a second factor was shown in this log-in: it has just been set up."""
    record_authentication(request, request.user, "mfa")


def load_confirmation_key(key, max_age=None):
    """Return the EmailAddress that the `key` of a mailed link means.

    Raises BadSignature if it is no key of ours, SignatureExpired if it is older than `max_age`
    (a timedelta), EmailAddress.DoesNotExist if the address has gone.
    """
    pk = signing.loads(key, salt=app_settings.SALT, max_age=max_age)
    return EmailAddress.objects.select_related("user").get(pk=pk)


def consume_rate_limit(request, action, key):
    """Count one more `action` for `key` in allauth's limits. Return False if none is left."""
    usage = ratelimit.consume(request, app=RATE_LIMIT_APP, action=action, key=key, limit_get=True)
    return usage is not None


@contextmanager
def limits_back_on_failure(request, email):
    """Give back what this request has counted of a mail to that address, if it fails to go out."""
    try:
        yield
    except Exception:
        if attempt := request and vars(request).pop("mail_attempt", None):
            attempt.succeeded()
            ratelimit.clear(request, app=RATE_LIMIT_APP, action="confirm_email", key=email)
        raise


def seconds_until_allowed(request, action, key):
    """Return the seconds until allauth's limits allow `action` for `key` once more; 1 at least."""
    rates = ratelimit.get_rates(app=RATE_LIMIT_APP, action=action)
    return ceil(max(1, *(_seconds_left(request, rate, action, key) for rate in rates)))


def _seconds_left(request, rate, action, key):
    cache_key = ratelimit.get_cache_key(
        request, app=RATE_LIMIT_APP, action=action, rate=rate, key=key
    )
    moments = cache.get(cache_key, [])  # when it was done before, the latest first
    if len(moments) < rate.amount:
        return 0
    return moments[rate.amount - 1] + rate.duration - time.time()
