"""python -m bench.restart [--readers 2000] [--missed 20]

A worker is killed with all its streams and started again; meanwhile something is said. How long
until everybody is back and has caught up, from the moment they begin to knock, all at once: what
their browsers wait before that is chosen by them, one to five seconds.

    row = await restart(site, readers=2000, missed=20)

takes a running `tests.live.site.Site` of one worker and returns {"readers", "missed", "s until all
are back", "s until all have caught up", "ms CPU of the worker each", "lost"}. By session: no ticket
outlives a restart.
"""

import argparse
import asyncio
import json
import re
import sys
import tempfile
import time
from pathlib import Path

import uvloop

from tests import services
from tests.live.client import post
from tests.live.site import Site, seed

from . import meters

ID = re.compile(rb"^id: (\d+)$", re.MULTILINE)
PATIENCE = 60  # seconds


class Reader(asyncio.Protocol):
    """One stream that looks only at the numbers of what comes."""

    def __init__(self, request):
        self.request = request
        self.opened = asyncio.get_running_loop().create_future()
        self.last, self.rest = 0, b""

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data):
        data = self.rest + data
        for found in ID.finditer(data):
            self.last = int(found[1])
        self.rest = data[data.rfind(b"\n") + 1 :]
        if b"stream-open" in data and not self.opened.done():
            self.opened.set_result(time.perf_counter())

    def connection_lost(self, error):
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("closed before it was open"))


async def come(site, number, last_id):
    """So many streams, all at once, that have seen `last_id`."""
    loop = asyncio.get_running_loop()

    async def one(n):
        session = site.sessions[n % len(site.sessions)]
        request = (
            f"GET /rooms/{site.room}/stream/?after=0 HTTP/1.1\r\nHost: localhost\r\n"
            f"Cookie: sessionid={session}\r\nLast-Event-ID: {last_id}\r\n\r\n"
        )
        reader = Reader(request.encode())
        await loop.create_connection(lambda: reader, "127.0.0.1", site.port)
        await asyncio.wait_for(reader.opened, PATIENCE)
        return reader

    return await asyncio.gather(*(one(n) for n in range(number)))


async def say(site):
    path = f"/rooms/{site.room}/say/"
    status, number = await post(site.port, path, site.sessions[0], "모임은 여섯 시예요.")
    if status != 200:
        raise ConnectionError(status)
    return int(number)


async def restart(site, readers=2000, missed=20):
    first = await say(site)
    before = await come(site, readers, first)
    site.kill()
    for reader in before:
        reader.transport.abort()
    await asyncio.to_thread(site.start)
    for _ in range(missed):
        last = await say(site)
    used, begun = meters.cpu(site), time.perf_counter()
    after = await come(site, readers, first)
    back = max(reader.opened.result() for reader in after) - begun
    while any(reader.last < last for reader in after) and time.perf_counter() < begun + PATIENCE:
        await asyncio.sleep(0.005)
    row = {
        "readers": readers,
        "missed": missed,
        "s until all are back": round(back, 2),
        "s until all have caught up": round(time.perf_counter() - begun, 2),
        "ms CPU of the worker each": round((meters.cpu(site) - used) / readers * 1000, 2),
        "lost": sum(reader.last < last for reader in after),
    }
    for reader in after:
        reader.transport.abort()
    return row


def main():
    parser = argparse.ArgumentParser(prog="python -m bench.restart", description=__doc__)
    parser.add_argument("--readers", type=int, default=2000)
    parser.add_argument("--missed", type=int, default=20)
    options = parser.parse_args()
    with services.PostgreSQL() as database, tempfile.TemporaryDirectory() as directory:
        with Site(seed(Path(directory), database), 1, database=database) as site:
            row = uvloop.run(restart(site, options.readers, options.missed))
    sys.stdout.write(json.dumps(row, indent=1) + "\n")


if __name__ == "__main__":
    main()
