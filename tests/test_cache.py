"""The cache on a real Redis that goes away."""

import time
from contextvars import Context

import pytest
import redis as client
from django.core.cache import cache

from kclub.redis.cache import FaultTolerantRedisCache
from tests import services
from tests.fixtures import needed


@pytest.fixture
def redis(settings):
    needed(services.Redis.find)
    FaultTolerantRedisCache.down_until = 0  # a test before may have lost another one
    with services.Redis() as redis:
        settings.CACHES = {
            "default": {
                "BACKEND": "kclub.redis.cache.SharedRedisCache",
                "LOCATION": redis.url,
                "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2, "retry": None},
            }
        }
        yield redis
    FaultTolerantRedisCache.down_until = 0


def test_it_keeps_things_as_any_cache_does(redis):
    cache.set_many({"rice": 1, "soup": 2})
    assert cache.get_many(["rice", "soup", "tea"]) == {"rice": 1, "soup": 2}
    assert cache.add("rice", 3) is False
    assert cache.incr("rice", 4) == 5
    assert cache.delete("soup") is True
    assert "soup" not in cache


@pytest.mark.parametrize("outage", ["stopped", "silent"])
def test_without_redis_it_finds_nothing_and_soon_says_so(redis, outage):
    cache.set("rice", 1)
    if outage == "silent":
        with redis.paused():
            asked = ask_ten_times()
    else:
        redis.stop()
        asked = ask_ten_times()
    assert asked < 1


def ask_ten_times():
    began = time.monotonic()
    for _ in range(10):
        assert cache.get("rice", "nothing") == "nothing"
        cache.set("rice", 2)
        assert cache.add("rice", 3)
        assert cache.incr("rice") == 0
        assert cache.get_many(["rice"]) == {}
    return time.monotonic() - began


def test_when_redis_is_back_it_is_asked_again(redis):
    redis.stop()
    cache.set("rice", 1)
    redis.start()
    FaultTolerantRedisCache.down_until = 0
    cache.set("rice", 2)
    assert cache.get("rice") == 2


def test_all_requests_share_its_connections(redis):
    for _ in range(20):
        Context().run(cache.set, "rice", 1)  # each has a cache of its own
    assert cache.increment_all({"rice": 60, "soup": 60}) == [2, 1]
    with client.Redis(port=redis.port) as asking:
        assert asking.info("clients")["connected_clients"] == 2
        assert 0 < asking.ttl(cache.make_key("soup")) <= 60


def test_without_redis_nothing_is_counted(redis):
    redis.stop()
    assert cache.increment_all({"rice": 60, "soup": 60}) == [0, 0]
