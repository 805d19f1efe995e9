"""What allauth says about two-factor authentication, in our words."""

from io import BytesIO

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from kclub.errors import Refused


class MFAAdapter(DefaultMFAAdapter):
    """The sentences of refusals, and the names of passkeys until somebody names them."""

    error_messages = {
        "add_email_blocked": _("2단계 인증을 켠 계정에는 메일 주소를 더할 수 없어요."),
        "cannot_delete_authenticator": _(
            "연합회 계정에는 2단계 인증이 하나는 있어야 해요. 다른 것을 먼저 켜 주세요."
        ),
        "cannot_generate_recovery_codes": _("인증 앱이나 패스키를 먼저 켜 주세요."),
        "incorrect_code": _("숫자가 맞지 않아요. 앱에 지금 뜨는 숫자를 적어 주세요."),
        "unverified_email": _("학교 메일을 먼저 인증해 주세요."),
    }

    def generate_authenticator_name(self, user, type):
        keys = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("패스키 %(number)s") % {"number": keys + 1}

    def can_delete_authenticator(self, authenticator):
        try:
            authenticator.user.ensure_may_remove(authenticator)
        except Refused:
            return False
        return True

    def get_totp_issuer(self):
        """Return what an app calls the site."""
        return f"K-Club {settings.SCHOOL_NAME}"

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": self.get_totp_issuer()}

    def build_totp_svg(self, url):
        """Return the QR code on white, so that it is read on dark pages too."""
        file = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(file)
        return file.getvalue().decode()
