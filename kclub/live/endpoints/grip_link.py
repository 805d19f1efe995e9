"""The address at which a GRIP proxy asks again how a stream it holds is to go on.

The proxy sends no cookie of the reader's: who they are stands in the address, encrypted. It stands
in the path, because Pushpin asks once for all streams whose addresses differ only in their query.
"""

import base64
import hashlib
import json
import time
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from kclub.live.engine.principals import Principal

PATH = "/held/"
ASK_INTERVAL = 60  # seconds after which the proxy asks again, when there are few streams
MIN_SPACING = 0.5  # seconds between two questions to a worker; Pushpin asks ten a second at most
MAX_TIMEOUT = 86_400  # seconds


def link_header(name, principal, number, timeout=MAX_TIMEOUT):
    """Return the header that has the proxy ask again after `timeout` seconds, or sooner."""
    content = json.dumps([name, principal, number])
    token = _cipher(settings.SECRET_KEY).encrypt(content.encode()).rstrip(b"=")
    return b"grip-link", b"<%b%b/>; rel=next; timeout=%d" % (PATH.encode(), token, timeout)


def read_link(path):
    """Return (channel, Principal, number) that `link_header` has put into the path, or None."""
    token = path.removeprefix(PATH).strip("/")
    try:
        padded = token + "=" * (-len(token) % 4)
        name, principal, number = json.loads(_cipher(settings.SECRET_KEY).decrypt(padded))
    except (InvalidToken, ValueError):
        return None
    return name, Principal(*principal), number


@cache
def _cipher(key):
    digest = hashlib.sha256(b"kclub.live.endpoints.grip_hold " + key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


last_turn = 0  # when the last stream of this worker is asked about, by time.monotonic()


def next_turn():
    """Return the seconds until the proxy is to ask again: each stream has a turn of its own."""
    global last_turn
    now = time.monotonic()
    last_turn = max(now + ASK_INTERVAL, last_turn + MIN_SPACING)
    return min(int(last_turn - now), MAX_TIMEOUT)
