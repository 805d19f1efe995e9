"""django-eventstream as it comes: settings."""

import os
from urllib.parse import urlsplit

from tests.live.settings import *  # noqa: F403

ROOT_URLCONF = "bench.peers.stock_urls"
EVENTSTREAM_CHANNELMANAGER_CLASS = "bench.peers.stock_urls.Members"
EVENTSTREAM_REDIS = {"host": "127.0.0.1", "port": urlsplit(os.environ["REDIS_URL"]).port}
globals().pop("EVENTSTREAM_STORAGE_CLASS")
