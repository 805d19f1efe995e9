"""Authorization of readers by their session, for many at once.

While some readers are being asked about, the others wait, and then are asked about together: of
thousands that come back after a restart, each costs a part of a few queries.
"""

import asyncio
import logging
from collections import deque

from django.db import DatabaseError, InterfaceError, OperationalError

from kclub.live import channels
from kclub.live.engine import database, principals
from kclub.live.engine.principals import ANONYMOUS

logger = logging.getLogger(__name__)

BATCH_SIZE = 100  # streams asked about together
MAX_BATCHES = 2  # asked about at a time


class Refusal(Exception):
    """A request for a stream that is answered with the HTTP `status` instead."""

    def __init__(self, status):
        self.status = status


class Batcher:
    """The queue of one event loop's requests for streams, answered in batches."""

    def __init__(self):
        self.waiting = deque()  # (future, question)
        self.tasks = set()
        self.loop = asyncio.get_running_loop()

    async def authorize(self, *question):
        """Return the answer to one (session key, view, kwargs), or raise it."""
        future = self.loop.create_future()
        self.waiting.append((future, question))
        if len(self.tasks) < MAX_BATCHES:
            task = self.loop.create_task(self._answer_batches())
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
        return await future

    async def _answer_batches(self):
        while self.waiting:
            size = min(BATCH_SIZE, len(self.waiting))
            batch = [self.waiting.popleft() for _ in range(size)]
            answers = await self._answers([question for _, question in batch])
            for (future, _), answer in zip(batch, answers, strict=True):
                if not future.done():
                    failed = isinstance(answer, Exception)
                    (future.set_exception if failed else future.set_result)(answer)

    async def _answers(self, questions):
        try:
            return await database.run(authorize_all, questions)
        except DatabaseError:
            logger.exception("nobody could say who opens a stream")
            return [Refusal(503)] * len(questions)
        except Exception as error:
            return [error] * len(questions)


batcher = None


async def authorize(session_key, view, kwargs):
    """Return (channel, Principal) for a `live.stream` view and its kwargs. Raises Refusal."""
    global batcher
    if batcher is None or batcher.loop is not asyncio.get_running_loop():
        batcher = Batcher()
    return await batcher.authorize(session_key, view, kwargs)


def authorize_all(questions):
    """Return [(channel, Principal) or an exception, …] for [(session key, view, kwargs), …]."""
    signed_in = principals.signed_in({key for key, _, _ in questions if key})
    readers = [signed_in.get(key, (None, ANONYMOUS)) for key, _, _ in questions]
    names = [
        _find_channel(view, user, kwargs)
        for (user, _), (_, view, kwargs) in zip(readers, questions, strict=True)
    ]
    allowed = _allowed(names, readers)
    return [
        _answer(name, principal, allowed.get(name)) if isinstance(name, str) else name
        for name, (_, principal) in zip(names, readers, strict=True)
    ]


def _allowed(names, readers):
    """Return {channel: {str(pk), …}} of the signed-in readers that may listen."""
    users = {}  # {channel: {pk: User}}
    for name, (user, _) in zip(names, readers, strict=True):
        if user and isinstance(name, str):
            users.setdefault(name, {})[user.pk] = user
    return {
        name: principals.allowed_users(name, list(by_pk.values())) for name, by_pk in users.items()
    }


def _find_channel(view, user, kwargs):
    """Return the name of the channel asked for, or the exception that says why there is none."""
    try:
        name = view.find_for(user, kwargs)
    except (InterfaceError, OperationalError):  # then the whole batch fails
        raise
    except Exception as error:
        return error
    return name if channels.is_known(name) else Refusal(403 if user else 401)


def _answer(name, principal, allowed):
    """Return (channel, Principal), or a Refusal."""
    if not principal.user_id:
        return (name, principal) if channels.may_listen(None, name) else Refusal(401)
    return (name, principal) if principal.user_id in allowed else Refusal(403)
