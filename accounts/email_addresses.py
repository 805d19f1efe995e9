"""Mail addresses: the canonical form of those that are plain enough to be a school's."""

import re

_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
PLAIN_ADDRESS = re.compile(rf"({_ATOM}(?:\.{_ATOM})*)@({_LABEL}(?:\.{_LABEL})+)", re.ASCII)
MAX_ADDRESS_LENGTH = 190  # characters; what every database can hold in a unique column
MAX_LOCAL_PART_LENGTH = 64  # characters before the `@`; RFC 5321


def canonical(text):
    """Return the one address of the mailbox `text` means: lower case, without `+tag`.

    Raises ValueError for anything but a plain ASCII `name@domain`: no quotes, no comments, no second
    `@`, no letter that only looks like another.
    """
    text = text.strip()
    match = None
    if text.isascii() and len(text) <= MAX_ADDRESS_LENGTH:
        match = PLAIN_ADDRESS.fullmatch(text.lower())
    name = match and match[1].partition("+")[0].rstrip(".")
    if not name or len(match[1]) > MAX_LOCAL_PART_LENGTH:
        raise ValueError(f"not a plain address: {text!r}")
    return f"{name}@{match[2]}"


def is_canonical(address):
    """Whether the address is written in the one form that its mailbox has here."""
    try:
        return canonical(address) == address
    except ValueError:
        return False


def domain_of(address):
    """Return the domain of a canonical address."""
    return address.rpartition("@")[2]


def local_part(text):
    """Return the part of `text` before the `@`, to make an example of; "" if it is not plain."""
    name = text.strip().partition("@")[0].partition("+")[0].lower()
    return name if re.fullmatch(rf"{_ATOM}(?:\.{_ATOM})*", name, re.ASCII) else ""
