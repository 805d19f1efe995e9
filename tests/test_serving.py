"""`dev.py up` on a campus that is already there, from the first line to Ctrl-C."""

import signal
import sys

import pytest

import dev
from tests import services


class DevServer(services.Server):
    """`dev.py up` on a copy of the campus."""

    end = signal.SIGINT  # Ctrl-C

    def command(self):
        return [sys.executable, "dev.py", "up", "--port", self.port, "--data", self.data]


def test_dev_up_serves_the_campus_and_ctrl_c_ends_it(campus):
    if not dev.venv_holds(dev.DEVELOPMENT):
        pytest.skip("not in the virtual environment of dev.py")
    with DevServer(campus) as server:
        assert "student@saebom.example" in server.tail()
        server.stop()
        assert server.process.returncode == 0
