"""Connections to the server that Redis Sentinel names."""

import importlib
from urllib.parse import urlsplit

from kclub.redis.server_urls import addresses, credentials


def connection_pool(url, package, **options):
    """Return a SentinelConnectionPool; it follows when another server takes over."""
    sentinels, parts = importlib.import_module(f"{package}.sentinel"), urlsplit(url)
    name, _, db = parts.path.strip("/").partition("/")
    timeouts = {key: options[key] for key in options if key.startswith("socket_")}
    sentinel = sentinels.Sentinel(addresses(parts), sentinel_kwargs=timeouts)
    options |= credentials(parts) | {"db": int(db or 0)}
    return sentinels.SentinelConnectionPool(name, sentinel, **options)
