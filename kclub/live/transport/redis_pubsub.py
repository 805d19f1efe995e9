"""The relay: what one worker says, all hear. Redis pub/sub, or in-process without REDIS_URL.

It may lose words and says so: a hub asks the database while the relay is down and when it is back.
"""

import asyncio
import atexit
import logging
import os
import queue
import random
import threading
import time

from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from kclub.live.transport.grip_publisher import couriers
from kclub.redis.client import UNREACHABLE, is_cluster, redis_client, server_of

logger = logging.getLogger(__name__)

BACKOFF = 0.05, 0.5  # seconds between attempts to reach Redis: the first and the longest
SILENCE = 5  # seconds without a message after which the connection is tried with a ping


class Relay:
    def __init__(self):
        self.hubs = set()  # of this process: one while a server runs, none in a command
        self.outbox = None

    def send(self, message):
        """Pass `message` (bytes) on to every worker. From any thread; neither waits nor fails."""
        if settings.LIVE_PROXIES:
            couriers.send(message)
        if settings.REDIS_URL:
            if self.outbox is None or self.outbox.pid != os.getpid():
                self.outbox = Outbox(settings.REDIS_URL, topic())
            self.outbox.put(message)
        else:
            for hub in tuple(self.hubs):
                try:
                    hub.loop.call_soon_threadsafe(hub.receive, message)
                except RuntimeError:  # its loop has been closed
                    self.hubs.discard(hub)

    async def listen(self, hub):
        """Tell `hub` every message, for ever, and when that begins and stops to work."""
        if not settings.REDIS_URL:
            self.hubs.add(hub)
            try:
                await hub.relay_up()
                await asyncio.Event().wait()
            finally:
                self.hubs.discard(hub)
        delay, longest = BACKOFF
        while True:
            try:
                await self._receive_all(hub)
            except UNREACHABLE as error:
                logger.warning("no relay: %s", error)
            except Exception:
                logger.exception("the relay failed")
            delay = BACKOFF[0] if hub.relay_is_up else min(delay * 2, longest)
            hub.relay_down()
            await asyncio.sleep(delay * random.uniform(0.5, 1.5))  # noqa: S311

    async def _receive_all(self, hub):
        once = {"retry": Retry(NoBackoff(), 0), "socket_connect_timeout": 2}
        url = await asyncio.to_thread(server_of, settings.REDIS_URL, topic())
        async with redis_client(url, "redis.asyncio", **once) as redis, redis.pubsub() as pubsub:
            sharded = is_cluster(settings.REDIS_URL)
            await (pubsub.ssubscribe if sharded else pubsub.subscribe)(topic())
            unanswered = 0
            while unanswered < 2:
                message = await pubsub.get_message(timeout=SILENCE)
                if message is None:
                    unanswered += 1
                    await pubsub.ping()  # or nobody would notice that the other end is gone
                    continue
                unanswered = 0
                match message["type"]:
                    case "message" | "smessage":
                        hub.receive(message["data"])
                    case "subscribe" | "ssubscribe":
                        await hub.relay_up()
                    case "sunsubscribe":
                        raise OSError("another node of the cluster has our topic")
            raise OSError("Redis does not answer")


class Outbox(threading.Thread):
    """The thread that talks to Redis, so that no request ever waits for it."""

    def __init__(self, url, topic):
        super().__init__(name="live-outbox", daemon=True)
        self.url, self.topic, self.pid = url, topic, os.getpid()
        self.words = queue.SimpleQueue()
        self.busy = False
        self.start()
        atexit.register(self.flush)

    def put(self, message):
        self.words.put(message)

    def run(self):
        timeouts = {"socket_connect_timeout": 1, "socket_timeout": 1}
        sharded = is_cluster(self.url)
        redis, waiting = None, []
        while True:
            waiting += self._next(block=not waiting)
            self.busy = True
            try:
                if redis is None:
                    server = server_of(self.url, self.topic)
                    redis = redis_client(server, retry=Retry(NoBackoff(), 1), **timeouts)
                pipeline = redis.pipeline(transaction=False)
                for message in waiting:
                    (pipeline.spublish if sharded else pipeline.publish)(self.topic, message)
                pipeline.execute()
                waiting = []
            except UNREACHABLE as error:
                logger.warning("not relayed: %s", error)
                redis = None if sharded else redis  # another node may have the topic now
                # Events are read from the database in time; an end of streams must not get lost.
                waiting = [message for message in waiting if not message.startswith(b"event ")][
                    -1000:
                ]
                time.sleep(BACKOFF[1])
            self.busy = bool(waiting)

    def _next(self, block):
        words = [self.words.get()] if block else []
        while len(words) < 500 and not self.words.empty():
            words.append(self.words.get())
        return words

    def flush(self, seconds=1):
        """Wait until all is sent, for a command that ends; at most so many seconds."""
        until = time.monotonic() + seconds
        while (self.busy or not self.words.empty()) and time.monotonic() < until:
            time.sleep(0.01)


def topic():
    """The Redis channel of this deployment."""
    return f"{settings.LIVE_PREFIX}:live"


relay = Relay()
