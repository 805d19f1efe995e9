"""The live layer: what an open page is sent while things happen.

    live.publish(room.channel, message.html(), id=message.change)  # on commit

    @live.channel("room", changes=changes, latest=latest)  # what "room:12" means
    def may_listen(user, key): ...

    path("<str:slug>/stream/", live.stream(find_channel), name="stream")
    {% live_url "rooms:stream" room.slug channel=room.channel after=room.last_change %}

    live.end(room.channel, user, "kicked")                    # in every worker, at once

django-eventstream is the public face: `send_event`, `channel_permission_changed`, the channel
manager, the storage classes and its addresses work as its README says, and so do its examples
(`tests/test_django_eventstream.py`). Its delivery is replaced, because it holds a thread and a
database connection per open stream, receives nothing any more once Redis was away for some seconds,
loses bursts, and ends streams in one worker only. Here:

- `channels`          what a channel's name means: who may listen, which changes can be replayed
- `publishing`        what apps call; `session_signals` calls it when a session ends
- `tickets`           whom a page was rendered for, so that its stream opens without a question

- `transport/`        how a relay message reaches all workers and proxies: `in_process`,
                      `redis_pubsub`, `redis_cluster`, `grip_publisher`, imported where configured;
                      `messages` and `sse_frames` are the bytes

- `engine/hub`        one per worker: all its streams, and what becomes of them
- `engine/…`          `replay_buffer`: a channel's last changes, shared by all its `subscriber`s,
                      which have a `stream_state`; `gap_repair` and `reconciliation` read from the
                      database what a transport lost; `principals` and `batched_authorization` say
                      who may listen; `periodic` calls functions of the apps

- `endpoints/`        `routing` finds what is answered beside Django: `sse`, or `grip_hold` for a
                      proxy; `stream_view` is the same through Django, `streamed_page` for a page
                      that is written while things happen, `django_eventstream` its addresses
"""

from kclub.live.channels import channel
from kclub.live.endpoints.stream_view import stream
from kclub.live.endpoints.streamed_page import follow, principal_of
from kclub.live.engine.database import run as read_database
from kclub.live.engine.periodic import every, state
from kclub.live.publishing import end, end_session, end_user, publish, publish_each
from kclub.live.tickets import ticket

__all__ = [
    "channel", "end", "end_session", "end_user", "every", "follow", "principal_of", "publish",
    "publish_each", "read_database", "state", "stream", "ticket",
]  # fmt: skip
