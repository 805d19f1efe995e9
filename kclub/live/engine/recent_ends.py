"""The ends of streams that a worker has received lately."""

import time

from kclub.live.tickets import CLOCK_SKEW, LIFETIME, digest


class RecentEnds:
    """The ends of streams within the lifetime of a ticket.

    A right may be lost after the database was asked and before the stream is open.
    """

    def __init__(self):
        self.ends = {}  # (kind, name, user) of a RelayMessage: when, in seconds since 1970

    def note(self, message):
        """Remember an end of streams, a RelayMessage."""
        self.ends[message.kind, message.name, message.user] = time.time()

    def include(self, name, principal, since):
        """Return whether streams of `principal` on channel `name` were ended after `since`."""
        ends = (
            ("channel", name, ""),
            ("channel", name, principal.user_id or "anonymous"),
            ("user", principal.user_id, ""),
            ("session", digest(principal.session_key), ""),
        )
        return any(self.ends.get(end, 0) > since for end in ends)

    def forget_old(self):
        """Forget what is older than any ticket."""
        oldest = time.time() - LIFETIME - 2 * CLOCK_SKEW
        self.ends = {end: ended_at for end, ended_at in self.ends.items() if ended_at > oldest}
