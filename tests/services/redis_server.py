"""A private Redis, or Valkey."""

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from tests.services.programs import missing, program
from tests.services.service import Service

NO_RETRY = Retry(NoBackoff(), retries=0)


class Redis(Service):
    scheme = "redis"

    @staticmethod
    def find():
        """Return the path of the server."""
        return program("redis-server", "valkey-server") or missing("Redis")

    def command(self):
        options = ["--port", self.port, "--bind", "127.0.0.1", "--dir", self.directory]
        return [self.find(), *options, "--save", "", "--appendonly", "no", "--loglevel", "warning"]

    def answers(self):
        return redis.Redis(port=self.port, socket_timeout=1, retry=NO_RETRY).ping()
