"""Signals that tell other apps of clubs, sent inside the transaction that makes them true."""

from django.dispatch import Signal

club_opened = Signal()  # club: it was approved and is open to everyone from now on
president_changed = Signal()  # club, before: it has just been handed over by them
member_left = Signal()  # club, user: they have just lost their membership, whatever the reason
member_muted = Signal()  # club, user, until: they may write nothing there until then
