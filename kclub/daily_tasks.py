"""What has to be done once a day, by `manage.py daily`: apps say what, a scheduler says when."""

from typing import NamedTuple


class Task(NamedTuple):
    what: str
    do: callable  # returns how many; doing it twice a day is harmless


tasks = []


def daily_task(what):
    """`@daily_task("forget drafts")`: call this once a day. It returns how many it found to do."""

    def register(do):
        tasks.append(Task(what, do))
        return do

    return register
