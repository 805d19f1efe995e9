"""The adapter to django-eventstream: its own functions and addresses, on our transports and hub.

`send_event` and `channel_permission_changed` hand over to the ListenerManager in its `views`
module: ours takes its place. `django_eventstream.urls` answers as its README says, but for the
stream itself: each of its channels is a subscriber of our hub, so that it ends, repeats and is
repaired as all streams are. Its ids are django-eventstream's: `board%3Aa:12,news:3`.

Everything of django-eventstream that its README does not promise is used in this file only; a
version guard, `live.W003`, warns when another version is installed.
"""

import asyncio
import re
from copy import copy
from functools import partial
from itertools import chain

from django_eventstream import urls, views
from django_eventstream.eventrequest import EventRequest
from django_eventstream.eventstream import EventPermissionError, get_events
from django_eventstream.utils import make_id, sse_encode_error, sse_encode_event

from kclub.live import channels
from kclub.live.endpoints import stream_view
from kclub.live.endpoints.stream_request import seen_change
from kclub.live.engine import database, principals
from kclub.live.engine.hub import hub
from kclub.live.engine.principals import ANONYMOUS
from kclub.live.engine.subscriber import Subscriber
from kclub.live.publishing import publish, publish_on_commit
from kclub.live.transport import sse_frames
from kclub.live.transport.messages import RelayMessage
from kclub.server.version_guards import guard

guard(
    "django-eventstream",
    "5.3",
    used_by=__name__,
    id="live.W003",
    hint="Compare its views.events() with Stream, and run test_django_eventstream.py.",
)

MAX_PENDING_WRITES = 16  # writes that wait for a reader, before it counts as slow
FRAME_ID = re.compile(rb"id: (\d+)\n")


class ListenerManager:
    """The recipient of django-eventstream's events and lost permissions."""

    def add_to_queues(self, channel, event):
        """Publish an event of `send_event`: htmx swaps in type "", others are DOM events."""
        has_id = not channels.is_registered(channel)
        publish(channel, event.data, event=event.type, id=event.id if has_id else None)

    def kick(self, user_id, channel):
        """End a user's streams, after `channel_permission_changed` found they may not listen."""
        ended = RelayMessage("channel", channel, user=str(user_id), body=b"not-allowed")
        publish_on_commit(ended)


def install():
    """Put our delivery into django-eventstream's modules. Call it once, when Django is ready."""
    original_view = views.events

    def events(request, **kwargs):
        response = original_view(request, **kwargs)
        if response.streaming:
            event_request = EventRequest(request, view_kwargs=kwargs)
            response.streaming_content = Stream(event_request, _principal_of(request))
        return response

    views.listener_manager = ListenerManager()
    views.events = urls.urlpatterns[0].callback = events


def _principal_of(request):
    session = getattr(request, "session", None)
    signed_in = session and principals.signed_in([session.session_key])
    return signed_in[session.session_key][1] if signed_in else ANONYMOUS


class Stream:
    """The bytes sent to a request for some channels: an asynchronous iterator."""

    def __init__(self, request, principal):
        self.request, self.principal = request, principal
        self.ids = ChannelIds()
        self.reset = set()  # channels whose reader missed too many changes
        self.writes = asyncio.Queue(MAX_PENDING_WRITES)  # (channel, ASGI message)

    async def __aiter__(self):
        if unknown := [name for name in self.request.channels if not channels.is_known(name)]:
            yield _forbidden(unknown)
            return
        subscribers, tasks = [], []
        try:
            for name in sorted(self.request.channels):
                subscribers += [await self._subscribe(name)]
            try:
                stored = await database.run(self._stored_events)
            except EventPermissionError as error:
                yield _forbidden(error.channels)
                return
            yield self._opening(stored)
            tasks = [asyncio.create_task(subscriber.catch_up()) for subscriber in subscribers]
            more = True
            while more:
                name, message = await self.writes.get()
                yield b"".join(self._translated(name, message["body"]))
                more = message.get("more_body", False)
        finally:
            for task in tasks:
                task.cancel()
            for subscriber in subscribers:
                hub.remove(subscriber)

    async def _subscribe(self, name):
        """Return a subscriber of the channel. It gets nothing before it catches up."""
        with hub.opening(name) as buffer:
            await buffer.locate()
            number = buffer.number
            if number is not None:
                number = seen_change(number, self.request.channel_last_ids.get(name), None)
                if buffer.number - number > stream_view.MAX_REPLAY:
                    self.reset.add(name)
                    number = buffer.number
                self.ids[name] = number
            subscriber = Subscriber(
                buffer, self.principal, number, partial(self._queue_write, name)
            )
            hub.add(subscriber)
        return subscriber

    async def _queue_write(self, name, message):
        await self.writes.put((name, message))

    def _stored_events(self):
        """Return the Events of others' storage. Raises EventPermissionError if one may not listen."""
        manager, user, names = channels.site_manager(), self.request.user, self.request.channels
        if denied := [name for name in sorted(names) if not manager.can_read_channel(user, name)]:
            raise EventPermissionError("Permission denied", channels=denied)
        request, stored = copy(self.request), []
        request.channels = {name for name in names if not channels.is_registered(name)}
        more = True
        while more:
            response = get_events(request)
            self.reset |= response.channel_reset
            for name, last in response.channel_last_ids.items():
                self.ids.setdefault(name, int(last))
            stored += chain.from_iterable(response.channel_items.values())
            more = request.channels = response.channel_more
        return stored

    def _opening(self, stored):
        body = sse_frames.opening(None)
        if self.ids:
            body = self.ids.line() + body
        if self.reset:
            body += self.ids.encoded("stream-reset", {"channels": sorted(self.reset)}, json=True)
        for event in stored:
            self.ids[event.channel] = event.id
            body += self.ids.encoded(event.type, event.data)
        return body

    def _translated(self, name, body):
        """Yield the events in what the hub wrote, as django-eventstream writes them."""
        for frame in body.split(b"\n\n")[:-1]:
            frame += b"\n\n"
            if match := FRAME_ID.match(frame):
                if int(match[1]) <= self.ids.get(name, -1):  # sent already, from the storage
                    continue
                self.ids[name] = int(match[1])
                frame = self.ids.line() + frame[match.end() :]
            elif frame == sse_frames.ending("not-allowed"):
                frame = _forbidden([name])
            yield frame


class ChannelIds(dict):
    """{channel: the id of the last event sent}, where it has ids."""

    def line(self):
        """Return the id line of an event with all of them."""
        return f"id: {make_id(self)}\n".encode()

    def encoded(self, event, data, json=False):
        """Return an event with all of them, as django-eventstream encodes it."""
        return sse_encode_event(event, data, make_id(self), json_encode=json).encode()


def _forbidden(names):
    sentence = f"Permission denied to channels: {', '.join(names)}"
    return sse_encode_error("forbidden", sentence, extra={"channels": names}).encode()
