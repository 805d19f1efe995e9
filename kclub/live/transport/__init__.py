"""How relay messages travel from the process that publishes to every worker and every proxy.

Nothing outside this package knows which transports the settings ask for, and what is not asked for
is not imported: in-process delivery without REDIS_URL, Redis pub/sub or a cluster's with it, and
GRIP proxies beside either with GRIP_URL.
"""

import os
from functools import cache

from django.conf import settings


def publish_to_all(data):
    """Send a relay message, as bytes, by every transport. It neither waits nor fails."""
    for transport in transports():
        transport.publish(data)


def publish_all_to_all(messages):
    """Send relay messages, each as bytes, by every transport."""
    for transport in transports():
        transport.publish_all(messages)


def transports():
    """Return the Transports that the settings ask for; the first is the one between workers."""
    proxies = tuple(settings.LIVE_PROXIES)
    return _transports(settings.REDIS_URL, settings.LIVE_PREFIX, proxies, os.getpid())


@cache
def _transports(redis_url, prefix, proxies, pid):  # a fork needs threads of its own: hence `pid`
    relay = _relay(redis_url, f"{prefix}:live")
    if not proxies:
        return [relay]
    from kclub.live.transport.grip_publisher import GripPublisher

    return [relay, GripPublisher()]


def _relay(redis_url, topic):
    """Return the Transport between workers."""
    if not redis_url:
        from kclub.live.transport.in_process import InProcess

        return InProcess()
    from kclub.redis.client import is_cluster

    if is_cluster(redis_url):
        from kclub.live.transport.redis_cluster import ShardedPubSub

        return ShardedPubSub(redis_url, topic)
    from kclub.live.transport.redis_pubsub import RedisPubSub

    return RedisPubSub(redis_url, topic)
