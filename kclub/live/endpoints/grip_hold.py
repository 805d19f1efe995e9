"""GET …/stream/ through a GRIP proxy: a short answer, and how the proxy is to go on with it.

Refusals are as always. What is new is told by `Grip-Hold` and its channels. When the proxy has
missed a change it asks again, at the address of `Grip-Link`, without the reader's cookie: who they
are stands there, encrypted. Whether they still may listen is asked each time.

It stands in the path, because Pushpin asks once for all streams whose addresses differ only in
their query.
"""

import base64
import hashlib
import json
import logging
import time
from functools import cache, partial

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import DatabaseError

from kclub.live import channels
from kclub.live.endpoints.sse import MAX_REPLAY, RAW_HEADERS, Request, number_in, refuse, start
from kclub.live.engine import batched_authorization, database, principals
from kclub.live.engine.batched_authorization import Refusal
from kclub.live.engine.hub import hub
from kclub.live.engine.principals import Principal
from kclub.live.engine.reconciliation import KEEP_ALIVE_INTERVAL
from kclub.live.engine.replay_buffer import CHANGES_PER_READ, frames
from kclub.live.tickets import CLOCK_SKEW, digest
from kclub.live.transport import grip_publisher, messages

logger = logging.getLogger(__name__)

AGAIN = 60  # seconds after which the proxy asks again how a stream stands, when there are few
SPACE = 0.5  # seconds between two such questions to a worker; Pushpin asks ten in a second at most
LONGEST = 86_400  # seconds
PATH = "/held/"


def again(scope):
    """Whether a proxy asks how to go on with a stream."""
    return (
        scope["type"] == "http"
        and scope["path"].startswith(PATH)
        and grip_publisher.from_proxy(scope)
    )


async def serve(scope, receive, send, view=None, kwargs=None):
    """Answer one request for a stream that comes from a proxy; without `view` it asks again."""
    request = Held(scope)
    ticket = request.ticket()
    if ticket:
        principal = Principal(ticket.user_id, request.session_key, ticket.auth)
        if not hub.may_have_ended(ticket.channel, principal, ticket.issued - CLOCK_SKEW):
            request.known = ticket.channel, principal
    try:
        if view and not request.known:
            request.known = await batched_authorization.ask(request.session_key, view, kwargs)
        headers, body = await database.run(_answer, request)
    except Refusal as refusal:
        await refuse(send, refusal.status)
        return
    except DatabaseError:
        logger.exception("nobody could say who opens a stream")
        await refuse(send, 503)
        return
    headers = [*RAW_HEADERS, *headers, (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class Held(Request):
    """A request from a proxy: for a reader, or by itself for a stream it holds already."""

    def __init__(self, scope):
        super().__init__(scope)
        self.known = None  # (channel, Principal), without asking the session
        self.held = _read(scope["path"].removeprefix(PATH).strip("/")) if again(scope) else None
        self.last = [
            value.decode("latin1") for name, value in scope["headers"] if name == b"grip-last"
        ]

    def last_id(self, channel):
        """The number of the last change the proxy has sent on its channel, or 0."""
        for last in self.last:
            name, _, number = last.partition(";")
            if name.strip() == channel:
                return number_in(number.partition("=")[2].strip()) or 0
        return 0


def _answer(request):
    """(headers, body) of the answer."""
    if request.known:
        name, principal = request.known
        after = begin = None
    elif request.held is None:
        raise Refusal(404)
    else:
        name, principal, after = request.held
        reason = principals.gone({(name, principal)}).get((name, principal))
        if reason:
            return [], messages.last(reason)
        after = max(after, request.last_id(grip_publisher.changes(name)))
        begin = b""
    timeout = _turn()
    hold = partial(_hold, name, principal, timeout)
    kind, key = channels.parse(name)
    if not kind.numbered:
        return hold(None), messages.first(None) if begin is None else messages.OPEN
    now = kind.last(key)
    if after is None:
        after = start(now, request.last_event_id, request.after)
        begin = messages.first(after)
    if now - after > MAX_REPLAY:
        return hold(now), messages.first(now) + messages.RESET
    changes = frames(kind, key, after) if after < now else []
    body = begin + b"".join(frame for _, frame in changes)
    if len(changes) == CHANGES_PER_READ:
        return [_link(name, principal, changes[-1][0])], body
    return hold(max([now, *(number for number, _ in changes)])), body


def _hold(name, principal, timeout, number):
    """The headers that let the proxy hold the stream, which has been sent all up to `number`."""
    listens = [grip_publisher.events(name)]
    if number is not None:
        listens.append(f"{grip_publisher.changes(name)}; prev-id={number}")
    if principal.user_id:
        listens += [
            grip_publisher.ends("channel", name, principal.user_id),
            grip_publisher.ends("user", principal.user_id),
            grip_publisher.ends("session", digest(principal.session_key)),
        ]
    keep_alive = messages.KEEP_ALIVE.replace(b"\n", b"\\n")
    return [
        (b"grip-hold", b"stream"),
        *((b"grip-channel", channel.encode()) for channel in dict.fromkeys(listens)),
        (b"grip-keep-alive", keep_alive + b"; format=cstring; timeout=%d" % KEEP_ALIVE_INTERVAL),
        _link(name, principal, number or 0, timeout),
    ]


turns = 0  # when the last stream of this worker is asked about, by time.monotonic()


def _turn():
    """Seconds until the proxy is to ask again for a stream: each has a turn of its own."""
    global turns
    now = time.monotonic()
    turns = max(now + AGAIN, turns + SPACE)
    return min(int(turns - now), LONGEST)


def _link(name, principal, number, timeout=LONGEST):
    told = json.dumps([name, principal, number])
    token = _cipher(settings.SECRET_KEY).encrypt(told.encode())
    return b"grip-link", b"<%b%b/>; rel=next; timeout=%d" % (
        PATH.encode(),
        token.rstrip(b"="),
        timeout,
    )


def _read(token):
    """(channel, Principal, number) that `_link` has put in, or None."""
    try:
        padded = token + "=" * (-len(token) % 4)
        name, principal, number = json.loads(_cipher(settings.SECRET_KEY).decrypt(padded))
    except (InvalidToken, ValueError):
        return None
    return name, Principal(*principal), number


@cache
def _cipher(key):
    return Fernet(
        base64.urlsafe_b64encode(
            hashlib.sha256(b"kclub.live.endpoints.grip_hold " + key.encode()).digest()
        )
    )
