"""Signals of clubs for other apps. They are sent inside the transaction of the change."""

from django.dispatch import Signal

club_opened = Signal()  # club: the club that the union has approved
officer_stepped_down = Signal()  # club; user: who is a member now, and no officer
president_changed = Signal()  # club; before: the user who was president until now
member_left = Signal()  # club; user: who has lost their membership, for whatever reason
user_banned = (
    Signal()
)  # club; user: who may not join it any more, whether a member until now or not
member_muted = Signal()  # club; user: who may not write there; until: the moment it ends
