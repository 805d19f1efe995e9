"""Channels with a Redis channel layer under Daphne: settings.

redis-py 8 breaks channels_redis 4.3 by its defaults: connections that wait longer than five seconds
are dropped, and there are a hundred at most. Here it is given what it needs.
"""

import os

from tests.live.settings import *  # noqa: F403
from tests.live.settings import INSTALLED_APPS

INSTALLED_APPS = ["daphne", *INSTALLED_APPS, "channels"]
ROOT_URLCONF = "bench.peers.channels_asgi"
ASGI_APPLICATION = "bench.peers.channels_asgi.application"
REDIS = {"address": os.environ["REDIS_URL"], "socket_timeout": None, "max_connections": 20_000}
CHANNEL_LAYERS = {
    "default": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [REDIS]}}
}
