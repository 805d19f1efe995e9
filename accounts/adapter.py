"""What allauth asks us: whose address counts, what to say, when to send mail."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.addresses import canonical, domain_of, name_of
from accounts.models import SchoolDomain, User
from accounts.rate_limits import seconds_left
from kclub.views import remember

WRONG = _("메일 주소나 비밀번호가 맞지 않아요. 한글 자판이 켜져 있지 않은지 보고 다시 적어 주세요.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "duplicate_email": _("이미 내 주소예요."),
        "enter_current_password": _("지금 비밀번호가 맞지 않아요."),
        "incorrect_password": _("비밀번호가 맞지 않아요."),
        "same_as_current": _("지금과 다르게 적어 주세요."),
    }

    def clean_email(self, email):
        """The canonical form of a school's address. ValidationError for any other."""
        try:
            address = canonical(email)
        except ValueError:
            raise ValidationError(
                _("메일 주소를 다시 봐 주세요. %(examples)s처럼 적어 주세요."),
                code="invalid",
                params={"examples": examples(name_of(email))},
            ) from None
        if not SchoolDomain.objects.covering(domain_of(address)).exists():
            raise ValidationError(
                _("%(domain)s은 학교 메일이 아니에요. %(examples)s처럼 적어 주세요."),
                code="school",
                params={"domain": domain_of(address), "examples": examples(name_of(address))},
            )
        return address

    def populate_username(self, request, user):
        """The model gives everyone an opaque one."""

    # Saying no ---------------------------------------------------------------------------

    def pre_authenticate(self, request, **credentials):
        """Refuse, right password or not, while too many wrong ones are remembered."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            key = self._get_login_attempts_cache_key(request, **credentials)
            seconds = seconds_left(request, "login_failed", key)
            raise ValidationError(
                _("여러 번 틀려서 잠시 막았어요. %(minutes)s분 뒤에 다시 해 주세요."),
                code=error.code,
                params={"minutes": -(-seconds // 60), "seconds": seconds},
            ) from None

    def pre_login(self, request, user, **kwargs):
        """Let in who has served their suspension."""
        if not user.is_active and user.suspension_is_over:
            user.reinstate()
        return super().pre_login(request, user, **kwargs)

    def respond_user_inactive(self, request, user):
        """Until when, why, and how to appeal."""
        return render(request, "account/account_inactive.html", {"suspended": user}, status=403)

    # Mail --------------------------------------------------------------------------------

    def should_send_confirmation_mail(self, request, email_address, signup):
        """At sign-up; who logs in unverified is asked first (`views.sent`)."""
        return signup

    def send_mail(self, template_prefix, email, context):
        """In the reader's language. An unknown address outside the school gets none.

        A mail that is not to an account greets nobody by name, least of all by the sender's.
        """
        if template_prefix.endswith("unknown_account") and not SchoolDomain.objects.covers(email):
            return
        reader = context.get("user") or User.objects.filter(email=email).first()
        language = reader and reader.locale
        with translation.override(language or translation.get_language()):
            super().send_mail(template_prefix, email, {"user": None} | context)

    def format_email_subject(self, subject):
        return str(subject)

    # Logged in ---------------------------------------------------------------------------

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        if user.locale:
            remember(response, settings.LANGUAGE_COOKIE_NAME, user.locale)
        return response


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """A provider's word is not a school's word: its addresses are never stored."""

    def pre_social_login(self, request, sociallogin):
        sociallogin.email_addresses = []
        if not sociallogin.is_existing:
            sociallogin.user.email = ""

    def is_auto_signup_allowed(self, request, sociallogin):
        return False


def examples(name):
    """`name` at each of the school's domains."""
    domains = SchoolDomain.objects.values_list("name", flat=True)[:3]
    return ", ".join(f"{name}@{domain}" for domain in domains)
