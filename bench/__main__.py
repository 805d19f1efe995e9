"""python3 dev.py bench [--only steady flood] [--runs 3] [--json FILE] [--quick]

Measures K-Club beside others doing the same job and prints Markdown, a table for each cell. Figures
are medians of interleaved runs; compare those of one table, since the load of the machine is in
all of them. The whole takes about half an hour on two cores; `--quick` measures a tenth of everything
once, which shows that it works and nothing else.
"""

import argparse
import json
import os
import platform
import resource
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

import uvloop

from bench.cells import CELLS
from bench.peers import KClub, message_fragment
from bench.readers import FILLER
from tests import services
from tests.live.site import seed
from tests.sources import ROOT

USERS = 500
DOCS = ROOT / "docs" / "performance.md"


@dataclass
class Bench:
    """The services of a run; one has the database `site`, which each cell copies."""

    database: services.PostgreSQL
    redis: services.Redis
    seeded: Path
    quick: bool = False
    fragment: str = ""  # HTML of a message with {text} in it, which all peers send

    def scaled(self, number):
        return number // 10 if self.quick else number

    def log(self, sentence):
        sys.stderr.write(f"· {sentence}\n")


def main():
    parser = argparse.ArgumentParser(
        prog="dev.py bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=CELLS, default=list(CELLS), metavar="CELL",
                        help=", ".join(CELLS))  # fmt: skip
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything, once")
    parser.add_argument("--json", type=Path, help="keep the runs; other cells in the file stay")
    parser.add_argument(
        "--docs", action="store_true", help="put the tables into docs/performance.md"
    )
    options = parser.parse_args()
    max_files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (max_files, max_files))
    with (
        services.Redis() as redis,
        services.PostgreSQL() as database,
        tempfile.TemporaryDirectory() as directory,
    ):
        seeded = seed(Path(directory), database, USERS)
        bench = Bench(database, redis, seeded, options.quick)
        with KClub(bench) as site:
            bench.fragment = uvloop.run(message_fragment(site))
        write(f"{machine()}; a message is {size(bench.fragment):,} bytes.\n")
        failed = []
        for name in options.only:
            try:
                runs = measure(bench, name, 1 if options.quick else options.runs)
            except Exception:
                traceback.print_exc()
                failed.append(name)
                continue
            table = CELLS[name].markdown(runs)
            write(f"### {CELLS[name].title}\n\n{table}\n")
            if options.json:
                save_runs(options.json, name, runs)
            if options.docs:
                update_docs(name, f"{machine()}, {len(runs)} runs:\n\n{table}")
    return f"These failed: {', '.join(failed)}" if failed else None


def measure(bench, name, number):
    runs = []
    for n in range(number):
        begun = time.monotonic()
        runs.append(CELLS[name].run(bench))
        load = f"load {os.getloadavg()[0]:.1f}"
        bench.log(f"{name}, run {n + 1}: {time.monotonic() - begun:.0f} s, {load}")
    return runs


def size(fragment):
    return len(fragment.replace("{text}", f"~0.{time.monotonic_ns()}~ {FILLER}").encode())


def save_runs(file, name, runs):
    kept = json.loads(file.read_text()) if file.exists() else {}
    kept[name] = {"on": machine(), "runs": runs}
    file.write_text(json.dumps(kept, indent=1, ensure_ascii=False))


def update_docs(name, text):
    """Write the text between the marks of the cell in docs/performance.md."""
    marks = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = DOCS.read_text().partition(marks[0])
    if not rest:
        raise ValueError(f"{DOCS} has no {marks[0]}")
    after = rest.partition(marks[1])[2]
    DOCS.write_text(f"{before}{marks[0]}\n{text}\n{marks[1]}{after}")


def machine():
    today = time.strftime("%Y-%m-%d")
    return f"{today}, {os.cpu_count()} cores, Python {platform.python_version()}"


def write(text):
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
