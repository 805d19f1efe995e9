"""The transport to GRIP proxies, which hold streams instead of the workers.

They only hold connections: they still ask `endpoints/grip_hold` who may listen and what was missed.
Each proxy has a thread that posts to its publish endpoint, so no request waits for it.
"""

import atexit
import logging
import queue
import threading
import time
from collections import deque
from contextlib import suppress
from functools import cached_property

import requests

from kclub.live.transport import grip_channels
from kclub.live.transport.base import Transport
from kclub.live.transport.grip_proxies import proxies
from kclub.live.transport.messages import RelayMessage

logger = logging.getLogger(__name__)

BATCH_SIZE = 100  # messages in one request
REQUEST_TIMEOUT = 2  # seconds
RETRY_AFTER = 0.5  # seconds
PROBE_AFTER = 2  # seconds after a channel's last change until the proxy is asked whether it has it
ADMISSION_TIME = 2  # seconds in which a stream that was let in has certainly reached the proxy
MAX_KEPT_ENDS = 1000  # ends of streams kept while a proxy is away
FLUSH_TIMEOUT = 1  # seconds a process that exits waits until all is sent


class GripPublisher(Transport):
    """Publishes to all proxies of the settings."""

    def __init__(self):
        self.latest = {}  # channel: the number of the last change anybody has published lately

    @cached_property
    def threads(self):
        """The ProxyThreads, started when something is first published."""
        return [ProxyThread(proxy, self) for proxy in proxies()]

    def publish(self, data):
        for thread in self.threads:
            thread.queue.put(data)

    async def subscribe(self, hub):
        """Only watch what this worker receives: proxies publish nothing."""
        hub.observers.append(self.observe)

    def observe(self, message):
        """Note a RelayMessage that some worker has published."""
        if message.number is not None:
            self.latest[message.name] = max(message.number, self.latest.get(message.name, 0))

    def is_latest(self, name, number):
        """Return whether nobody has published a later change of the channel, and forget it then."""
        if self.latest.get(name) != number:
            return False
        del self.latest[name]
        return True


class ProxyThread(threading.Thread):
    """The queue of one proxy and the thread that posts it."""

    def __init__(self, proxy, publisher):
        super().__init__(name="live-grip", daemon=True)
        self.proxy, self.publisher = proxy, publisher
        self.queue = queue.SimpleQueue()
        self.hints = deque()  # (when, proxy's channel) of hints to be sent
        self.probes = {}  # channel: (when, number), in the order of `when`
        self.missed_channels = set()  # the proxy's channels that missed an event
        self.unsent_ends = []  # ends that could not be published yet
        self.busy = False
        self.http = requests.Session()
        self.start()
        atexit.register(self.flush)

    def run(self):
        """Post what is queued and what is due, for ever."""
        while True:
            timeout = RETRY_AFTER if self.unsent_ends or self.missed_channels else None
            messages = self.unsent_ends + self._next_messages(timeout)
            self.busy = True
            hints = self._due_hints()
            items = self._items(messages, hints)
            try:
                if items:
                    self._post(items)
                self._sent(messages)
            except Exception as error:
                log = logger.warning if isinstance(error, OSError) else logger.exception
                log("not published to the proxy: %s", error)
                self._not_sent(messages, hints)
                time.sleep(RETRY_AFTER)
            self.busy = bool(self.unsent_ends or self.missed_channels)

    def _items(self, messages, hints):
        """Return [(proxy's channel, Item), …] of messages, repairs, hints and probes."""
        items = [item for message in messages for item in grip_channels.items(message)]
        items += [grip_channels.repair(channel) for channel in self.missed_channels]
        items += [grip_channels.hint(channel) for channel in hints]
        return items + self._due_probes()

    def _post(self, items):
        items = [item.export() | {"channel": channel} for channel, item in items]
        answer = self.http.post(
            self.proxy.publish_url,
            json={"items": items},
            timeout=REQUEST_TIMEOUT,
            headers=self.proxy.authorization(),
        )
        answer.raise_for_status()

    def _sent(self, messages):
        now = time.monotonic()
        for message in messages:
            if message.number is not None:
                self.publisher.observe(message)
                self.probes.pop(message.name, None)  # so that it comes last
                self.probes[message.name] = now + PROBE_AFTER, message.number
            if message.kind != "event":
                channel = grip_channels.ends(message.kind, message.name, message.user)
                self.hints.append((now + ADMISSION_TIME, channel))
        self.missed_channels, self.unsent_ends = set(), []

    def _not_sent(self, messages, hints):
        ends = [message for message in messages if message.kind != "event"]
        self.unsent_ends = ends[-MAX_KEPT_ENDS:]
        self.missed_channels |= {
            channel
            for message in messages
            if message.kind == "event"
            for channel, _ in grip_channels.items(message)
        }
        self.hints.extendleft((0, channel) for channel in hints)

    def _next_messages(self, timeout):
        """Return the messages to send, once there are some, or something else is to be done."""
        due = [when for when, _ in list(self.hints)[:1] + list(self.probes.values())[:1]]
        if due:
            wait = max(0.0, min(due) - time.monotonic())
            timeout = wait if timeout is None else min(wait, timeout)
        messages = []
        with suppress(queue.Empty):
            messages.append(RelayMessage.parse(self.queue.get(timeout=timeout)))
            while len(messages) < BATCH_SIZE:
                messages.append(RelayMessage.parse(self.queue.get_nowait()))
        return messages

    def _due_hints(self):
        now, due = time.monotonic(), set()
        while self.hints and self.hints[0][0] <= now:
            due.add(self.hints.popleft()[1])
        return due

    def _due_probes(self):
        now, due = time.monotonic(), []
        for name, (when, number) in list(self.probes.items()):
            if when > now:
                break
            del self.probes[name]
            if self.publisher.is_latest(name, number):
                due.append(grip_channels.probe(name, number))
        return due

    def flush(self):
        """Wait until all is sent, for a command that ends; FLUSH_TIMEOUT at most."""
        deadline = time.monotonic() + FLUSH_TIMEOUT
        while (self.busy or not self.queue.empty()) and time.monotonic() < deadline:
            time.sleep(0.01)
