"""Connections to Redis: to one server, to the one that Sentinel names, or to a cluster.

redis://[user:password@]host:6379[/db]                            rediss:// with TLS
redis+sentinel://[user:password@]host:26379,host:26379/name[/db]  rediss+sentinel:// with TLS
redis+cluster://[user:password@]host:6379,host:6379               rediss+cluster:// with TLS

User and password are those of Redis; the sentinels are asked without. Of a cluster, a few nodes are
enough: they know the others.
"""

import importlib
from urllib.parse import unquote, urlsplit

from redis.exceptions import RedisClusterException, RedisError

UNREACHABLE = RedisError, RedisClusterException, OSError  # raised when Redis cannot be reached


def redis_client(url, package="redis", **options):
    """Return a Redis or RedisCluster; with package "redis.asyncio" one of those.

    Close it, or use it in a `with`.
    """
    if is_cluster(url):
        parts, cluster = urlsplit(url), importlib.import_module(f"{package}.cluster")
        nodes = [cluster.ClusterNode(*address) for address in _addresses(parts)]
        return cluster.RedisCluster(startup_nodes=nodes, **_credentials(parts), **options)
    pool = connection_pool(url, package, **options)
    return importlib.import_module(package).Redis.from_pool(pool)


def connection_pool(url, package="redis", **options):
    """Return a ConnectionPool for `redis.Redis`; with package "redis.asyncio" for that one's."""
    redis = importlib.import_module(package)
    parts = urlsplit(url)
    if not parts.scheme.endswith("+sentinel"):
        return redis.ConnectionPool.from_url(url, **options)
    sentinels = importlib.import_module(f"{package}.sentinel")
    name, _, db = parts.path.strip("/").partition("/")
    timeouts = {key: options[key] for key in options if key.startswith("socket_")}
    sentinel = sentinels.Sentinel(_addresses(parts), sentinel_kwargs=timeouts)
    options |= _credentials(parts) | {"db": int(db or 0)}
    return sentinels.SentinelConnectionPool(name, sentinel, **options)


class PoolClass:
    """OPTIONS["pool_class"] of Django's cache: makes the connection pool of any of our URLs."""

    from_url = staticmethod(connection_pool)


def is_cluster(url):
    return urlsplit(url).scheme.endswith("+cluster")


def server_of(url, key):
    """Return the URL of the server that has `key`: of a cluster, the node. It asks, and may wait."""
    if not is_cluster(url):
        return url
    with redis_client(url, socket_timeout=1, socket_connect_timeout=1) as cluster:
        node = cluster.get_node_from_key(key)
    parts = urlsplit(url)
    login, at, _ = parts.netloc.rpartition("@")
    return f"{parts.scheme.partition('+')[0]}://{login}{at}{node.host}:{node.port}"


def _credentials(parts):
    login, _, _ = parts.netloc.rpartition("@")
    user, _, password = login.partition(":")
    credentials = {"username": unquote(user) or None, "password": unquote(password) or None}
    return credentials | {"ssl": parts.scheme.startswith("rediss")}


def _addresses(parts):
    return [_address(host) for host in parts.netloc.rpartition("@")[2].split(",")]


def _address(host):
    host, _, port = host.rpartition(":")
    return host.strip("[]"), int(port)
