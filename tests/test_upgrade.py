"""A school that began with the first frozen migrations comes forward to today's, losing nothing."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests import services
from tests.fixtures import needed
from tests.upgrade.databases import DATABASES, DUMPS, MariaDB

SCHOOL = "import django; django.setup(); from tests.upgrade import school; school.{}()"
pytestmark = pytest.mark.browser  # it brings databases of its own: once, not on each database


@pytest.fixture(params=DATABASES, ids=lambda kind: kind.name)
def school(request, tmp_path):
    """The stored school, restored into a database of its own; returns its environment."""
    if hasattr(request.param, "find"):
        needed(request.param.find)
    with request.param() as database:
        database.restore((DUMPS / f"{database.name}.sql").read_text())
        environment = services.environment(tmp_path, database.url)
        yield environment | {"DJANGO_SETTINGS_MODULE": "kclub.settings", "SECRET_KEY": "kept"}


def test_the_first_frozen_state_comes_forward(school):
    run(school, "-c", SCHOOL.format("forget"))
    run(school, "manage.py", "migrate", "--no-input")
    run(school, "manage.py", "migrate", "--check")
    run(school, "-c", SCHOOL.format("look"))


def test_a_new_school_begins_on_mariadb_too(tmp_path):
    """The servers of other tests begin on SQLite and PostgreSQL."""
    needed(MariaDB.find)
    with MariaDB() as database:
        environment = services.environment(tmp_path, database.url) | {"SECRET_KEY": "kept"}
        run(environment, "manage.py", "migrate", "--no-input")
        run(environment, "manage.py", "migrate", "--check")


def run(environment, *command):
    """Run Python with `command` on the school; fail with what it said."""
    ended = subprocess.run(
        [sys.executable, *command],
        env=os.environ | environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
