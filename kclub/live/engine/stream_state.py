"""The states of an open stream, and which may follow which.

    catching up ──▶ live ◀──▶ lagging        any of these ──▶ ending ──▶ closed

Only `Subscriber` changes its state, in one method, which asks `ensure_may_follow`.
"""

from enum import Enum


class StreamState(Enum):
    """What an open stream is doing."""

    CATCHING_UP = "catching up"  # new, and reads from the database what it has not seen
    LIVE = "live"  # has been sent everything, and is written to when something happens
    LAGGING = "lagging"  # was live, but reads too slowly; comes back through the replay buffer
    ENDING = "ending"  # is to be sent its last bytes, and nothing after them
    CLOSED = "closed"  # has been sent them, or its connection is gone


CATCHING_UP, LIVE, LAGGING, ENDING, CLOSED = StreamState

NEXT_STATES = {
    CATCHING_UP: {LIVE, ENDING, CLOSED},
    LIVE: {LAGGING, ENDING, CLOSED},
    LAGGING: {LIVE, ENDING, CLOSED},
    ENDING: {CLOSED},
    CLOSED: set(),
}


class InvalidTransition(Exception):
    """A stream cannot go from its state to the one asked for."""


def ensure_may_follow(state, following):
    """Raise InvalidTransition unless a stream may go from `state` to `following`."""
    if following not in NEXT_STATES[state]:
        raise InvalidTransition(f"{state.value} → {following.value}")
