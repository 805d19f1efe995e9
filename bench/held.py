"""python -m bench.held [--readers 1000] [--settle 102]

What streams cost that Pushpin holds: its own processes and ours, apart. Debian's Pushpin 1.36 asks
again for each new stream, ten of them a second: `--settle` waits until that is over.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import uvloop

from tests import services
from tests.live.site import seed
from tests.live.test_grip import Proxied

from . import __main__ as bench
from .readers import Crowd


async def measure(site, readers, settle, seconds, rate):
    crowd = Crowd(SimpleNamespace(port=site.pushpin.port, room=site.room, sessions=site.sessions))
    await crowd.open(5)
    await crowd.talk(3)  # warm
    both = {"Pushpin": site.pushpin, "K-Club": site}
    memory = {name: bench.memory(one) for name, one in both.items()}
    used = {name: bench.cpu(one) for name, one in both.items()}
    row = {"readers": readers, "s to open all": round(await crowd.open(readers - 5), 1)}
    for name, one in both.items():
        row[f"{name}: ms CPU to open"] = round((bench.cpu(one) - used[name]) / readers * 1000, 2)
    await asyncio.sleep(settle)
    for name, one in both.items():
        row[f"{name}: KiB per stream"] = round((bench.memory(one) - memory[name]) / readers, 1)
        row[f"{name}: ms CPU to settle, too"] = round(
            (bench.cpu(one) - used[name]) / readers * 1000, 2
        )
    used = {name: bench.cpu(one) for name, one in both.items()}
    messages = int(seconds * rate)
    took = await crowd.talk(messages, rate=rate)
    delays = sorted(crowd.delays)
    for name, one in both.items():
        spent = (bench.cpu(one) - used[name]) / len(delays) * 1e6
        row[f"{name}: µs per delivery"] = round(spent, 1)
    row |= {
        "deliveries/s": round(len(delays) / took),
        "ms p50": round(delays[len(delays) // 2] / 1e6, 1),
        "ms p99": round(delays[len(delays) * 99 // 100] / 1e6, 1),
        "lost": readers * messages - len(delays),
    }
    crowd.close()
    return row


def main():
    parser = argparse.ArgumentParser(prog="python -m bench.held", description=__doc__)
    parser.add_argument("--readers", type=int, default=1000)
    parser.add_argument("--settle", type=float, default=102)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--rate", type=float, default=10, help="messages a second")
    options = parser.parse_args()
    with services.PostgreSQL() as database, tempfile.TemporaryDirectory() as directory:
        seeded = seed(Path(directory), database, users=options.readers)
        with Proxied(seeded, database=database) as site, site.pushpin:
            case = measure(site, options.readers, options.settle, options.seconds, options.rate)
            sys.stdout.write(json.dumps(uvloop.run(case), indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
