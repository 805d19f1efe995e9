"""Registries for what other apps do when somebody closes their account.

Everything is called inside the transaction that closes it, clubs (10) before rooms (20), because a
club is locked before its rooms.
"""

import re
from typing import NamedTuple

from django.db.models import Q

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


def erase_name(user, rows, *fields, linked):
    """Put CLOSED_ACCOUNT_NAME in place of the user's name and handle in these text fields of `rows`.

    Where somebody else has the same name it may be theirs: then only rows that are `linked` with the
    user are changed. Part of a longer word is no name.
    """
    namesakes = type(user).objects.filter(display_name_key=user.display_name_key)
    if namesakes.exclude(pk=user.pk).exists():
        rows = rows.filter(linked)
    words = [user.display_name, f"@{user.handle}"]
    named = Q()
    for field in fields:
        for word in words:
            named |= Q(**{f"{field}__icontains": word})
    for row in rows.filter(named).only("pk", *fields).iterator():
        texts = {field: without_name(user, getattr(row, field)) for field in fields}
        longest = {field: row._meta.get_field(field).max_length for field in fields}
        texts = {field: text[: longest[field]] for field, text in texts.items()}
        rows.model.objects.filter(pk=row.pk).update(**texts)


def without_name(user, text):
    """Return `text` with CLOSED_ACCOUNT_NAME in place of the user's name and handle."""
    name, handle = map(re.escape, (user.display_name, user.handle))
    return re.sub(rf"(?<!\w){name}|@{handle}(?!\w)", CLOSED_ACCOUNT_NAME, text, flags=re.I)
