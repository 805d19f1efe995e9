"""python -m bench.profile posts|deliveries|openings|tickets: where the worker's CPU goes, as Markdown.

Samples the worker with py-spy while it does nothing else.
"""

import argparse
import asyncio
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import uvloop

from bench.__main__ import USERS, Bench
from bench.cells import gather
from bench.peers import KClub, Tickets
from tests import services
from tests.live.site import seed

SECONDS = 10
AREAS = {  # the innermost frame that matches decides the area of a sample
    "the message as HTML": r"render_to_string|/html\.py|template/",
    "session and user": r"contrib/(sessions|auth)|get_user|sessions\.py",
    "asking PostgreSQL": r"psycopg|django/db/backends",
    "the ORM": r"django/db",
    "the relay": r"redis|relay\.py|publishing\.py",
    "rate limits": r"limits\.py|core/cache",
    "forms and what a browser sends": r"django/forms|forms\.py|http/request|multipart|csrf",
    "the live layer": r"kclub/live|kclub/server",
    "views and verbs of K-Club": r"(kclub|accounts|clubs|rooms)/",
    "middleware and handler": r"middleware|core/handlers|http/response|asgiref|django_htmx|allauth",
    "uvicorn": r"uvicorn",
    "the event loop, with reading and writing": r"asyncio|uvloop",
}
OURS = re.compile(r"\((kclub|accounts|clubs|rooms)/")


async def load(what, crowd, stop):
    """Keep the worker busy with one kind of work until `stop` is set."""
    if what == "deliveries":
        await crowd.open(1000)
    while not stop.is_set():
        if what in ("openings", "tickets"):
            await crowd.open(500)
            crowd.close()
            crowd.readers.clear()
        else:
            rate = 20 if what == "deliveries" else None
            await crowd.talk(40, rate=rate, writers=4 if rate is None else 1)


async def sampled(bench, site, what, file):
    crowd, stop = await gather(bench, site), asyncio.Event()
    busy = asyncio.create_task(load(what, crowd, stop))
    await asyncio.sleep(3)
    spy = [Path(sys.executable).with_name("py-spy"), "record", "--pid", site.process.pid]
    spy += ["--duration", SECONDS, "--rate", 200, "--format", "raw", "--output", file, "--gil"]
    spying = await asyncio.create_subprocess_exec(
        *map(str, spy), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    errors = (await spying.communicate())[1]
    stop.set()
    await busy
    crowd.close()
    if spying.returncode:
        raise RuntimeError(errors.decode())


def shares(file):
    """Return Counters of samples by area, by innermost function, and by innermost one of ours."""
    areas, functions, ours = Counter(), Counter(), Counter()
    for line in file.read_text().splitlines():
        stack, _, count = line.rpartition(" ")
        frames = stack.split(";")
        names = [re.sub(r":\d+\)", ")", frame) for frame in frames]
        areas[area_of(names)] += int(count)
        functions[names[-1]] += int(count)
        ours[next((name for name in reversed(names) if OURS.search(name)), "nobody")] += int(count)
    return areas, functions, ours


def area_of(frames):
    for frame in reversed(frames):
        for area, pattern in AREAS.items():
            if re.search(pattern, frame):
                return area
    return "elsewhere"


def main():
    parser = argparse.ArgumentParser(prog="python -m bench.profile", description=__doc__)
    parser.add_argument("what", choices=["posts", "deliveries", "openings", "tickets"])
    parser.add_argument("--functions", type=int, default=15, help="so many, the heaviest")
    options = parser.parse_args()
    with (
        services.Redis() as redis,
        services.PostgreSQL() as database,
        tempfile.TemporaryDirectory() as directory,
    ):
        bench = Bench(database, redis, seed(Path(directory), database, USERS))
        with (Tickets if options.what == "tickets" else KClub)(bench) as site:
            file = Path(directory) / "samples"
            uvloop.run(sampled(bench, site, options.what, file))
        counters = shares(file)
    for found in counters:
        every = sum(found.values())
        sys.stdout.write("\n| | share |\n| --- | --: |\n")
        for name, count in found.most_common(options.functions):
            sys.stdout.write(f"| {name} | {count / every:.0%} |\n")


if __name__ == "__main__":
    main()
