"""Resources of processes, as the kernel counts them; those a service has started belong to it."""

import contextlib
import os
from pathlib import Path

import psycopg

TICK = os.sysconf("SC_CLK_TCK")


def processes(root):
    """Return the pids of a process and of all it has started."""
    try:
        children = Path(f"/proc/{root}/task/{root}/children").read_text().split()
    except FileNotFoundError:  # it has just ended
        return []
    return [root, *(pid for child in children for pid in processes(int(child)))]


def cpu(service):
    """Return the seconds of CPU, user and system, including children that have ended."""
    return cpu_of(service.process.pid)


def cpu_of(root):
    ticks = 0
    for content in proc_files(root, "stat"):
        fields = content.rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:15]))
    return ticks / TICK


def memory(service):
    """Return the KiB of memory, with shared pages divided among their processes (PSS)."""
    return sum(
        int(line.split()[1])
        for content in proc_files(service.process.pid, "smaps_rollup")
        for line in content.splitlines()
        if line.startswith("Pss:")
    )


def proc_files(root, file):
    """Yield the content of that file in /proc for each process that has not ended meanwhile."""
    for pid in processes(root):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            yield Path(f"/proc/{pid}/{file}").read_text()


def threads(service):
    return sum(len(os.listdir(f"/proc/{p}/task")) for p in processes(service.process.pid))


def connections(database):
    """Return the number of connections to a PostgreSQL, without ours."""
    with psycopg.connect(database.url_of("postgres")) as connection:
        asked = connection.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return asked.fetchone()[0]
