"""Registries for what other apps do when somebody closes their account.

Everything is called inside the transaction that closes it, clubs (10) before rooms (20), because a
club is locked before its rooms.
"""

from typing import NamedTuple

from kclub.registry import Registry

CLOSED_ACCOUNT_NAME = (
    "탈퇴한 사용자"  # a name like any other: it is read in rooms of every language
)

pending_handovers = Registry()  # f(user): a list of PendingHandovers
account_closing = Registry()  # f(user): end what they have with you, by your own verbs
account_closed = Registry()  # f(user), whose row is locked: delete the rest, and lock nothing


class PendingHandover(NamedTuple):
    """Something others need of a user, and where the user can pass it on."""

    sentence: str
    url: str
    label: str
