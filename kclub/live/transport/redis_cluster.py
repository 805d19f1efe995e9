"""The transport between workers through the sharded pub/sub of a Redis Cluster.

Messages go through the node whose slot the topic is, so they are no load on the other nodes.
"""

from kclub.live.transport.redis_pubsub import RedisPubSub
from kclub.redis.client import server_of


class ShardedPubSub(RedisPubSub):
    """Redis pub/sub with the commands of sharded pub/sub, at the node that has the topic."""

    prefix = "s"
    server_may_change = True

    def server(self):
        return server_of(self.url, self.topic)
