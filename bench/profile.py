"""python -m bench.profile posts|deliveries|openings: where the worker's CPU goes, as Markdown.

Samples the worker with py-spy while it has nothing else to do than this.
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

from tests import services
from tests.live.site import seed

from .__main__ import USERS, Bench
from .peers import KClub
from .readers import Crowd

SECONDS = 10
AREAS = {  # what the innermost of these says a sample belongs to
    "the message as HTML": r"render_to_string|/html\.py|template/",
    "session and user": r"contrib/(sessions|auth)|get_user|sessions\.py",
    "asking PostgreSQL": r"psycopg|django/db/backends",
    "the ORM": r"django/db",
    "the relay": r"redis|relay\.py|publishing\.py",
    "rate limits": r"limits\.py|core/cache",
    "forms and what a browser sends": r"django/forms|forms\.py|http/request|multipart|csrf",
    "the live layer": r"kclub/live|kclub/door",
    "views and verbs of K-Club": r"(kclub|accounts|clubs|rooms)/",
    "middleware and handler": r"middleware|core/handlers|http/response|asgiref|django_htmx|allauth",
    "uvicorn": r"uvicorn",
    "the event loop, with reading and writing": r"asyncio|uvloop",
}


async def load(what, crowd, stop):
    """Keep the worker busy with one thing until told to stop."""
    if what != "posts":
        await crowd.open(1000 if what == "deliveries" else 5)
    while not stop.is_set():
        if what == "openings":
            await crowd.open(500)
            crowd.close()
            crowd.readers.clear()
        else:
            rate = 20 if what == "deliveries" else None
            await crowd.talk(40, rate=rate, writers=4 if rate is None else 1)


async def sampled(site, what, file):
    crowd, stop = Crowd(site), asyncio.Event()
    busy = asyncio.create_task(load(what, crowd, stop))
    await asyncio.sleep(3)
    spy = [Path(sys.executable).with_name("py-spy"), "record", "--pid", site.process.pid]
    spy += ["--duration", SECONDS, "--rate", 200, "--format", "raw", "--output", file, "--gil"]
    spying = await asyncio.create_subprocess_exec(
        *map(str, spy), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    said = (await spying.communicate())[1]
    stop.set()
    await busy
    crowd.close()
    if spying.returncode:
        raise RuntimeError(said.decode())


def shares(file):
    """Counter of samples by area, and by function and file."""
    areas, functions = Counter(), Counter()
    for line in file.read_text().splitlines():
        stack, _, count = line.rpartition(" ")
        frames = stack.split(";")
        functions[re.sub(r":\d+\)", ")", frames[-1])] += int(count)
        areas[area_of(frames)] += int(count)
    return areas, functions


def area_of(frames):
    for frame in reversed(frames):
        for area, pattern in AREAS.items():
            if re.search(pattern, frame):
                return area
    return "elsewhere"


def main():
    parser = argparse.ArgumentParser(prog="python -m bench.profile", description=__doc__)
    parser.add_argument("what", choices=["posts", "deliveries", "openings"])
    parser.add_argument("--functions", type=int, default=15, help="so many, the heaviest")
    options = parser.parse_args()
    with (
        services.Redis() as redis,
        services.PostgreSQL() as database,
        tempfile.TemporaryDirectory() as directory,
    ):
        bench = Bench(database, redis, seed(Path(directory), database, USERS))
        with KClub(bench) as site:
            file = Path(directory) / "samples"
            uvloop.run(sampled(site, options.what, file))
        areas, functions = shares(file)
    for found in (areas, functions):
        every = sum(found.values())
        sys.stdout.write("\n| | share |\n| --- | --: |\n")
        for name, count in found.most_common(options.functions):
            sys.stdout.write(f"| {name} | {count / every:.0%} |\n")


if __name__ == "__main__":
    main()
