"""A form's own word for what it makes, so that sending it twice makes it once."""

from hashlib import blake2b


def nonce_for(text, nonce):
    """`nonce` bound to `text`, as it is stored; None where the form had none.

    The same text sent twice with it is one thing, while other text is another one, as when
    somebody goes back to an old form.
    """
    return blake2b(f"{nonce} {text}".encode(), digest_size=16).hexdigest() if nonce else None
