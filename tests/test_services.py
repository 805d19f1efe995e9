"""What the other tests stand on."""

import shutil
import socket
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest
import redis as client

from tests import services
from tests.fixtures import needed, pytest_runtest_setup


@pytest.mark.parametrize(
    "service", [services.Redis, services.PostgreSQL, services.MariaDB, services.Pushpin]
)
def test_a_service_ends_with_the_process_that_started_it(service):
    needed(service.find)
    start_and_wait = (
        "import time; from tests import services;"
        f"service = services.{service.__name__}().__enter__();"
        "print(service.port, service.directory, flush=True); time.sleep(60)"
    )
    starter = subprocess.Popen([sys.executable, "-c", start_and_wait], stdout=subprocess.PIPE)
    port, directory = starter.stdout.readline().split()
    assert is_open(port)

    starter.kill()

    deadline = time.monotonic() + 30
    while is_open(port):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    shutil.rmtree(directory, ignore_errors=True)  # its last files may still be on their way


def test_a_failed_start_shows_what_the_service_said(tmp_path):
    class Grumpy(services.Redis):
        def command(self):
            return [sys.executable, "-c", "print('no bread today')"]

    with pytest.raises(RuntimeError, match="no bread today"), Grumpy():
        pass


def test_a_paused_redis_keeps_its_connections_and_answers_nothing(redis):
    connection = client.Redis(port=redis.port, socket_timeout=0.2, retry=services.NO_RETRY)
    connection.ping()
    with redis.paused(), pytest.raises(client.TimeoutError):
        connection.ping()
    assert connection.ping()


def is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(port))) == 0


def test_a_test_that_is_run_again_meets_a_fresh_campus(campus):
    with services.Server(campus) as server:
        left = server.data / "left-by-the-first-run"
        left.touch()
        pytest_runtest_setup(SimpleNamespace(execution_count=1))
        assert left.exists()
        pytest_runtest_setup(SimpleNamespace(execution_count=2))
        assert not left.exists()
        assert server.answers()
