"""The core without its accelerators: messages, streams and applications as Django runs them.

A journey through a real server without them is in test_main_job.py.
"""

import os
import subprocess
import sys
from pathlib import Path

from django.core.handlers.asgi import ASGIHandler

CORE = [
    "rooms/messages/tests/test_messages.py",
    "kclub/live/tests/test_hub.py",
    "clubs/recruiting/tests/test_applications_manage.py",
]


def without_accelerators(*command):
    return subprocess.run(
        [sys.executable, *command],
        cwd=Path(__file__).parent.parent,
        env=os.environ | {"ACCELERATORS": "false", "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
    )


def test_the_tests_of_the_core_pass_without_accelerators():
    plugins = ["-p", "no:cacheprovider", "-p", "no:xdist"]
    run = without_accelerators("-m", "pytest", "-q", "--nomigrations", *plugins, *CORE)
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]
    assert "passed" in run.stdout


def test_pages_are_answered_by_djangos_own_handler_without_accelerators():
    code = "from kclub.asgi import django_application; print(type(django_application).__name__)"
    assert without_accelerators("-c", code).stdout.strip() == ASGIHandler.__name__


def test_the_servers_of_the_suite_and_of_dev_py_choose_uvicorns_own_protocol():
    import dev

    assert dev.http_protocol({"ACCELERATORS": "false"}) == "httptools"
    procfile = (dev.ROOT / "Procfile").read_text()
    assert dev.http_protocol({}) in procfile
    assert '"$ACCELERATORS" = false' in procfile
