"""Registries for what other apps do when somebody closes their account.

Everything is called inside the transaction that closes it, clubs (10) before rooms (20), because a
club is locked before its rooms.
"""

from typing import NamedTuple

from kclub.registry import Registry

# A name like any other, not translated: it is read in rooms of every language.
CLOSED_ACCOUNT_NAME = "탈퇴한 사용자"

pending_handovers = Registry()  # f(user): a list of PendingHandovers
account_closing = Registry()  # f(user): end the user's part in the app, by its own verbs
account_closed = Registry()  # f(user), whose row is locked: delete the rest, and lock nothing


class PendingHandover(NamedTuple):
    """A duty of a user that others depend on, and the page where it can be handed over."""

    sentence: str
    url: str
    label: str
