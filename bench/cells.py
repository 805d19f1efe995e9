"""The cells: measurements of which each makes one table."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

import uvloop

from bench import meters, posting
from bench.inside import clubs, history
from bench.peers import Bare, Channels, KClub, Nchan, Returning, Stock, Tickets
from bench.readers import Crowd
from bench.tables import Ratio, Table
from bench.visible import visible
from tests import services

CLOCK_SKEW = 5  # seconds, of kclub.live.tickets: no worker that is younger believes a ticket
WARM_UP_READERS = 5  # readers whose streams are open before a measurement begins
OTHERS = {peer.name for peer in (Bare, Nchan, Channels, Stock)}


@dataclass(frozen=True)
class Cell:
    """`run(bench)` measures once: rows of figures."""

    title: str
    run: Callable
    ratios: tuple = ()
    goals: dict | None = None

    def markdown(self, runs):
        return Table(list(self.ratios), self.goals or {}, OTHERS).markdown(runs)


def beside(*peers):
    """Decorate `measure(bench, peer) -> figures`, so that a run has a row for each peer it finds."""

    def decorate(measure):
        def run(bench):
            return [row for peer in peers if (row := one(bench, peer))]

        def one(bench, kind):
            try:
                kind.find()
                with kind(bench) as peer:
                    return {"case": peer.name} | uvloop.run(measure(bench, peer))
            except services.Missing as missing:
                bench.log(f"{kind.name} is left out: this machine has no {missing}")
            except (RuntimeError, OSError, EOFError) as error:
                bench.log(f"{kind.name} failed: {error!r}")

        return run

    return decorate


# Streams -----------------------------------------------------------------------------------


@beside(KClub, Tickets, Bare, Nchan, Channels, Stock)
async def idle(bench, peer):
    """Open 2,000 streams and send nothing to them; the figures are the costs of both."""
    readers = min(bench.scaled(2000), peer.max_readers)
    crowd = await gather(bench, peer)
    before = snapshot(bench, peer)
    seconds = await crowd.open(readers - WARM_UP_READERS)
    opened = meters.cpu(peer), meters.cpu(bench.database)
    await asyncio.sleep(1)
    after = snapshot(bench, peer)
    crowd.close()
    return {
        "streams": readers,
        "KiB each": (after["KiB"] - before["KiB"]) / readers,
        "KiB in PostgreSQL": (after["PostgreSQL"] - before["PostgreSQL"]) / readers,
        "threads each": (after["threads"] - before["threads"]) / readers,
        "connections each": (after["connections"] - before["connections"]) / readers,
        "ms CPU to open one": (opened[0] - before["cpu"][0]) / readers * 1000,
        "ms PostgreSQL CPU": (opened[1] - before["cpu"][1]) / readers * 1000,
        "s to open all": seconds,
    }


def snapshot(bench, peer):
    return {
        "KiB": meters.memory(peer),
        "PostgreSQL": meters.memory(bench.database),
        "threads": meters.threads(peer),
        "connections": meters.connections(bench.database),
        "cpu": (meters.cpu(peer), meters.cpu(bench.database)),
    }


async def gather(bench, peer, readers=WARM_UP_READERS):
    """Return a Crowd of so many readers, of a peer that is warm."""
    crowd = Crowd(peer)
    await crowd.open(WARM_UP_READERS)
    await crowd.talk(3)
    if isinstance(peer, Tickets):
        await asyncio.sleep(CLOCK_SKEW + 1)
        await crowd.look_at_pages(len(peer.sessions))
    await crowd.open(readers - WARM_UP_READERS)
    return crowd


@beside(Returning)
async def restart(bench, peer):
    """Replace a worker: all its readers come back at once and have missed ten messages."""
    crowd = await gather(bench, peer, bench.scaled(2000))
    peer.last_seen = peer.last_change()
    await crowd.talk(10)
    stopping = time.perf_counter()
    await asyncio.to_thread(peer.stop)
    starting = time.perf_counter()
    await asyncio.to_thread(peer.start)
    again = Crowd(peer)
    again.missed = 10
    begun, used = time.monotonic(), meters.cpu(peer)
    opened = await again.open(len(crowd.readers), at_once=len(crowd.readers))
    await again.hear(10)
    figures = {
        "streams": len(again.readers),
        "s to stop": starting - stopping,
        "s until all are open": opened,
        "s until all have caught up": again.last / 1e9 - begun,
        "ms CPU each": (meters.cpu(peer) - used) / len(again.readers) * 1000,
        "wrong": again.lost + again.doubled + again.misordered,
    }
    again.close()
    return figures


@beside(Tickets)
async def many(bench, peer):
    """Fill one room with as many streams as a worker takes."""
    readers = bench.scaled(9_900)
    crowd = await gather(bench, peer)
    before = snapshot(bench, peer)
    await crowd.open(readers - WARM_UP_READERS, at_once=256)
    opened = meters.cpu(peer) - before["cpu"][0]
    held = meters.memory(peer) - before["KiB"]
    figures = await deliver(bench, crowd, messages=6, rate=1)
    return {
        "streams": readers,
        "KiB each": held / readers,
        "ms CPU to open one": opened / readers * 1000,
    } | {name: figures[name] for name in ("µs CPU", "ms p50", "ms p99", "wrong")}


# Messages ----------------------------------------------------------------------------------


@beside(KClub, Bare, Nchan, Channels, Stock)
async def steady(bench, peer):
    """Send one message after the other, at the rate that the peer can bear."""
    crowd = await gather(bench, peer, min(bench.scaled(1000), peer.max_readers))
    return await deliver(bench, crowd, messages=int(6 * peer.rate), rate=peer.rate)


@beside(KClub, Bare, Nchan, Channels, Stock)
async def few(bench, peer):
    """Send ten messages a second to a hundred readers."""
    crowd = await gather(bench, peer, bench.scaled(100))
    return await deliver(bench, crowd, messages=60, rate=10)


@beside(KClub, Bare, Nchan, Channels, Stock)
async def flood(bench, peer):
    """Let four writers each send the next message when the last one is answered."""
    crowd = await gather(bench, peer, min(bench.scaled(500), peer.max_readers))
    return await deliver(bench, crowd, messages=peer.flood_messages, writers=4)


async def deliver(bench, crowd, **how):
    """Return the figures of one talk. CPU is counted from the POST on, for each delivery."""
    used = {"µs CPU": crowd.peer, "PostgreSQL": bench.database, "Redis": bench.redis}
    begun = {name: meters.cpu(service) for name, service in used.items()}
    seconds = await crowd.talk(**how)
    ended = {name: meters.cpu(service) for name, service in used.items()}
    came = len(crowd.delays)
    wrong = {name: getattr(crowd, name) for name in ("lost", "doubled", "misordered", "dropped")}
    if any(wrong.values()):
        bench.log(f"{crowd.peer.name}: {wrong}")
    figures = {"readers": len(crowd.readers), "deliveries/s": came / seconds if came else 0}
    figures |= {name: (ended[name] - begun[name]) / came * 1e6 if came else None for name in used}
    figures |= {f"ms p{percent}": percentile(crowd.delays, percent) for percent in (50, 99)}
    crowd.close()
    return figures | {"wrong": wrong["lost"] + wrong["doubled"] + wrong["misordered"]}


def percentile(delays, percent):
    """Return the percentile of the delays (ns) in ms; None if there are none."""
    return sorted(delays)[len(delays) * percent // 100] / 1e6 if delays else None


# Posts -------------------------------------------------------------------------------------


def posts(bench):
    """Measure the CPU of a POST and of two minimal pages."""
    figures = uvloop.run(posting.measure(bench.seeded, bench.database, bench.redis))
    cases = dict.fromkeys(name.partition(": ")[0] for name in figures)
    return [
        {
            "case": case,
            "ms CPU": figures[f"{case}: app"],
            "PostgreSQL": figures[f"{case}: PostgreSQL"],
        }
        for case in cases
    ]


CHEAPER = [
    Ratio("× bare", "µs CPU", Bare.name),
    Ratio("× nchan", "µs CPU", Nchan.name),
    Ratio("Channels ÷", "µs CPU", Channels.name),
]

CELLS = {
    "idle": Cell(
        "Open streams that are silent: 2,000",
        idle,
        goals={
            "KiB each": "≤ 7",
            "threads each": "≤ 0",
            "connections each": "≤ 0",
            "ms CPU to open one": {KClub.name: "≤ 0.7", Tickets.name: "≤ 0.2"},
        },
    ),
    "steady": Cell(
        "One delivery: 1,000 readers, 10,000 deliveries a second (Channels 1,000, as it comes 300)",
        steady,
        [
            *CHEAPER,
            Ratio("p50 × nchan", "ms p50", Nchan.name),
            Ratio("p99 × nchan", "ms p99", Nchan.name),
        ],
        {
            "× bare": "≤ 1.1",
            "× nchan": "≤ 1.25",
            "Channels ÷": "≥ 20",
            "p50 × nchan": "≤ 1.25",
            "p99 × nchan": "≤ 1.5",
            "wrong": "≤ 0",
        },
    ),
    "few": Cell(
        "One delivery: 100 readers, 1,000 deliveries a second",
        few,
        goals={"ms p50": "≤ 4", "wrong": "≤ 0"},
    ),
    "flood": Cell(
        "As fast as it goes: 500 readers, 4 writers",
        flood,
        [
            Ratio("× bare", "deliveries/s", Bare.name),
            Ratio("× nchan", "deliveries/s", Nchan.name),
            Ratio("× Channels", "deliveries/s", Channels.name),
        ],
        {"× bare": "≥ 0.8", "× Channels": "≥ 20", "wrong": "≤ 0"},
    ),
    "restart": Cell(
        "A worker is replaced: 2,000 streams come back, ten messages later",
        restart,
        goals={"s until all have caught up": "≤ 2", "wrong": "≤ 0"},
    ),
    "many": Cell("A room of 9,900, one message a second", many, goals={"wrong": "≤ 0"}),
    "posting": Cell(
        "A request: CPU of the worker and of PostgreSQL",
        posts,
        goals={"ms CPU": {"POST": "≤ 1.5", "page": "≤ 1.0"}, "PostgreSQL": {"POST": "≤ 0.6"}},
    ),
    "history": Cell(
        "A room of few and of many messages",
        history.run,
        goals={"× as much": "≤ 1.2", f"queries, {history.MANY:,}": "≤ 12"},
    ),
    "visible": Cell(
        "From the POST to another reader's eyes: 100 readers, 5 messages a second",
        visible,
        goals={"ms p95": "≤ 150"},
    ),
    "clubs": Cell(
        "Pages of 1,000 clubs and 5,000 applications: ms in the server",
        clubs.run,
        goals={"queries": {page: "≤ 10" for page in clubs.PAGES if page not in clubs.NO_LISTS}}
        | {f"{name} p95": "≤ 100" for name in ("SQLite", "PostgreSQL", "MariaDB")},
    ),
}
