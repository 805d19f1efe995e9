"""Wrong passwords and codes: how many are allowed, and from where.

Only failures count. They are counted by account and place, so that a stranger's do not keep the
owner out: the place is the network somebody comes from, or a browser that has logged in to that
account before (`known_devices`). A campus shares one network, whose own limit is high.
"""

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import known_devices
from accounts.models import User
from kclub import rate_limits
from kclub.errors import RateLimited

TOO_MANY = "too_many_login_attempts"  # the code of these errors, as allauth's own


def attempt_login(request, kind, account):
    """Count one failure of `kind` for the `account`, a mail address, until it `succeeded`.

    Returns the Attempt. Raises ValidationError, with params["seconds"] to wait, for too many.
    """
    account, network = account.lower(), network_of(request)
    if device := known_devices.device_of(request, account):
        limits = [("login", kind, account, device)]
    else:
        limits = [
            ("login", kind, account, network),
            ("login-account", kind, account),
            ("login-network", network),
        ]
    return refuse_in_form(rate_limits.attempt, *limits)


def attempt_passkey(request):
    """Count one failure with a passkey until it `succeeded`. It has no secret to guess.

    Returns the Attempt. Raises ValidationError, with params["seconds"] to wait, for too many.
    """
    return refuse_in_form(rate_limits.attempt, ("login-network", network_of(request)))


def forgive_login(request, account):
    """Forget the failures for the account from here; its owner has just read the mail."""
    account, network = account.lower(), network_of(request)
    for limit in [("login", "password", account, network), ("login-account", "password", account)]:
        rate_limits.forget(*limit)


def consume_mail(request, email):
    """Count one mail to that address that somebody from here asks for.

    Raises ValidationError, with params["seconds"] to wait, for too many.
    """
    request.mail_attempt = refuse_in_form(rate_limits.attempt, *mail_limits(request, email))


def mail_limits(request, email):
    """Return the limits of a mail to that address: its own, the network's, and the account's."""
    limits = [("mail-to", email), ("mail-from", network_of(request))]
    return limits + [("mail-by", request.user.pk)] * request.user.is_authenticated


def refuse_in_form(count, *limits):
    """Return `count(*limits)`. Raises ValidationError instead of RateLimited."""
    try:
        return count(*limits)
    except RateLimited as refusal:
        seconds = refusal.retry_after
        sentence = _("여러 번 해서 잠시 막았어요. %(minutes)s분 뒤에 다시 해 주세요.")
        if seconds < 60:
            sentence = _("여러 번 해서 잠시 막았어요. %(seconds)s초 뒤에 다시 해 주세요.")
        params = {"minutes": -(-seconds // 60), "seconds": seconds}
        raise ValidationError(sentence, code=TOO_MANY, params=params) from None


def account_of(credentials):
    """Return the mail address of the account that somebody logs in to, or what they wrote."""
    if email := credentials.get("email"):
        return email
    username = credentials.get("username", "")
    found = User.objects.filter(username=username).values_list("email", flat=True).first()
    return found or username


def network_of(request):
    """Return the network whose people count as one: an IPv4 address, or 64 bits of IPv6."""
    ip = get_adapter(request).get_client_ip(request)
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return ip
    if address.version == 6 and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    if address.version == 6:
        return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)
    return ip
