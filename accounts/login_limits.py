"""Wrong passwords and codes: how many are allowed, and from where.

Only failures count. They are counted by account and place, so that a stranger's do not keep the
owner out: the place is the network somebody comes from, or a browser that has logged in to that
account before, or in which its mail is read (`known_devices`). Limits by the day are for those who
are slow. A campus shares one network: when that has used up its own limit, each account may still
be tried a few times from there, so that one of them does not keep out all others.
"""

import ipaddress
import logging
from functools import cache

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import known_devices
from accounts.models import User
from kclub import rate_limits
from kclub.errors import RateLimited

logger = logging.getLogger(__name__)
TOO_MANY = "too_many_login_attempts"  # the code of these errors, as allauth's own


def attempt_login(request, kind, account):
    """Count one failure of `kind`, "password" or "code", for the `account`, a mail address.

    Returns the Attempt, which counts until it `succeeded`. Raises ValidationError, with
    params["seconds"] to wait, for too many.
    """
    account = account.lower()
    place = known_place(request, kind, account)
    limits = limits_at(kind, account, place or network_of(request))
    if not place:
        limits += limits_of_strangers(kind, account, network_of(request))
    return refuse_in_form(rate_limits.attempt, *limits)


def known_place(request, kind, account):
    """Return what tells this browser from a stranger's: its name, "mail", or None.

    Who reads the mail of an account may set its password, but has no second factor by that.
    """
    if device := known_devices.device_of(request, account):
        return device
    return "mail" if kind != "code" and known_devices.is_reader(request, account) else None


def limits_at(kind, account, place):
    """Return the limits of failures for an account at one place."""
    return [("login", kind, account, place), ("login-day", kind, account, place)]


def limits_of_strangers(kind, account, network):
    """Return the limits of failures for an account from all networks, and for all from this one."""
    crowd = ("login-network", network)
    if rate_limits.is_used_up(*crowd):
        crowd = ("login-crowded", kind, account, network)
    return [
        ("login-account", kind, account),
        (f"{kind}-day", account),
        crowd,
        ("login-flood", network),
    ]


def attempt_passkey(request):
    """Count one failure with a passkey until it `succeeded`. It has no secret to guess.

    Returns the Attempt. Raises ValidationError, with params["seconds"] to wait, for too many.
    """
    return refuse_in_form(rate_limits.attempt, ("login-flood", network_of(request)))


def welcome_reader(request, account):
    """Let whoever has just read the account's mail log in at once, here and on their devices."""
    account, network = account.lower(), network_of(request)
    known_devices.remember_reader(request, account)
    for limit in [
        *limits_at("password", account, network),
        ("login-account", "password", account),
        ("password-day", account),
    ]:
        rate_limits.forget(*limit)


def consume_mail(request, email):
    """Count one mail to that address that somebody from here asks for.

    Raises ValidationError, with params["seconds"] to wait, for too many.
    """
    request.mail_attempt = refuse_in_form(rate_limits.attempt, *mail_limits(request, email))


def mail_limits(request, email):
    """Return the limits of a mail to that address: its own, the network's, and the account's.

    What strangers have asked for is nothing to a browser that is known to the address.
    """
    if place := known_place(request, "mail", email):
        limits = [("mail-to", email, place)]
    else:
        limits = [("mail-to", email), ("mail-to-day", email), ("mail-from", network_of(request))]
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
        if seconds > 60 * 60:
            sentence = _("여러 번 해서 잠시 막았어요. %(hours)s시간 뒤에 다시 해 주세요.")
        params = {
            "hours": -(-seconds // (60 * 60)),
            "minutes": -(-seconds // 60),
            "seconds": seconds,
        }
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
    if is_behind_a_proxy(request, ip):
        tell_of_the_proxy()
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return ip
    if address.version == 6 and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    if address.version == 6:
        return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)
    return ip


def is_behind_a_proxy(request, ip):
    """Whether the address is that of a proxy which nobody has said to believe."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT or not forwarded:
        return False
    return ip not in {address.strip() for address in forwarded.split(",")}


@cache
def tell_of_the_proxy():
    """Say to the operator, once a process, that all visitors count as one."""
    logger.warning(
        "TRUSTED_PROXY_COUNT is 0, but requests come through a proxy: all visitors share the limits of "
        "one address, so a few wrong passwords hold everybody back. Set it to the number of proxies in "
        "front, for example TRUSTED_PROXY_COUNT=1, and FORWARDED_ALLOW_IPS to their addresses."
    )
