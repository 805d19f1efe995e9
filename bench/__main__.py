"""python3 dev.py bench [--readers 1000] [--runs 3] [--json FILE]

Prints, for each peer, what one delivery costs. Compare the rows of one run; the machine's speed
does not matter then. CPU is user + system time of the server's processes, of the whole way from
the POST to the last reader, divided by the deliveries.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path
from statistics import median

import uvloop

from tests import services
from tests.live.site import Site, seed

from .readers import Crowd

SKEW = 5  # seconds, of kclub.live.hub
TICK = os.sysconf("SC_CLK_TCK")


class KClub(Site):
    name = "K-Club"
    rate = 10  # messages a second
    most = 100_000  # readers


class Tickets(KClub):
    name = "K-Club, by ticket"


class Stock(Site):
    name = "django-eventstream as it comes"
    application = "bench.stock_asgi:application"
    settings = "bench.stock"
    rate = 2
    most = 150  # each takes a connection of PostgreSQL, which has 200


class Bare(Site):
    name = "bare ASGI"
    application = "bench.bare:application"
    rate = 10
    most = 100_000


def processes(root):
    """The pids of a process and of all it has started."""
    children = Path(f"/proc/{root}/task/{root}/children").read_text().split()
    return [root, *(pid for child in children for pid in processes(int(child)))]


def cpu(service):
    """Seconds of CPU its processes have used."""
    total = 0
    for pid in processes(service.process.pid):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICK


def memory(service):
    """KiB its processes hold, shared pages shared out."""
    return sum(
        int(line.split()[1])
        for pid in processes(service.process.pid)
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        if line.startswith("Pss:")
    )


def threads(service):
    return sum(len(os.listdir(f"/proc/{p}/task")) for p in processes(service.process.pid))


async def measure(peer, readers, seconds, back_to_back):
    """One row: a dictionary of figures."""
    readers = min(readers, peer.most)
    crowd = Crowd(peer)
    await crowd.open(5)
    await crowd.talk(3)  # warm
    if isinstance(peer, Tickets):
        await asyncio.sleep(SKEW + 1)  # a ticket is not believed by a worker as young as it
        await crowd.look_at_pages()
    before = memory(peer), threads(peer), cpu(peer)
    opening = await crowd.open(readers - 5)
    after = memory(peer), threads(peer), cpu(peer)
    row = {
        "peer": peer.name,
        "readers": readers,
        "KiB per stream": round((after[0] - before[0]) / readers, 1),
        "threads more": after[1] - before[1],
        "ms CPU to open": round((after[2] - before[2]) / readers * 1000, 2),
        "s to open all": round(opening, 1),
    }
    messages = int(seconds * peer.rate)
    begun = cpu(peer)
    if back_to_back:
        took = await crowd.talk(messages * 3, writers=4)
    else:
        took = await crowd.talk(messages, rate=peer.rate)
    used = cpu(peer) - begun
    delays = sorted(crowd.delays)
    row |= {
        "deliveries/s": round(len(delays) / took),
        "µs per delivery": round(used / len(delays) * 1e6, 1),
        "ms p50": round(delays[len(delays) // 2] / 1e6, 1),
        "ms p99": round(delays[len(delays) * 99 // 100] / 1e6, 1),
        "lost": readers * messages * (3 if back_to_back else 1) - len(delays),
    }
    crowd.close()
    return row


def table(rows):
    """The rows as Markdown, runs of a peer as their median."""
    names = list(rows[0])
    lines = [names, ["---"] * len(names)]
    for peer in dict.fromkeys(row["peer"] for row in rows):
        same = [row for row in rows if row["peer"] == peer]
        figures = [f"{median(row[name] for row in same):g}" for name in names[1:]]
        lines.append([peer, *figures])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main():
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--readers", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--back-to-back", action="store_true", help="write as fast as it goes")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--peers", nargs="*", default=["KClub", "Tickets", "Bare", "Stock"])
    options = parser.parse_args()
    rows = []
    with (
        services.Redis() as redis,
        services.PostgreSQL() as database,
        tempfile.TemporaryDirectory() as directory,
    ):
        seeded = seed(Path(directory), database)
        for _ in range(options.runs):
            for name in options.peers:
                peer = globals()[name](seeded, 1, database=database, redis=redis)
                with peer:
                    case = measure(peer, options.readers, options.seconds, options.back_to_back)
                    rows.append(uvloop.run(case))
                sys.stderr.write(json.dumps(rows[-1], ensure_ascii=False) + "\n")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1, ensure_ascii=False))
    sys.stdout.write(table(rows) + "\n")


if __name__ == "__main__":
    main()
