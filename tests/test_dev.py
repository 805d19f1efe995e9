"""The newcomer's door: what it says when something is in its way, and how it opens."""

import ast
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import dev
from tests.services import free_port


def run(*arguments, at=dev.ROOT):
    command = [sys.executable, at / "dev.py", *map(str, arguments)]
    return subprocess.run(command, cwd=at, capture_output=True, text=True, timeout=120)


def assert_one_clear_sentence(answer, *words):
    assert answer.returncode == 1
    assert answer.stderr.startswith("dev.py: ")
    assert answer.stderr.count("\n") == 1
    for word in words:
        assert word in answer.stderr


def test_old_pythons_can_read_it():
    ast.parse(Path(dev.__file__).read_text(), feature_version=(3, 7))


def test_a_port_in_use_is_one_clear_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert_one_clear_sentence(run("up", "--port", port), str(port), "address already in use")


def test_a_port_that_cannot_be_is_one_clear_sentence():
    assert_one_clear_sentence(run("up", "--port", 70_000), "no port 70000")


def test_a_place_that_cannot_be_written_is_one_clear_sentence(tmp_path):
    (tmp_path / "file").touch()
    port = free_port()
    answer = run("up", "--port", port, "--data", tmp_path / "file" / "data")
    assert_one_clear_sentence(answer, str(tmp_path / "file" / "data"))


def test_links_in_mails_lead_to_the_port_that_was_asked_for(monkeypatch, tmp_path):
    started = {}
    monkeypatch.setattr(dev, "prepare_venv", lambda requirements: None)
    monkeypatch.setattr(
        dev, "replace_process", lambda command, environment: started.update(environment)
    )
    monkeypatch.delenv("SITE_URL", raising=False)
    port = free_port()
    dev.serve("127.0.0.1", port, tmp_path, reload=False)
    assert started["SITE_URL"] == f"http://localhost:{port}"


def test_without_a_suitable_python_it_names_those_that_are(monkeypatch):
    monkeypatch.setattr(dev, "PYTHONS", ["9.8", "9.9"])
    with pytest.raises(dev.Stop, match=r"needs Python 9\.8 or 9\.9, and this is 3"):
        dev.find_python()


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory):
    """A checkout of dev.py alone: nothing to install, and where K-Club should be, a word."""
    place = tmp_path_factory.mktemp("checkout")
    shutil.copy(dev.__file__, place)
    (place / "requirements.txt").write_text("# nothing yet\n")
    (place / "django.py").write_text("raise SystemExit('the venv is ready')")
    return place


def up(place, **env):
    environment = os.environ | {"PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": ""} | env
    command = [sys.executable, "dev.py", "up", "--port", str(free_port())]
    return subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True)


def test_the_venv_is_made_once(newcomer):
    first = up(newcomer)
    assert "Making .venv" in first.stdout
    assert "the venv is ready" in first.stderr

    second = up(newcomer)
    assert "Making .venv" not in second.stdout
    assert "the venv is ready" in second.stderr


def test_a_half_made_venv_is_made_again(newcomer):
    (newcomer / ".venv" / "installed").unlink(missing_ok=True)
    assert "Making .venv" in up(newcomer).stdout


def test_without_a_network_it_is_one_clear_sentence_and_the_next_try_starts_over(newcomer):
    up(newcomer)
    nothing = (newcomer / "requirements.txt").read_text()
    (newcomer / "requirements.txt").write_text("django==6.1.3 --hash=sha256:" + 64 * "0")
    answer = up(newcomer, PIP_INDEX_URL=f"http://127.0.0.1:{free_port()}/")
    assert_one_clear_sentence(answer, "is there a network?")

    (newcomer / "requirements.txt").write_text(nothing)
    assert "Making .venv" in up(newcomer).stdout
