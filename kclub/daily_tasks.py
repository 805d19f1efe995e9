"""Daily tasks: apps register them, and `manage.py daily` runs them once a day."""

import logging
from typing import NamedTuple

from kclub.outbox.election import leadership

logger = logging.getLogger(__name__)


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


def run_all(say):
    """Run every task, also after one that fails; `say` is called with a line for each.

    Returns the names of those that failed, or None while another process runs them: two at once
    would tell of rows that the other one has changed.
    """
    failed = []
    with leadership("daily") as leader:
        if not leader:
            return None
        for task in tasks:
            try:
                say(f"{task.name}: {task.run()}")
            except Exception:
                logger.exception("The daily task has failed: %s", task.name)
                say(f"{task.name}: failed")
                failed.append(task.name)
    return failed
