"""django-eventstream's own functions and addresses, on our relay and hub.

`send_event` and `channel_permission_changed` hand over to the ListenerManager in its `views`
module: ours takes its place. `django_eventstream.urls` answers as ever, but for the stream itself:
each of its channels is a subscriber of our hub, so that it ends, repeats and heals as all streams do.
Its ids are django-eventstream's: `board%3Aa:12,news:3`.

django-eventstream promises nothing about its `views`: the check `live.W003` speaks up when it is
not the one this was made for.
"""

import asyncio
import re
from copy import copy
from functools import partial
from importlib.metadata import version

from django.core import checks
from django_eventstream import urls, views
from django_eventstream.eventrequest import EventRequest
from django_eventstream.eventstream import EventPermissionError, get_events
from django_eventstream.utils import (
    get_channelmanager,
    make_id,
    sse_encode_error,
    sse_encode_event,
)

from kclub.live import channels
from kclub.live.engine import database, principals
from kclub.live.engine.principals import ANONYMOUS
from kclub.live.publishing import publish, say
from kclub.live.transport import messages
from kclub.live.transport.messages import RelayMessage

MADE_FOR = "5.3"  # django-eventstream
WAITING = 16  # writes that wait for a reader, before it counts as slow
ID = re.compile(rb"id: (\d+)\n")


class ListenerManager:
    def add_to_queues(self, channel, event):
        """`send_event`: type "" is swapped in by htmx, any other is a DOM event."""
        kept_by_others = not channels.is_registered(channel)
        publish(channel, event.data, event=event.type, id=event.id if kept_by_others else None)

    def kick(self, user_id, channel):
        """`channel_permission_changed`, when it found that the user may not listen any more."""
        say(RelayMessage("channel", channel, user=str(user_id), body=b"not-allowed"))


def take_over():
    stock = views.events

    def events(request, **kwargs):
        response = stock(request, **kwargs)
        if response.streaming:
            principal = _principal_of(request)
            response.streaming_content = Stream(
                EventRequest(request, view_kwargs=kwargs), principal
            )
        return response

    views.listener_manager = ListenerManager()
    views.events = urls.urlpatterns[0].callback = events


def _principal_of(request):
    session = getattr(request, "session", None)
    signed_in = session and principals.signed_in([session.session_key])
    return signed_in[session.session_key][1] if signed_in else ANONYMOUS


class Stream:
    """What is sent to who asks for some channels: an asynchronous iterator of bytes."""

    def __init__(self, asked, principal):
        self.asked, self.principal = asked, principal
        self.last = {}  # channel: the id of the last event sent, where it has ids
        self.reset = set()  # channels whose reader missed too many
        self.writes = asyncio.Queue(WAITING)

    async def __aiter__(self):
        from kclub.live.engine.hub import hub

        if unknown := [name for name in self.asked.channels if not channels.is_known(name)]:
            yield _forbidden(unknown)
            return
        subscribers, tasks = [], []
        try:
            for name in sorted(self.asked.channels):
                subscribers += [await self._enter(hub, name)]
            try:
                stored = await database.run(self._ask)
            except EventPermissionError as error:
                yield _forbidden(error.channels)
                return
            yield self._first(stored)
            tasks = [asyncio.create_task(subscriber.catch_up()) for subscriber in subscribers]
            going_on = True
            while going_on:
                name, message = await self.writes.get()
                yield b"".join(self._told(name, message["body"]))
                going_on = message.get("more_body", False)
        finally:
            for task in tasks:
                task.cancel()
            for subscriber in subscribers:
                hub.remove(subscriber)

    async def _enter(self, hub, name):
        """A subscriber of the channel. It gets nothing until it catches up, but may be ended."""
        from kclub.live.endpoints.sse import MAX_REPLAY, start
        from kclub.live.engine.subscriber import Subscriber

        with hub.opening(name) as buffer:
            await buffer.tune()
            number = buffer.number
            if number is not None:
                number = start(number, self.asked.channel_last_ids.get(name), None)
                if buffer.number - number > MAX_REPLAY:
                    self.reset.add(name)
                    number = buffer.number
                self.last[name] = number
            subscriber = Subscriber(buffer, self.principal, number, partial(self._take, name))
            hub.add(subscriber)
        return subscriber

    async def _take(self, name, message):
        await self.writes.put((name, message))

    def _ask(self):
        """What others' storage has for the reader. EventPermissionError if it may not listen."""
        manager, user, names = get_channelmanager(), self.asked.user, self.asked.channels
        if denied := [n for n in sorted(names) if not manager.can_read_channel(user, n)]:
            raise EventPermissionError("Permission denied", channels=denied)
        asked, found = copy(self.asked), []
        asked.channels = {name for name in names if not channels.is_registered(name)}
        more = True
        while more:
            response = get_events(asked)
            self.reset |= response.channel_reset
            for name, last in response.channel_last_ids.items():
                self.last.setdefault(name, int(last))
            found += [each for events in response.channel_items.values() for each in events]
            more = asked.channels = response.channel_more
        return found

    def _first(self, stored):
        body = messages.first(None)
        if self.last:
            body = f"id: {make_id(self.last)}\n".encode() + body
        if self.reset:
            body += self._encoded("stream-reset", {"channels": sorted(self.reset)}, json=True)
        for event in stored:
            self.last[event.channel] = event.id
            body += self._encoded(event.type, event.data)
        return body

    def _encoded(self, event, data, json=False):
        return sse_encode_event(event, data, make_id(self.last), json_encode=json).encode()

    def _told(self, name, body):
        """The events in what the hub wrote, as django-eventstream writes them."""
        for frame in body.split(b"\n\n")[:-1]:
            frame += b"\n\n"
            if found := ID.match(frame):
                if int(found[1]) <= self.last.get(name, -1):  # stored, and said as well
                    continue
                self.last[name] = int(found[1])
                frame = f"id: {make_id(self.last)}\n".encode() + frame[found.end() :]
            elif frame == messages.last("not-allowed"):
                frame = _forbidden([name])
            yield frame


def _forbidden(names):
    sentence = f"Permission denied to channels: {', '.join(names)}"
    return sse_encode_error("forbidden", sentence, extra={"channels": names}).encode()


@checks.register
def check_eventstream(**kwargs):
    if version("django-eventstream").startswith(f"{MADE_FOR}."):
        return []
    return [
        checks.Warning(
            f"kclub.live.endpoints.django_eventstream was made for django-eventstream {MADE_FOR}.",
            hint="Compare its views.events() with Stream, run test_eventstream.py, set MADE_FOR.",
            id="live.W003",
        )
    ]
