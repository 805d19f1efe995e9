"""What a room of a million messages costs to open, beside the same room when it had a hundred."""

import json
import sys
import time

import django

from bench import meters

FEW, MANY = 100, 1_000_000
REPLAYED = 50
TURNS = 50
UNREAD = 20  # so many are new to who opens the room

STEPS = {}


def step(function):
    STEPS[function.__doc__] = function
    return function


@step
def open_room(client, room):
    """open the room"""
    return client.get(room.get_absolute_url())


@step
def look_back(client, room):
    """the 50 messages before the middle"""
    return client.get(f"{room.get_absolute_url()}?before={room.last_change // 2 + 50}")


@step
def jump(client, room):
    """the messages around one of them"""
    return client.get(f"{room.get_absolute_url()}?at={room.last_change // 2}")


@step
def find(client, room):
    """search for what all of them say"""
    return client.get(f"{room.get_absolute_url()}search/", {"q": "동아리"})


@step
def find_nothing(client, room):
    """search for what none of them says"""
    return client.get(f"{room.get_absolute_url()}search/", {"q": "필름"})


@step
def replay(client, room):
    """replay the last 50 to a stream"""
    from kclub.live.channels import parse

    kind, key = parse(room.channel)
    changes = kind.changes(key, room.last_change - REPLAYED, REPLAYED)
    assert len(changes) == REPLAYED  # noqa: S101


@step
def list_rooms(client, room):
    """the list of rooms, nothing unread"""
    return client.get("/rooms/")


@step
def list_rooms_unread(client, room):
    """the list of rooms, everything unread"""
    room.occupancies.update(read_up_to=0)
    return client.get("/rooms/")


def main(pid, many):
    from django.test import Client

    from rooms.models import Room

    room = Room.objects.get()
    occupancy = room.occupancies.select_related("user").last()
    client = Client(headers={"host": "localhost"})
    client.force_login(occupancy.user)
    first = room.post(room.owner, "동아리방에서 만나요. " * 5)
    rows = [{"case": name} for name in STEPS]
    for number in (FEW, many):
        fill(room, first, number)
        for row, act in zip(rows, STEPS.values(), strict=True):
            room.occupancies.update(read_up_to=number - UNREAD)
            row |= {f"{name}, {number:,}": n for name, n in cost(act, client, room, pid).items()}
    for row in rows:
        few, lots = (row[f"ms CPU, {n:,}"] + row[f"PostgreSQL, {n:,}"] for n in (FEW, many))
        row["× as much"] = lots / few
    json.dump(rows, sys.stdout)


def cost(act, client, room, pid):
    """Queries of one turn; CPU of ours and of PostgreSQL, in ms, of the mean of many."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(2):  # warm
        with CaptureQueriesContext(connection) as queries:
            answer = act(client, room)
        asked = len(queries)
    assert answer is None or answer.status_code == 200, answer  # noqa: S101
    begun, theirs, turns = time.process_time(), meters.cpu_of(pid), 0
    deadline = time.monotonic() + 10
    while turns < TURNS and time.monotonic() < deadline:
        act(client, room)
        turns += 1
    used, theirs = time.process_time() - begun, meters.cpu_of(pid) - theirs
    figures = {"ms CPU": used / turns * 1000, "PostgreSQL": theirs / turns * 1000}
    return {"queries": asked} | figures


def fill(room, first, number):
    """Repeat the message `first` until the room has so many, ten seconds apart."""
    from django.db import connection

    columns = [f.column for f in first._meta.concrete_fields if not (f.primary_key or f.generated)]
    copied = ", ".join(f'"{column}"' for column in columns)
    there = room.messages.count()
    values = {"number": "n", "change": "n", "nonce": "NULL"}
    values["created_at"] = "now() - (%s - n) * interval '10 seconds'"
    made = ", ".join(values.get(column, f'"{column}"') for column in columns)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SET session_replication_role = replica")  # nobody looks at each row
        cursor.execute(
            f"INSERT INTO rooms_message ({copied}) SELECT {made}"  # noqa: S608
            " FROM rooms_message, generate_series(%s, %s) AS n WHERE id = %s",
            [number, there + 1, number, first.pk],
        )
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")
    type(room).objects.filter(pk=room.pk).update(last_change=number)
    room.refresh_from_db()


def run(bench):
    """Rows, from a process of its own on a fresh copy of the site."""
    from bench.inside import rows_of

    url = bench.database.create(f"history{time.monotonic_ns()}", "site")
    many = bench.scaled(MANY)
    return rows_of(__name__, bench.seeded, url, bench.database.process.pid, many)


if __name__ == "__main__":
    django.setup()
    main(*map(int, sys.argv[1:]))
