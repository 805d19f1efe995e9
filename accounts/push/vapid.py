"""The keys by which a push service knows this site (VAPID, RFC 8292)."""

import base64
import time
from functools import lru_cache
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

TOKEN_AGE = 12 * 60 * 60  # seconds; a push service takes a day at most
KEY_BYTES = 32


def new_private_key():
    """Return a new private key as VAPID_PRIVATE_KEY has it."""
    key = ec.generate_private_key(ec.SECP256R1())
    return encode(key.private_numbers().private_value.to_bytes(KEY_BYTES, "big"))


@lru_cache(maxsize=2)
def load(private_key):
    """Return the key object of a VAPID_PRIVATE_KEY. Raises ValueError if it is none."""
    secret = decode(private_key)
    if len(secret) != KEY_BYTES:
        raise ValueError(f"{len(secret)} bytes instead of {KEY_BYTES}")
    return ec.derive_private_key(int.from_bytes(secret, "big"), ec.SECP256R1())


def public_key(private_key=None):
    """Return the public key of VAPID_PRIVATE_KEY as browsers take it."""
    return encode(point(load(private_key or settings.VAPID_PRIVATE_KEY).public_key()))


def authorization(endpoint):
    """Return the header by which the push service of an endpoint knows who sends."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(time.time()) + TOKEN_AGE,
        "sub": settings.VAPID_SUBJECT,
    }
    token = jwt.encode(claims, load(settings.VAPID_PRIVATE_KEY), algorithm="ES256")
    return f"vapid t={token}, k={public_key()}"


def point(key):
    """Return the bytes of a public key."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text):
    """Return the bytes of base64 for addresses, without its padding. Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
