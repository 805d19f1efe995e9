"""How Redis is reached: one server, or the one that Sentinel names.

redis://[user:password@]host:6379[/db]                            rediss:// with TLS
redis+sentinel://[user:password@]host:26379,host:26379/name[/db]  rediss+sentinel:// with TLS

User and password are those of Redis; the sentinels are asked without.
"""

import importlib
from urllib.parse import unquote, urlsplit


def connection_pool(url, package="redis", **options):
    """A ConnectionPool for `redis.Redis`; with package "redis.asyncio" for that one's."""
    redis = importlib.import_module(package)
    parts = urlsplit(url)
    if not parts.scheme.endswith("+sentinel"):
        return redis.ConnectionPool.from_url(url, **options)
    sentinels = importlib.import_module(f"{package}.sentinel")
    login, _, hosts = parts.netloc.rpartition("@")
    user, _, password = login.partition(":")
    name, _, db = parts.path.strip("/").partition("/")
    options |= {"username": unquote(user) or None, "password": unquote(password) or None}
    patience = {key: options[key] for key in options if key.startswith("socket_")}
    sentinel = sentinels.Sentinel([_address(host) for host in hosts.split(",")],
                                  sentinel_kwargs=patience)  # fmt: skip
    tls = parts.scheme.startswith("rediss")
    return sentinels.SentinelConnectionPool(name, sentinel, ssl=tls, db=int(db or 0), **options)


def _address(host):
    host, _, port = host.rpartition(":")
    return host.strip("[]"), int(port)


class Pool:
    """What Django's cache takes for OPTIONS["pool_class"]."""

    from_url = staticmethod(connection_pool)


def redis_client(url, package="redis", **options):
    """A Redis, or a redis.asyncio.Redis; close it, or use it in a `with`."""
    pool = connection_pool(url, package, **options)
    return importlib.import_module(package).Redis.from_pool(pool)
