"""python -m bench.posting [--requests 1500] [--runs 3]

Measures the CPU of the worker and of PostgreSQL for a POST of a message, and for two minimal pages,
each per request. The site is K-Club as it is deployed, with all its
middleware, limits and Redis; the requests are those of a browser with htmx.

`await measure(seeded, database, redis)` returns one run, in ms:

    {"POST: app": …, "POST: PostgreSQL": …,     a message of 250 bytes
     "page: app": …, "page: PostgreSQL": …,     a page with the name of the signed-in user
     "hello: app": …, "hello: PostgreSQL": …}   a page without a query

`seeded` is what `tests.live.site.seed` made in `database`.
"""

import argparse
import asyncio
import json
import re
import secrets
import sys
import tempfile
from pathlib import Path
from statistics import median
from urllib.parse import quote, urlencode

import uvloop

from bench.meters import cpu
from tests import services
from tests.live.site import Site, seed

TEXT = "내일 여섯 시에 동아리방에서 만나요. 카메라를 가져오세요! " * 3
TOKEN = "t" * 32  # of the form and of the cookie


class Plain(Site):
    name = "K-Club"
    settings = "bench.plain"

    def prepare(self):
        super().prepare()
        self.slug = quote(json.loads((self.directory / "made").read_text())["slug"])


async def measure(seeded, database, redis, requests=1500, writers=4):
    """Return {"POST: app": …, …}: ms of CPU per request, for a POST and two minimal pages."""
    with Plain(seeded, 1, database=database, redis=redis) as site:
        cases = {
            "POST": lambda session: post(site.slug, session),
            "page": lambda session: head("GET", "/bench/me/", session),
            "hello": lambda session: head("GET", "/bench/hello/", session),
        }
        figures = {}
        for name, case in cases.items():
            await send(site, case, requests // 5, writers)  # warm
            begun = cpu(site), cpu(database)
            await send(site, case, requests, writers)
            ended = cpu(site), cpu(database)
            for who, before, after in zip(["app", "PostgreSQL"], begun, ended, strict=True):
                figures[f"{name}: {who}"] = round((after - before) / requests * 1000, 2)
        return figures


async def send(site, case, requests, writers):
    """Send so many requests, over as many connections as there are writers."""
    todo = iter(range(requests))

    async def write():
        reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
        for n in todo:
            writer.write(case(site.sessions[n % len(site.sessions)]))
            answer = await reader.readuntil(b"\r\n\r\n")
            if answer[9:12] != b"200":
                raise ConnectionError(answer)
            length = re.search(rb"content-length: (\d+)", answer.lower())
            await reader.readexactly(int(length[1]))
        writer.close()

    await asyncio.gather(*(write() for _ in range(writers)))


def head(method, address, session, *more):
    cookies = f"Cookie: csrftoken={TOKEN}; sessionid={session}"
    lines = [f"{method} {address} HTTP/1.1", "Host: localhost", cookies, *more, "", ""]
    return "\r\n".join(lines).encode()


def post(slug, session):
    body = urlencode({"text": TEXT, "nonce": secrets.token_urlsafe(9)})
    return (
        head("POST", f"/rooms/{slug}/messages/", session,
             f"X-CSRFToken: {TOKEN}", "HX-Request: true", "HX-Request-Type: partial",
             f"HX-Current-URL: http://localhost/rooms/{slug}/",
             "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}")
        + body.encode()
    )  # fmt: skip


def main():
    parser = argparse.ArgumentParser(prog="python -m bench.posting", description=__doc__)
    parser.add_argument("--requests", type=int, default=1500)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with (
        services.Redis() as redis,
        services.PostgreSQL() as database,
        tempfile.TemporaryDirectory() as directory,
    ):
        seeded = seed(Path(directory), database)
        rows = [
            uvloop.run(measure(seeded, database, redis, options.requests, options.writers))
            for _ in range(options.runs)
        ]
    for name in rows[0]:
        sys.stdout.write(f"{median(row[name] for row in rows):6.2f} ms  {name}\n")


if __name__ == "__main__":
    main()
