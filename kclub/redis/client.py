"""Connections to Redis: to one server, to the one that Sentinel names, or to a cluster.

redis://[user:password@]host:6379[/db]                            rediss:// with TLS
redis+sentinel://[user:password@]host:26379,host:26379/name[/db]  rediss+sentinel:// with TLS
redis+cluster://[user:password@]host:6379,host:6379               rediss+cluster:// with TLS

User and password are those of Redis; the sentinels are asked without. Of a cluster, a few nodes are
enough: they know the others. What the URL does not ask for is not imported.
"""

import importlib
from urllib.parse import urlsplit

from redis.exceptions import RedisClusterException, RedisError

UNREACHABLE = RedisError, RedisClusterException, OSError  # the errors when Redis cannot be reached


def redis_client(url, package="redis", **options):
    """Return a Redis or RedisCluster; with package "redis.asyncio" those of that package.

    Close it, or use it in a `with`.
    """
    if is_cluster(url):
        from kclub.redis import cluster

        return cluster.cluster_client(url, package, **options)
    pool = connection_pool(url, package, **options)
    return importlib.import_module(package).Redis.from_pool(pool)


def connection_pool(url, package="redis", **options):
    """Return a ConnectionPool for `redis.Redis`; with package "redis.asyncio" for that one's."""
    if urlsplit(url).scheme.endswith("+sentinel"):
        from kclub.redis import sentinel

        return sentinel.connection_pool(url, package, **options)
    return importlib.import_module(package).ConnectionPool.from_url(url, **options)


def is_cluster(url):
    """Return whether the URL is that of a cluster."""
    return urlsplit(url).scheme.endswith("+cluster")


def server_of(url, key):
    """Return the URL of the server that has `key`; a cluster is asked for its node, which may wait."""
    if not is_cluster(url):
        return url
    from kclub.redis import cluster

    return cluster.node_of(url, key)


class PoolClass:
    """The "pool_class" option of Django's cache: makes the connection pool of any of our URLs."""

    from_url = staticmethod(connection_pool)
