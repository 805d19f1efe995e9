"""The form by which a browser names the device that shows notifications."""

from cryptography.hazmat.primitives.asymmetric import ec
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.push import services, vapid

MAX_ENDPOINT_LENGTH = 2000
AUTH_BYTES = 16
UNUSABLE = _("이 브라우저의 알림 서비스로는 보낼 수 없어요.")


class PushSubscriptionForm(forms.Form):
    """What the browser's `PushSubscription` has: an address of its push service, and two keys."""

    endpoint = forms.CharField(max_length=MAX_ENDPOINT_LENGTH)
    p256dh = forms.CharField(max_length=100)
    auth = forms.CharField(max_length=50)

    def clean_endpoint(self):
        endpoint = self.cleaned_data["endpoint"]
        if not endpoint.isascii() or " " in endpoint or not services.is_known(endpoint):
            raise ValidationError(UNUSABLE)
        return endpoint

    def clean_p256dh(self):
        key = self.cleaned_data["p256dh"]
        try:
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), vapid.decode(key))
        except ValueError:
            raise ValidationError(UNUSABLE) from None
        return key

    def clean_auth(self):
        auth = self.cleaned_data["auth"]
        try:
            if len(vapid.decode(auth)) != AUTH_BYTES:
                raise ValidationError(UNUSABLE)
        except ValueError:
            raise ValidationError(UNUSABLE) from None
        return auth
