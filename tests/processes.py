"""Processes that copy the one of a test, to be killed."""

import contextlib
import os
import time

from django.db import connections


def in_a_process(function):
    """Run the function in a process of its own, a copy of this one. Returns its id."""
    connections.close_all()
    pid = os.fork()
    if not pid:
        with contextlib.suppress(BaseException):
            function()
        os._exit(0)
    return pid


def killed(pid):
    """Wait for the end of the process. Returns whether it was killed."""
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def wait_until(condition):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
