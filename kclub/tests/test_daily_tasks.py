"""Daily tasks and the command that runs them."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kclub import daily_tasks


@pytest.fixture
def no_tasks(monkeypatch):
    """No tasks but those of the test."""
    monkeypatch.setattr(daily_tasks, "tasks", [])


def run_daily():
    out = StringIO()
    call_command("daily", stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.django_db
@pytest.mark.usefixtures("no_tasks")
def test_the_command_runs_each_task_once_and_says_how_many_rows_it_changed():
    runs = []
    daily_tasks.daily_task("old drafts, deleted")(lambda: runs.append("drafts") or 3)
    daily_tasks.daily_task("offers, ended")(lambda: runs.append("offers") or 0)
    assert run_daily() == ["old drafts, deleted: 3", "offers, ended: 0"]
    assert runs == ["drafts", "offers"]


@pytest.mark.usefixtures("no_tasks")
def test_a_registered_function_can_still_be_called_by_itself():
    @daily_tasks.daily_task("nothing")
    def nothing():
        return 7

    assert nothing() == 7


@pytest.mark.django_db
@pytest.mark.usefixtures("no_tasks")
def test_a_task_that_fails_keeps_no_other_back_and_is_not_passed_over_in_silence(capsys):
    daily_tasks.daily_task("first")(lambda: 1)
    daily_tasks.daily_task("broken")(lambda: 1 / 0)
    daily_tasks.daily_task("last")(lambda: 2)
    out = StringIO()
    with pytest.raises(CommandError, match="These have failed: broken"):
        call_command("daily", stdout=out)
    assert out.getvalue().splitlines() == ["first: 1", "broken: failed", "last: 2"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_tasks")
def test_two_at_once_run_each_task_once():
    """The second one goes when the first has only begun."""
    begun, may_end, runs = threading.Event(), threading.Event(), []

    def slow():
        runs.append("slow")
        begun.set()
        may_end.wait(30)
        return 1

    daily_tasks.daily_task("slow")(slow)

    def first():
        try:
            return run_daily()
        finally:
            connection.close()

    with ThreadPoolExecutor() as threads:
        told = threads.submit(first)
        assert begun.wait(30)
        assert run_daily() == ["Another process runs the daily tasks."]
        may_end.set()
        assert told.result() == ["slow: 1"]
    assert runs == ["slow"]
    assert run_daily() == ["slow: 1"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has the limit")
@pytest.mark.parametrize(("program", "limit"), [("manage.py daily", "0"), ("manage.py migrate", "0"), ("manage.py send", "5s"), ("uvicorn", "5s")])  # fmt: skip
def test_pages_have_seconds_for_a_statement_and_commands_as_long_as_they_take(program, limit):
    script = f"""
import sys
sys.argv = {program.split()!r}
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SHOW statement_timeout")
    print(cursor.fetchone()[0])
"""
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == limit


@pytest.mark.django_db
def test_the_real_tasks_run_twice_on_an_empty_campus_and_change_nothing():
    lines = run_daily()
    assert len(lines) == len(daily_tasks.tasks) > 0
    assert all(line.endswith(": 0") for line in lines)
    assert run_daily() == lines


def test_no_two_tasks_have_one_name():
    names = [task.name for task in daily_tasks.tasks]
    assert len(names) == len(set(names))
