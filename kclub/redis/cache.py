"""Redis as a cache that may be down: then nothing is found and nothing is kept, and no page fails.

It overrides parts of Django's backend that are not documented, so a version guard watches Django.
"""

import logging
import time

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from django.utils.functional import cached_property

from kclub.redis.client import UNREACHABLE, is_cluster, redis_client
from kclub.server.version_guards import guard

guard(
    "Django",
    "6.1",
    used_by=__name__,
    id="kclub.W004",
    hint="Compare its RedisCacheClient with SharedClient, and run tests/test_cache.py.",
)

logger = logging.getLogger(__name__)
OUTAGE_PAUSE = 2  # seconds without asking again: an outage costs one wait and not one a page


class FaultTolerantRedisCache(RedisCache):
    """Django's backend; but while Redis is down each method says that there is nothing."""

    down_until = 0  # time.monotonic(); of this process

    def get(self, key, default=None, version=None):
        return self._ask(default, super().get, key, default, version)

    def get_many(self, keys, version=None):
        return self._ask({}, super().get_many, keys, version)

    def has_key(self, key, version=None):
        return self._ask(False, super().has_key, key, version)

    def add(self, key, value, *args, **kwargs):
        return self._ask(True, super().add, key, value, *args, **kwargs)

    def set(self, key, value, *args, **kwargs):
        return self._ask(None, super().set, key, value, *args, **kwargs)

    def set_many(self, data, *args, **kwargs):
        return self._ask(list(data), super().set_many, data, *args, **kwargs)

    def touch(self, key, *args, **kwargs):
        return self._ask(False, super().touch, key, *args, **kwargs)

    def incr(self, key, delta=1, version=None):
        """Add `delta`. Returns the new number; 0 while Redis is down: nobody is held back then."""
        return self._ask(0, super().incr, key, delta, version)

    def delete(self, key, version=None):
        return self._ask(False, super().delete, key, version)

    def delete_many(self, keys, version=None):
        return self._ask(None, super().delete_many, keys, version)

    def _ask(self, otherwise, method, *args, **kwargs):
        if time.monotonic() < FaultTolerantRedisCache.down_until:
            return otherwise
        try:
            return method(*args, **kwargs)
        except UNREACHABLE as error:
            FaultTolerantRedisCache.down_until = time.monotonic() + OUTAGE_PAUSE
            logger.warning("the cache is down: %s", error)
            return otherwise


class SharedRedisCache(FaultTolerantRedisCache):
    """The same on one client for the whole process; it knows clusters too.

    Django has a cache, and so connections, for each request under ASGI.
    """

    clients = {}  # of this process

    @property
    def _cache(self):
        key = repr((self._servers, self._options))
        if key not in self.clients:
            self.clients[key] = SharedClient(self._servers, **self._options)
        return self.clients[key]

    def increment_all(self, keys):
        """Add one to each of the counters {key: seconds it lives}. Returns the new numbers in order.

        It asks Redis once for all of them. While Redis is down the numbers are 0.
        """
        return self._ask([0] * len(keys), self._increment_all, keys)

    def _increment_all(self, keys):
        pipeline = self._cache.redis.pipeline(transaction=False)
        for key, seconds in keys.items():
            key = self.make_and_validate_key(key)
            pipeline.incr(key).expire(key, seconds)
        return pipeline.execute()[::2]


class SharedClient(RedisCacheClient):
    """Reaches the one server or cluster. Django's makes a client of redis-py for every command."""

    def get_client(self, key=None, *, write=False):
        return self.redis

    @cached_property
    def redis(self):
        (url,) = self._servers
        if is_cluster(url):
            return redis_client(url, **self._pool_options)
        return super().get_client(write=True)
