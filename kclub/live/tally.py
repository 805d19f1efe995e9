"""How many streams a user has, over all workers: LIVE_STREAMS_PER_USER, and the oldest goes.

Each worker counts its own at once (`Hub.enter`). Once a second it also notes in Redis which have
come and gone, a sorted set for each user; a stream that was gone by then is never noted. Nothing
depends on it: with Redis away, each worker counts for itself, and notes all when it is back.

A stream is noted as "<owner>/<number>". Its owner, a worker, has a key that it keeps from expiring;
so what a killed worker has noted is recognised, and whoever has too many is judged when it would be.

A proxy does not tell which of its streams have gone. Each owns itself, with a key that is renewed
when the proxy asks how it stands; before their user is judged, it is made to ask.
"""

import asyncio
import logging
import secrets
import time

from django.conf import settings

from kclub.live.transport.grip_publisher import couriers
from kclub.live.transport.messages import Word
from kclub.redis.client import AWAY, redis_client

logger = logging.getLogger(__name__)

EVERY = 1  # seconds between notes
ALIVE = 5  # seconds an owner's key lasts; it is renewed with each note
AT_ONCE = 100  # streams in one note
KEPT = 86_400  # seconds after which a user without new streams is forgotten

NOTE = """
local numbers = {}
for i, key in ipairs(KEYS) do
    redis.call('ZADD', key, ARGV[2 * i + 1], ARGV[2 * i])
    redis.call('EXPIRE', key, ARGV[1])
    numbers[i] = redis.call('ZCARD', key)
end
return numbers
"""  # for each stream: how many its user has now


class Tally:
    def __init__(self, say):
        self.say = say  # passes a Word to all workers
        self.owner = secrets.token_urlsafe(6)
        self.opened = 0
        self.came = set()  # streams not noted yet; each has a `viewer` and, unique here, `opened`
        self.noted = set()
        self.gone = []  # (user id, name) to be struck out
        self.held = {}  # name of a stream that a proxy holds: (user id, for how many seconds)
        self.crowded = {}  # user id: when to look whether they have too many
        self.asking = []  # user ids of whom the proxies are to be asked before

    def name(self, stream):
        return f"{self.owner}/{stream.opened}"

    def enter(self, stream):
        self.opened = stream.opened = max(self.opened + 1, time.time_ns() // 1000)
        if settings.REDIS_URL:
            self.came.add(stream)

    def leave(self, stream):
        self.came.discard(stream)
        if stream in self.noted:
            self.noted.discard(stream)
            self.gone.append((stream.viewer.user_id, self.name(stream)))

    def hold(self, user_id, name, seconds):
        """A proxy holds this stream, and asks again within so many seconds if it still does."""
        if settings.REDIS_URL and user_id:
            self.held[name] = user_id, seconds

    async def keep(self):
        """Note what has come and gone, for ever."""
        timeouts = {"socket_connect_timeout": 1, "socket_timeout": 1}
        while settings.REDIS_URL:
            try:
                async with redis_client(settings.REDIS_URL, "redis.asyncio", **timeouts) as redis:
                    while True:
                        await asyncio.sleep(EVERY)
                        await self.note(redis)
                        while self.came:
                            await self.note(redis)
            except AWAY as error:
                logger.warning("each worker counts its streams alone: %s", error)
            except Exception:
                logger.exception("each worker counts its streams alone")
            self._begin_again()
            await asyncio.sleep(EVERY)

    def _begin_again(self):
        """Redis may have lost what was noted."""
        self.came |= self.noted
        self.noted = set()

    async def note(self, redis):
        """Bring Redis up to date; end what is above the limit."""
        came, gone, held = list(self.came)[:AT_ONCE], self.gone[:AT_ONCE], self.held
        self.held = {}
        pipeline = redis.pipeline(transaction=False)
        pipeline.set(alive(self.owner), 1, ex=ALIVE, get=True)
        for user_id, name in gone:
            pipeline.zrem(key_of(user_id), name)
        names = [(one.viewer.user_id, self.name(one)) for one in came]
        names += [(user_id, name) for name, (user_id, _) in held.items()]
        for name, (_, seconds) in held.items():
            pipeline.set(alive(owner_of(name)), 1, ex=seconds)
        keys = [key_of(user_id) for user_id, _ in names]
        told = [word for _, name in names for word in (name, opened_at(name))]
        pipeline.eval(NOTE, len(keys), *keys, KEPT, *told)
        was_alive, *_, numbers = await pipeline.execute()
        if not was_alive:  # others may have taken us for dead
            self._begin_again()
        del self.gone[: len(gone)]
        for one in came:
            self._noted(one)
        for (user_id, _), number in zip(names, numbers, strict=True):
            self._look_at(user_id, number)
        await self._ask_proxies(redis)
        for user_id in [user_id for user_id, at in self.crowded.items() if at < time.monotonic()]:
            del self.crowded[user_id]
            await self._end_oldest(redis, user_id)

    def _noted(self, one):
        if one in self.came:
            self.came.discard(one)
            self.noted.add(one)
        else:  # it left meanwhile
            self.gone.append((one.viewer.user_id, self.name(one)))

    def _look_at(self, user_id, number):
        if number > settings.LIVE_STREAMS_PER_USER and user_id not in self.crowded:
            self.crowded[user_id] = time.monotonic() + ALIVE + EVERY
            self.asking += [user_id] if settings.LIVE_PROXIES else []

    async def _ask_proxies(self, redis):
        """Whatever they still hold of these users they ask about again; the rest expires."""
        while self.asking:
            user_id = self.asking.pop()
            for name in await redis.zrange(key_of(user_id), 0, -1):
                await redis.expire(alive(owner_of(name.decode())), ALIVE)
            couriers.send(bytes(Word("ask", user_id)))

    async def _end_oldest(self, redis, user_id):
        """End what is above the limit, the oldest first; streams of the dead do not count."""
        streams = [name.decode() for name in await redis.zrange(key_of(user_id), 0, -1)]
        owners = {owner_of(name) for name in streams}
        living = {owner for owner in owners if await redis.exists(alive(owner))}
        dead = [name for name in streams if owner_of(name) not in living]
        over = [name for name in streams if owner_of(name) in living]
        over = over[: -settings.LIVE_STREAMS_PER_USER]
        if dead or over:
            await redis.zrem(key_of(user_id), *dead, *over)
        for name in over:
            self.say(bytes(Word("stream", name, user=user_id, body=b"too-many")))


def owner_of(name):
    return name.partition("/")[0]


def opened_at(name):
    return int(name.partition("/")[2])


def key_of(user_id):
    return f"{{{settings.LIVE_PREFIX}}}:live:streams:{user_id}"  # braces: on one node of a cluster


def alive(owner):
    return f"{{{settings.LIVE_PREFIX}}}:live:owner:{owner}"
