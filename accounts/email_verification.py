"""What a browser's session remembers between signing up, the mailed link, and logging in.

An attacker may sign up with somebody else's address and wait for its owner to follow the mailed link.
So the password of a sign-up counts in the browser where it was chosen, or once it was used in the
browser where the link was followed; never in a stranger's browser.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from accounts import allauth_adapter
from accounts.models import User
from kclub.errors import Gone, NotFound

LINK_MAX_AGE = timedelta(days=settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS)


def remember_awaited_mail(request, email, *, sent=True):
    """Remember that this browser awaits a mail to `email`: already `sent`, or only offered.

    It remembers as well where the person was going, which the mailed link then leads to.
    """
    going_to = allauth_adapter.destination(request)
    request.session["awaits_mail"] = {"email": email, "sent": sent, "next": going_to}


def awaited_mail(request):
    """Return the mail this browser awaits as {"email": …, "sent": …}; "email" is "" for none."""
    return {"email": "", "sent": True} | request.session.get("awaits_mail", {})


def confirmed_user(request):
    """Return the User whose mail this browser awaited and somebody has confirmed; None for none yet.

    Only a browser that knows the password is told.
    """
    user = User.objects.filter(email=awaited_mail(request)["email"]).first()
    return user if user and user.is_verified and knows_password(request, user) else None


def forget_awaited_mail(request):
    """Forget the awaited mail, and where its link was to lead."""
    request.session.pop("awaits_mail", None)


def remember_password(request, user):
    """Remember that this browser knows the password of `user`, who is not verified yet."""
    request.session["knows_password"] = user.get_session_auth_hash()


def knows_password(request, user):
    """Whether this browser knows the password `user` has now."""
    stored_hash = request.session.get("knows_password", "")
    return constant_time_compare(stored_hash, user.get_session_auth_hash())


def remember_confirmed(request, user):
    """Remember that in this browser the mail of `user` was confirmed."""
    request.session["confirmed_here"] = user.pk


def confirmed_here(request, user):
    """Whether the mail of `user` was confirmed in this browser."""
    return request.session.get("confirmed_here") == user.pk


def unconfirmed_address(key):
    """Return the unconfirmed EmailAddress that the key of a mailed link means.

    Raises Gone when it is used or more than a day old, NotFound when it never was a link of ours.
    """
    try:
        address = allauth_adapter.load_confirmation_key(key)
    except (signing.BadSignature, EmailAddress.DoesNotExist):
        raise NotFound(
            _("링크가 끝까지 맞지 않아요. 메일에 있는 주소를 통째로 열었는지 봐 주세요.")
        ) from None
    if address.verified:
        raise Gone(_("이미 쓴 링크예요. 로그인하면 돼요."))
    try:
        allauth_adapter.load_confirmation_key(key, max_age=LINK_MAX_AGE)
    except signing.SignatureExpired:
        raise Gone(_("만든 지 하루가 지난 링크예요. 메일을 다시 받아 주세요.")) from None
    return address
