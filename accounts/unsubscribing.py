"""Links in mails that stop further ones without a log-in, as RFC 8058 wants them."""

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.notification_kinds import Group
from kclub.errors import NotFound

SALT = "accounts.unsubscribing"


def url_for(user, groups):
    """Return the address of the page on which the user stops mails of these groups."""
    token = signing.dumps({"user": user.pk, "groups": groups}, salt=SALT)
    return reverse("accounts:unsubscribe", args=[token])


def load(token):
    """Return (User, Groups) of a link in a mail. Raises NotFound if it is none of ours."""
    try:
        meant = signing.loads(token, salt=SALT)
        user = User.objects.get(pk=meant["user"], closed_at=None)
    except (signing.BadSignature, User.DoesNotExist):
        raise NotFound(
            _("링크가 끝까지 맞지 않아요. 메일에 있는 주소를 통째로 열었는지 봐 주세요.")
        ) from None
    return user, [Group(group) for group in meant["groups"] if group in Group.values]
