"""Transports are imported where the settings ask for them, and nowhere else."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

LIVE = Path(__file__).parents[1]
LOADED = """
import json, sys
import kclub.asgi
from kclub.live.transport import transports
transports()
json.dump([name for name in sys.modules if name.startswith("kclub.")], sys.stdout)
"""
GRIP = {
    "kclub.live.endpoints.grip_hold",
    "kclub.live.endpoints.grip_link",
    "kclub.live.transport.grip_channels",
    "kclub.live.transport.grip_proxies",
    "kclub.live.transport.grip_publisher",
}
REDIS = {"kclub.live.transport.redis_outbox", "kclub.live.transport.redis_pubsub"}
CLUSTER = {"kclub.live.transport.redis_cluster"}
IN_PROCESS = {"kclub.live.transport.in_process"}


def loaded(**env):
    """The names of our modules that a server has imported, once it could serve."""
    env = {"SECRET_KEY": "x", "DEBUG": "true", "PATH": os.environ["PATH"], **env}
    command = [sys.executable, "-c", LOADED]
    found = subprocess.run(command, cwd=settings.BASE_DIR, env=env, check=True, capture_output=True)
    return set(json.loads(found.stdout))


@pytest.mark.parametrize(
    ("env", "transports"),
    [
        ({}, IN_PROCESS),
        ({"REDIS_URL": "redis://127.0.0.1:1"}, REDIS),
        ({"REDIS_URL": "redis+sentinel://127.0.0.1:1/campus"}, REDIS),
        ({"REDIS_URL": "redis+cluster://127.0.0.1:1"}, REDIS | CLUSTER),
    ],
)
def test_a_server_imports_the_transport_it_is_configured_for(env, transports):
    found = loaded(**env)
    assert found & (IN_PROCESS | REDIS | CLUSTER) == transports
    assert not found & (GRIP | {"kclub.redis.sentinel", "kclub.redis.cluster"})


def test_with_a_proxy_grip_comes_beside_the_relay():
    found = loaded(GRIP_URL="http://127.0.0.1:1?iss=pushpin&key=a-key-that-is-quite-long-enough")
    assert found >= IN_PROCESS | {"kclub.live.transport.grip_publisher"}
    assert not found & (REDIS | CLUSTER)


def test_settings_of_transports_are_read_in_the_transport_package_and_the_router_only():
    asks = re.compile(r"settings\.(LIVE_PROXIES|REDIS_URL)")
    files = {path.relative_to(LIVE) for path in LIVE.rglob("*.py") if asks.search(path.read_text())}
    files = {str(path) for path in files if path.parts[0] != "tests"}
    assert files == {
        "endpoints/routing.py", "transport/__init__.py", "transport/grip_proxies.py",
    }  # fmt: skip


def test_django_eventstream_is_imported_by_its_adapter_and_for_its_settings_classes_only():
    imports = re.compile(r"^\s*(?:from|import) django_eventstream\b", re.MULTILINE)
    root = settings.BASE_DIR
    files = [
        path
        for app in ("kclub", "accounts", "clubs", "rooms")
        for path in (root / app).rglob("*.py")
    ]
    found = {str(path.relative_to(root)) for path in files if imports.search(path.read_text())}
    found = {name for name in found if "/tests/" not in name}
    assert found == {"kclub/live/channels.py", "kclub/live/endpoints/django_eventstream.py"}
