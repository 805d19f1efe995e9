"""The outbox: what is to be delivered to people waits in the database, and one sender delivers it.

A request only puts rows into it, in the transaction of what happened. The sender (`sender`) is a thread
of one worker, or `manage.py send`; nobody else talks to the mail server.
"""

import threading

from kclub.registry import Registry

# f(): called by the sender before it looks for mail, at least every few seconds, and never by two
# processes at once. It may put mail, or deliver something by another way; it returns of how much.
before_sending = Registry()

woken = threading.Event()  # there may be something to deliver


def wake():
    """Make the sender look at once, if it is in this process. Call it when a transaction has ended."""
    woken.set()
