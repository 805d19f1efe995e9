"""The past of the demo campus: a context in which verbs act at an earlier moment."""

from contextlib import contextmanager
from datetime import datetime
from unittest import mock

from django.utils import timezone

from kclub import live


@contextmanager
def acting_at(moment):
    """Let `timezone.now()` return `moment` in the block, and publish nothing.

    Defaults of fields hold the function `now` itself, so the `datetime` that it calls is replaced.
    """
    past = type("datetime", (datetime,), {"now": classmethod(lambda cls, tz=None: moment)})
    with (
        mock.patch.object(timezone, "datetime", past),
        mock.patch.object(live, "publish"),
        mock.patch.object(live, "end"),
    ):
        yield
