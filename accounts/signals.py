"""What other apps answer and do when somebody goes: sent inside the transaction that does it."""

from django.dispatch import Signal

pending_handovers = Signal()  # user: answer with a list of accounts.closure.PendingHandover
account_closing = Signal()  # user: end what they have with you, by your own verbs
account_closed = Signal()  # user, whose row is held: delete what has come since, and lock nothing
