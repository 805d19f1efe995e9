"""Codes of attendance: six digits that change every minute and are stored nowhere."""

import time

from django.utils.crypto import constant_time_compare, salted_hmac

CODE_SECONDS = 60
CODE_DIGITS = 6


def code_at(event, minute):
    """Return the code of the event in a minute, counted since 1970."""
    key = f"{event.pk}:{minute}"
    digest = salted_hmac("clubs.events.attendance", key, algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:8]) % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def current_code(event):
    """Return the code that is shown now."""
    return code_at(event, present_minute())


def seconds_to_change():
    """Return in how many seconds the next code is shown; the former holds for a minute more."""
    return CODE_SECONDS - int(time.time()) % CODE_SECONDS


def is_code_of(event, code):
    """Whether it is the event's present code, or the one before."""
    now = present_minute()
    return any(constant_time_compare(code, code_at(event, minute)) for minute in (now, now - 1))


def present_minute():
    return int(time.time()) // CODE_SECONDS
