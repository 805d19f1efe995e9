"""The outbox: what is to be delivered to people waits in the database, and one sender delivers it.

A request only puts rows into it, in the transaction of what happened. A sender is a thread of one
worker, or of `manage.py send`; nobody else talks to the mail server (`sender`).
"""

import threading

from kclub.registry import Registry

# f(): called by the sender before it looks for mail, at least every few seconds, and never by two
# processes at once. It may put mail, or deliver something by another way; it returns of how much.
before_sending = Registry()

# The threads that deliver, each its own kind of thing and elected by itself (`elected_thread`), so
# that mail never waits for a push service that is away, nor the other way round.
senders = []

woken = threading.Event()  # there may be mail to deliver


def wake():
    """Make the sender of mail look at once, if it is in this process. Call it when a transaction has ended."""
    woken.set()


def add_sender(sender):
    """Let an ElectedThread run wherever senders do. Return it."""
    senders.append(sender)
    return sender
