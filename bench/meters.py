"""What processes use, as the kernel counts it. A service is its process and all it has started."""

import contextlib
import os
from pathlib import Path

import psycopg

TICK = os.sysconf("SC_CLK_TCK")


def processes(root):
    """The pids of a process and of all it has started."""
    try:
        children = Path(f"/proc/{root}/task/{root}/children").read_text().split()
    except FileNotFoundError:  # it has just ended
        return []
    return [root, *(pid for child in children for pid in processes(int(child)))]


def cpu(service):
    """Seconds of CPU, user and system, those of children that have ended included."""
    return cpu_of(service.process.pid)


def cpu_of(root):
    ticks = 0
    for said in said_of(root, "stat"):
        fields = said.rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:15]))
    return ticks / TICK


def memory(service):
    """KiB held, shared pages shared out."""
    return sum(
        int(line.split()[1])
        for said in said_of(service.process.pid, "smaps_rollup")
        for line in said.splitlines()
        if line.startswith("Pss:")
    )


def said_of(root, file):
    """What the kernel says in that file of each process; some end while we read."""
    for pid in processes(root):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            yield Path(f"/proc/{pid}/{file}").read_text()


def threads(service):
    return sum(len(os.listdir(f"/proc/{p}/task")) for p in processes(service.process.pid))


def connections(database):
    """How many are connected to a PostgreSQL, besides us."""
    with psycopg.connect(database.url_of("postgres")) as connection:
        asked = connection.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return asked.fetchone()[0]
