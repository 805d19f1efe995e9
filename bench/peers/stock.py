"""django-eventstream as it comes: settings.

By redis-py 8's defaults it would stop listening for good after five seconds without a message.
"""

import os
from urllib.parse import urlsplit

from tests.live.settings import *  # noqa: F403
from tests.live.settings import INSTALLED_APPS

INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "kclub.live"]  # which takes over
ROOT_URLCONF = "bench.peers.stock_urls"
EVENTSTREAM_CHANNELMANAGER_CLASS = "bench.peers.stock_urls.Members"
EVENTSTREAM_REDIS = {
    "host": "127.0.0.1",
    "port": urlsplit(os.environ["REDIS_URL"]).port,
    "socket_timeout": None,
}
globals().pop("EVENTSTREAM_STORAGE_CLASS")
