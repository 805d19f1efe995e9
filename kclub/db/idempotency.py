"""Idempotency keys: a form sent twice makes one thing.

A form carries a `nonce` of its own. Stored is the key made of it and of what was written, so that
other text is another thing, as when somebody goes back to an old form.
"""

from hashlib import blake2b


def idempotency_key(text, nonce):
    """Return the key of `text` sent with `nonce`, as it is stored; None where the form had none."""
    return blake2b(f"{nonce} {text}".encode(), digest_size=16).hexdigest() if nonce else None
