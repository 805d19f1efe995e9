"""Redis behind Sentinel, with real ones: who is asked, and that another takes over."""

import asyncio
import time

import pytest
import redis as client
from django.core.cache import cache

from kclub.redis.client import redis_client
from tests import services
from tests.fixtures import needed


class Replica(services.Redis):
    def __init__(self, master):
        super().__init__()
        self.master = master

    def command(self):
        return [*super().command(), "--replicaof", "127.0.0.1", self.master.port,
                "--repl-diskless-sync-delay", "0"]  # fmt: skip


class Sentinel(services.Redis):
    def __init__(self, master):
        super().__init__()
        self.master = master

    @property
    def url(self):
        return f"redis+sentinel://127.0.0.1:{self.port}/campus"

    def prepare(self):
        (self.directory / "sentinel.conf").write_text(
            f"port {self.port}\nbind 127.0.0.1\ndir {self.directory}\n"
            f"sentinel monitor campus 127.0.0.1 {self.master.port} 1\n"
            "sentinel down-after-milliseconds campus 300\n"
            "sentinel failover-timeout campus 1000\n"
        )

    def command(self):
        return [self.find(), self.directory / "sentinel.conf", "--sentinel"]


@pytest.fixture
def campus():
    """(master, replica, sentinel)"""
    needed(services.Redis.find)
    with services.Redis() as master, Replica(master) as replica, Sentinel(master) as sentinel:
        yield master, replica, sentinel


def ask(url, seconds=10):
    """The port of the server that takes writes, once there is one."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with redis_client(url, socket_timeout=0.5, socket_connect_timeout=0.5) as redis:
                redis.set("who", "ours")
                return redis.config_get("port")["port"]
        except client.RedisError:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def wait_for_replica(campus):
    master, _, sentinel = campus
    deadline = time.monotonic() + 30
    while True:
        with client.Redis(port=sentinel.port, decode_responses=True) as asked:
            if asked.sentinel_master("campus")["num-slaves"] == 1:
                break
        assert time.monotonic() < deadline
        time.sleep(0.1)
    with client.Redis(port=master.port) as redis:
        assert redis.wait(1, 5000) == 1


def test_a_plain_url_is_the_server_itself(redis):
    assert ask(redis.url) == str(redis.port)


def test_sentinel_names_the_server_and_another_one_after_a_crash(campus):
    master, replica, sentinel = campus
    wait_for_replica(campus)
    assert ask(sentinel.url) == str(master.port)
    master.kill()
    assert ask(sentinel.url, seconds=20) == str(replica.port)


def test_the_cache_finds_it_too(campus, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "kclub.redis.cache.SharedRedisCache",
            "LOCATION": [campus[2].url],
            "OPTIONS": {"pool_class": "kclub.redis.client.PoolClass", "retry": None},
        }
    }
    cache.set("rice", 1)
    assert cache.get("rice") == 1


def test_words_are_heard_behind_sentinel(campus):
    _, _, sentinel = campus

    async def hear():
        async with (
            redis_client(sentinel.url, "redis.asyncio") as redis,
            redis.pubsub() as pubsub,
        ):
            await pubsub.subscribe("live")
            assert (await pubsub.get_message(timeout=2))["type"] == "subscribe"
            with redis_client(sentinel.url) as other:
                other.publish("live", "word")
            return (await pubsub.get_message(timeout=2))["data"]

    assert asyncio.run(hear()) == b"word"
