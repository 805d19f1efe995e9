"""What allauth says about two-factor authentication, in our words."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class MFAAdapter(DefaultMFAAdapter):
    """The sentences of refusals, and the names of security keys until somebody names them."""

    error_messages = {
        "add_email_blocked": _("2단계 인증을 켠 계정에는 메일 주소를 더할 수 없어요."),
        "cannot_delete_authenticator": _("2단계 인증을 끌 수 없어요."),
        "cannot_generate_recovery_codes": _("인증 앱이나 보안 키를 먼저 켜 주세요."),
        "incorrect_code": _("숫자가 맞지 않아요. 앱에 지금 뜨는 숫자를 적어 주세요."),
        "unverified_email": _("학교 메일을 먼저 인증해 주세요."),
    }

    def generate_authenticator_name(self, user, type):
        keys = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("보안 키 %(number)s") % {"number": keys + 1}
