"""Workers of a small site of rooms, on a Redis of their own."""

import contextlib

import pytest

from tests import services
from tests.fixtures import needed
from tests.live.site import Site, seed


@pytest.fixture(scope="session")
def seeded(tmp_path_factory):
    return seed(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def seeded_on_postgresql(tmp_path_factory):
    needed(services.PostgreSQL.find)
    with services.PostgreSQL() as database:
        yield seed(tmp_path_factory.mktemp("site"), database), database


@pytest.fixture
def redis():
    """A Redis that may be stopped."""
    needed(services.Redis.find)
    with services.Redis() as redis:
        yield redis


@pytest.fixture
def site(request):
    """`site(workers)`: a running Site, ended with the test."""
    with contextlib.ExitStack() as stack:

        def start(workers=2, *, on_postgresql=False, env=None):
            if on_postgresql:
                directory, database = request.getfixturevalue("seeded_on_postgresql")
            else:
                directory, database = request.getfixturevalue("seeded"), None
            redis = request.getfixturevalue("redis") if workers > 1 else None
            running = Site(directory, workers, database=database, redis=redis, env=env)
            return stack.enter_context(running)

        yield start
