"""Rate limits: how often somebody may do something, counted in the cache.

`settings.RATE_LIMITS` has them. Where the cache is lost or down (`kclub.redis.cache`), everything is
allowed: a limit protects a service and must not be what stops it.
"""

import time
from contextlib import suppress
from hashlib import blake2b

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from kclub.errors import RateLimited


def consume(name, *subject):
    """Count one more use of the limit `name`. Returns how many more are allowed for now.

    `subject` holds the keys of what is counted apart, as a user's and a room's. Raises RateLimited
    when it is more than the limit allows.

        rate_limits.consume("message", user.pk, room.pk)
    """
    return consume_each([name], *subject)


def consume_each(names, *subject):
    """Count one more use of several limits at once. Returns the fewest that any of them still allows."""
    now = int(time.time())
    limits = [settings.RATE_LIMITS[name] for name in names]
    keys = {
        ":".join(map(str, ["limit", name, *subject, now // seconds])): seconds
        for name, (_allowed, seconds) in zip(names, limits, strict=True)
    }
    remaining = []
    for (allowed, seconds), count in zip(limits, _increment_all(keys), strict=True):
        remaining.append(allowed - count)
        if count > allowed:
            wait = seconds - now % seconds
            raise RateLimited(*_refusal(wait), retry_after=wait)
    return min(remaining)


class Attempt:
    """A try that counts as a failure until it `succeeded`.

    `remaining` says how many failures are allowed after this one.
    """

    def __init__(self, counters, remaining):
        self.counters, self.remaining = counters, remaining

    def succeeded(self):
        """Take back what was counted."""
        for counter in self.counters:
            with suppress(ValueError):  # it has expired
                cache.decr(counter)


def attempt(*limits):
    """Count a failure in advance in each of `limits`, tuples (name, *subject). Return the Attempt.

    A limit's time begins with the first failure. Raises RateLimited, and counts nothing, when one
    of them allows no more.

        attempt = rate_limits.attempt(("room-password", user.pk, room.pk))
        if right: attempt.succeeded()
    """
    now = int(time.time())
    counters, remaining, wait = [], [], 0
    for name, *subject in limits:
        allowed, seconds = settings.RATE_LIMITS[name]
        period = _period_key(name, subject)
        ends = cache.get_or_set(period, now + seconds, seconds)
        if ends <= now:  # the cache keeps it a moment longer than we do
            ends = now + seconds
            cache.set(period, ends, seconds)
        counters.append(f"{period}:{ends}")
        count = _increment(counters[-1], ends - now)
        remaining.append(allowed - count)
        if count > allowed:
            wait = max(wait, ends - now)
    attempt = Attempt(counters, min(remaining))
    if wait:
        attempt.succeeded()
        raise RateLimited(*_refusal(wait), retry_after=wait)
    return attempt


def forget(name, *subject):
    """Forget the failures that `attempt` has counted."""
    period = _period_key(name, subject)
    cache.delete_many([period, f"{period}:{cache.get(period)}"])


def _period_key(name, subject):
    return ":".join(
        map(str, ["failures", name, blake2b(repr(list(subject)).encode()).hexdigest()[:32]])
    )


def _increment_all(keys):
    """Add one to each of the counters {key: seconds it lives}. Returns the new numbers in order."""
    if hasattr(cache, "increment_all"):
        return cache.increment_all(keys)
    return [_increment(key, seconds) for key, seconds in keys.items()]


def _increment(key, seconds):
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # the counter has just expired
        return 0


def _refusal(wait):
    """Return (sentence, params) for somebody who has to wait so many seconds."""
    if wait < 60:
        return _("조금만 천천히요. %(wait)s초 뒤에 다시 할 수 있어요."), {"wait": wait}
    if wait < 60 * 60:
        return _("조금만 천천히요. %(wait)s분 뒤에 다시 할 수 있어요."), {"wait": -(-wait // 60)}
    hours = {"wait": -(-wait // (60 * 60))}
    return _("오늘은 여기까지예요. %(wait)s시간 뒤에 다시 할 수 있어요."), hours
