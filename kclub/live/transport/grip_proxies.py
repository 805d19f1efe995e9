"""The GRIP proxies of GRIP_URL, as Pushpin or Fastly Fanout, and the proof of their requests."""

import time
from contextlib import suppress
from functools import cache

import jwt
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from gripcontrol import parse_grip_uri

TOKEN_LIFETIME = 60  # seconds


class Proxy:
    """One URL of GRIP_URL: http://127.0.0.1:5561?iss=pushpin&key=changeme"""

    def __init__(self, url):
        config = parse_grip_uri(url)
        self.publish_url = config["control_uri"] + "/publish/"
        self.iss, self.key = config.get("control_iss"), config.get("key")
        self.verify_iss = config.get("verify_iss", self.iss)
        self.verify_key = config.get("verify_key", self.key)
        if not self.verify_key:
            raise ImproperlyConfigured("GRIP_URL needs a key, or everybody could be the proxy")

    def has_signed(self, token):
        """Return whether this proxy has signed the request; the token may be anything."""
        with suppress(jwt.PyJWTError, ValueError):
            is_public = isinstance(self.verify_key, bytes) and b"-----BEGIN" in self.verify_key
            algorithms = ["ES256", "RS256"] if is_public else ["HS256"]
            jwt.decode(
                token, self.verify_key, algorithms, {"require": ["exp"]}, issuer=self.verify_iss
            )
            return True
        return False

    def authorization(self):
        """Return the headers that prove to the proxy who publishes."""
        if not self.key or not self.iss:
            return {"Authorization": f"Bearer {self.key}"} if self.key else {}
        claim = {"iss": self.iss, "exp": int(time.time()) + TOKEN_LIFETIME}
        return {"Authorization": f"Bearer {jwt.encode(claim, self.key, 'HS256')}"}


@cache
def proxies():
    """Return the Proxies of the settings."""
    return [Proxy(url) for url in settings.LIVE_PROXIES]


def is_from_proxy(scope):
    """Return whether the request comes from one of our proxies, by its signature."""
    token = next((value for name, value in scope["headers"] if name == b"grip-sig"), None)
    return token is not None and any(proxy.has_signed(token) for proxy in proxies())
