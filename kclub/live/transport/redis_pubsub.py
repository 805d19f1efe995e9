"""The transport between workers through Redis pub/sub.

A hub asks the database while Redis is down and when it is back, since messages may be lost then.
"""

import asyncio
import logging
import random

from redis.backoff import NoBackoff
from redis.retry import Retry

from kclub.live.transport.base import Transport
from kclub.live.transport.redis_outbox import Outbox
from kclub.redis.client import UNREACHABLE, redis_client

logger = logging.getLogger(__name__)

FIRST_BACKOFF = 0.05  # seconds until the first new attempt to reach Redis
MAX_BACKOFF = 0.5  # seconds between later ones
PING_AFTER = 5  # seconds of silence after which the connection is tried with a ping
CONNECT_TIMEOUT = 2  # seconds


class RedisPubSub(Transport):
    """Publishes and subscribes to one Redis channel, the topic of this deployment."""

    prefix = ""  # of the names of Redis's commands and answers
    server_may_change = False  # whether another server may have the topic after an error

    def __init__(self, url, topic):
        self.url, self.topic = url, topic  # the Redis channel of this deployment
        self.outbox = None

    def server(self):
        """Return the URL of the server that has the topic. It may wait for an answer."""
        return self.url

    def publish(self, data):
        if self.outbox is None:
            self.outbox = Outbox(self)
        self.outbox.put(data)

    async def subscribe(self, hub):
        delay = FIRST_BACKOFF
        while True:
            try:
                await self._receive_all(hub)
            except UNREACHABLE as error:
                logger.warning("no relay: %s", error)
            except Exception:
                logger.exception("the relay failed")
            delay = FIRST_BACKOFF if hub.relay.is_up else min(delay * 2, MAX_BACKOFF)
            hub.relay_down()
            await asyncio.sleep(delay * random.uniform(0.5, 1.5))  # noqa: S311

    async def _receive_all(self, hub):
        options = {"retry": Retry(NoBackoff(), 0), "socket_connect_timeout": CONNECT_TIMEOUT}
        url = await asyncio.to_thread(self.server)
        async with redis_client(url, "redis.asyncio", **options) as redis, redis.pubsub() as pubsub:
            await getattr(pubsub, f"{self.prefix}subscribe")(self.topic)
            unanswered = 0
            while unanswered < 2:
                message = await pubsub.get_message(timeout=PING_AFTER)
                if message is None:
                    unanswered += 1
                    await pubsub.ping()  # or nobody would notice that the other end is gone
                    continue
                unanswered = 0
                await self._handle(message, hub)
            raise OSError("Redis does not answer")

    async def _handle(self, message, hub):
        match message["type"].removeprefix(self.prefix):
            case "message":
                hub.receive(message["data"])
            case "subscribe":
                await hub.relay_up()
            case "unsubscribe":
                raise OSError("Redis has ended our subscription")  # another node has the topic now
