"""Rate limits: how often somebody may do something, counted in the cache.

`settings.RATE_LIMITS` has them. Where the cache is lost or down (`kclub.redis.cache`), everything is
allowed: a limit protects a service and must not be what stops it.
"""

import time
from contextlib import suppress
from hashlib import blake2b
from operator import sub

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
    most = [settings.RATE_LIMITS[name][0] for name, *_subject in limits]
    counters = _counters(limits, now)
    stored = cache.get_many(counters)
    _ensure_within(most, [stored.get(counter, 0) + 1 for counter in counters], counters)
    counts = _increment_all(counters)
    attempt = Attempt(counters, min(map(sub, most, counts)))
    try:
        _ensure_within(most, counts, counters)  # of two at once one may be too many
    except RateLimited:
        attempt.succeeded()
        raise
    return attempt


def _ensure_within(most, counts, counters):
    """Raise RateLimited, with the longest wait, if one of the counts is more than its limit."""
    limits = zip(most, counts, counters.values(), strict=True)
    if spent := [seconds for allowed, count, seconds in limits if count > allowed]:
        raise RateLimited(*_refusal(max(spent)), retry_after=max(spent))


def _counters(limits, now):
    """Return {counter of each of the limits: seconds until its time is over}, in their order."""
    periods = {
        _period_key(name, subject): settings.RATE_LIMITS[name][1] for name, *subject in limits
    }
    stored = cache.get_many(periods)
    counters = {}
    for period, seconds in periods.items():
        ends = stored.get(period) or cache.get_or_set(period, now + seconds, seconds)
        if ends <= now:  # the cache keeps it a moment longer than we do
            ends = now + seconds
            cache.set(period, ends, seconds)
        counters[f"{period}:{ends}"] = ends - now
    return counters


def is_used_up(name, *subject):
    """Whether `attempt` would refuse one more failure of this limit."""
    period = _period_key(name, subject)
    ends = cache.get(period, 0)
    return ends > time.time() and cache.get(f"{period}:{ends}", 0) >= settings.RATE_LIMITS[name][0]


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
