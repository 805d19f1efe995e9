"""The past of the demo campus: verbs that act at an earlier moment, unheard by open pages."""

from contextlib import contextmanager
from datetime import datetime
from unittest import mock

from django.utils import timezone

from kclub import live


@contextmanager
def at(moment):
    """Let `timezone.now()` be `moment` in the block, and nothing of it reach an open page.

    A default of a field is the function `now` itself, so what is replaced is the `datetime` it asks.
    """
    past = type("datetime", (datetime,), {"now": classmethod(lambda cls, tz=None: moment)})
    with (
        mock.patch.object(timezone, "datetime", past),
        mock.patch.object(live, "publish"),
        mock.patch.object(live, "end"),
    ):
        yield
