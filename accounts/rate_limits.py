"""How long one of allauth's limits still holds."""

import time
from math import ceil

from allauth.core.internal import ratelimit
from django.core.cache import cache

APP = "allauth.account"


def take(request, action, key):
    """Use up one turn of `action` for `key`. False if there is none left."""
    turn = ratelimit.consume(request, app=APP, action=action, key=key, limit_get=True)
    return turn is not None


def seconds_left(request, action, key):
    """Seconds until `action` may be done once more for `key`; 1 at least."""
    return ceil(max(1, *(_wait(request, rate, action, key) for rate in _rates(action))))


def _rates(action):
    return ratelimit.get_rates(app=APP, action=action)


def _wait(request, rate, action, key):
    place = ratelimit.get_cache_key(request, app=APP, action=action, rate=rate, key=key)
    turns = cache.get(place, [])  # moments, the latest first
    if len(turns) < rate.amount:
        return 0
    return turns[rate.amount - 1] + rate.duration - time.time()
