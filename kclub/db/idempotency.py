"""Idempotency keys: a form sent twice makes one thing.

A form carries a `nonce` of its own. The stored key is made of it and of the text, so that an old
form with another text makes another thing.
"""

from hashlib import blake2b


def idempotency_key(text, nonce):
    """Return the key of `text` sent with `nonce`, as it is stored; None where the form had none."""
    return blake2b(f"{nonce} {text}".encode(), digest_size=16).hexdigest() if nonce else None
