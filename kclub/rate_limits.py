"""Rate limits: how often somebody may do something, counted in the cache.

`settings.RATE_LIMITS` has them. The cache may be lost or down (`kclub.redis.cache`): then everybody
is allowed, for a limit protects the others and must not be what breaks.
"""

import time

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from kclub.errors import RateLimited


def consume(name, *who):
    """Count one more `name` by `who`. Returns how many more are allowed for now.

    Raises RateLimited when it is more than the limit allows.

        rate_limits.consume("message", user.pk, room.pk)
    """
    return consume_each([name], *who)


def consume_each(names, *who):
    """Count one more for several limits, which costs as much as one. Returns the fewest left."""
    now = int(time.time())
    limits = [settings.RATE_LIMITS[name] for name in names]
    keys = {
        ":".join(map(str, ["limit", name, *who, now // seconds])): seconds
        for name, (_allowed, seconds) in zip(names, limits, strict=True)
    }
    left = []
    for (allowed, seconds), count in zip(limits, _counts(keys), strict=True):
        left.append(allowed - count)
        if count > allowed:
            wait = seconds - now % seconds
            raise RateLimited(*_sentence(wait), retry_after=wait)
    return min(left)


def _counts(keys):
    if hasattr(cache, "count"):
        return cache.count(keys)
    return [_count(key, seconds) for key, seconds in keys.items()]


def _count(key, seconds):
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # it has just been dropped
        return 0


def _sentence(wait):
    if wait < 60:
        return _("조금만 천천히요. %(wait)s초 뒤에 다시 할 수 있어요."), {"wait": wait}
    if wait < 60 * 60:
        return _("조금만 천천히요. %(wait)s분 뒤에 다시 할 수 있어요."), {"wait": wait // 60 + 1}
    hours = {"wait": wait // (60 * 60) + 1}
    return _("오늘은 여기까지예요. %(wait)s시간 뒤에 다시 할 수 있어요."), hours
