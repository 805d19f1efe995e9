"""People who have lost what they log in with."""

from allauth.mfa.models import Authenticator

from accounts.models import User
from tests.factories import make_user

CODES = {"seed": "5eed", "used_mask": 0}


def make_locked_out(name=None, **fields):
    """Make a user whose authenticator app is on a phone that is gone."""
    user = make_user(name, **fields)
    for kind, data in [("totp", {"secret": "JBSWY3DPEHPK3PXP"}), ("recovery_codes", CODES)]:
        Authenticator.objects.create(user=user, type=kind, data=data)
    return User.objects.get(pk=user.pk)
