"""What other apps may want to know of clubs: sent inside the transaction that makes it true."""

from django.dispatch import Signal

club_opened = Signal()  # club: it was approved and is open to everyone from now on
member_left = Signal()  # club, user: they have just lost their membership, whatever the reason
