"""Beyond one machine: streams held by GRIP proxies, as Pushpin or Fastly Fanout. Set GRIP_URL.

Nothing but the holding moves: whoever may listen and what they missed is still asked here, at
`holds`; this is the other direction, what the proxies are told. Each has a thread that posts to
its publish endpoint, so no request waits for it.

A stream listens to a few channels of the proxy. Changes carry their number and the one before, so
the proxy notices a hole, and asks us for the rest. Ends are two items: the last event, and `close`.
"""

import atexit
import logging
import os
import queue
import threading
import time
from collections import deque
from contextlib import suppress
from functools import cache

import jwt
import requests
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from gripcontrol import HttpStreamFormat, parse_grip_uri
from pubcontrol import Item

from kclub.live.transport import messages
from kclub.live.transport.messages import RelayMessage

logger = logging.getLogger(__name__)

BATCH = 100  # words in one request
PATIENCE = 2  # seconds for one request
PAUSE = 0.5  # seconds until the next attempt
QUIET = 2  # seconds after a channel's last change until the proxy is asked whether it has it
ON_THE_WAY = 2  # seconds in which a stream that was let in has certainly reached the proxy


# The channels of a proxy -----------------------------------------------------------------


def changes(name):
    """Where the proxy hears the numbered events of a channel,"""
    return f"{settings.LIVE_PREFIX}/{name}"


def events(name):
    """those without a number, and that it ends for everybody,"""
    return f"{settings.LIVE_PREFIX}/{name}/events"


def ends(kind, name, user=""):
    """and that it ends for some: kind and name are those of a RelayMessage."""
    if kind == "channel":
        return f"{settings.LIVE_PREFIX}/{name}/{user}" if user else events(name)
    return events(f"user:{name}") if kind == "user" else f"{settings.LIVE_PREFIX}/{kind}/{name}"


def items(message):
    """[(channel, Item), …]: a RelayMessage as a proxy is told."""
    body = message.body.decode()
    if message.kind == "event" and message.number is not None:
        ids = str(message.number), str(message.number - 1)
        return [(changes(message.name), Item(HttpStreamFormat(body), *ids))]
    if message.kind == "event":
        return [(events(message.name), Item(HttpStreamFormat(body)))]
    channel = ends(message.kind, message.name, message.user)
    last = HttpStreamFormat(messages.last(body).decode())
    return [(channel, Item(last)), (channel, Item(HttpStreamFormat(close=True)))]


def probe(channel, number):
    """Says nothing, but shows who has not got as far as `number`: the proxy asks us for them.

    For Pushpin keeps 100 events for a stream that waits to be asked about, and drops the others
    without a message: nothing else would tell before the channel's next change.
    """
    return channel, Item(HttpStreamFormat(":\n\n"), str(number), str(number))


def again(channel):
    """Lets all streams of the proxy's channel ask us how things stand."""
    return channel, Item(HttpStreamFormat(action="hint"))


# The proxies -----------------------------------------------------------------------------


class Proxy:
    """One URL of GRIP_URL: http://127.0.0.1:5561?iss=pushpin&key=changeme"""

    def __init__(self, url):
        config = parse_grip_uri(url)
        self.publish = config["control_uri"] + "/publish/"
        self.iss, self.key = config.get("control_iss"), config.get("key")
        self.verify_iss = config.get("verify_iss", self.iss)
        self.verify_key = config.get("verify_key", self.key)
        if not self.verify_key:
            raise ImproperlyConfigured("GRIP_URL needs a key, or everybody could be the proxy")

    def signed(self, token):
        """Whether this proxy has signed the request; the token may be anything."""
        with suppress(jwt.PyJWTError, ValueError):
            public = b"-----BEGIN" in (
                self.verify_key if isinstance(self.verify_key, bytes) else b""
            )
            how = ["ES256", "RS256"] if public else ["HS256"]
            jwt.decode(token, self.verify_key, how, {"require": ["exp"]}, issuer=self.verify_iss)
            return True
        return False

    def authorization(self):
        if not self.key or not self.iss:
            return {"Authorization": f"Bearer {self.key}"} if self.key else {}
        claim = {"iss": self.iss, "exp": int(time.time()) + 60}
        return {"Authorization": f"Bearer {jwt.encode(claim, self.key, 'HS256')}"}


@cache
def proxies():
    return [Proxy(url) for url in settings.LIVE_PROXIES]


def from_proxy(scope):
    """Whether the request comes from one of our proxies, by its signature."""
    if not settings.LIVE_PROXIES:
        return False
    token = next((value for name, value in scope["headers"] if name == b"grip-sig"), None)
    return token is not None and any(proxy.signed(token) for proxy in proxies())


# What they are told ----------------------------------------------------------------------


class Couriers:
    """One thread for each proxy, in the process that publishes."""

    def __init__(self):
        self.couriers, self.pid = [], None
        self.latest = {}  # channel: the last change anybody has spoken of lately

    def heard(self, message):
        """Some worker has said this RelayMessage to all."""
        if message.number is not None:
            self.latest[message.name] = max(message.number, self.latest.get(message.name, 0))

    def forget(self, name, number):
        if self.latest.get(name) == number:
            del self.latest[name]

    def send(self, message):
        """Pass `message` (bytes) on to all proxies. From any thread; neither waits nor fails."""
        if self.pid != os.getpid():
            self.couriers, self.pid = [Courier(proxy) for proxy in proxies()], os.getpid()
        for courier in self.couriers:
            courier.words.put(message)


class Courier(threading.Thread):
    def __init__(self, proxy):
        super().__init__(name="live-courier", daemon=True)
        self.proxy = proxy
        self.words = queue.SimpleQueue()
        self.later = deque()  # (when, channel): whom to let ask again
        self.probes = {}  # channel: (when, number), in the order of `when`
        self.busy = False
        self.http = requests.Session()
        self.start()
        atexit.register(self.flush)

    def run(self):
        missed, waiting = set(), []  # channels that missed an event; ends not yet told
        while True:
            words = waiting + self._next(PAUSE if waiting or missed else None)
            self.busy = True
            due = self._due()
            told = [item for message in words for item in items(message)]
            told += [self._make_good(channel) for channel in missed] + [again(x) for x in due]
            told += self._probes_due()
            try:
                if told:
                    self._post(told)
                for message in words:
                    if message.number is not None:
                        couriers.heard(message)
                        self.probes.pop(message.name, None)
                        self.probes[message.name] = time.monotonic() + QUIET, message.number
                    if message.kind != "event":
                        self.later.append(
                            (time.monotonic() + ON_THE_WAY, ends(*message[:2], message.user))
                        )
                missed, waiting = set(), []
            except Exception as error:
                log = logger.warning if isinstance(error, OSError) else logger.exception
                log("the proxy was not told: %s", error)
                waiting = [message for message in words if message.kind != "event"][-1000:]
                missed |= {channel for message in words if message.kind == "event"
                           for channel, _ in items(message)}  # fmt: skip
                self.later.extendleft((0, channel) for channel in due)
                time.sleep(PAUSE)
            self.busy = bool(waiting or missed)

    @staticmethod
    def _make_good(channel):
        if channel.endswith("/events"):  # these cannot be had later: each page looks for itself
            return channel, Item(HttpStreamFormat(messages.OPEN.decode()))
        return again(channel)

    def _post(self, told):
        told = [item.export() | {"channel": channel} for channel, item in told]
        answer = self.http.post(self.proxy.publish, json={"items": told}, timeout=PATIENCE,
                                headers=self.proxy.authorization())  # fmt: skip
        answer.raise_for_status()

    def _next(self, patience):
        """The Words to tell, once there are some, or something else is to be done."""
        words = []
        nexts = [self.later[0][0]] if self.later else []
        nexts += [when for when, _ in list(self.probes.values())[:1]]
        if nexts:
            wait = max(0.0, min(nexts) - time.monotonic())
            patience = wait if patience is None else min(wait, patience)
        with suppress(queue.Empty):
            words.append(RelayMessage.read(self.words.get(timeout=patience)))
            while len(words) < BATCH:
                words.append(RelayMessage.read(self.words.get_nowait()))
        return words

    def _due(self):
        now, due = time.monotonic(), set()
        while self.later and self.later[0][0] <= now:
            due.add(self.later.popleft()[1])
        return due

    def _probes_due(self):
        now, due = time.monotonic(), []
        for name, (when, number) in list(self.probes.items()):
            if when > now:
                break
            del self.probes[name]
            if couriers.latest.get(name) == number:  # nobody has said more since
                due.append(probe(changes(name), number))
            couriers.forget(name, number)
        return due

    def flush(self, seconds=1):
        """Wait until all is told, for a command that ends; at most so many seconds."""
        until = time.monotonic() + seconds
        while (self.busy or not self.words.empty()) and time.monotonic() < until:
            time.sleep(0.01)


couriers = Couriers()
