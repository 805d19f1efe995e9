"""python -m bench.search [--messages 1000000] [--posts 100000]

Measures what the search asks a database for, on PostgreSQL and on SQLite: a page and the capped count of
messages of 50 rooms, of one large room and of posts, for words that are common, rare or in no text,
and the list of rooms; each 40 times, with the querysets that pages use. Then what a message costs more
to write because of the index, and how large that is beside the text. Figures are ms; `statements` is the
95th percentile of what the database takes of them.
"""

import argparse
import sys
import tempfile
from contextlib import nullcontext

from bench.inside import rows_of
from tests import services

DATABASES = {"PostgreSQL": services.PostgreSQL, "SQLite": nullcontext}


def main():
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--posts", type=int, default=100_000)
    options = parser.parse_args()
    tables = {}
    for name, service in DATABASES.items():
        with tempfile.TemporaryDirectory() as data, service() as database:
            url = database and database.create("search")
            rows = rows_of("bench.inside.search", data, url, options.messages, options.posts)
            tables[name] = {row.pop("case"): row for row in rows}
    figures = ["p50", "p95", "statements"]
    heads = [f"{name} {figure}" for name in tables for figure in figures]
    write("| | hits | " + " | ".join(heads) + " |\n| --- | --: |" + " --: |" * len(heads) + "\n")
    for case, first in tables["PostgreSQL"].items():
        cells = [tables[name][case].get(figure, "") for name in tables for figure in figures]
        write(f"| {case} | {first.get('hits', '')} | " + " | ".join(map(shown, cells)) + " |\n")


def shown(figure):
    return f"{figure:.3g}" if isinstance(figure, float) else str(figure)


def write(text):
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
