"""Daily tasks and the command that runs them."""

from io import StringIO

import pytest
from django.core.management import call_command

from kclub import daily_tasks


@pytest.fixture
def no_tasks(monkeypatch):
    """No tasks but those of the test, which the command finds too."""
    monkeypatch.setattr(daily_tasks, "tasks", [])
    monkeypatch.setattr("kclub.management.commands.daily.tasks", daily_tasks.tasks)


def run_daily():
    out = StringIO()
    call_command("daily", stdout=out)
    return out.getvalue().splitlines()


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


@pytest.mark.usefixtures("no_tasks")
def test_a_task_that_fails_is_not_passed_over_in_silence():
    daily_tasks.daily_task("broken")(lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run_daily()


@pytest.mark.django_db
def test_the_real_tasks_run_twice_on_an_empty_campus_and_change_nothing():
    lines = run_daily()
    assert len(lines) == len(daily_tasks.tasks) > 0
    assert all(line.endswith(": 0") for line in lines)
    assert run_daily() == lines


def test_no_two_tasks_have_one_name():
    names = [task.name for task in daily_tasks.tasks]
    assert len(names) == len(set(names))
