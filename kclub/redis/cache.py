"""Redis as a fault-tolerant cache: while it is down, nothing is found or stored and no page fails.

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
OUTAGE_PAUSE = 2  # seconds until Redis is asked again: an outage costs one wait, not one a page


class FaultTolerantRedisCache(RedisCache):
    """Django's backend, which answers like an empty cache while Redis is down."""

    down_until = 0  # time.monotonic(); of this process

    def get(self, key, default=None, version=None):
        return self._try(default, super().get, key, default, version)

    def get_many(self, keys, version=None):
        return self._try({}, super().get_many, keys, version)

    def has_key(self, key, version=None):
        return self._try(False, super().has_key, key, version)

    def add(self, key, value, *args, **kwargs):
        return self._try(True, super().add, key, value, *args, **kwargs)

    def set(self, key, value, *args, **kwargs):
        return self._try(None, super().set, key, value, *args, **kwargs)

    def set_many(self, data, *args, **kwargs):
        return self._try(list(data), super().set_many, data, *args, **kwargs)

    def touch(self, key, *args, **kwargs):
        return self._try(False, super().touch, key, *args, **kwargs)

    def incr(self, key, delta=1, version=None):
        """Add `delta`. Returns the new number; 0 while Redis is down."""
        return self._try(0, super().incr, key, delta, version)

    def delete(self, key, version=None):
        return self._try(False, super().delete, key, version)

    def delete_many(self, keys, version=None):
        return self._try(None, super().delete_many, keys, version)

    def _try(self, default, method, *args, **kwargs):
        if time.monotonic() < FaultTolerantRedisCache.down_until:
            return default
        try:
            return method(*args, **kwargs)
        except UNREACHABLE as error:
            FaultTolerantRedisCache.down_until = time.monotonic() + OUTAGE_PAUSE
            logger.warning("the cache is down: %s", error)
            return default


class SharedRedisCache(FaultTolerantRedisCache):
    """The fault-tolerant cache on one client for the whole process, also of a cluster.

    Django makes a cache, and so connections, for each request under ASGI.
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
        return self._try([0] * len(keys), self._increment_all, keys)

    def _increment_all(self, keys):
        pipeline = self._cache.redis.pipeline(transaction=False)
        for key, seconds in keys.items():
            key = self.make_and_validate_key(key)
            pipeline.incr(key).expire(key, seconds)
        return pipeline.execute()[::2]


class SharedClient(RedisCacheClient):
    """A client of the one server or cluster; Django's makes a redis-py client for every command."""

    def get_client(self, key=None, *, write=False):
        return self.redis

    @cached_property
    def redis(self):
        (url,) = self._servers
        if is_cluster(url):
            return redis_client(url, **self._pool_options)
        return super().get_client(write=True)
