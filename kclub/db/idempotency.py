"""Idempotency keys: a form sent twice makes one thing.

A form carries a `nonce` of its own. The stored key is made of it and of the text, so that an old
form with another text makes another thing.
"""

from hashlib import blake2b
from uuid import uuid4

from django import forms


def idempotency_key(text, nonce):
    """Return the key of `text` sent with `nonce`, as it is stored; None where the form had none."""
    return blake2b(f"{nonce} {text}".encode(), digest_size=16).hexdigest() if nonce else None


def nonce_field():
    """Return a hidden field with a `nonce`, so that sending a form twice makes one row."""
    return forms.CharField(
        max_length=36, required=False, widget=forms.HiddenInput, initial=lambda: str(uuid4())
    )
