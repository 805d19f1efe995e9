"""Whether a stream may be opened, asked by session.

While some are being asked about, the others wait, and then are asked about together: of thousands
who come back after a restart, each costs a part of a few queries.
"""

import asyncio
import logging
from collections import deque

from django.db import DatabaseError, InterfaceError, OperationalError

from kclub.live import channels
from kclub.live.engine import database, principals
from kclub.live.engine.principals import ANONYMOUS

logger = logging.getLogger(__name__)

AT_ONCE = 100  # asked about together
ASKING = 2  # such questions at a time


class Refusal(Exception):
    """No stream for this request; `status` says why."""

    def __init__(self, status):
        self.status = status


class Queue:
    """Who waits for an answer. One for each event loop."""

    def __init__(self):
        self.waiting = deque()  # (future, question)
        self.tasks = set()
        self.loop = asyncio.get_running_loop()

    async def ask(self, *question):
        future = self.loop.create_future()
        self.waiting.append((future, question))
        if len(self.tasks) < ASKING:
            task = self.loop.create_task(self._answer())
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
        return await future

    async def _answer(self):
        while self.waiting:
            some = [self.waiting.popleft() for _ in range(min(AT_ONCE, len(self.waiting)))]
            try:
                answers = await database.run(answer_all, [question for _, question in some])
            except DatabaseError:
                logger.exception("nobody could say who opens a stream")
                answers = [Refusal(503)] * len(some)
            except Exception as error:
                answers = [error] * len(some)
            for (future, _), answer in zip(some, answers, strict=True):
                if not future.done():
                    failed = isinstance(answer, Exception)
                    (future.set_exception if failed else future.set_result)(answer)


queue = None


async def ask(session_key, view, kwargs):
    """(channel, Principal) for a `live.stream` view, or Refusal."""
    global queue
    if queue is None or queue.loop is not asyncio.get_running_loop():
        queue = Queue()
    return await queue.ask(session_key, view, kwargs)


def answer_all(questions):
    """[(channel, Principal) or the exception to raise, …] for [(session key, view, kwargs), …]."""
    people = principals.signed_in({key for key, _, _ in questions if key})
    askers = [people.get(key, (None, ANONYMOUS)) for key, _, _ in questions]
    names = [_find(view, user, kwargs)
             for (user, _), (_, view, kwargs) in zip(askers, questions, strict=True)]  # fmt: skip
    users = {}  # {channel: {pk: User}}
    for name, (user, _) in zip(names, askers, strict=True):
        if user and not isinstance(name, Exception):
            users.setdefault(name, {})[user.pk] = user
    allowed = {
        name: principals.may_listen(name, list(some.values())) for name, some in users.items()
    }
    return [
        _answer(name, principal, allowed.get(name)) if isinstance(name, str) else name
        for name, (_, principal) in zip(names, askers, strict=True)
    ]


def _find(view, user, kwargs):
    """The name of a channel, or the exception that says why not."""
    try:
        name = view.find_for(user, kwargs)
    except (InterfaceError, OperationalError):  # for all of them
        raise
    except Exception as error:
        return error
    return name if channels.is_known(name) else Refusal(403 if user else 401)


def _answer(name, principal, allowed):
    if not principal.user_id:
        return (name, principal) if channels.may_listen(None, name) else Refusal(401)
    return (name, principal) if principal.user_id in allowed else Refusal(403)
