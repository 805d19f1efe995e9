"""Prints docs/notifications.md, made of the table of kinds."""

from django.core.management import BaseCommand
from django.utils import translation
from django.utils.translation import gettext

from accounts.notification_kinds import KINDS, Group

HEAD = """# Notifications

What people are told, made by `manage.py notification_docs > docs/notifications.md` from the table
in `accounts/notification_kinds.py`. Everything stands behind the bell. A mail goes out at once,
with the mail of the day or never, as a person chooses for each group and each club at 내 정보 → 알림 설정;
the table says what holds before they choose. A mail at once waits a minute for what comes with it,
and quiet hours put it off; so they do with what is pushed to devices (docs/operating.md). A
reminder is mailed at its hour on the day before, also to those who chose the mail of the day.
Several of a kind that collapses, about one page, are one line.

News of clubs one follows are mailed only to those who have consented, at sign-up or there, and may
withdraw it there or by the link in a mail: 소식 메일 받기. Choosing a mail for that group is a consent as
well; withdrawing it takes the choice back. Without it news stand behind the bell alone.

Nothing is told about what one may not see any more. Who leaves a club, or is removed or banned,
loses what was told of it and the notices it has sent them; who comes back may read those again. A
notice of the union stays with whom it was sent to. Notices reach also those who have blocked their
author, who writes for the club and is in its log.
"""
TABLE = """
## {label}

| kind | sentence | who is told | leads to | mail | push | collapses |
|---|---|---|---|---|---|---|
"""


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        with translation.override("en"):
            self.stdout.write(document(), ending="")


def document():
    """Return the text of docs/notifications.md, in the language that is active."""
    return HEAD + "".join(map(section, Group))


def section(group):
    """Return the heading and the table of a Group."""
    kinds = [kind for kind in KINDS.values() if kind.group == group]
    return TABLE.format(label=group.label) + "".join(map(row, kinds))


def row(kind):
    push, collapses = ("yes" if each else "no" for each in (kind.is_pushed, kind.collapses))
    sentence = gettext(kind.sentence)
    mail = kind.way.value if kind.hour is None else f"at {kind.hour}:00"
    cells = [f"`{kind.name}`", sentence, kind.to, kind.page, mail, push, collapses]
    return f"| {' | '.join(cells)} |\n"
