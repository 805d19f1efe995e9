"""What other apps answer and do when somebody goes: sent inside the transaction that does it."""

from django.dispatch import Signal

account_obstacles = Signal()  # user: answer with a list of accounts.closure.Obstacle
account_closing = Signal()  # user: end what they have with you, by your own verbs
account_closed = Signal()  # user, whose row is held: delete what has come since, and lock nothing
