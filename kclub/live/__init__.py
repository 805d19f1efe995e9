"""The live layer: what a page hears while it is open.

    live.publish(room.channel, message.html(), id=message.change)  # on commit

    @live.channel("room", changes=changes, latest=latest)  # what "room:12" means
    def may_listen(user, key): ...

    path("<str:slug>/stream/", live.stream(find_channel), name="stream")
    {% live_url "rooms:stream" room.slug channel=room.channel after=room.last_change %}

    live.end(room.channel, user, "kicked")                    # in every worker, at once

django-eventstream is the public face: `send_event`, `channel_permission_changed`, the channel
manager, the storage classes and its addresses work as its README says, and so do its examples
(`tests/test_eventstream.py`). Its delivery is replaced, because it holds a thread and a database
connection per open stream, goes deaf for ever when Redis is away for some seconds, loses bursts,
and ends streams in one worker only. Here:

- `channels`   what a channel's name means: who may listen, which changes can be replayed
- `wire`       server-sent events as bytes, and what workers tell each other
- `relay`      from the worker that publishes to all workers: Redis, or in-process without it
- `hub`        one per worker: all its streams, and what becomes of them
- `buffer`        a channel's last changes, in order, shared by all its `subscriber`s: cursors into it
- `doubts`     what a hub looks for in the database in case it was not told
- `streams`    GET …/stream/ beside Django; `tickets` and `viewers` say who is asking, `admission`
               asks for many at once
- `rounds`     what an app does every now and then for those who are here
- `following`  the same stream for a page that is written while things happen
- `goodbye`    a session that ends takes its streams with it
- `face`       lets django-eventstream's functions and addresses use our relay and hub
- `grip`       tells proxies that hold streams what happens; `holds` answers their questions
- `shutdown`   ends all streams when the worker is told to stop
- `pages`      answers everything else, each request in one hop
"""

from kclub.live.channels import channel
from kclub.live.endpoints.sse import stream
from kclub.live.endpoints.streamed_page import follow, principal_of
from kclub.live.engine.periodic import every
from kclub.live.publishing import end, end_session, end_user, publish
from kclub.live.tickets import ticket

__all__ = [
    "channel",
    "end",
    "end_session",
    "end_user",
    "every",
    "follow",
    "principal_of",
    "publish",
    "stream",
    "ticket",
]  # fmt: skip
