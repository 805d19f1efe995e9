"""Programs of this machine: their paths and versions, and how they end with our process."""

import os
import re
import shutil
import signal
import socket
import subprocess
from pathlib import Path

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


class Missing(Exception):
    """A program this machine does not have; the message names it."""


def guarded(command, end=signal.SIGTERM, user=None):
    """Return `command` so that the kernel ends it when we die, run as `user` if we are root."""
    if not shutil.which("setpriv"):
        return command
    guard = ["setpriv", "--pdeathsig", end.name.removeprefix("SIG")]
    if IS_ROOT and user:
        guard += [f"--reuid={user}", f"--regid={user}", "--init-groups"]
    return [*guard, "--", *command]


def program(*names):
    """Return the path of the first of these programs this machine has, or None."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/bin"])
    return next(filter(None, (shutil.which(name, path=path) for name in names)), None)


def find_chromium():
    """Return the path of the system's Chromium; None to use Playwright's own."""
    found = program("chromium", "chromium-browser", "google-chrome")
    if found or list(Path("~/.cache/ms-playwright").expanduser().glob("chromium*")):
        return found
    return missing("Chromium")


def find_gettext():
    return program("xgettext") or missing("gettext")


def missing(what):
    raise Missing(what)


def version(program):
    """Return the first two numbers of the version that a program prints."""
    result = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return tuple(map(int, re.search(r"(\d+)\.(\d+)", result.stdout).groups()))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
