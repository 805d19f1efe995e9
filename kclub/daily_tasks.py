"""Daily tasks: apps register them, and `manage.py daily` runs them once a day."""

from typing import NamedTuple


class DailyTask(NamedTuple):
    """A function to run once a day; running it twice a day does no harm."""

    name: str
    run: callable  # returns how many rows it changed


tasks = []


def daily_task(name):
    """Register a function to run once a day, which returns how many rows it changed.

    @daily_task("drafts nobody has touched for 30 days, deleted")
    """

    def register(run):
        tasks.append(DailyTask(name, run))
        return run

    return register
