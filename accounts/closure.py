"""Registries for what other apps do when somebody closes their account.

Everything is called inside the transaction that closes it, clubs (10) before rooms (20), because a
club is locked before its rooms.
"""

import re
from typing import NamedTuple

from django.db.models import Q

from kclub.registry import Registry
from kclub.text.normalization import folded

# A name like any other, not translated: it is read in rooms of every language.
CLOSED_ACCOUNT_NAME = "탈퇴한 사용자"

# Particles and the end of the word.
END = (
    r"(?:님|들|께서?|에게서?|한테서?|에서|으로|이랑|하고|부터|까지|이나|처럼|보다|이?라고|이?라는|입니다|이에요|예요"
    r"|이고|이며|인데|[을를이가은는과와도만에로의랑나]){0,3}(?!\w)"
)

pending_handovers = Registry()  # f(user): a list of PendingHandovers
account_closing = Registry()  # f(user): end the user's part in the app, by its own verbs
account_closed = Registry()  # f(user), whose row is locked: delete the rest, and lock nothing


class PendingHandover(NamedTuple):
    """A duty of a user that others depend on, and the page where it can be handed over."""

    sentence: str
    url: str
    label: str


def erase_name(user, rows, *fields, linked):
    """Put CLOSED_ACCOUNT_NAME in place of the user's name and @handles in these text fields of `rows`.

    A name is a word that others may have or mean otherwise, so only rows that are `linked` with the
    user lose it. A @handle is nobody else's, so every row does.
    """
    names = OwnNames(user)
    _rewrite(rows.filter(linked), fields, [user.display_name, *names.handles], names.erased)
    _rewrite(rows, fields, names.handles, names.handles_erased)


def _rewrite(rows, fields, words, rewritten):
    named = Q()
    for field in fields:
        for word in words:
            named |= Q(**{f"{field}__icontains": word})
    for row in rows.filter(named).only("pk", *fields).iterator():
        before = {field: getattr(row, field) for field in fields}
        longest = {field: row._meta.get_field(field).max_length for field in fields}
        after = {field: rewritten(text)[: longest[field]] for field, text in before.items()}
        if after != before:
            rows.model.objects.filter(pk=row.pk).update(**after)


class OwnNames:
    """What a user is called, and where that stands in a text: never within a longer word.

    A particle may follow, but 박지은 is not 박지 where somebody is called so. A name of two letters is
    most often another word, 하나 or 보라: it is one only before 님, 씨 or the user's @handle; one of a
    single letter, as 이, only before the @handle.
    """

    def __init__(self, user):
        self.others = type(user).objects.exclude(pk=user.pk)
        former = user.former_handles.held().values_list("handle", flat=True)
        self.handles = [f"@{handle}" for handle in (user.handle, *former)]
        handle = rf"(?<![\w.@+-])(?:{'|'.join(map(re.escape, self.handles))})(?=(?:님|씨)?{END})"
        name = rf"(?<![\w@]){re.escape(user.display_name)}"
        with_handle = rf"(?=\s?\(?{handle})"
        match len(user.display_name):
            case 0 | 1:
                name += with_handle
            case 2:
                name += rf"(?:(?=(?:님|씨){END})|{with_handle})"
            case _:
                name += rf"(?=(?:님|씨)?{END})"
        self._any = re.compile(f"{handle}|{name}", re.IGNORECASE)
        self._handle = re.compile(handle, re.IGNORECASE)

    def erased(self, text):
        """Return `text` with CLOSED_ACCOUNT_NAME in place of the name and the handles."""
        return self._any.sub(self._replacement, text)

    def handles_erased(self, text):
        """Return `text` with CLOSED_ACCOUNT_NAME in place of the handles."""
        return self._handle.sub(self._replacement, text)

    def _replacement(self, match):
        behind = re.match(r"\w{0,20}", match.string[match.end() :])[0]
        longer = [match[0] + behind[:end] for end in range(1, len(behind) + 1)]
        keys = [folded(word.removeprefix("@")) for word in longer]
        theirs = self.others.filter(Q(handle__in=keys) | Q(display_name_key__in=keys))
        return match[0] if keys and theirs.exists() else CLOSED_ACCOUNT_NAME
