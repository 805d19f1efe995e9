"""What a browser's session remembers between signing up, the mailed link, and logging in.

Somebody may sign up with an address that is not theirs and wait for its owner to press the link. So
the password chosen then counts where it was chosen, or after its owner has logged in with it there
where the link was pressed; never in a stranger's browser.
"""

from datetime import timedelta

from allauth.account import app_settings
from allauth.account.models import EmailAddress
from django.core import signing
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from kclub.errors import Gone, NotFound

WORKS_FOR = timedelta(days=app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS)


def await_mail(request, email, *, sent=True):
    """A mail is `sent` to this address, or offered to who logs in unverified."""
    request.session["awaits_mail"] = {"email": email, "sent": sent}


def awaited_mail(request):
    """{"email": …, "sent": …}, or an empty one."""
    return request.session.get("awaits_mail") or {"email": "", "sent": True}


def remember_password(request, user):
    """This browser knows the password of `user`, who is not verified yet."""
    request.session["knows_password"] = user.get_session_auth_hash()


def knows_password(request, user):
    """Whether this browser knows the password `user` has now."""
    known = request.session.get("knows_password", "")
    return constant_time_compare(known, user.get_session_auth_hash())


def remember_confirmed(request, user):
    """In this browser the mail of `user` was confirmed."""
    request.session["confirmed_here"] = user.pk


def confirmed_here(request, user):
    return request.session.get("confirmed_here") == user.pk


def address_behind(key):
    """The unconfirmed EmailAddress the key of a mailed link means.

    Raises Gone when it is used or more than a day old, NotFound when it never was a link of ours.
    """
    try:
        pk = signing.loads(key, salt=app_settings.SALT)
        address = EmailAddress.objects.select_related("user").get(pk=pk)
    except (signing.BadSignature, EmailAddress.DoesNotExist):
        raise NotFound(
            _("링크가 끝까지 맞지 않아요. 메일에 있는 주소를 통째로 열었는지 봐 주세요.")
        ) from None
    if address.verified:
        raise Gone(_("이미 쓴 링크예요. 로그인하면 돼요."))
    try:
        signing.loads(key, salt=app_settings.SALT, max_age=WORKS_FOR)
    except signing.SignatureExpired:
        raise Gone(_("만든 지 하루가 지난 링크예요. 메일을 다시 받아 주세요.")) from None
    return address
