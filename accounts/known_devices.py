"""Known devices: browsers in which somebody has logged in to an account, told by a signed cookie.

The cookie holds a random name of the browser and a signature for each account. It names nobody,
and opens nothing: wrong passwords from a known device are only counted apart from a stranger's.

So are those of a browser in which somebody has just followed a link from the account's mail: they
may be held back nowhere else. That is known of its session, and says nothing about codes.
"""

import secrets

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE = "device"
COOKIE_MAX_AGE = 365 * 24 * 60 * 60  # seconds
MAX_ACCOUNTS = 5  # of one browser
READER = "reads_mail_of"  # in the session


def device_of(request, account):
    """Return the name of this browser if it is known to the account, a mail address; else None."""
    device, signatures = read(request)
    expected = signature(device, account)
    known = [one for one in signatures if constant_time_compare(one, expected)]
    return device if known else None


def remember_device(request, response, account):
    """Make this browser known to the account, whose owner has just logged in. Return its name."""
    device, signatures = read(request)
    device = device or secrets.token_urlsafe(12)
    mine = signature(device, account)
    others = [one for one in signatures if one != mine][: MAX_ACCOUNTS - 1]
    response.set_cookie(
        COOKIE,
        ".".join([device, mine, *others]),
        max_age=COOKIE_MAX_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return device


def remember_reader(request, account):
    """Note that whoever uses this browser reads the mail of the account."""
    request.session[READER] = account.lower()


def is_reader(request, account):
    """Whether a link from the account's mail was followed in this browser, since it was opened."""
    return request.session.get(READER) == account.lower()


def read(request):
    """Return (name, signatures) of the cookie; ("", []) without one."""
    device, *signatures = request.COOKIES.get(COOKIE, "")[:400].split(".")
    return device, signatures[:MAX_ACCOUNTS]


def signature(device, account):
    """Return the signature that makes the browser known to the account."""
    key = f"{device}:{account.lower()}"
    return salted_hmac("accounts.known_devices", key, algorithm="sha256").hexdigest()[:32]
