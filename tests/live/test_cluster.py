"""A Redis Cluster of three as the relay, the cache and what counts; a node may be killed."""

import time

import pytest
import redis
from django.core.cache import cache

from kclub.redis.client import UNREACHABLE, redis_client, server_of
from tests import services
from tests.fixtures import needed
from tests.live.client import Reader, post
from tests.live.site import Site
from tests.live.test_workers import all_of, opened, stop

SLOTS = 16384


class Node(services.Redis):
    """One of three; it keeps in its directory which slots it has."""

    def __init__(self):
        super().__init__()
        self.bus = services.free_port()

    def command(self):
        return [*super().command(), "--cluster-enabled", "yes", "--cluster-port", self.bus,
                "--cluster-node-timeout", "500", "--cluster-require-full-coverage", "no"]  # fmt: skip


class Cluster:
    """As much of a service as a Site needs."""

    def __init__(self, nodes):
        self.nodes = nodes
        self.url = "redis+cluster://" + ",".join(f"127.0.0.1:{node.port}" for node in nodes)
        share = SLOTS // len(nodes) + 1
        for number, node in enumerate(nodes):
            one = redis.Redis(port=node.port)
            slots = number * share, min((number + 1) * share, SLOTS) - 1
            one.execute_command("CLUSTER", "ADDSLOTSRANGE", *slots)
            for other in nodes:
                one.execute_command("CLUSTER", "MEET", "127.0.0.1", other.port, other.bus)
        for node in nodes:
            one, deadline = redis.Redis(port=node.port), time.monotonic() + 30
            while not self._is_whole(one.cluster("INFO")):
                assert time.monotonic() < deadline
                time.sleep(0.05)

    @staticmethod
    def _is_whole(found):
        return found["cluster_state"] == "ok" and found["cluster_slots_ok"] == str(SLOTS)

    def node_of(self, key):
        port = int(server_of(self.url, key).rpartition(":")[2])
        return next(node for node in self.nodes if node.port == port)


@pytest.fixture
def cluster():
    needed(services.Redis.find)
    with Node() as a, Node() as b, Node() as c:
        yield Cluster([a, b, c])


async def test_workers_talk_through_a_cluster_and_a_killed_node_heals(cluster, seeded):
    with Site(seeded, 2, redis=cluster) as site:
        path = f"/rooms/{site.room}/stream/?after=0"
        readers = [Reader(site.port, path, session).start() for session in site.sessions[:20]]
        await opened(readers)
        for said in range(1, 6):
            await say(site)
            await all_of(lambda reader, said=said: len(reader.ids) == said, readers, seconds=2)

        node = cluster.node_of("kclub:live")
        node.kill()
        for _ in range(5):
            await say(site)
        await all_of(lambda reader: len(reader.ids) == 10, readers, seconds=15)

        node.start()
        await all_of(lambda reader: reader.is_open, readers, seconds=20)
        await say(site)
        await all_of(lambda reader: len(reader.ids) == 11, readers, seconds=1)
        assert all(reader.ids == list(range(1, 12)) for reader in readers)
        await stop(readers)


def test_the_cache_lives_in_a_cluster_and_may_lose_a_node(cluster, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "kclub.redis.cache.SharedRedisCache",
            "LOCATION": [cluster.url],
            "KEY_PREFIX": "{kclub}",
            "OPTIONS": {
                "pool_class": "kclub.redis.client.PoolClass",
                "socket_timeout": 0.5,
                "retry": None,
            },
        }
    }
    assert cache.increment_all({"a": 60, "b": 60}) == [1, 1]
    assert cache.increment_all({"a": 60, "b": 60}) == [2, 2]
    cache.set("c", {"any": "thing"})
    assert cache.get_many(["c", "d"]) == {"c": {"any": "thing"}}
    node = cluster.node_of("{kclub}")
    node.kill()
    assert cache.increment_all({"a": 60}) == [0]
    node.start()
    deadline = time.monotonic() + 20
    while cache.increment_all({"a": 60}) == [0]:
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_one_can_ask_a_cluster_whether_it_is_there(cluster):
    with redis_client(cluster.url, socket_timeout=1) as client:
        assert client.ping()
    for node in cluster.nodes:
        node.kill()
    with pytest.raises(UNREACHABLE), redis_client(cluster.url) as client:
        client.ping()


async def say(site):
    status, _ = await post(site.port, f"/rooms/{site.room}/say/", site.sessions[0], "안녕")
    assert status == 200
