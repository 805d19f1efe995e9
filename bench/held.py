"""python -m bench.held [--readers 1000] [--settle 102]

Measures streams that Pushpin holds: the costs of its processes and of ours. Debian's Pushpin 1.36 asks
again for each new stream, ten of them a second: `--settle` waits until that is over.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import uvloop

from bench import meters
from bench.__main__ import Bench
from bench.cells import WARM_UP_READERS
from bench.peers import KClub
from bench.readers import Crowd
from bench.tables import formatted
from tests import services
from tests.live.site import seed


class Held(KClub):
    """K-Club with streams held by Pushpin."""

    def __init__(self, bench):
        super().__init__(bench)
        self.pushpin = services.Pushpin(behind=self.port)

    def prepare(self):
        super().prepare()
        self.env["GRIP_URL"] = self.pushpin.grip_url


async def measure(site, readers, settle, seconds, rate):
    """Return {name of a figure: number}."""
    at_proxy = {
        "port": site.pushpin.port,
        "stream_request": site.stream_request,
        "post_request": site.post_request,
        "greets": True,
    }
    crowd = Crowd(SimpleNamespace(**at_proxy))
    await crowd.open(WARM_UP_READERS)
    await crowd.talk(3)
    both = {"Pushpin": site.pushpin, "K-Club": site}
    memory = {name: meters.memory(one) for name, one in both.items()}
    used = {name: meters.cpu(one) for name, one in both.items()}
    figures = {"s to open all": await crowd.open(readers - WARM_UP_READERS)}
    for name, one in both.items():
        figures[f"{name}: ms CPU to open"] = (meters.cpu(one) - used[name]) / readers * 1000
    await asyncio.sleep(settle)
    for name, one in both.items():
        figures[f"{name}: KiB each"] = (meters.memory(one) - memory[name]) / readers
        figures[f"{name}: ms CPU to settle, too"] = (meters.cpu(one) - used[name]) / readers * 1000
    used = {name: meters.cpu(one) for name, one in both.items()}
    took = await crowd.talk(int(seconds * rate), rate=rate)
    delays = sorted(crowd.delays)
    for name, one in both.items():
        figures[f"{name}: µs CPU"] = (meters.cpu(one) - used[name]) / len(delays) * 1e6
    figures["deliveries/s"] = len(delays) / took
    for percent in (50, 99):
        figures[f"ms p{percent}"] = delays[len(delays) * percent // 100] / 1e6
    crowd.close()
    return figures | {"lost": crowd.lost, "doubled": crowd.doubled}


def main():
    parser = argparse.ArgumentParser(prog="python -m bench.held", description=__doc__)
    parser.add_argument("--readers", type=int, default=1000)
    parser.add_argument("--settle", type=float, default=102)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--rate", type=float, default=10, help="messages a second")
    options = parser.parse_args()
    with (
        services.Redis() as redis,
        services.PostgreSQL() as database,
        tempfile.TemporaryDirectory() as directory,
    ):
        seeded = seed(Path(directory), database, users=options.readers)
        with Held(Bench(database, redis, seeded)) as site, site.pushpin:
            case = measure(site, options.readers, options.settle, options.seconds, options.rate)
            for name, figure in uvloop.run(case).items():
                sys.stdout.write(f"{formatted(figure):>8}  {name}\n")


if __name__ == "__main__":
    main()
